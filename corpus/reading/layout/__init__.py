"""Words with places to lines, paragraphs, tables and holes, whatever file they came from.

In: Sheets and blocks. Out: pages, parts and tables. Called by the readers of each format only.
"""
