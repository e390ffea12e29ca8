"""Analyst Q&A from earnings calls: who asked what, what was answered, and on which lines it stands.

from summarizer import summarize
print(summarize("call.txt").analysts[0].summary)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.errors import SummarizerError
    from summarizer.library import asummarize, summarize
    from summarizer.reading import read_transcript
    from summarizer.segmentation.sessions import parse_call
    from summarizer.summary import CallSummary
    from summarizer.transcript import ParsedCall, Transcript

__all__ = [
    "CallSummary",
    "ParsedCall",
    "SummarizerError",
    "Transcript",
    "asummarize",
    "parse_call",
    "read_transcript",
    "summarize",
]

# Imported when first asked for, so that "import summarizer" and the parser don't wait for what only a summary needs.
_HOMES = {
    "CallSummary": "summary",
    "ParsedCall": "transcript",
    "SummarizerError": "errors",
    "Transcript": "transcript",
    "asummarize": "library",
    "parse_call": "segmentation.sessions",
    "read_transcript": "reading",
    "summarize": "library",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
