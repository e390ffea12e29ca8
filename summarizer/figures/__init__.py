"""Figures: found in text with value and unit, matched with each other, judged by what was said."""
