"""Corrections: lines whose side is plain whatever the likeliest course through their block says.

Each is one thing that people don't do: thank themselves, affirm their own question, greet at its end, leave it and
answer it or decline it themselves, change inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from summarizer.people import is_anonymous, misspelt_person, plain, role_of_label, same_person
from summarizer.segmentation.courtesy import asks, is_courtesy
from summarizer.segmentation.cues import cue
from summarizer.segmentation.introductions import introduction
from summarizer.segmentation.sides import Heard, Party, tokens, told, weights
from summarizer.transcript import has_words

_AFFIRMS = re.compile(r"(?:\A|, )(?:yes|yeah|no|correct|exactly|absolutely|sure|that's (?:right|correct))[.,]*\Z", re.I)
_AFFIRMS_WITHIN = 20
_BEGINS = re.compile(r"(?:yes|yeah|no|sure|hi|hello|good (?:morning|afternoon|evening))\b[ ,.!]", re.I)
_REFUSES = cue(
    "comment|disclos|discuss|share|get into|break",
    r"\b(?:can't|cannot|can not|won't|will not|not going to|don't|do not) (?:\w+ ){0,2}"
    r"(?:comment|disclose|discuss|share|get into|break)\b",
    re.I,
)
_GREETS = re.compile(r"(?:(?:hi|hello|hey|yes|yeah|sure|good (?:morning|afternoon|evening))\b[ ,.!]*){1,4}", re.I)
_CLARIFIES = re.compile(
    r"\b(?:i (?:meant|mean|was (?:talking|asking|referring))|talking about|referring to|asking about)\b", re.I
)
_THANKS = re.compile(
    r"(?:(?:okay|ok|great|perfect|alright|all right|right|very good|got it|understood|yes|yeah)[\s,.]+)?"
    r"(?:thanks\b|thank you\b|that's (?:very |really |super )?helpful\b)",
    re.I,
)
_INVITES = re.compile(r"\bgo ahead\b|\bhear you\b", re.I)
_INVITES_WITHIN = 8
_AT_LENGTH = 8
_INITIAL, _ADDRESS = 2, 40
_ASKS_A_COLLEAGUE = re.compile(
    r"\b(?:do you want|want to|would you|like to|add\b|any(?:thing)? (?:else|other|more|further|comments?|thoughts?)|"
    r"does that (?:help|answer|make sense)|take (?:that|this|it)|(?:right|okay|correct)\?\Z)",
    re.I,
)
_LETTERS = re.compile(r"[A-Za-z]+")
_SLIVER = 2
_FULL_LINE = 8
_LAST_ANSWER = 15
_PLAINLY = -5.0
_GIVES_REASONS = re.compile(r"(?:because|since|i'm asking|i ask)\b", re.I)
_TELLS = -2.0
_QUESTIONERS = 0.8
_QUESTION_AND_LINE, _NEARBY = 2, 6


def corrected(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """The course with what is plain set right, and a word or two left where the label has them.

    >>> told = [("It is 5%.", "management", "Olaf", True), ("Thanks. And cash?", "management", "Olaf", False)]
    >>> corrected([Heard(7, *line) for line in told], ["management", "management"])
    ['management', 'analyst']
    """
    result = _with_others_labels(lines, course)
    result = _with_words_to_the_holder(lines, result)
    result = _with_plain_questions(lines, result)
    result = _with_refusals(lines, result)
    result = _with_short_answers(lines, result)
    result = _with_last_answer(lines, result)
    result = _with_whole_sentences(lines, result)
    result = _with_a_first_question(lines, result)
    return _without_slivers(lines, result)


def _with_others_labels(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Give management what is said at some length, and asks nothing, under the label of another analyst than has the
    floor; another spelling of one name, or a label without one, is nobody else's."""
    result = list(course)
    labels = dict.fromkeys([line.label for line in lines if line.party == "analyst"])
    if len(labels) < 2:
        return result
    own, *rest = labels
    others = {
        label
        for label in rest
        if _has_name(own) and _has_name(label) and not (same_person(own, label) or misspelt_person(own, label))
    }
    for _, group in groupby(range(len(lines)), key=lambda i: lines[i].label):
        run = list(group)
        long = sum(lines[i].text.count(" ") + 1 for i in run) >= _AT_LENGTH
        if long and lines[run[0]].label in others and not any(asks(lines[i].text) for i in run):
            for i in run:
                result[i] = "management"
    return result


