"""Changes that leave a summary as good as it was: other words, other order, other ways to write the same figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from evals.damages.scene import Damage, Scene
from evals.words import sentences
from summarizer.summary import CallSummary

_WORDS = {
    "rose": "increased", "fell": "declined", "higher": "up", "lower": "down", "roughly": "about", "about": "around",
    "because": "since", "plans": "intends", "expects": "anticipates", "should": "is expected to", "large": "big",
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


def contracted(text: str) -> str:
    """does not has become doesn't."""
    return re.sub(r"\b(is|are|was|were|does|do|did|has|have|had|would|should|could) not\b", r"\1n't", text)


def abbreviated(text: str) -> str:
    """$5 million has become $5m."""
    return re.sub(r"([$€£]\d[\d,.]*) (m|b)(?:illion)", lambda m: f"{m[1]}{'m' if m[2] == 'm' else 'bn'}", text)


def per_cent(text: str) -> str:
    """5% has become 5 percent."""
    return re.sub(r"(?<=\d)%", " percent", text)


def synonymous(text: str) -> str:
    """rose has become increased."""
    return _WORD.sub(lambda match: _WORDS[match.group()], text)


def reported(text: str) -> str:
    """Said by management."""
    return f"According to management, {text[:1].lower() + text[1:] if text[:2].istitle() else text}"


def reordered(scene: Scene, random: Random) -> CallSummary | None:
    """The sentences stand in the opposite order."""
    texts = [sentence.text for sentence in sentences(scene.exchange)]
    return scene.with_answer(texts[::-1]) if len(texts) > 1 else None


def _throughout(change: Callable[[str], str]) -> Damage:
    def done(scene: Scene, random: Random) -> CallSummary | None:
        texts = [sentence.text for sentence in sentences(scene.exchange)]
        changed = [change(text) for text in texts]
        return scene.with_answer(changed) if changed != texts else None

    done.__name__, done.__doc__ = change.__name__, change.__doc__
    return done


HARMLESS: tuple[Damage, ...] = (
    *(_throughout(change) for change in (contracted, abbreviated, per_cent, synonymous, reported)),
    reordered,
)
