"""A rendered note to Word, PDF and Markdown; a case to a workbook. Sees only what its audience may see."""
