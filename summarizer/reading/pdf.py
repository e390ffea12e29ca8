"""PDF with a text layer to lines: page headers and footers blanked, words cut at a line's end joined.

A PDF has no lines of its own; numbers count the lines of its text, page after page. Whatever is taken out leaves its
line empty, so that the numbers are those of the text as any PDF reader copies it.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import Any, NamedTuple

from summarizer.errors import InputError
from summarizer.people import role_of_label
from summarizer.reading.encoding import clean
from summarizer.reading.furniture import bare_number
from summarizer.reading.limits import Limits
from summarizer.reading.source import Source, missing_extra

_EDGE = 4
_LEAST_PAGES = 3
_FIRST_PAGES = (0, 1)
_LEAST_LETTERS = 20
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*#\s*(?:(?:of|/)\s*#)?\s*[-–|]?", re.I)
_HYPHENS = ("-", "\u2010", "\u00ad")
_HEAD = re.compile(r"[^\W\d_]{1,40}\Z")
_TAIL = re.compile(r"(?P<tail>[^\W\d_]+)(?P<marks>[,.;:?!]*)\s*(?P<rest>.*)")
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _TooLong(Exception):
    """The time that the limit allows is over."""


def is_pdf(content: bytes) -> bool:
    """Whether this is a PDF; the mark may stand behind a few stray bytes."""
    return b"%PDF-" in content[:1024]


def pdf_lines(content: bytes, source: Source, limits: Limits) -> list[str]:
    """The lines of the text layer.

    Raises InputError for a PDF that is encrypted, broken, without text, or beyond the limits.
    """
    pages = [[line.rstrip() for line in text.split("\n")] for text in _texts(content, source, limits)]
    letters = sum(len(line) for page in pages for line in page)
    if letters < _LEAST_LETTERS * len(pages):
        raise InputError(
            f"{source.says} has pages but no text: it holds images of pages; run a text recognition over it first "
            "(for example ocrmypdf), or find the transcript as text."
        )
    for page, gone in zip(pages, _furniture(pages), strict=True):
        for i in gone:
            page[i] = ""
    return [clean(line) for line in _joined([line for page in pages for line in page])]


def _texts(content: bytes, source: Source, limits: Limits) -> list[str]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
    except ImportError:
        raise missing_extra(source, "a PDF") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every small fault that it mends
    try:
        reader = PdfReader(io.BytesIO(content))
        count = len(reader.pages)
        if count > limits.pdf_pages:
            raise InputError(
                f"{source.says} has {count:,} pages, more than {limits.pdf_pages:,} (limit pdf_pages); "
                "give one call alone or raise the limit in Python."
            )
        stop_when_late = _clock(limits.pdf_seconds)
        texts = []
        for page in reader.pages:
            stop_when_late()
            texts.append(page.extract_text(visitor_operand_before=stop_when_late))
        return texts
    except (FileNotDecryptedError, DependencyError):
        raise InputError(f"{source.says} is an encrypted PDF; save it without its password.") from None
    except _TooLong:
        raise InputError(
            f"{source.says} takes more than {limits.pdf_seconds:g} seconds to read (limit pdf_seconds), as no "
            "transcript does; save its text or raise the limit in Python."
        ) from None
    except LimitReachedError as error:
        raise InputError(
            f"{source.says} has a page far larger than any transcript's ({error}); save its text."
        ) from None
    except InputError:
        raise
    except Exception as error:  # the parser raises whatever a malformed object leads it into
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:120]
        raise InputError(
            f"{source.says} is a broken PDF ({reason}); print it to a new PDF or save its text."
        ) from error


def _clock(seconds: float) -> Callable[..., None]:
    """A visitor of drawing operators, nested forms included, that ends an extraction when the time is over."""
    end = monotonic() + seconds

    def stop_when_late(*_: Any) -> None:
        if monotonic() > end:
            raise _TooLong

    return stop_when_late


def _furniture(pages: list[list[str]]) -> list[set[int]]:
    """For each page the indices of its header and footer lines.

    A line is one when it is a page number, or when its words, whatever the digits, stand at the edge of most pages and
    nowhere else: a speaker's name is at an edge by chance, and inside pages too. A number by itself counts the pages
    where it is as far from its page's place in the file as others are from theirs.
    """
    edges = [_edge(page) for page in pages]
    at_edge = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in edge})
    inside = {
        _key(line) for page, edge in zip(pages, edges, strict=True) for i, line in enumerate(page) if i not in edge
    }
    least = max(_LEAST_PAGES, len(pages) * 2 // 5)
    counting = _counting(pages, edges)

    def is_furniture(line: str, at: int) -> bool:
        key = _key(line)
        if _PAGE_NUMBER.fullmatch(key) and len(pages) > 1:
            return key != "#" or _ahead(line, at) in counting
        return at_edge[key] >= least and key not in inside and role_of_label(line) == "unknown"

    return [
        {i for side in _sides(page) for i in _while(partial(is_furniture, at=at), page, side)}
        for at, page in enumerate(pages)
    ]


def _counting(pages: list[list[str]], edges: list[set[int]]) -> set[int | None]:
    """How far page numbers are ahead of their pages' places: alike on several pages, or as without a cover or with."""
    found = Counter(
        ahead
        for at, (page, edge) in enumerate(zip(pages, edges, strict=True))
        for ahead in {_ahead(page[i], at) for i in edge}
    )
    return {ahead for ahead, n in found.items() if ahead is not None and (n > 1 or ahead in _FIRST_PAGES)}


