"""Who says each line, as far as the evidence goes, and a flag wherever the publisher's label does not hold.

A question is the analyst's, whatever its label; any other line keeps its label's name unless the words contradict it.
An answer under the analyst's label takes the name of the label it slipped from, if one of management's stands beside
it; somebody who introduces themselves is who they say; a label that speaks of its own holder in the third person ("our
CFO") is not the holder. Otherwise the speaker is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

from summarizer.people import find_person, given_names_agree, name_parts, plain, role_of, same_person
from summarizer.segmentation.blocks import SIDES
from summarizer.segmentation.courtesy import asks
from summarizer.segmentation.introductions import introduction
from summarizer.segmentation.sides import Heard
from summarizer.transcript import Flag, Participant, Side, SpokenLine, has_words

_LEAST_NAME = 3
_SPOKEN_TO = re.compile(r", \Z")
_OFFICES = {
    "cfo": "chief financial officer|cfo|finance (?:director|chief)|director finance|director of finance",
    "ceo": "chief executive|ceo",
    "coo": "chief operating officer|coo",
    "cto": "chief technology officer|cto",
    "chairman": "chairman|chairwoman|chairperson",
}
_OTHERS_OFFICE = re.compile(
    r"\b[Oo]ur (?P<office>CFO|CEO|COO|CTO|[Cc]hairman|"
    r"[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]hief [Ff]inancial [Oo]fficer)\b"
)
_OFFICE_WORDS = {"chief executive": "ceo", "chief executive officer": "ceo", "chief financial officer": "cfo"}


def attribute(
    heard: Sequence[Heard], sides: Sequence[Side], analyst: Participant, management: Sequence[Participant]
) -> tuple[list[SpokenLine], list[Flag]]:
    """Give every line of a floor the side decided for it and its speaker, and list what contradicts a label."""
    spoken: list[SpokenLine] = []
    flags: list[Flag] = []
    for side, group in groupby(zip(heard, sides, strict=True), key=itemgetter(1)):
        run = [(line, SIDES[line.party] == side) for line, _ in group]
        beside = next((line for line, agrees in run if agrees), None)
        slipped = beside.label if beside else None
        for agrees, part in groupby(run, key=itemgetter(1)):
            lines = [line for line, _ in part]
            for number, text, _, label, _ in lines:
                speaker = analyst.name if side == "question" else label if agrees else slipped
                spoken.append(SpokenLine(number, text, side, speaker, label))
            if not agrees:
                flags.append(_moved(lines, side, analyst, beside))
    spoken, introduced = _introductions(spoken, analyst, management)
    spoken, contradicted = _third_person(spoken, analyst, management)
    named = {flag.line for flag in introduced}
    return spoken, sorted([*(flag for flag in flags if flag.line not in named), *introduced, *contradicted])


def _moved(lines: Sequence[Heard], side: Side, analyst: Participant, beside: Heard | None) -> Flag:
    """The flag on lines that were moved to a side; ``beside`` is a line near them whose label is of that side."""
    numbers = [line.number for line in lines if has_words(line.text)] or [lines[0].number]
    first, last = numbers[0], numbers[-1]
    where = f"Line {first} stands" if first == last else f"Lines {first}-{last} stand"
    *others, label = dict.fromkeys(line.label for line in lines)
    under = f"the labels of {', '.join(others)} and {label}" if others else f"{label}'s label"
    text = " ".join(line.text for line in lines)
    if side == "question":
        why = "the words ask" if asks(text) else "the words are a questioner's"
        return Flag(first, "label", f"{where} under {under}; {why}, so they are taken as {analyst.name}'s.")
    spoken_to = any(len(part) > 1 and part in plain(text).split() for part in name_parts(analyst.name))
    does = f"speak to {analyst.name}" if spoken_to else "answer for the company"
    why = "no other name is given, so the speaker is unknown"
    if beside:
        where_beside = "follows a little later" if beside.number > last else "stands a little before"
        why = f"{beside.label}'s label {where_beside}"
    return Flag(
        first,
        "label",
        f"{where} under {under}; the words {does}, so they are management's; {why}.",
    )


def _introductions(
    spoken: Sequence[SpokenLine], analyst: Participant, management: Sequence[Participant]
) -> tuple[list[SpokenLine], list[Flag]]:
    """Follow "this is NAME, TITLE" where the name is not the label's, to the end of the label's stretch.

    A name that nobody listed needs a title, or words that answer under the analyst's label.
    """
    met_on = {line.number: met for line in spoken if line.side == "answer" and (met := introduction(line.text))}
    if not met_on:
        return list(spoken), []
    result: list[SpokenLine] = []
    flags: list[Flag] = []
    for (_, label), group in groupby(spoken, key=attrgetter("side", "label")):
        who: str | None = None
        for line in group:
            met = met_on.get(line.number)
            if met and not same_person(met.name, label):
                listed = found.name if (found := find_person(met.name, management)) else None
                stranger = " " in met.name and not same_person(met.name, analyst.name)
                if listed or (stranger and (met.role == "management" or same_person(label, analyst.name))):
                    who = listed or met.name
                    flags.append(
                        Flag(
                            line.number,
                            "label",
                            f"Line {line.number} stands under {label}'s label; the speaker says they are {who}.",
                        )
                    )
            result.append(line._replace(speaker=who) if who else line)
    return result, flags


def _third_person(
    spoken: Sequence[SpokenLine], analyst: Participant, management: Sequence[Participant]
) -> tuple[list[SpokenLine], list[Flag]]:
    """Find a label whose holder is spoken of as somebody else: "our CFO" under the CFO's own label, or by name.

    Who speaks to the holder ("No, Olaf.") has taken over there; of what is said about them nothing is theirs.
    """
    titles = {p.name: p.title or "" for p in management}
    everybody = {name for name in (analyst.name, *titles) if name}
    result: list[SpokenLine] = []
    flags: list[Flag] = []
    for (side, speaker), group in groupby(spoken, key=attrgetter("side", "speaker")):
        lines = list(group)
        result.extend(lines)
        if side != "answer" or not speaker:
            continue
        text = "\n".join([line.text for line in lines])
        given = speaker.split()[0] if speaker in everybody else ""
        named = bool(given) and given in text and _is_nobody_elses(given, speaker, everybody)
        title = titles.get(speaker, "") if "ur C" in text or "ur c" in text else ""
        if not (named or title):
            continue
        for at, line in enumerate(lines):
            met = _OTHERS_OFFICE.search(line.text) if title else None
            if not (met and _holds(title, met["office"])):
                met = _names_holder(line, given, lines[at - 1 : at]) if named else None
            if met:
                rest = [p.name for p in management if p.name != speaker and role_of(p.title) == "management"]
                other = rest[0] if len(rest) == 1 else None
                who = f"; the only other executive listed is {other}" if other else ", so the speaker is unknown"
                where = f"Line {line.number} stands under {speaker}'s label"
                flags.append(Flag(line.number, "label", f'{where}, but says "{met.group()}", who is {speaker}{who}.'))
                start = at if _SPOKEN_TO.search(line.text[: met.start()]) else 0
                result[len(result) - len(lines) + start :] = [line._replace(speaker=other) for line in lines[start:]]
                break
    return result, flags


def _is_nobody_elses(given: str, name: str, everybody: Collection[str]) -> bool:
    """Whether a given name can mean nobody else on the floor."""
    return (
        len(given) >= _LEAST_NAME
        and given.isalpha()
        and not any(given_names_agree(given.lower(), other.split()[0].lower()) for other in everybody if other != name)
    )


def _names_holder(line: SpokenLine, given: str, before: Sequence[SpokenLine]) -> re.Match[str] | None:
    """Where a line speaks of its label's holder by their given name, which they say only to tell who they are."""
    if line.speaker != line.label or given not in line.text:
        return None
    introduced = (
        rf"\b(?i:is|it['’]s|i['’]m|am|name['’]s|here['’]s)[,.]? {given}\b|"
        rf"\b{given},? (?:here|speaking|again|(?:on |from |at )?this (?:side|end))\b|"
        # "Good evening, Ida, Olaf.": two names in a greeting are whom one greets and who one is.
        rf"\A(?i:hi|hello|hey|good (?:morning|afternoon|evening)),? (?:[A-Z][\w'’-]+,? ){{1,3}}{given}\.|"
        # "She said, Olaf, what is this?": the name is in somebody else's mouth.
        rf"\b(?:said|says|say|asked|asks|told me|tell me|goes)[,:]? [\"“'‘]?{given}\b"
    )
    told = " ".join(each.text for each in (*before, line))
    return None if re.search(introduced, told) else re.search(rf"(?<![\w'’-]){given}\b(?! [A-Z])", line.text)


def _holds(title: str, office: str) -> bool:
    word = _OFFICE_WORDS.get(office.casefold(), office.casefold())
    return re.search(rf"\b(?:{_OFFICES[word]})\b", title, re.I) is not None
