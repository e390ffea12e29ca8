"""The closed list of topics: its contract, what a file may hold, and how cues are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import TopicsError
from summarizer.topics import Topic, cues_in, load

CONTRACT = """
guidance demand pricing growth margins costs capital-allocation capex liquidity m-and-a products supply customers
competition regulation macro regions operations ai energy people accounting
"""
GOOD = "- id: rivals\n  label: Rivals\n  definition: who else sells it\n  cues: [market share, compet*]\n"


def topic(*cues: str) -> Topic:
    return Topic("any", "Any", "anything", cues)


def test_the_shipped_list_is_that_of_the_contract() -> None:
    """The package ships the 22 topics of the contract, in its order."""
    assert [shipped.id for shipped in load()] == CONTRACT.split()


@pytest.mark.parametrize("shipped", load(), ids=lambda shipped: shipped.id)
def test_every_shipped_cue_works(shipped: Topic) -> None:
    """No cue is listed twice in a topic, and each finds itself."""
    assert len({cue.casefold() for cue in shipped.cues}) == len(shipped.cues)
    for cue in shipped.cues:
        assert cues_in(cue.replace("*", ""), topic(cue))


def test_a_file_of_the_users_replaces_the_list(tmp_path: Path) -> None:
    """Topics come from the file given, and from nowhere else."""
    own = tmp_path / "own.yaml"
    own.write_text(GOOD)
    assert load(own) == (Topic("rivals", "Rivals", "who else sells it", ("market share", "compet*")),)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "must be a list of topics"),
        ("rivals: 1\n", 1, "must be a list of topics"),
        ("- rivals\n", 1, "must be a mapping"),
        ("- id: [\n", 2, "is not YAML"),
        (GOOD + GOOD, 5, "there twice"),
        (GOOD.replace("  label: Rivals\n", ""), 1, "has no label"),
        (GOOD + "  colour: red\n", 5, "'colour' is unknown"),
        (GOOD.replace("id: rivals", "id: Our Rivals"), 1, "lower-case words joined by hyphens"),
        (GOOD.replace("Rivals", "no"), 2, "must be text; put it in quotes"),
        (GOOD.replace("[market share, compet*]", "compet*"), 4, "must be a list of words"),
        (GOOD.replace("[market share, compet*]", "[]"), 4, "must be a list of words"),
        (GOOD.replace("compet*", "2024"), 4, "must be text; put it in quotes"),
        (GOOD.replace("compet*", "'*petition'"), 4, "only stand at the end of a word"),
        (GOOD.replace("compet*", "' '"), 4, "must be one line of text"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """What is wrong with a topics file is said in a sentence that begins with the file and the line."""
    own = tmp_path / "own.yaml"
    own.write_text(text)
    with pytest.raises(TopicsError) as raised:
        load(own)
    assert str(raised.value).startswith(f"{own}:{line}: ")
    assert says in str(raised.value)


@pytest.mark.parametrize(("content", "says"), [(None, "can't be read"), (b"\xff\xfe", "not UTF-8"), (b"\0", "YAML")])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes | None, says: str) -> None:
    """A missing, binary or wrongly encoded file is named, with what is wrong with it."""
    own = tmp_path / "own.yaml"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(TopicsError, match=says) as raised:
        load(own)
    assert str(own) in str(raised.value)


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("lead time*", "Lead-times grew, and the lead time too", ("Lead-times", "lead time")),
        ("compet*", "no competition", ("competition",)),
        ("cost", "costs and costly", ()),
        ("US", "It gives us a lead in the US.", ("US",)),
        ("M&A", "Any m&a or M&A?", ("M&A",)),
        ("U.S", "In the U.S. only", ("U.S",)),
        ("free cash", "free\ncash flow", ("free\ncash",)),
    ],
)
def test_cues_are_whole_words(cue: str, text: str, found: tuple[str, ...]) -> None:
    """A cue matches whole words in either case, with an ending where it has an asterisk; with a capital, as written."""
    assert cues_in(text, topic(cue)) == found


def test_the_longer_of_two_cues_is_found() -> None:
    """Where one cue begins another, the words count once, as the longer."""
    assert cues_in("free cash flow", topic("free cash", "free cash flow")) == ("free cash flow",)
