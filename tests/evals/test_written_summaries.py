"""What others wrote fits the cases that it was written for."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.case import load_cases
from evals.faults import InputFault
from evals.matching import Matched
from evals.written import by_others, reworded, written

CASES = load_cases(Path(__file__).parents[2] / "evals" / "cases")


def test_every_case_with_questions_has_a_written_summary() -> None:
    """There is one for each, of the same analysts, and it answers nearly every question of the reference."""
    found = written(CASES)
    assert [case.name for case, _ in found] == [case.name for case in CASES if case.analysts]
    pairs = [pair for case, summary in found for pair in Matched(case, summary).pairs]
    assert sum(pair.found is not None for pair in pairs) >= 0.98 * len(pairs)


def test_every_answer_has_been_put_in_other_words() -> None:
    """There is one for each reference answer that is not empty, and hardly any keeps most of its words in a row."""
    found = reworded(CASES)
    assert [case.name for case, _ in found] == [case.name for case in CASES if case.analysts]
    pairs = [pair for case, summary in found for pair in Matched(case, summary).pairs if pair.found]
    assert all(bool(pair.found.answer) is bool(pair.reference.answer) for pair in pairs)
    alike = [runs(pair.found.answer) & runs(pair.reference.answer) for pair in pairs]
    assert sum(map(len, alike)) <= 0.05 * sum(len(runs(pair.reference.answer)) for pair in pairs)


def test_other_writers_answered_every_question_of_their_cases() -> None:
    """Each writer has an answer of their own for every exchange that somebody answered."""
    found = by_others(CASES)
    assert {writer for writer, *_ in found} == {"desk", "minutes", "note"}
    assert len({case.name for _, case, _ in found}) == len([case for case in CASES if case.analysts])
    pairs = [pair for _, case, summary in found for pair in Matched(case, summary).pairs if pair.found]
    assert all(pair.found.answer and pair.found.answer != pair.reference.answer for pair in pairs)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every four words in a row."""
    words = text.lower().split()
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


@pytest.mark.parametrize(
    "text", ["no JSON\n", '{"case": "aerolith-q4"}\n', '{"case": "a", "place": 1, "answer": ""}\n']
)
def test_a_broken_file_of_other_words_is_named(tmp_path: Path, text: str) -> None:
    """What can't be read is one sentence with the file in it."""
    file = tmp_path / "reworded.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=r"reworded\.jsonl: the reworded answers can't be read"):
        reworded(CASES, file)
    with pytest.raises(InputFault, match=r"reworded\.jsonl: the answers of other writers can't be read"):
        by_others(CASES, file)


@pytest.mark.parametrize("text", ["no JSON\n", '{"case": "aerolith-q4"}\n', '{"case": "aerolith-q4", "summary": {}}\n'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """What can't be read is one sentence with the file in it."""
    file = tmp_path / "written.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=r"written\.jsonl: the written summaries can't be read"):
        written(CASES, file)
