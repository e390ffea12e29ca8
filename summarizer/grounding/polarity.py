"""Direction turned round: "rose 5%" where what says 5% says that it fell.

Deliberately narrow: it speaks up only where the words next to the figure go one way in the summary and the other way
wherever the session states it. Negation is left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.judgement import Passage
from summarizer.figures.matching import states

_UP = (
    "up|rose|rises?|risen|rising|grew|grows?|grown|growing|growth|increas(?:e|es|ed|ing)|higher|improv(?:e|es|ed|ing|ement)|"
    "gain(?:s|ed)?|climb(?:s|ed)?|expand(?:s|ed|ing)?|expansion|raised|above|accelerat(?:ed|es|ing)|upside"
)
_DOWN = (
    "down|fell|falls?|fallen|falling|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|lower|reduc(?:e|es|ed|ing|tion)|"
    "drop(?:s|ped)?|shrank|shrunk|contract(?:ed|ion)|compress(?:ed|ion)|worsen(?:ed|s)?|below|slow(?:ed|ing)|lost|"
    "downside"
)
_WAY = re.compile(rf"(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![\w-])", re.IGNORECASE)
# How far from the figure, in characters, a word still speaks of it.
_REACH = 40
_STOP = re.compile(r"[.;:?!]\s|,\s|\b(?:but|while|although|though|whereas|and|from|versus|against)\b")


def opposite(text: str, cited: Sequence[Passage], session: Sequence[Passage]) -> Iterator[tuple[Figure, Passage, str]]:
    """Each figure of a sentence whose direction its sources turn round: the figure, the passage, its words."""
    figures = find_figures(text)
    for figure in figures:
        if figure.kind not in ("percent", "points", "money", "count"):
            continue
        claimed = _way(text, figure)
        if claimed is None or sum(one.values == figure.values for one in figures) > 1:
            continue
        places = [
            (source, passage) for passage in session for source in find_figures(passage.text) if states(figure, source)
        ]
        ways = {_way(passage.text, source) for source, passage in places}
        if len(ways) == 1 and None not in ways and claimed not in ways and places[0][1].id in {one.id for one in cited}:
            source, passage = places[0]
            yield figure, passage, _around(passage.text, source)


def _way(text: str, figure: Figure) -> str | None:
    """The direction that the words of the figure's own clause give it; None without one, or with both."""
    ways = {match.lastgroup for match in _WAY.finditer(_around(text, figure))}
    return ways.pop() if len(ways) == 1 else None


def _around(text: str, figure: Figure) -> str:
    before = text[max(0, figure.start - _REACH) : figure.start]
    after = text[figure.end : figure.end + _REACH]
    stops = [match.end() for match in _STOP.finditer(before)]
    stop = _STOP.search(after)
    begin = figure.start - len(before) + (stops[-1] if stops else 0)
    end = figure.end + (stop.start() if stop else len(after))
    return text[begin:end].strip()