def _with_words_to_the_holder(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Give management what opens under the analyst's label, asks nothing and speaks to the analyst by name: "Sure, Ida.
    It is 5%." is no words of Ida's."""
    result = list(course)
    for i, line in enumerate(lines):
        if not (line.opens and line.party == "analyst" and line.label and line.text.count(" ") >= _SLIVER):
            continue
        given = line.label.split()[0]
        if given not in line.text or len(given) <= _INITIAL:
            continue
        spoken_to = re.search(rf"(?:\A|[,.!] ){re.escape(given)}[,.!]", line.text[:_ADDRESS])
        met = introduction(line.text)
        if spoken_to is None or asks(line.text) or (met and same_person(met.name, line.label)):
            continue
        stop = next((j for j in range(i + 1, len(lines)) if lines[j].opens or asks(lines[j].text)), len(lines))
        result[i:stop] = ["management"] * (stop - i)
    return result


def _has_name(label: str) -> bool:
    return not (is_anonymous(label) or role_of_label(label) == "analyst")


def _with_plain_questions(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Give the analyst two kinds of line that leave no doubt, whatever the course.

    What opens the analyst's own turn with a question, and what asks within management's and thanks in the same breath
    or follows a "go ahead": nobody thanks themselves for an answer or gives themselves the floor.
    """
    result = list(course)
    for i, line in enumerate(lines):
        if result[i] == "analyst" or "?" not in line.text or not asks(line.text):
            continue
        within = i > 0 and line.party == "management" and not line.opens
        thanks = within and _THANKS.match(line.text)
        invited = within and lines[i - 1].text.count(" ") < _INVITES_WITHIN and _INVITES.search(lines[i - 1].text)
        if thanks or invited or (line.opens and line.party == "analyst" and introduction(line.text) is None):
            result[i] = "analyst"
    return result


def questions_left(lines: Sequence[Heard], course: Sequence[Party], management: frozenset[str]) -> list[Party]:
    """The course with a question that ends a turn of management's, before their next label, given to the analyst.

    For pages where labels were lost: there the analyst's is the one that is missing between them, surely where one
    executive has two labels in a row. Who names a colleague or asks for more passes the floor on.

    >>> told = [("It is 5%.", "management", "Olaf", True), ("And the tax rate?", "management", "Olaf", False)]
    >>> lines = [Heard(7, *line) for line in [*told, ("It is 21%.", "management", "Hedda", True)]]
    >>> questions_left(lines, ["management"] * 3, frozenset({"olaf", "hedda"}))
    ['management', 'analyst', 'management']
    """
    result = list(course)
    for i in range(1, len(lines) - 1):
        line, after = lines[i], lines[i + 1]
        if (
            line.text.endswith("?")
            and not line.opens
            and after.opens
            and line.party == after.party == "management"
            and result[i - 1] == result[i] == result[i + 1] == "management"
            and not _ASKS_A_COLLEAGUE.search(line.text)
            and management.isdisjoint(plain(f"{lines[i - 1].text} {line.text}").split())
        ):
            result[i] = "analyst"
    return result


def answers_begun(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """The course with the one line that stands between the analyst's question and management's label, asks nothing and
    is no questioner's by its words, given to management.

    For pages where labels were lost or slip: there it is where the answer begins, under a label that comes too late.

    >>> told = [("And the tax rate?", "analyst", "Ida", True), ("About 21%.", "analyst", "Ida", False)]
    >>> lines = [Heard(7, *line) for line in [*told, ("It was 24% before.", "management", "Olaf", True)]]
    >>> answers_begun(lines, ["analyst", "analyst", "management"])
    ['analyst', 'management', 'management']
    """
    result = list(course)
    for after in range(2, len(lines)):
        if not (lines[after].opens and lines[after].party == course[after] == "management" != course[after - 1]):
            continue
        spoken = [i for i in range(max(0, after - _NEARBY), after) if has_words(lines[i].text)]
        if len(spoken) < _QUESTION_AND_LINE:
            continue
        before, i = spoken[-_QUESTION_AND_LINE:]
        text = lines[i].text
        if (
            course[before] == course[i] == "analyst"
            and lines[before].text.endswith("?")
            and not lines[i].opens
            and not asks(text)
            and not is_courtesy(text)
            and not _GIVES_REASONS.match(text)
            and told(tokens([text]), weights())[0] < _QUESTIONERS
        ):
            result[i] = "management"
    return result


def _with_last_answer(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Give management what follows the last question under the analyst's label where nobody else answers it.

    It must speak for management at some length: an analyst's last words thank.
    """
    result = list(course)
    asked = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].text.endswith("?")), len(lines))
    if set(course[asked:]) != {"analyst"}:
        return result
    rest = tokens([" ".join(line.text for line in lines[asked + 1 :])])
    if len(rest[0]) >= _LAST_ANSWER and told(rest, weights())[0] < _PLAINLY:
        for i in range(asked + 1, len(lines)):
            result[i] = "management"
    return result


