"""A case holds together with its transcript, or says in one sentence where it does not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evals.case import CaseError, Fact, figure_in, load_case, load_cases

CHECKOUT = Path(__file__).parents[2]
SHARED = CHECKOUT.parent / "shared" / "calls"

TRANSCRIPT = """\
Operator
Aurel Minkwitz, Dorn Securities.
Aurel Minkwitz
How many ferries sail in winter, and what does one cost?
Solveig Trapani
Twelve ferries, and each is $1,250,000.
That is 4.5% more than last year.
Aurel Minkwitz
Thank you.
"""

REFERENCE = """\
odd: The shortest call there is.
call:
  company: Minor Ferries plc
  ticker: null
  period: Q3 2025
  transcript: call.txt
  qa_starts_at: 1
analysts:
  - name: Aurel Minkwitz
    firm: Dorn Securities
    span: [3, 9]
    exchanges:
      - question: How many ferries sail in winter, and at what cost?
        question_lines: [[4, 4]]
        answer_lines: [[6, 7]]
        answered_by: [Solveig Trapani]
        status: answered
        answer: Twelve, at $1,250,000 each.
        facts:
          - {text: Twelve ferries sail, lines: [6], figures: ["twelve"]}
          - {text: Each costs $1,250,000, which is 4.5% more, lines: [6, 7], figures: ["1250000", "4.5"]}
        tags: [operations, costs]
    tags: [operations]
