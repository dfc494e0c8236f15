"""Pages for engineers, and the scripts that make some of them from the code."""
