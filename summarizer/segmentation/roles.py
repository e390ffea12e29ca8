"""Who is who: the role of every speaker, from the roster where there is one, else from what happens around them.

Evidence is added up: being called by the operator for a question, being handed the call, speaking at length before
anybody was called, asking more than telling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.people import is_anonymous, misspelt_person, name_parts, plain, role_of_label, same_person
from summarizer.segmentation.announcements import calls_questioner, hands_over, mentions, opens_qa, read_announcement
from summarizer.segmentation.courtesy import asks
from summarizer.segmentation.cues import cue
from summarizer.segmentation.written import announces_written
from summarizer.transcript import Role, Turn

_ASKS = cue(
    "question|wondering|curious|could you|can you",
    r"\b(?:my|one|first|second|last|quick|follow[- ]?up|another) question|"
    r"\bwondering\b|\bcurious\b|\bcould you\b|\bcan you\b",
    re.I,
)
_INVITES_REMARKS = re.compile(
    r"\b(?:closing|concluding|final|opening) (?:remarks|comments|words|thoughts|statement)|\banything to add\b", re.I
)
_ANALYST_EVIDENCE = 2.0
_PREPARED = 1000
_SHORT, _LONG = 1200, 720
_LAST_WORDS = 300
_AFTER_QUESTION = 60
_FLOORS = 3
_OWN_NAME = 120
_FULL_NAME = 2


def is_operator(turn: Turn) -> bool:
    """Whether the label is the operator's."""
    return turn.speaker.role == "operator"


def infer_roles(turns: Sequence[Turn]) -> dict[str, Role]:
    """The role of every speaker by name: the roster's, else what the evidence adds up to.

    Somebody whom the roster calls unknown is an analyst once they were called for a question and spoke next, or where
    they ask much and never speak before the first call; else management, as is who answers one caller after another.
    """
    roles: dict[str, Role] = {turn.speaker.name: turn.speaker.role for turn in turns if turn.speaker.role != "unknown"}
    if all(turn.speaker.role != "unknown" for turn in turns):
        return roles
    evidence = dict.fromkeys((turn.speaker.name for turn in turns if turn.speaker.role == "unknown"), 0.0)
    seen_call = False
    speakers = frozenset(turn.speaker.name for turn in turns)
    calls = (read_announcement(turn.text) for turn in turns if is_operator(turn))
    called = [call.name for call in calls if call.kind == "call" and call.name]
    asking = _asking_hosts(turns) | _let_in(turns)
    announced = asking | {name for name in evidence if any(_may_be(other, name) for other in called)}
    for before, turn in zip([None, *turns], turns, strict=False):
        name, unknown = turn.speaker.name, turn.speaker.role == "unknown"
        if seen_call and not unknown:
            continue
        call = before is not None and (_calls(before, name) or _names_who_asks(before, turn))
        seen_call = seen_call or call
        if unknown:
            if name in announced or (call and not _names_another(before, name, speakers)):
                evidence[name] += 3
            elif not seen_call:
                evidence[name] -= 4 if len(turn.text) > _PREPARED else 2
            elif before is not None and is_operator(before):
                evidence[name] += 1 if _asks(turn.text) else -1
            if len(turn.text) < _SHORT and _asks(turn.text):
                evidence[name] += 0.5
            elif len(turn.text) > _LONG:
                evidence[name] -= 0.5
    answering = _answering(turns)
    for name, score in evidence.items():
        analyst = score >= _ANALYST_EVIDENCE and role_of_label(name) != "management" and name not in answering
        roles.setdefault(name, "analyst" if analyst else "management")
    return roles


def _answering(turns: Sequence[Turn]) -> set[str]:
    """Those who speak after call upon call of the operator's, mostly not first: they answer, whoever was called."""
    spoke: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    for floor in _floors(turns):
        spoke.update({turn.speaker.name for turn in floor})
        opened[floor[0].speaker.name] += 1
    return {name for name, n in spoke.items() if n >= _FLOORS and opened[name] * 2 <= n}