"""


def write(folder: Path, reference: str = REFERENCE, transcript: str = TRANSCRIPT) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "call.txt").write_text(transcript, encoding="utf-8")
    (folder / "reference.yaml").write_text(reference, encoding="utf-8")
    return folder


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    """What the reference says comes back as records, and line n of the transcript is ``lines[n - 1]``."""
    case = load_case(write(tmp_path / "ferries"))
    (analyst,) = case.analysts
    (exchange,) = analyst.exchanges
    assert (case.name, case.company, case.ticker, case.qa_starts_at) == ("ferries", "Minor Ferries plc", None, 1)
    assert case.odd == "The shortest call there is."
    assert case.lines[5] == "Twelve ferries, and each is $1,250,000."
    assert (analyst.name, analyst.firm, analyst.spans) == ("Aurel Minkwitz", "Dorn Securities", ((3, 9),))
    assert (exchange.question_lines, exchange.answer_lines) == (((4, 4),), ((6, 7),))
    assert (exchange.status, exchange.answered_by) == ("answered", ("Solveig Trapani",))
    assert exchange.facts[0] == Fact("Twelve ferries sail", (6,), ("twelve",))


def test_a_fact_may_hold_commas_without_quotes(tmp_path: Path) -> None:
    """YAML would take the words after a comma for a key; the text comes back as it was written."""
    case = load_case(write(tmp_path / "ferries"))
    assert case.analysts[0].exchanges[0].facts[1].text == "Each costs $1,250,000, which is 4.5% more"


def test_a_reference_may_stand_beside_its_transcript(tmp_path: Path) -> None:
    """``NAME.reference.yaml`` is a case called NAME."""
    write(tmp_path)
    (tmp_path / "reference.yaml").rename(tmp_path / "winter.reference.yaml")
    assert load_case(tmp_path / "winter.reference.yaml").name == "winter"
    assert [case.name for case in load_cases(tmp_path)] == ["winter"]


def test_lines_of_json_are_turns(tmp_path: Path) -> None:
    """In a JSON call the turns are counted, those of the prepared remarks first."""
    turns = [{"speaker": "somebody", "speech": line} for line in TRANSCRIPT.splitlines()]
    folder = write(tmp_path / "ferries", REFERENCE.replace("call.txt", "call.json"))
    (folder / "call.json").write_text(json.dumps({"prepared_remarks": turns[:2], "q_and_a": turns[2:]}))
    assert load_case(folder).lines == tuple(TRANSCRIPT.splitlines())


def test_a_call_without_a_qa_is_a_case(tmp_path: Path) -> None:
    """No line for the Q&A and no analysts is an answer."""
    reference = re.sub(r"analysts:.*", "analysts: []\n", REFERENCE, flags=re.DOTALL)
    case = load_case(write(tmp_path / "silent", reference.replace("qa_starts_at: 1", "qa_starts_at: null")))
    assert (case.qa_starts_at, case.analysts) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("odd: The", "strange: The", 1, "'strange' in a case is unknown"),
        ("  ticker: null\n", "", 3, "lacks ticker"),
        ("  ticker: null", "  company: Again", 4, "'company' in call is there twice"),
        ("period: Q3 2025", "period: 2025", 5, "a text is needed"),
        ("call.txt", "lost.txt", 6, "lost.txt can't be read"),
        ("qa_starts_at: 1", "qa_starts_at: 10", 7, "line 10 is outside the transcript, which has 9 lines"),
        ("qa_starts_at: 1", "qa_starts_at: null", 7, "has no analysts"),
        ("    span: [3, 9]\n", "", 9, "either span"),
        ("span: [3, 9]", "span: [9, 3]", 11, "a span is"),
        ("span: [3, 9]", "span: [5, 9]", 14, "line 4 is outside the analyst's [5, 9]"),
        ("[[4, 4]]", "[]", 14, "must not be empty"),
        ("[[4, 4]]", "[[4, 6]]", 15, "line 6 is claimed here and on line 14"),
        ("[[6, 7]]", "[[6, seven]]", 15, "a line number is needed"),
        ("[[6, 7]]", "[]", 15, "go together"),
        ("status: answered", "status: evaded", 17, "'evaded' is not a status"),
        ("lines: [6], figures", "lines: [2], figures", 20, "line 2 is outside"),
        ('["twelve"]', '["13"]', 20, "figure '13' is not in lines [6]"),
        ('["twelve"]', "[12]", 20, "put it in quotes"),
        ("figures: [", "numbers: [", 20, "'numbers' in a fact is unknown"),
        ("tags: [operations, costs]", "tags: [ferries]", 22, "'ferries' is not a topic"),
        ("tags: [operations]\n", "tags: [operations\n", 24, "not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    """Each fault is one sentence that begins with the file and the line in it."""
    assert old in REFERENCE
    folder = write(tmp_path / "ferries", REFERENCE.replace(old, new, 1))
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder / 'reference.yaml'}:{line}: ")
    assert says in message
    assert message.endswith(".")


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    """No case is not the same as no failure."""
    with pytest.raises(CaseError, match=r"no reference\.yaml"):
        load_cases(tmp_path)


def test_two_cases_cannot_share_a_name(tmp_path: Path) -> None:
    """Results are kept by the case's name, so it must be one case's only."""
    for parent in ("a", "b"):
        (tmp_path / parent).mkdir()
        write(tmp_path / parent / "ferries")
    with pytest.raises(CaseError, match="rename"):
        load_cases(tmp_path)


@pytest.mark.parametrize(
    ("figure", "text", "there"),
    [
        ("1,250", "about 1250 of them", True),
        ("2.5", "$2.5 billion", True),
        ("25", "$2.5 billion", False),
        ("2", "$2.5 billion", False),
        ("5", "$2.5 billion", False),
        ("5", "It was 5.", True),
        ("Q2", "in q2", True),
        ("2", "in Q2", False),
        ("10", "10x as much", True),
        ("2.5", "INR2.5 crores", True),
        ("13", "the A13", False),
        ("ten", "tenfold", False),
        ("ten", "of those ten", True),
        ("-3", "\N{MINUS SIGN}3%", True),
    ],
)
def test_a_figure_is_found_only_as_a_whole(figure: str, text: str, there: bool) -> None:
    """Digits inside another number are not the figure; typography, case and separators of thousands do not matter."""
    assert figure_in(figure, text) is there


def test_the_projects_own_cases_hold_together() -> None:
    """Every case in ``evals/cases`` loads, and says what is odd about it."""
    assert all(case.odd for case in load_cases(CHECKOUT / "evals" / "cases"))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared calls are not beside the checkout")
def test_the_shared_references_load() -> None:
    """The references of real calls, which this project did not write, are in the same format."""
    assert {case.name.split("-")[0] for case in load_cases(SHARED)} >= {"canaan", "ARW_q2_2021", "WMS_q2_2022", "Cabot"}
