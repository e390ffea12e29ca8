"""Segmentation: from the turns of a transcript to the sessions, exchanges and segments of its Q&A."""