def _with_whole_sentences(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Leave a line that goes on in mid-sentence under one label with the line that it goes on from.

    A narrow page breaks a sentence anywhere, and nobody changes within one.
    """
    result = list(course)
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        if (
            result[i] != result[i - 1] == line.party
            and not line.opens
            and before.label == line.label
            and line.text[:1].islower()
            and before.text.count(" ") >= _FULL_LINE
            and before.text[-1:].isalnum()
        ):
            result[i] = result[i - 1]
    return result


def _with_a_first_question(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Leave the opening turn of the analyst with them where else nobody would have asked what is then answered."""
    result = list(course)
    if not (lines and lines[0].opens and lines[0].party == "analyst") or "analyst" in course:
        return result
    stop = next((i for i in range(1, len(lines)) if lines[i].opens), len(lines))
    text = " ".join(line.text for line in lines[:stop])
    if stop < len(lines) and lines[stop].party == "management" and asks(text) and introduction(text) is None:
        result[:stop] = ["analyst"] * stop
    return result


def _with_refusals(lines: Sequence[Heard], course: list[Party]) -> list[Party]:
    """Give management what refuses right after the analyst's own question: nobody declines to answer themselves."""
    result = list(course)
    for i in range(1, len(lines)):
        refuses = result[i] == "analyst" and not lines[i].opens and _REFUSES.search(lines[i].text)
        if refuses and not asks(lines[i].text) and any(asks(line.text) for line in lines[max(0, i - 2) : i]):
            stop = next((j for j in range(i, len(lines)) if lines[j].opens or asks(lines[j].text)), len(lines))
            result[i:stop] = ["management"] * (stop - i)
    return result


def _with_short_answers(lines: Sequence[Heard], course: list[Party]) -> list[Party]:
    """Give management an answer that follows the analyst's own question under the analyst's label: a "..., yes.", or
    "Yes, good morning. So we've agreed on it."

    Nobody affirms their own question: such a line, and what goes on from it up to the next that asks, is the answer.
    Nor does anybody greet at the end of one: the greeting just before the answer begins it.
    """
    result = list(course)
    for i in range(1, len(lines)):
        text = lines[i].text
        if not (result[i] == result[i - 1] == "analyst") or lines[i].opens:
            continue
        begins = _BEGINS.match(text) and told(tokens([text]), weights())[0] < _TELLS
        if not (begins or _affirms(text)) or asks(text):
            continue
        if asks(lines[i - 1].text) or _CLARIFIES.search(lines[i - 1].text):
            stop = next((j for j in range(i, len(lines)) if lines[j].opens or asks(lines[j].text)), len(lines))
            if begins or (stop < len(lines) and result[stop] == "analyst" and not lines[stop].opens):
                result[i:stop] = ["management"] * (stop - i)
    for i in range(len(lines) - 2, 0, -1):
        ends = result[i - 1] == result[i] == "analyst" and result[i + 1] == "management"
        if ends and not lines[i].opens and _GREETS.fullmatch(lines[i].text.rstrip(" .!,")):
            result[i] = "management"
    return result


def _affirms(text: str) -> bool:
    """Whether words end by saying yes or no: "In May, yes."."""
    return _AFFIRMS.search(text, max(0, len(text) - _AFFIRMS_WITHIN)) is not None


def _without_slivers(lines: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Leave a word or two where the label has them, beside their own party: that little is no evidence for a move."""
    result = list(course)
    if all(party == line.party for party, line in zip(course, lines, strict=True)):
        return result
    for moved, group in groupby(range(len(lines)), key=lambda i: (course[i], course[i] != lines[i].party)):
        run = list(group)
        if not moved[1] or sum(len(_LETTERS.findall(lines[i].text)) for i in run) > _SLIVER:
            continue
        beside = [course[i] for i in (run[0] - 1, run[-1] + 1) if 0 <= i < len(lines)]
        label = lines[run[0]].party
        if label is not None and label in beside:
            result[run[0] : run[-1] + 1] = [label] * len(run)
    return result
