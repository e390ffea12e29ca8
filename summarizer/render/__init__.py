"""Records to text: Markdown and JSON of a summary, JSON and an outline of a parsed call. Pure functions, no files."""
