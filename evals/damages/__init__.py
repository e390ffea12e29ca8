"""Damages: one small function for each way in which a summary can be wrong."""
