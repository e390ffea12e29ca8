"""What a strong reader wrote fits the cases that it was written for."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.case import load_cases
from evals.faults import InputFault
from evals.matching import Matched
from evals.written import written

CASES = load_cases(Path(__file__).parents[2] / "evals" / "cases")


def test_every_case_with_questions_has_a_written_summary() -> None:
    """There is one for each, of the same analysts, and it answers nearly every question of the reference."""
    found = written(CASES)
    assert [case.name for case, _ in found] == [case.name for case in CASES if case.analysts]
    pairs = [pair for case, summary in found for pair in Matched(case, summary).pairs]
    assert sum(pair.found is not None for pair in pairs) >= 0.98 * len(pairs)


@pytest.mark.parametrize("text", ["no JSON\n", '{"case": "aerolith-q4"}\n', '{"case": "aerolith-q4", "summary": {}}\n'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """What can't be read is one sentence with the file in it."""
    file = tmp_path / "written.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFault, match=r"written\.jsonl: the written summaries can't be read"):
        written(CASES, file)
