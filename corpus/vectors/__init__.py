"""Text to vectors, where they are kept, and how near each is to a question.

In: texts. Out: vectors and similarities. Called by archive and by closed text; knows no document.
"""
