"""PDF and Word documents become lines of their text."""

from __future__ import annotations

import io
import sys
import zlib

import pytest
from papers import docx_of, pdf_of, zip_of
from pypdf import PdfWriter

from summarizer.errors import InputError
from summarizer.reading import read_transcript
from summarizer.reading.docx import docx_lines
from summarizer.reading.limits import DEFAULT_LIMITS, Limits
from summarizer.reading.pdf import pdf_lines
from summarizer.reading.source import Source

HELLO = "Good morning, everyone, and welcome to the call."
THANKS = "Thank you, and good morning from Ostrava to all of you."


SEASONS = ["spring", "summer", "autumn", "winter"]


def _speech(season: str) -> list[str]:
    return [
        f"In {season} we {verb} what the {season} asked of us." for verb in ("made", "sold", "found", "kept", "built")
    ]


def from_pdf(pages: list[list[str]], limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return pdf_lines(pdf_of(pages), Source(b"", "call.pdf"), limits)


def from_docx(content: bytes, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return docx_lines(content, Source(b"", "call.docx"), limits)


def test_a_pdfs_lines_are_counted_page_after_page() -> None:
    """The lines of the pages follow each other in one numbering."""
    assert from_pdf([["Operator", HELLO], ["Ida Brandt", THANKS]]) == ["Operator", HELLO, "Ida Brandt", THANKS]


def test_headers_and_footers_leave_their_lines_empty() -> None:
    """What stands at the edge of most pages and nowhere else goes; the other lines keep their numbers."""
    pages = [
        [f"Verrin Tools, {n} August", *_speech(season), f"Page {n} of 4"] for n, season in enumerate(SEASONS, start=1)
    ]
    expected = [line for season in SEASONS for line in ("", *_speech(season), "")]
    assert from_pdf(pages) == expected


@pytest.mark.parametrize("first", [1, 0, 57])
def test_a_number_at_the_edge_of_a_page_may_be_spoken(first: int) -> None:
    """The number that counts a page goes, from whichever it starts; one that somebody spoke beside it stays."""
    words = [_speech(season) for season in SEASONS]
    pages = [[*said, str(number)] for number, said in enumerate(words, start=first)]
    pages[1].insert(-1, "12")
    pages[3].insert(0, "2025")
    assert from_pdf(pages) == [*words[0], "", *words[1], "12", "", *words[2], "", "2025", *words[3], ""]


def test_a_speaker_at_the_edge_of_pages_is_no_header() -> None:
    """A name that also stands inside pages, and an operator anywhere, is a label and stays."""
    pages = [["Ida Brandt", *_speech(season), "Operator"] for season in SEASONS]
    pages.append(["Operator", *_speech("year"), "Ida Brandt", *_speech("quarter")])
    assert from_pdf(pages) == [line for page in pages for line in page]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("We raise our guid-", "ance, again.", ("We raise our guidance,", "again.")),
        ("This is a long-", "term plan.", ("This is a long-term", "plan.")),
        ("That is year-over-", "year growth.", ("That is year-over-year", "growth.")),
        ("In the range of 5-", "6 percent.", ("In the range of 5-", "6 percent.")),
        ("He was at Verrin-", "Tools before.", ("He was at Verrin-", "Tools before.")),
    ],
)
def test_words_cut_at_a_lines_end_are_joined(upper: str, lower: str, joined: tuple[str, str]) -> None:
    """A cut word is made whole on the line where it begins; a hyphen that is the word's own stays."""
    before = "Over the long run every year has its term and more of it comes over and over."
    assert from_pdf([[before, upper, lower]]) == [before, *joined]


def test_a_word_is_joined_across_pages() -> None:
    """Page numbers between the halves of a word don't keep them apart."""
    pages = [[HELLO, "We keep our guid-", "1"], [HELLO[:30], "2"]]
    pages[1].insert(0, "ance as it was in the spring of the year.")
    assert from_pdf(pages)[1:4] == ["We keep our guidance", "", "as it was in the spring of the year."]


def test_a_pdf_of_images_is_refused() -> None:
    """A PDF without a text layer is refused with the way to get one."""
    with pytest.raises(InputError, match=r"'call.pdf' has pages but no text: .*ocrmypdf"):
        from_pdf([[], [], []])


def test_too_many_pages_are_refused() -> None:
    """A PDF of 5,000 pages is refused, and the limit is named."""
    with pytest.raises(InputError, match=r"'call.pdf' has 5,000 pages, more than 1,000 \(limit pdf_pages\)"):
        from_pdf([[HELLO]] * 5_000)


