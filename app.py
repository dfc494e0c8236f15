"""Streamlit entry: settings, sign-in, navigation."""
