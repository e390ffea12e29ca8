"""The shapes of vendors' JSON: each function reads one vendor's, or returns None for any other.

They follow the vendors' documentation and are lenient inside a shape: a missing or odd field reads as empty, since
vendors add and drop fields without notice.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

from summarizer.people import looks_like_name, role_of, role_of_label
from summarizer.reading.encoding import clean
from summarizer.transcript import CallInfo, Participant

Json = Any

_LABEL = re.compile(r"\s*([^:\s][^:\n]{0,59}?)\s*:\s+(\S.*)")
_NUMBERED = re.compile(r"(?:speaker|spk|participant)[ _]?\w{1,3}", re.I)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"“'(\[])")
_SAME = 200
_SAME_ENTRIES = 20
_QUARTER = re.compile(r"(?P<y>\d{4})-?Q(?P<q>[1-4])|Q?(?P<only>[1-4])", re.I)
_FIRM_OF_ANALYST = re.compile(
    r"(?:\w+ ){0,3}analyst(?: at| with| from|,| -| --|:) (?P<after>.+)"
    r"|(?P<before>.+?)(?: -| --|,|:) (?:\w+ ){0,3}analyst",
    re.I,
)


class Entry(NamedTuple):
    """One item of a vendor's list: who speaks, as the vendor labels it, and the words."""

    speaker: str
    text: str
    title: str | None = None
    firm: str | None = None


class Call(NamedTuple):
    """A vendor's file as its shape reads it.

    ``qa`` is the number of the first entry of a Q&A that the vendor marks. ``segmented`` entries are pieces of turns,
    so that neighbours of one speaker belong together.
    """

    layout: str
    entries: list[Entry]
    roster: tuple[Participant, ...] = ()
    info: CallInfo = CallInfo()
    qa: int | None = None
    segmented: bool = False


def motley_fool(value: Json) -> Call | None:
    """``{"prepared_remarks": [{"speaker", "speech"}], "q_and_a": [...], "participants": ["Name--Firm -- Title"]}``."""
    prepared, asked = _items(_get(value, "prepared_remarks")), _items(_get(value, "q_and_a"))
    if not prepared and not asked:
        return None
    entries = [_fool_entry(_text(item, "speaker"), _text(item, "speech")) for item in (*prepared, *asked)]
    # Motley Fool lists how long the call took as if it were a speaker.
    entries = [entry._replace(text="") if entry.speaker.startswith("Duration:") else entry for entry in entries]
    roster = tuple(
        _fool(clean(line)) for line in _list(_get(value, "participants")) if isinstance(line, str) and line.strip()
    )
    return Call("motleyfool-json", entries, roster, qa=len(prepared) + 1 if asked else None)


def _fool_entry(label: str, said: str) -> Entry:
    """Who bears no name may have the title beside the label: "Unknown speaker -- Analyst"."""
    name, *about = [part.strip() for part in label.split("--") if part.strip()] or [""]
    firm = about[0] if len(about) > 1 else None
    return Entry(name, said, about[-1], firm) if about else Entry(label, said)


def _fool(line: str) -> Participant:
    name, _, about = line.partition("--")
    firm, _, title = about.rpartition(" -- ")
    # "Vice President, Research" is one of management here, "Research Analyst" and "Reporter" are not.
    role = role_of(re.sub(r"\bresearch\b", "", title, flags=re.I))
    if role == "unknown" and title.strip():
        role = "management"
    return Participant(name.strip(), role, title.strip() or None, firm.strip(" -") or None)


