"""What the export writes: Word, PDF and Markdown, opened again and looked into."""
