"""HTML pages and Markdown to lines of plain text, speaker names standing where a text layout looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.people import looks_like_name, role_of_label
from summarizer.reading.limits import Limits
from summarizer.reading.source import Source, missing_extra

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HTML = re.compile(r"<(?:!doctype html|html|head|body|main|article|section|div|p|h[1-6]|table)\b", re.I)
# A tag's attributes say nothing here and cost the parser time that grows with their square.
_ATTRIBUTES = re.compile(r"""<([a-zA-Z][^\s/<>"']*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')++>?""")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>\"']*)")
_NEVER_NESTED = frozenset(
    (
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
_BREAK = "\x1e"
_GONE = [
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "nav",
    "aside",
    "footer",
    "button",
    "select",
]
_BLOCKS = (
    "p,div,section,article,main,header,ul,ol,li,dl,dt,dd,h1,h2,h3,h4,h5,h6,blockquote,figure,figcaption,"
    "table,caption,tr,td,th,br,hr,pre,form,fieldset,address"
)
_BLOCKS_IN_CELLS = "p,div,table,br,ul,ol,h1,h2,h3,h4"
_LONG_CELL = 60

_MARKED = ("\n**", "\n#", "\n__")
_LEAST_MARKED = 3
_RULE = re.compile(r"[-*_=|:+\s]{3,}|\s*(?:```|~~~).*")
_OPENING = re.compile(r"\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))")
_ROW = re.compile(r"\s*\|(.*)\|\s*")
_BOLD_NAME = re.compile(r"(\*\*|__)(?P<name>[^*_:\n]{2,60})\1(?P<said>\s+[\w\"“'(\[].*)")
_EMPHASIS = (
    re.compile(r"\*\*([^*\n]+)\*\*"),
    re.compile(r"__([^_\n]+)__"),
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)\*(?![\w*])"),
    re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+)_(?!\w)"),
    re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)"),
    re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~&])"),
)


def is_html(start: str) -> bool:
    """Whether a text that starts like this is a page of HTML.

    >>> is_html("<!DOCTYPE html><html>"), is_html('<Sync id="L1"/> Operator')
    (True, False)
    """
    if start.startswith(("<!--", "<?xml")):
        return _HTML.search(start) is not None
    return _HTML.match(start) is not None


def html_lines(text: str, source: Source, limits: Limits) -> list[str]:
    """The words of a page, one line a block; numbers count the lines of this text, since a page has none of its own.

    Scripts, styles, navigation and asides are left out, and so is everything around the page's article. A bold name
    that opens a paragraph gets a line of its own unless a colon or a dash follows; a row of a table is one line.

    Raises InputError when the page is larger or more deeply nested than the limits, or the parser is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise missing_extra(source, "HTML") from None
    text = _ATTRIBUTES.sub(r"<\1>", text.replace(_BREAK, " "))
    if len(text) > limits.html_chars:
        raise InputError(
            f"{source.says} is a page of {len(text):,} characters, more than {limits.html_chars:,} (limit html_chars); "
            "save the article alone or raise the limit in Python."
        )
    if max(accumulate(_steps(text)), default=0) > limits.html_depth:
        raise InputError(
            f"{source.says} is a page nested more than {limits.html_depth} levels deep (limit html_depth); "
            "save the article as text or raise the limit in Python."
        )
    tree = LexborHTMLParser(text)
    tree.strip_tags(_GONE)
    root = _article(tree.body or tree.root)
    if root is None:
        return []
    for pre in root.css("pre"):
        pre.replace_with(_BREAK + pre.text().replace("\n", _BREAK) + _BREAK)
    for row in root.css("tr"):
        cells = [" ".join(cell.text().split()) for cell in row.css("td,th")]
        if len(cells) > 1 and row.css_first(_BLOCKS_IN_CELLS) is None:
            row.replace_with(_BREAK + row_line(cells) + _BREAK)
    for bold in root.css("b,strong"):
        if _opens_a_turn(bold):
            bold.insert_after(_BREAK)
    for block in root.css(_BLOCKS):
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)
    return [line for piece in root.text().split(_BREAK) if (line := " ".join(piece.split()))]


def _steps(text: str) -> Iterator[int]:
    """One down for every start tag that can nest, one up for its end."""
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _NEVER_NESTED:
            yield -1 if tag[1] else 1


def _article(body: LexborNode | None) -> LexborNode | None:
    """The article of a page where it holds most of the page's words, else the whole body."""
    if body is None:
        return None
    least = len(body.text()) / 2
    return next((node for node in body.css("article,main") if len(node.text()) > least), body)


def _opens_a_turn(bold: LexborNode) -> bool:
    before, after = bold.prev, bold.next
    while before is not None and before.is_text_node and not before.text().strip():
        before = before.prev
    if (before is not None and before.tag != "br") or after is None or not after.is_text_node:
        return False
    name = " ".join(bold.text().split())
    rest = after.text().strip()
    return bool(rest) and (rest[0].isalnum() or rest[0] in "\"“'(") and _is_name(name)


def _is_name(text: str) -> bool:
    return ":" not in text and (looks_like_name(text) or role_of_label(text) != "unknown")


def row_line(cells: Sequence[str]) -> str:
    """One row of a table as a line: a speaker with words as ``Name: words``, anything else with semicolons.

    >>> row_line(["Jane Roe", "Analyst", "Northfield"]), row_line(["Jane Roe", "Thanks for the question. " * 3])[:17]
    ('Jane Roe; Analyst; Northfield', 'Jane Roe: Thanks ')
    """
    cells = [cell for cell in cells if cell]
    if len(cells) == 2 and _is_name(cells[0].rstrip(":")) and (len(cells[1]) > _LONG_CELL or cells[1][-1] in ".?!"):
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    return "; ".join(cells)


def is_markdown(text: str, source: Source) -> bool:
    """Whether to take Markdown's marks off: by the name, or because several lines open with one."""
    return source.suffix in (".md", ".markdown") or _marked(text) >= _LEAST_MARKED


def _marked(text: str) -> int:
    # Looking for a single character is by far quicker, and most texts have none.
    return sum(text.count(mark) for mark in _MARKED if mark[1] in text)


def without_marks(line: str) -> str:
    """A line of Markdown as plain text, still one line.

    >>> without_marks("**Jane Roe** -- *Analyst*"), without_marks("## Q&A"), without_marks("**Jane Roe** Thanks.")
    ('Jane Roe -- Analyst', 'Q&A', 'Jane Roe: Thanks.')
    """
    if _RULE.fullmatch(line):
        return ""
    if opening := _OPENING.match(line):
        line = line[opening.end() :].rstrip("# ") if line.lstrip().startswith("#") else line[opening.end() :]
    if row := _ROW.fullmatch(line):
        line = row_line([cell.strip() for cell in row[1].split("|")])
    if (named := _BOLD_NAME.fullmatch(line)) and _is_name(named["name"]):
        line = f"{named['name']}:{named['said']}"
    for mark in _EMPHASIS:
        line = mark.sub(r"\1", line)
    return line.rstrip("\\")
