"""Reading: a file in any format and layout to a Transcript."""

from summarizer.reading.formats import read_transcript

__all__ = ["read_transcript"]
