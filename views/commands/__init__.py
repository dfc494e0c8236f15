"""The commands of the command line, thin over `corpus`, `drafting` and `eval`: no rule of the field here.

One module a group of commands; Streamlit is not imported here. In: arguments. Out: text. Called by `cli.py`.
"""
