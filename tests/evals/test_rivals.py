"""The rivals get as much as the engine, pick by their own rule, and reach for no network; tables go between markers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals import publishing, rivals
from evals.faults import InputFault
from evals.rivals import ENGINE, REFERENCE, RIVALS
from summarizer.transcript import Segment
from tests.evals import ferries

CASES = Path(__file__).parents[2] / "evals" / "cases"
README = CASES.parent / "README.md"


def answer(*texts: str) -> list[Segment]:
    return [Segment(f"s{n}", text, (n, n), "answer", "Vale", "Vale", 0) for n, text in enumerate(texts, start=1)]


FERRIES = answer(
    "Ferries sail late.",
    "Crews arrive early.",
    "Ferries, crews, porridge and fares rose together.",
    "Porridge gets cold.",
    "Fares vary widely.",
)


@pytest.mark.parametrize("rival", ["TextRank", "LexRank"])
def test_the_ranking_rivals_pick_the_hub_first(rival: str) -> None:
    """The sentence that shares a word with every other comes first; what is picked stands in the order of the call."""
    assert [segment.id for segment in RIVALS[rival](FERRIES, 7)] == ["s3"]
    picked = [segment.id for segment in RIVALS[rival](FERRIES, 13)]
    assert picked == sorted(picked)
    assert len(picked) == 3


def test_the_first_rival_picks_from_the_front() -> None:
    """The first sentence is picked first, whatever it says."""
    assert [segment.id for segment in RIVALS["first sentences"](FERRIES, 6)] == ["s1", "s2"]


@pytest.mark.parametrize("rival", RIVALS)
@pytest.mark.parametrize("words", [1, 8, 20, 35, 100])
def test_the_length_is_the_engines(rival: str, words: int) -> None:
    """An answer is as near to the length asked for as whole sentences allow."""
    longest = max(len(segment.text.split()) for segment in FERRIES)
    total = sum(len(segment.text.split()) for segment in FERRIES)
    length = sum(len(segment.text.split()) for segment in RIVALS[rival](FERRIES, words))
    assert min(total, words) - longest <= length <= words + longest


@pytest.mark.parametrize("rival", RIVALS)
def test_no_answer_gives_none(rival: str) -> None:
    """Where management said nothing, or the engine took nothing, there is nothing to pick."""
    assert RIVALS[rival]([], 20) == []
    assert RIVALS[rival](FERRIES, 0) == []


def test_rivals_differ_from_the_engine_in_answers_only() -> None:
    """Analysts, questions and their lines are the engine's; every sentence of an answer is a segment of the call."""
    made = rivals.summaries(CASES / "tavernholt-q1" / "transcript.txt")
    engine = made.pop(ENGINE)
    assert made.keys() == RIVALS.keys()
    for summary in made.values():
        for mine, theirs in zip(engine.analysts, summary.analysts, strict=True):
            assert (mine.name, mine.firm, mine.lines) == (theirs.name, theirs.firm, theirs.lines)
            for one, other in zip(mine.exchanges, theirs.exchanges, strict=True):
                assert (one.question, one.question_lines) == (other.question, other.question_lines)
                assert bool(one.answer) == bool(other.answer)


def test_the_reference_scores_full_marks_in_labels(tmp_path: Path) -> None:
    """The ceiling is one: the reference's own answers have every line, topic and status."""
    scored = rivals.compare([ferries.write_case(tmp_path)])
    rows = {
        cells[0]: cells[1:] for cells in (row.strip("| ").split(" | ") for row in rivals.table(scored).splitlines())
    }
    assert set(rows) >= {ENGINE, REFERENCE, *RIVALS}
    assert rows[REFERENCE] == ["1.000", "1.000", "1.000", "1.000", "1.000", "1.000", "1.00"]


def test_the_engine_alone_scores_as_beside_its_rivals(tmp_path: Path) -> None:
    """The engine's scores are the same with and without the others."""
    case = ferries.write_case(tmp_path)
    assert rivals.of_engine([case]) == rivals.compare([case])[ENGINE]


def test_the_command_writes_the_table_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its markers stands what the comparison gives, once and again; the rest of the page stays as it is."""
    from click.testing import CliRunner

    from evals.cli import app

    case = ferries.write_case(tmp_path / "cases")
    readme = shutil.copy(README, tmp_path / "README.md")
    before = Path(readme).read_text()
    for _ in range(2):
        done = CliRunner().invoke(
            app, ["publish", "--only", "rivals", "--cases", str(case.reference.parent), "--readme", str(readme)]
        )
        assert done.exit_code == 0, done.output
        after = Path(readme).read_text()
        begin, end = "<!-- rivals -->", "<!-- /rivals -->"
        assert after.split(begin)[1].split(end)[0].strip() == rivals.table(rivals.compare([case])).strip()
        assert after.split(begin)[0] == before.split(begin)[0]
        assert after.split(end)[1] == before.split(end)[1]


def test_the_readme_holds_every_table() -> None:
    """Each table of the README stands between its two markers and is not empty."""
    text = README.read_text(encoding="utf-8")
    for name in publishing.TABLES:
        table = text.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
        assert table.count("\n|") > 4, f"python -m evals publish writes the table {name}"


def test_a_page_without_markers_is_refused(tmp_path: Path) -> None:
    """A table isn't put just anywhere."""
    (tmp_path / "README.md").write_text("Nothing here.")
    with pytest.raises(InputFault, match="exactly once"):
        publishing.publish("rivals", "| |", tmp_path / "README.md")
    with pytest.raises(InputFault, match="can't be read"):
        publishing.publish("rivals", "| |", tmp_path / "lost.md")
