"""What changed between two summaries, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from summarizer.diff import Again, Question, SummaryDiff
from summarizer.render.markdown import clean
from summarizer.render.overview import heading
from summarizer.render.text import cite, counted


def as_json(found: SummaryDiff) -> str:
    """Render a difference as one line of JSON; ``SummaryDiff.model_validate_json`` reads it back."""
    return found.model_dump_json() + "\n"


def as_markdown(found: SummaryDiff) -> str:
    """Render a difference: who and what is new or gone, then questions asked again, new ones and those not asked again.

    Of one call's two runs, questions that came out the same are only counted.
    """
    blocks = ["# " + _heading(found)]
    if found.of == "two companies":
        blocks.append("These are calls of two companies, so no question is taken for one that was asked again.")
    blocks += _paragraphs(
        ("Analysts new", found.analysts_new),
        ("Analysts gone", found.analysts_gone),
        ("Topics new", _topics(found.topics_new)),
        ("Topics gone", _topics(found.topics_gone)),
    )
    one_call = found.of == "one call"
    again = [one for one in found.again if not one_call or _changed(one)]
    blocks += _section("Changed" if one_call else "Asked again", [_again(one, one_call) for one in again])
    blocks += _section("New questions", [_question(one) for one in found.new])
    blocks += _section("Gone" if one_call else "Not asked again", [_question(one) for one in found.gone])
    same = len(found.again) - len(again)
    if same:
        blocks.append(f"{counted(same, 'question')} came out the same.")
    return "\n\n".join(blocks) + "\n"


def _heading(found: SummaryDiff) -> str:
    names = [" · ".join(heading(call)) for call in (found.before, found.after)]
    return clean(f"{names[1]}, two runs" if found.of == "one call" else " → ".join(names))


def _paragraphs(*rows: tuple[str, Sequence[str]]) -> list[str]:
    return [f"{name}: {clean(', '.join(values))}" for name, values in rows if values]


def _topics(topics: Mapping[str, Iterable[str]]) -> list[str]:
    return [f"{topic} ({', '.join(names)})" for topic, names in topics.items()]


def _section(name: str, items: Sequence[str]) -> list[str]:
    return [f"## {name}", "\n".join(f"- {item}" for item in items)] if items else []


def _changed(one: Again) -> bool:
    return bool(
        one.before.status != one.after.status
        or one.figures_new
        or one.figures_gone
        or one.verdicts
        or one.before.question != one.after.question
    )


def _again(one: Again, one_call: bool) -> str:
    before, after = one.before, one.after
    status = f"*{after.status}*" if before.status == after.status else f"*{before.status}* → *{after.status}*"
    rows = [f"{status} · {_asker(after)}: {clean(after.question)} {cite(after.lines)}".rstrip()]
    if before.question != after.question:
        who = "" if one_call else f"{_asker(before)}: "
        rows.append(f"before: {who}{clean(before.question)} {cite(before.lines)}".rstrip())
    return "\n  ".join([*rows, *_figures(one)])


def _figures(one: Again) -> Iterator[str]:
    for name, texts in (("figures new", one.figures_new), ("figures gone", one.figures_gone)):
        if texts:
            yield f"{name}: {clean(', '.join(texts))}"
    for change in one.verdicts:
        yield f"{clean(change.text)}: {change.before} → {change.after}"


def _question(one: Question) -> str:
    return f"*{one.status}* · {_asker(one)}: {clean(one.question)} {cite(one.lines)}".rstrip()


def _asker(one: Question) -> str:
    return clean(one.analyst)
