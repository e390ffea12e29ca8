"""Cues are found wherever their patterns are: a sign is only a quicker way to see that there is nothing to find."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from summarizer import read_transcript, segmentation
from summarizer.segmentation.cues import Cue, cue
from summarizer.segmentation.introductions import introduction

CASES = Path(__file__).parent.parent.parent / "evals" / "cases"
TURNS = [turn for file in sorted(CASES.glob("*/transcript.*")) for turn in read_transcript(file).turns]
TEXTS = sorted({turn.text for turn in TURNS} | {line.text for turn in TURNS for line in turn.lines})
CUES = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(segmentation.__path__)
    for name, value in vars(importlib.import_module(f"{segmentation.__name__}.{module.name}")).items()
    if isinstance(value, Cue)
}
# A place where each cue's pattern fits, in as few words as can be.
EXAMPLES = {
    "announcements._CALLS": ["next question", "Questions from", "last caller", "Line of", "your line is open"],
    "announcements._CLOSES": [
        "no further questions",
        "I see no questions",
        "closing remarks",
        "ends the call",
        "conclusion of the session",
        "completed our event",
        "hand it back for final words",
        "nobody in the queue",
        "that was the last",
        "now disconnect",
        "operator signoff",
        "out of time for questions",
        "was the last question",
    ],
    "announcements._HANDS_OVER": ["pass it back", "over to"],
    "announcements._OPENS": ["Q & A", "q&a", "questions and answers", "take questions", "questions now"],
    "corrections._REFUSES": ["won't comment", "do not disclose", "can't really discuss", "will not break"],
    "courtesy._TROUBLE": ["Can you hear me", "are you there", "is she muted", "not audible", "line broke", "lost you"],
    "courtesy._FAREWELL": ["grateful for listening", "concludes our call", "look forward to meeting", "goodbye"],
    "exchanges._NOT_HEARD": ["did not catch", "couldn't follow", "say again", "ask the question", "did you mean"],
    "exchanges._NEW_QUESTION": ["another one", "lastly", "secondly", "follow up", "switching", "different topic"],
    "roles._ASKS": ["my question", "Wondering", "curious", "could you", "can you"],
    "written._ASKED_BY": ["one from Ida Storm", "question by Ida Storm"],
    "written._WRITING": ["Written", "e-mailed", "webcast", "sent in", "reading the question", "wrote", "asks", "ask"],
    "written._UNSIGNED": ["online question", "questions via the portal", "question in writing", "question by e-mail"],
}


@pytest.mark.parametrize("name", sorted(CUES))
def test_a_sign_stands_wherever_the_pattern_fits(name: str) -> None:
    """On every line and turn of the shipped calls, and on the barest examples, a cue finds what its pattern finds."""
    found = CUES[name]
    for text in [*TEXTS, *EXAMPLES[name]]:
        match, bare = found.search(text), found.pattern.search(text)
        assert (match and match.span()) == (bare and bare.span()), text
        assert [one.span() for one in found.finditer(text)] == [one.span() for one in found.pattern.finditer(text)]
    assert all(found.pattern.search(text) for text in EXAMPLES[name])


def test_a_cue_without_its_sign_is_not_looked_for() -> None:
    """The pattern is only asked where a sign stands: that is what makes a cue quick."""
    assert cue("rise|fall", "[a-z]+").search("It stays.") is None


@pytest.mark.parametrize(
    "text",
    ["This is Ida", "It's Ida", "it is Ida", "my name is Ida", "I am Ida", "I'm Ida", "I’m Ida", "Ida Storm here"],
)
def test_introductions_have_signs_too(text: str) -> None:
    """Every way to say who one is has a sign of its own."""
    assert introduction(text) is not None
