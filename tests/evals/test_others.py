"""Other good answers: read strictly, and used only where they are somebody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.canary import OTHER_WORDS, STRONG_READER, by_writer, references, writers
from evals.case import Case, load_case, load_cases
from evals.faults import CaseError
from evals.scorers.doubt import known_of
from tests.evals import ferries

CASES = load_cases(Path(__file__).parents[2] / "evals" / "cases")
NOTE = {"writer": "note", "asked_at": 4, "answer": "12 ferries, $1.25 million each."}
DESK = {"writer": "desk", "asked_at": 11, "answer": "No increase ahead of June."}
WORDS = {"writer": OTHER_WORDS, "asked_at": 4, "answer": "A dozen ships are out in the cold season."}


def with_answers(folder: Path, *rows: object) -> Case:
    """The ferries with other answers."""
    place = ferries.write_case(folder).reference.parent
    (place / "answers.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return load_case(place)


def test_answers_stand_beside_the_reference_that_they_belong_to(tmp_path: Path) -> None:
    """Each goes to the question that begins on its line; a case without the file has none."""
    case = with_answers(tmp_path, NOTE, DESK)
    found = [[other.writer for other in each.others] for analyst in case.analysts for each in analyst.exchanges]
    assert found == [["note"], ["desk"], []]
    named = case.reference.rename(case.reference.with_name("winter.reference.yaml"))
    assert writers([load_case(named)]) == ()
    (named.parent / "answers.jsonl").rename(named.with_name("winter.answers.jsonl"))
    assert writers([load_case(named)]) == ("note", "desk")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("no object", "both texts, and asked_at"),
        ({**NOTE, "place": 1}, "and no more"),
        ({**NOTE, "asked_at": "4"}, "a line number"),
        ({**NOTE, "asked_at": True}, "a line number"),
        ({"writer": "note", "asked_at": 4}, "an answer"),
        ({**NOTE, "answer": " "}, "must not be empty"),
        ({**NOTE, "asked_at": 5}, "no question of the reference begins on line 5"),
        (DESK, "'desk' has answered the question on line 11 before"),
    ],
)
def test_what_is_wrong_with_an_answer_is_named_with_file_and_line(tmp_path: Path, row: object, says: str) -> None:
    """Each fault is one sentence that begins with the file and the row in it."""
    with pytest.raises(CaseError) as caught:
        with_answers(tmp_path, DESK, row)
    assert str(caught.value).startswith(f"{tmp_path / 'northern' / 'answers.jsonl'}:2: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(("text", "says"), [(b"{\n", r"jsonl:1: this row is not JSON"), (b"\xff", "can't be read")])
def test_a_broken_file_of_answers_is_named(tmp_path: Path, text: bytes, says: str) -> None:
    """What can't be read is one sentence with the file in it."""
    place = ferries.write_case(tmp_path).reference.parent
    (place / "answers.jsonl").write_bytes(text)
    with pytest.raises(CaseError, match=says):
        load_case(place)


def test_nothing_is_held_against_itself(tmp_path: Path) -> None:
    """A writer's answers are judged without them, the reference's without itself and what was made of it."""
    case = with_answers(tmp_path, NOTE, WORDS)
    [by_note] = by_writer([case], "note")
    [by_reference] = references([case])
    told = {
        good.summary.engine: known_of(good.case.analysts[0].exchanges[0], case.lines).told
        for good in (by_note._replace(summary=by_note.summary.model_copy(update={"engine": "note"})), by_reference)
    }
    reference = case.analysts[0].exchanges[0].answer
    texts = reference, WORDS["answer"], NOTE["answer"]
    assert [text in told["note"] for text in texts] == [True, True, False]
    assert [text in told["reference"] for text in texts] == [False, False, True]


def test_a_writer_answers_for_what_they_answered(tmp_path: Path) -> None:
    """What a writer did not answer is not in the summary of their words."""
    [good] = by_writer([with_answers(tmp_path, NOTE, WORDS)], "note")
    assert [[each.answer for each in analyst.exchanges] for analyst in good.summary.analysts] == [[NOTE["answer"]], []]


def test_every_question_of_the_cases_has_other_answers() -> None:
    """Every writer answered nearly all of them, in words of their own."""
    exchanges = [each for case in CASES for analyst in case.analysts for each in analyst.exchanges]
    assert STRONG_READER in writers(CASES)
    for writer in writers(CASES):
        own = [(each, other.text) for each in exchanges for other in each.others if other.writer == writer]
        assert len(own) >= 0.98 * len(exchanges), writer
        assert sum(text == each.answer for each, text in own) <= 0.02 * len(own), writer


def test_other_words_keep_no_four_words_in_a_row() -> None:
    """Hardly any run of words of the reference's answers stands in those that say the same in other words."""
    pairs = [
        (runs(each.answer), runs(other.text))
        for case in CASES
        for analyst in case.analysts
        for each in analyst.exchanges
        for other in each.others
        if other.writer == OTHER_WORDS
    ]
    assert sum(len(one & two) for one, two in pairs) <= 0.05 * sum(len(one) for one, _ in pairs)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every four words in a row."""
    words = text.lower().split()
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}
