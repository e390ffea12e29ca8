"""Vendors' JSON to a transcript: parse it, find its shape, number its entries into turns.

An entry of the vendor's list is one turn, counted from 1 in document order, whatever it holds. Where a vendor gives
one running text, a labelled paragraph (``Name: words``) is a turn; without labels every paragraph, or every sentence
of a single paragraph, counts as one.
"""

from __future__ import annotations

import json
from itertools import groupby

from summarizer.errors import InputError
from summarizer.people import find_person, role_of, role_of_label
from summarizer.reading.limits import Limits
from summarizer.reading.shapes import (
    Call,
    Entry,
    Json,
    alpha_vantage,
    assembly_ai,
    deepgram,
    earnings_call,
    modeling_prep,
    motley_fool,
    whisper,
)
from summarizer.reading.source import Source, check_speakers
from summarizer.reading.title import info_of_words
from summarizer.transcript import CallInfo, Line, Participant, Transcript, Turn

_SHAPES = (motley_fool, earnings_call, modeling_prep, alpha_vantage, assembly_ai, deepgram, whisper)
_KNOWN = (
    "Motley Fool (prepared_remarks, q_and_a), EarningsCall (speakers; prepared_remarks, questions_and_answers), "
    "Financial Modeling Prep (content), Alpha Vantage (transcript), AssemblyAI (utterances), Deepgram (results), "
    "Whisper (segments)"
)
_MOST_KEYS = 8


def load_json(text: str, source: Source, limits: Limits) -> Json:
    """Parse ``text``.

    Raises ValueError when it is not JSON, InputError when it is nested more deeply than the limit.
    """
    try:
        value = json.loads(text)
    except RecursionError:
        raise _too_deep(source, limits) from None
    level = [value]
    for _ in range(limits.json_depth):
        level = [child for item in level for child in _children(item)]
        if not level:
            return value
    raise _too_deep(source, limits)


def read_json(value: Json, source: Source, limits: Limits) -> Transcript:
    """The transcript in a vendor's JSON, also inside a list of one; its line numbers are turns.

    Raises InputError for an unknown shape, one without words, several calls in one file, and too many entries.
    """
    calls = _calls(value)
    if len(calls) > 1:
        raise InputError(f"{source.says} holds {len(calls)} calls; give each a file of its own.")
    if not calls:
        raise InputError(
            f"{source.says} is JSON of an unknown shape ({_outline(value)}); known are {_KNOWN}: "
            "convert it to one of them, or to text with 'Name: words' lines."
        )
    [call] = calls
    if len(call.entries) > limits.lines:
        raise InputError(
            f"{source.says} has {len(call.entries):,} turns, more than {limits.lines:,} (limit lines); "
            "give one call alone or raise the limit in Python."
        )
    check_speakers(len(call.roster) + len({entry.speaker for entry in call.entries}), source, limits)
    return _transcript_of(call, source)


def _calls(value: Json) -> list[Call]:
    for candidates in ([value], value if isinstance(value, list) else []):
        found = [call for item in candidates if (call := _call(item))]
        if found:
            return found
    return []


def _call(value: Json) -> Call | None:
    return next((call for shape in _SHAPES if (call := shape(value))), None)


def _transcript_of(call: Call, source: Source) -> Transcript:
    people = list(call.roster)
    known: dict[Entry, Participant] = {}
    spoken: list[tuple[Participant, Line]] = []
    for number, entry in enumerate(call.entries, start=1):
        text = " ".join(entry.text.split())
        if not text:
            continue
        label = entry._replace(text="")
        if label not in known:
            known[label] = _speaker(label, call.roster)
            if known[label] not in people:
                people.append(known[label])
        spoken.append((known[label], Line(number, text)))
    if not spoken:
        raise InputError(
            f"{source.says} has the shape of {call.layout} but no words in it; fetch the transcript again."
        )
    if call.segmented:
        qa = call.qa or 0
        runs = groupby(spoken, key=lambda pair: (pair[0], pair[1].number < qa))
        turns = tuple(Turn(speaker, tuple(line for _, line in pairs)) for (speaker, _), pairs in runs)
    else:
        turns = tuple(Turn(speaker, (line,)) for speaker, line in spoken)
    info = _info(call.info, info_of_words(turns, people, source.name))
    return Transcript(call.layout, "turn", info, tuple(people), turns, len(call.entries), call.qa)


def _info(given: CallInfo, said: CallInfo) -> CallInfo:
    """What the vendor gives, and what the words say where it gives nothing."""
    return CallInfo(*(field or other for field, other in zip(given, said, strict=True)))


def _speaker(label: Entry, roster: tuple[Participant, ...]) -> Participant:
    name = label.speaker or "Unknown Speaker"
    role = role_of_label(name)
    if role == "unknown":
        if listed := find_person(name, roster):
            return listed
        role = role_of(label.title)
    return Participant(name, role, label.title, label.firm)


def _children(value: Json) -> list[Json]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in inside if isinstance(child, dict | list)]


def _outline(value: Json) -> str:
    if isinstance(value, dict):
        keys = [repr(key[:40]) for key in list(value)[:_MOST_KEYS]]
        return (
            f"an object with the keys {', '.join(keys)}{', ...' if len(value) > _MOST_KEYS else ''}"
            if keys
            else "an empty object"
        )
    if isinstance(value, list):
        return (
            f"a list of {len(value)}, the first {_outline(value[0])}"
            if value and not isinstance(value[0], list)
            else "a list"
        )
    return "a single value"


def _too_deep(source: Source, limits: Limits) -> InputError:
    return InputError(
        f"{source.says} is JSON nested more than {limits.json_depth} levels deep (limit json_depth); "
        "that is no transcript, give the call's own JSON or raise the limit in Python."
    )
