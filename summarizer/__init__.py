"""Analyst Q&A from earnings calls."""
