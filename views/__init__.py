"""One thin Streamlit page a file: shows and asks, holds no rule of the field."""
