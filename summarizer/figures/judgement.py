"""What a check of one figure gives: where it was looked for, the verdict, and the reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.figures.carried import parts_of_wholes
from summarizer.figures.finding import Figure, find_figures
from summarizer.summary import FigureCheck, Verdict
from summarizer.transcript import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the transcript with what they are called when a reply cites them, and the lines that they stand on."""

    id: str
    text: str
    lines: Span

    @property
    def where(self) -> str:
        """Its lines, for a reader."""
        first, last = self.lines
        return f"line {first}" if first == last else f"lines {first}-{last}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the passages it was found in; ``source`` is the text there, or that of a look-alike."""

    figure: Figure
    verdict: Verdict
    how: str = ""
    source: str = ""
    passages: tuple[Passage, ...] = ()

    def check(self) -> FigureCheck:
        """The record that is printed: the reason names lines."""
        lines = () if self.verdict == "unsupported" else tuple(sorted({passage.lines for passage in self.passages}))
        reason = self.explain(" and ".join(passage.where for passage in self.passages))
        return FigureCheck(text=self.figure.text, verdict=self.verdict, reason=reason, lines=lines)

    def problem(self) -> str:
        """The sentence for a repair prompt: it names segment ids."""
        return self.explain(" and ".join(passage.id for passage in self.passages))

    def explain(self, places: str) -> str:
        """One sentence that gives the reason, with the places called as given."""
        verb = "say" if " and " in places or places.startswith("lines") else "says"
        if self.verdict == "unsupported":
            hint = f'; {places} {verb} "{self.source}"' if self.source else ""
            return f'"{self.figure.text}" is not in the analyst\'s session{hint}{self.how}.'
        outside = ", outside the analyst's session" if self.verdict == "elsewhere" else ""
        return f'{places[:1].upper()}{places[1:]} {verb} "{self.source}"{outside}{self.how}.'


def figures_of(passages: Iterable[Passage]) -> Iterator[tuple[Figure, Passage]]:
    """Every figure of some passages, and those that have their unit from the whole that they are a part of."""
    for passage in passages:
        for figure in (*find_figures(passage.text), *parts_of_wholes(passage.text)):
            yield figure, passage


def between(one: Span, other: Span) -> int:
    """How many lines apart two spans are."""
    return max(one[0] - other[1], other[0] - one[1])
