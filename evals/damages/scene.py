"""Where a damage is done: one exchange of a good summary, with the case and another call to take words from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from evals.case import Case
from evals.matching import Place
from evals.words import sentences
from summarizer.summary import AnalystSummary, CallSummary, ExchangeSummary, Sentence

TextDamage = Callable[[str, Random], str | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A good summary of a case, the place of one of its exchanges, and a good summary of another call."""

    case: Case
    summary: CallSummary
    place: Place
    other: CallSummary

    @property
    def analyst(self) -> AnalystSummary:
        """Whose exchange it is."""
        return self.summary.analysts[self.place[0]]

    @property
    def exchange(self) -> ExchangeSummary:
        """The exchange to damage."""
        return self.analyst.exchanges[self.place[1]]

    def with_analysts(self, analysts: Sequence[AnalystSummary]) -> CallSummary:
        """The summary with other analysts."""
        return self.summary.model_copy(update={"analysts": tuple(analysts)})

    def with_analyst(self, **changes: object) -> CallSummary:
        """The summary with changes of this analyst."""
        analysts = list(self.summary.analysts)
        analysts[self.place[0]] = self.analyst.model_copy(update=changes)
        return self.with_analysts(analysts)

    def with_exchange(self, **changes: object) -> CallSummary:
        """The summary with changes of this exchange."""
        exchanges = list(self.analyst.exchanges)
        exchanges[self.place[1]] = self.exchange.model_copy(update=changes)
        return self.with_analyst(exchanges=tuple(exchanges))

    def with_answer(self, texts: Sequence[str]) -> CallSummary:
        """The summary with other sentences in this exchange's answer, on the lines that the old ones rested on."""
        old = sentences(self.exchange)
        new = tuple(
            sentence.model_copy(update={"text": text})
            for sentence, text in zip(_stretched(old, len(texts)), texts, strict=False)
        )
        return self.with_exchange(answer=" ".join(texts), sentences=new)


Damage = Callable[[Scene, Random], CallSummary | None]


def in_a_sentence(damage: TextDamage) -> Damage:
    """The damage of a text, done to one sentence of the answer, where there is one that it fits."""

    def done(scene: Scene, random: Random) -> CallSummary | None:
        texts = [sentence.text for sentence in sentences(scene.exchange)]
        for place in random.sample(range(len(texts)), len(texts)):
            damaged = damage(texts[place], random)
            if damaged is not None and damaged != texts[place]:
                return scene.with_answer([*texts[:place], damaged, *texts[place + 1 :]])
        return None

    done.__name__, done.__doc__ = damage.__name__, damage.__doc__
    return done


def _stretched(sentences: Sequence[Sentence], length: int) -> list[Sentence]:
    """As many sentences as asked for; beyond the last, the last again."""
    return [sentences[min(place, len(sentences) - 1)] for place in range(length)] if sentences else []
