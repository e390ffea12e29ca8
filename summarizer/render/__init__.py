"""Records to text, by pure functions that write no files.

A summary becomes Markdown, JSON, an HTML report, CSV, a data frame or a terminal's page; a parsed call JSON or an
outline; a difference and a plan text or JSON; the records themselves a JSON Schema.
"""