def _ahead(line: str, at: int) -> int | None:
    number = bare_number(line)
    return None if number is None else number - at


def _sides(page: list[str]) -> tuple[list[int], list[int]]:
    """The indices of the lines from the top down and from the bottom up, as far as an edge goes."""
    filled = [i for i, line in enumerate(page) if line.strip()]
    edge = min(_EDGE, -(-len(filled) // 3))
    return filled[:edge], filled[: -edge - 1 : -1]


def _edge(page: list[str]) -> set[int]:
    top, bottom = _sides(page)
    return {*top, *bottom}


def _while(is_furniture: Callable[[str], bool], page: list[str], side: list[int]) -> Iterator[int]:
    """From the edge inwards as long as lines are furniture, one that is not being allowed between."""
    misses = 0
    for i in side:
        if is_furniture(page[i]):
            yield i
        elif misses:
            return
        else:
            misses = 1


def _key(line: str) -> str:
    return " ".join(_NUMBER.sub("#", line).casefold().split())


def _joined(lines: list[str]) -> list[str]:
    """Bring the rest of a word that a line's end cuts up to its beginning; the lines stay as many as they are."""
    cuts = list(_cuts(lines))
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line))
    words.subtract(part.casefold() for cut in cuts for part in (cut.head, cut.tail))
    joined = list(lines)
    for cut in cuts:
        hyphen = "-" if lines[cut.upper][-1] != "\u00ad" and _keeps_hyphen(cut.head, cut.tail, words) else ""
        # The upper line may have lost its own beginning to the line above it.
        upper, lower = joined[cut.upper], _TAIL.fullmatch(joined[cut.lower].lstrip())
        if lower and upper[-1:] in _HYPHENS:
            joined[cut.upper] = upper[:-1] + hyphen + cut.tail + lower["marks"]
            joined[cut.lower] = lower["rest"]
    return joined


class _Cut(NamedTuple):
    upper: int
    lower: int
    head: str
    tail: str


def _cuts(lines: list[str]) -> Iterator[_Cut]:
    """Where a line ends inside a word and the next line that is not blank goes on with small letters."""
    for i, line in enumerate(lines):
        if line.endswith(_HYPHENS) and (head := _HEAD.search(line[-_LONGEST_WORD - 1 : -1])):
            below = next((j for j in range(i + 1, min(i + 2 * _EDGE, len(lines))) if lines[j].strip()), None)
            tail = _TAIL.match(lines[below].lstrip()) if below is not None else None
            if below is not None and tail and tail["tail"][0].islower():
                yield _Cut(i, below, head[0], tail["tail"])


def _keeps_hyphen(head: str, tail: str, words: Counter[str]) -> bool:
    """Whether the hyphen is the word's own ("long-term") and not the line's ("guid-ance"), by the words of the call."""
    head, tail = head.casefold(), tail.casefold()
    whole, compound = words[head + tail], words[f"{head}-{tail}"]
    if whole or compound:
        return compound >= whole
    return words[head] > 0 and words[tail] > 0