def earnings_call(value: Json) -> Call | None:
    """EarningsCall: ``speakers`` at levels 2 and 3, two running texts at level 4, one ``text`` at level 1.

    Level 2 and 3 speakers are named by ``speaker_name_map_v2`` (name and title) where it is there.
    """
    speakers = _items(_get(value, "speakers"))
    prepared, asked = _text(value, "prepared_remarks"), _text(value, "questions_and_answers")
    event = _get(value, "event")
    if not (speakers or prepared or asked or (isinstance(event, dict) and _text(value, "text"))):
        return None
    names = _get(value, "speaker_name_map_v2") or _get(value, "speaker_name_map")
    if speakers:
        entries = [_named(item, names) for item in speakers]
        qa = _first_of(asked, entries)
    else:
        before = paragraphs(prepared) if prepared else []
        entries = before + paragraphs(asked or ("" if prepared else _text(value, "text")))
        qa = len(before) + 1 if asked else None
    voiceless = not any(entry.speaker for entry in entries)
    company = _text(event, "company_name") or _text(value, "company_name")
    period = _period(_get(event, "quarter"), _get(event, "year"))
    info = CallInfo(
        company or None, _text(event, "symbol") or None, period, _text(event, "conference_date")[:10] or None
    )
    return Call("earningscall", entries, info=info, qa=qa, segmented=voiceless)


def _named(item: dict[str, Json], names: Json) -> Entry:
    label = _text(item, "speaker")
    info = _get(names, label)
    name = clean(info).strip() if isinstance(info, str) else _text(info, "name")
    title = _text(info, "title") or None
    words = clean(" ".join(word for word in _list(_get(item, "words")) if isinstance(word, str)))
    return Entry(name or label, _text(item, "text") or words, title, _firm_of_analyst(title))


def _first_of(text: str, entries: list[Entry]) -> int | None:
    """The number of the entry that ``text`` begins with, where the vendor gives the Q&A a second time as one text."""
    start = text[:_SAME]
    if not start:
        return None
    for number in range(1, len(entries) + 1):
        following = " ".join(entry.text for entry in entries[number - 1 : number - 1 + _SAME_ENTRIES])
        if following[:_SAME] == start:
            return number
    return None


def modeling_prep(value: Json) -> Call | None:
    """Financial Modeling Prep: ``{"symbol", "quarter" or "period", "year", "date", "content"}``."""
    content = _text(value, "content")
    if not content or "speaker" in value:
        return None
    period = _period(_get(value, "quarter") or _get(value, "period"), _get(value, "year"))
    info = CallInfo(None, _text(value, "symbol") or None, period, _text(value, "date")[:10] or None)
    entries = paragraphs(content)
    return Call("financialmodelingprep", entries, info=info, segmented=not any(entry.speaker for entry in entries))


def alpha_vantage(value: Json) -> Call | None:
    """``{"symbol", "quarter": "2024Q1", "transcript": [{"speaker", "title", "content", "sentiment"}]}``."""
    items = _items(_get(value, "transcript"))
    if not items:
        return None
    entries = []
    for item in items:
        title = _text(item, "title") or None
        entries.append(Entry(_text(item, "speaker"), _text(item, "content"), title, _firm_of_analyst(title)))
    info = CallInfo(None, _text(value, "symbol") or None, _period(_get(value, "quarter"), None))
    return Call("alphavantage", entries, info=info)


def assembly_ai(value: Json) -> Call | None:
    """``{"utterances": [{"speaker": "A", "text"}]}``, with names for letters where speakers were identified."""
    items = _items(_get(value, "utterances"))
    entries = [Entry(_voice(_get(item, "speaker")), _text(item, "text")) for item in items]
    return Call("assemblyai", entries, segmented=True) if entries else None


def deepgram(value: Json) -> Call | None:
    """``{"results": {"utterances": [...]}}``, or the paragraphs or the words of the first channel."""
    results = _get(value, "results")
    if not isinstance(results, dict):
        return None
    entries = [
        Entry(_voice(_get(item, "speaker")), _text(item, "transcript")) for item in _items(_get(results, "utterances"))
    ]
    best = _first(_get(_first(_get(results, "channels")), "alternatives"))
    if not entries:
        for paragraph in _items(_get(_get(best, "paragraphs"), "paragraphs")):
            said = " ".join(_text(sentence, "text") for sentence in _items(_get(paragraph, "sentences")))
            entries.append(Entry(_voice(_get(paragraph, "speaker")), said))
    if not entries:
        for word in _items(_get(best, "words")):
            speaker, said = _voice(_get(word, "speaker")), _text(word, "punctuated_word") or _text(word, "word")
            entries.append(Entry(speaker, said))
        entries = _runs(entries)
    return Call("deepgram", entries, segmented=True)