def _floors(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    """What was said after each call of the operator's, up to the next."""
    floor: list[Turn] | None = None
    for turn in turns:
        if not is_operator(turn):
            if floor is not None:
                floor.append(turn)
        elif read_announcement(turn.text).kind == "call":
            if floor:
                yield floor
            floor = []
    if floor:
        yield floor


def _asking_hosts(turns: Sequence[Turn]) -> set[str]:
    """Those of another firm, of no role on the roster, who ask when the operator hands them the call after the first
    question was called, and whom the company answers: a broker that hosts a call asks first or last."""
    called = False
    found: set[str] = set()
    for before, turn, after in zip(turns, turns[1:], turns[2:], strict=False):
        called = called or (is_operator(before) and read_announcement(before.text).kind == "call")
        if (
            called
            and (is_operator(before) or before.speaker == turn.speaker)
            and turn.speaker.role == "unknown"
            and turn.speaker.firm
            and after.speaker.role == "management"
            and asks(turn.text)
            and not _INVITES_REMARKS.search(turn.text)
            and not announces_written(turn.text)
        ):
            found.add(turn.speaker.name)
    return found


def _let_in(turns: Sequence[Turn]) -> set[str]:
    """Those whom somebody of the company lets in, in whatever words, once questions are asked for.

    They speak for the first time, by their own name or upon theirs, and ask, while no question waits for its answer:
    an executive who first speaks then was handed one.
    """
    found: set[str] = set()
    heard: set[str] = set()
    invited = False
    for earlier, before, turn in zip([None, *turns], turns, turns[1:], strict=False):
        heard.add(before.speaker.name)
        opens = opens_qa(before.text)
        invited = invited or opens or calls_questioner(before.text)
        name = turn.speaker.name
        nameless = is_anonymous(name)
        if not invited or turn.speaker.role != "unknown" or is_operator(before) or (name in heard and not nameless):
            continue
        if before.speaker.name in found or (earlier and earlier.speaker != before.speaker and asks(earlier.text)):
            continue
        own = not nameless and set(plain(turn.text[:_OWN_NAME]).split()).issuperset(name_parts(name)) and " " in name
        last_words = before.text[-_LAST_WORDS:]
        # A voice without a name is known by being new.
        named = calls_questioner(last_words) or name not in heard if nameless else mentions(last_words, name)
        if (own and (named or asks(turn.text))) or ((named or opens) and "?" in turn.text):
            found.add(name)
    return found


def _asks(text: str) -> bool:
    return "?" in text or _ASKS.search(text) is not None


def _names_another(before: Turn | None, name: str, speakers: frozenset[str]) -> bool:
    """Whether the operator called somebody else, who speaks under a label of their own."""
    called = read_announcement(before.text).name if before and is_operator(before) else None
    return called is not None and any(_may_be(called, other) for other in speakers if other != name)


def _may_be(called: str, name: str) -> bool:
    return same_person(called, name) or misspelt_person(called, name)


def _names_who_asks(before: Turn, turn: Turn) -> bool:
    """Whether a host names somebody in full who then ends with a question: "Up now, Ida Storm of Norvik".

    Who asks on the way to an answer ("How do we see it? Flat.") was handed the question.
    """
    _, mark, after = turn.text.rpartition("?")
    if not mark or len(after) > _AFTER_QUESTION or len(turn.text) > _PREPARED or is_operator(before):
        return False
    if hands_over(before.text[-_LAST_WORDS:]):
        return False
    parts = name_parts(turn.speaker.name)
    return len(parts) >= _FULL_NAME and _words_of(before.text).issuperset(parts)


def _calls(before: Turn, name: str) -> bool:
    """Whether a turn calls the next speaker for a question."""
    if is_operator(before):
        return read_announcement(before.text[-_LAST_WORDS:]).kind == "call"
    if _words_of(before.text).isdisjoint(name_parts(name)):
        return False
    text = before.text[-_LAST_WORDS:]
    if calls_questioner(text) and mentions(text, name) and not hands_over(text):
        return True
    hosted = read_announcement(text)
    return hosted.kind == "call" and hosted.name is not None and hosted.firm is not None and _may_be(hosted.name, name)


def _words_of(text: str) -> set[str]:
    """The last words of a text."""
    return set(plain(text[-_LAST_WORDS:]).split())
