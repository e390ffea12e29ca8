"""Grounding: what an engine wrote, held against what was said."""