def whisper(value: Json) -> Call | None:
    """``{"segments": [{"speaker": "SPEAKER_00", "text"}]}`` of WhisperX and OpenAI, or the bare list of segments."""
    items = _items(value if isinstance(value, list) else _get(value, "segments"))
    entries = [Entry(_voice(_get(item, "speaker")), _text(item, "text")) for item in items]
    return Call("whisper", entries, segmented=True) if any(entry.text for entry in entries) else None


def paragraphs(text: str) -> list[Entry]:
    """Running text as entries: each ``Name: words`` with the lines below it, or, without labels, each paragraph.

    >>> [entry.speaker for entry in paragraphs("Operator: Good day.\\nJane Roe: Thanks.\\nWe grew: twice.")]
    ['Operator', 'Jane Roe']
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    labels = [_LABEL.fullmatch(line) for line in lines]
    times = Counter(label[1] for label in labels if label)
    entries: list[tuple[str, list[str]]] = []
    for line, label in zip(lines, labels, strict=True):
        if label and names_speaker(label[1], times[label[1]]):
            entries.append((label[1], [label[2]]))
        elif entries:
            entries[-1][1].append(line)
        else:
            entries.append(("", [line]))
    if any(speaker for speaker, _ in entries):
        return [Entry(speaker, " ".join(said)) for speaker, said in entries]
    return [Entry("", line) for line in (lines if len(lines) > 1 else _SENTENCE_END.split(text.strip()))]


def names_speaker(label: str, times: int) -> bool:
    """Whether what stands before a colon ``times`` times names who speaks: a role, a numbered voice or a person.

    >>> [names_speaker(label, times=1) for label in ("Operator", "SPEAKER_01", "Ida Brandt", "Revenue")]
    [True, True, True, False]
    """
    if role_of_label(label) != "unknown" or _NUMBERED.fullmatch(label):
        return True
    return looks_like_name(label) and (times > 1 or " " in label)


def _runs(entries: list[Entry]) -> list[Entry]:
    runs: list[tuple[str, list[str]]] = []
    for entry in entries:
        if not runs or runs[-1][0] != entry.speaker:
            runs.append((entry.speaker, []))
        runs[-1][1].append(entry.text)
    return [Entry(speaker, " ".join(words)) for speaker, words in runs]


def _voice(speaker: Json) -> str:
    """A number or a letter names nobody: it becomes "Speaker 0", "Speaker A"."""
    if isinstance(speaker, int | float) and not isinstance(speaker, bool):
        return f"Speaker {speaker:.0f}"
    name = clean(speaker).strip() if isinstance(speaker, str) else ""
    return f"Speaker {name}" if name.isdigit() or len(name) == 1 else name


def _firm_of_analyst(title: str | None) -> str | None:
    match = _FIRM_OF_ANALYST.fullmatch(title[:200]) if title else None
    return (match["after"] or match["before"]).strip() if match else None


def _period(quarter: Json, year: Json) -> str | None:
    """A vendor's quarter ("2024Q1", "Q1", 1) and year as "Q1 2024"."""
    match = _QUARTER.fullmatch(str(quarter).strip()) if isinstance(quarter, str | int) else None
    if not match:
        return None
    year = match["y"] or year
    return f"Q{match['q'] or match['only']}" + (f" {year}" if isinstance(year, str | int) else "")


def _get(value: Json, key: str) -> Json:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Json, key: str) -> str:
    found = _get(value, key)
    return clean(found).strip() if isinstance(found, str) else ""


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _first(value: Json) -> Json:
    return value[0] if isinstance(value, list) and value else None


def _items(value: Json) -> list[dict[str, Json]]:
    """The objects of a list; a list that holds anything else keeps its numbering with an empty object."""
    items = _list(value)
    return [item if isinstance(item, dict) else {} for item in items] if any(isinstance(i, dict) for i in items) else []