def test_a_slow_pdf_is_given_up() -> None:
    """Reading ends when the time of the limit is over."""
    with pytest.raises(InputError, match=r"limit pdf_seconds"):
        from_pdf([[HELLO]], DEFAULT_LIMITS._replace(pdf_seconds=0))


def test_a_page_that_unpacks_without_bound_is_refused() -> None:
    """A compressed page of a gigabyte is refused before it is unpacked whole."""
    packed = zlib.compress(b"(a) Tj " * 20_000_000, 9)
    pdf = pdf_of([["x"]])
    start, end = pdf.index(b"<< /Length"), pdf.index(b"\nendobj\nxref")
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    with pytest.raises(InputError, match="far larger than any transcript's"):
        pdf_lines(pdf[:start] + bomb + pdf[end:], Source(b"", "call.pdf"), DEFAULT_LIMITS)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_asked_for_only_where_reading_needs_one(algorithm: str) -> None:
    """A PDF that opens without a password is read, however it is protected; one that asks for it is refused."""
    for password in ("", "secret"):
        writer = PdfWriter(clone_from=io.BytesIO(pdf_of([["Operator", HELLO]])))
        writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
        out = io.BytesIO()
        writer.write(out)
        if password:
            with pytest.raises(InputError, match="is an encrypted PDF; save it without its password"):
                pdf_lines(out.getvalue(), Source(b"", "call.pdf"), DEFAULT_LIMITS)
        else:
            assert pdf_lines(out.getvalue(), Source(b"", "call.pdf"), DEFAULT_LIMITS) == ["Operator", HELLO]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"1 0 obj << " * 100, pdf_of([[HELLO]])[:200]])
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    """A PDF that can't be followed is refused with the parser's reason."""
    with pytest.raises(InputError, match=r"'call.pdf' is a broken PDF \("):
        pdf_lines(content, Source(b"", "call.pdf"), DEFAULT_LIMITS)


def test_paragraphs_and_rows_are_lines() -> None:
    """A paragraph is a line, an empty one too; a row of a table is one, as ``Name: words`` where somebody speaks."""
    content = docx_of(["Operator", HELLO, "", "Two\nlines"], [["Ida Brandt", THANKS], ["Noor Vasquez", "CFO"]])
    assert from_docx(content) == [
        *("Operator", HELLO, "", "Two", "lines"),
        *(f"Ida Brandt: {THANKS}", "Noor Vasquez; CFO"),
    ]


@pytest.mark.parametrize(
    ("stamped", "plain"),
    [("Ida Brandt   0:03", "Ida Brandt"), ("0:0:1.0 --> 0:0:2.5", ""), ("We open at 10:30", "We open at 10:30")],
)
def test_teams_time_stamps_go(stamped: str, plain: str) -> None:
    """The times that Teams writes beside names are no part of the label, others are words."""
    assert from_docx(docx_of([stamped, HELLO])) == [plain, HELLO]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/document.xml": b"a" * 40_000_000}, "limit docx_bytes"),
        ({"word/document.xml": b"a" * 4_000_000}, "limit docx_ratio"),
        ({"notes.txt": b"a"}, "archive but no Word document"),
        ({"word/document.xml": b"<a>"}, "broken Word document"),
    ],
    ids=["size", "ratio", "other", "broken"],
)
def test_archives_that_are_no_document_are_refused(parts: dict[str, bytes], says: str) -> None:
    """Bombs, other archives and broken documents are refused, each with its reason."""
    with pytest.raises(InputError, match=says):
        from_docx(zip_of(parts))


@pytest.mark.parametrize(
    ("content", "module", "kind"),
    [(pdf_of([[HELLO]]), "pypdf", "a PDF"), (docx_of([HELLO]), "docx", "a Word document")],
    ids=["pdf", "docx"],
)
def test_a_missing_reader_is_named(content: bytes, module: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra a document is refused with the command that installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"is {kind}; .*pip install \"analyst-qa\[documents\]\""):
        read_transcript(content, name="call")


@pytest.mark.parametrize("wrap", [lambda lines: pdf_of([lines]), docx_of], ids=["pdf", "docx"])
def test_a_document_is_read_like_a_text(wrap) -> None:  # type: ignore[no-untyped-def]
    """A document gives the turns that its text gives."""
    said = [f"{name}: {words}" for words in (HELLO, THANKS) for name in ("Operator", "Ida Brandt", "Noor Vasquez")]
    document, text = read_transcript(wrap(said)), read_transcript("\n".join(said))
    assert document.turns == text.turns
    assert len(text.turns) == 6
