"""The form of a spoken sentence put right: fillers, doubled words, false starts and stray commas go, words stay.

Nothing here adds a word, changes the order, or touches a figure, a name or a negation.
"""

from __future__ import annotations

import re

from summarizer.engines.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    CONTRACTED,
    DETERMINERS,
    FIGURE,
    PREPOSITIONS,
    PRONOUNS,
    words,
)

EDITORIAL = re.compile(r"\s*[\[(](?:ph|sic|phonetic|indiscernible|inaudible|technical difficulty)[\])]", re.IGNORECASE)
STRAY_MARKS = re.compile(r"(?:(?<=\s)|^)[.,;]+(?=\s|$)")
SOUNDS = re.compile(r",?\s*\b(?:um+|uh+|uhm|erm?|ah|eh|hmm|mhm)\b(?:\s*,)?(?=[\s.?!]|$)", re.IGNORECASE)
ASIDES = re.compile(
    r"(?:(?<=,)|(?<=^)|(?<=[–-]))\s*(?:you know|I mean|like|if you will|let's call it|let's say|quite frankly|frankly|"
    r"to be honest|to be fair|yeah|yes|right|okay|sort of|kind of),(?!\s*\d)",
    re.IGNORECASE,
)
FINAL_ASIDES = re.compile(
    r",\s*(?:you know|I mean|if you will|yeah|right|and so forth|so to speak|and things like that)(?=\s*[.?!]*$)",
    re.IGNORECASE,
)
# After a determiner or a question word "kind of" names a kind; before a figure it says "about".
VAGUE = re.compile(
    r"(?<!what )(?<!that )(?<!this )(?<!the )(?<!any )(?<!some )(?<!same )(?<!of )(?<!which )(?<!every )(?<!each )(?<!one )"
    r"(?<!these )(?<!those )(?<!another )(?<!different )(?<!right )(?<!your )(?<!our )(?<!two )(?<!three )(?<!other )(?<!new )"
    r"(?<!\ba )(?<!what's )\b(?:kind|sort) of\b(?!\s+(?:[\d$€£~]|the \d|like \d|these|those|things?\b))\s*,?\s*",
    re.IGNORECASE,
)
OPENERS = re.compile(
    r"""^(?:
        (?:um|uh|er|oh|hey|okay|ok|yeah|yep|hi|alright|all\ right)\b[,.!]?
      | (?:look|listen|right|sure|again|now|obviously|actually|basically|frankly|honestly|absolutely|definitely|of\ course|like|
           got\ it|as\ I\ (?:said|mentioned)(?:\ (?:earlier|before))?|like\ I\ said|first\ of\ all|you\ know|I\ mean|
           to\ be\ honest|I\ guess|I\ would\ say|I'd\ say|I\ think|no\ problem|yes\ so|so\ yes|so\ yeah)\s*,
      | (?:and\ |but\ )?(?:so|well)\b(?!\s+(?:far|that|much|many|long|as|above|below|known|positioned|over|into|within|in\ excess|ahead))\s*,?
      | and\b\s*,?
      | (?:I\ mean|I\ guess|you\ know)\b(?!\s+(?:by|that|what|how|it|about|the))
      | (?:I\ think|I\ would\ say|I'd\ say|I\ would\ tell\ you|I'd\ tell\ you)(?:\ that)?(?!\s+(?:about|of|is|in|to|so|from|through)\b)(?=\s+\w)
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
YES = re.compile(r"^(?:yes|yeah|yep|sure|right)\b\s*[,.]\s*", re.IGNORECASE)

FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS
# Words after which a sentence can't stop and a single comma makes no sense.
OPEN_ENDS = DETERMINERS | frozenset(
    "of to in on at for with from by into onto about between during without than as per via toward towards against among "
    "and or but because if which while whether since although is are was were am has have had will would can could should "
    "may might must very we i they more".split()
)
COMMA_BREAKERS = (DETERMINERS - {"no"}) | frozenset(
    "of to in on at for with from by into onto between during without than per via toward towards against among "
    "is are was were am be has have will would can could should may might must very i we you they more most how what when where why".split()
)
DOUBLES = frozenset("very many much more no had that so far really long bye never yes again and so on".split()) - {
    "and",
    "on",
}
ASKING = frozenset("how what when where why which who".split())
PARENTHESES = frozenset(
    "say i you if as perhaps maybe frankly honestly hopefully obviously quite roughly let's again therefore however "
    "of in by to for clearly certainly arguably potentially ultimately indeed too".split()
)
CLAUSE_STARTS = ASKING | CONJUNCTIONS | frozenset("then not however therefore i we you they it there this".split())
LEADS = frozenset(
    "however additionally first firstly second secondly third finally also currently historically today overall "
    "furthermore meanwhile yes no therefore similarly again".split()
)


def tidy(text: str, yes: bool = False, broken: bool = False) -> str:
    """``text`` as a sentence fit to read: capital at the start, a mark at the end, the noise of speech taken out.

    With ``yes`` an opening "Yes" stays, because the question asked for one; ``broken`` says that the speech around it
    was cut at pauses, so that its commas mean little.

    >>> tidy("yeah, I think, uh, the the margins are, you know, in the, low 30s")
    'The margins are in the low 30s.'
    >>> tidy("Yes, we do", yes=True)
    'Yes, we do.'
    """
    text = EDITORIAL.sub("", " ".join(text.replace("…", "...").split()))
    text = STRAY_MARKS.sub(" ", text)
    text = SOUNDS.sub(" ", text)
    for _ in range(2):
        text = ASIDES.sub("", text)
    text = VAGUE.sub("", FINAL_ASIDES.sub("", text))
    text = _without_false_starts(without_openers(text, yes))
    text = without_openers(text, yes)
    text = _without_stray_commas(_without_doubles(text), broken)
    return _finished(without_openers(text, yes))


def without_openers(text: str, yes: bool = False) -> str:
    """``text`` without the words that only clear the throat: "So,", "Yeah,", "I think", "I would say that".

    >>> without_openers("Well, I think that demand is fine")
    'demand is fine'
    """
    while True:
        shorter = OPENERS.sub("", text.lstrip(" ,.;–-"), count=1)
        if not yes and len(words(shorter)) > 3:
            shorter = YES.sub("", shorter, count=1)
        if shorter == text:
            return text
        if not shorter:
            return text
        text = shorter


def has_verb(text: str) -> bool:
    """Whether ``text`` shows a finite verb, as far as closed word classes tell.

    >>> has_verb("The margin is flat"), has_verb("Many different generations of")
    (True, False)
    """
    if CONTRACTED.search(text):
        return True
    tokens = words(text)
    if any(token in AUXILIARIES for token in tokens):
        return True
    return any(token in {"i", "we", "you", "they"} and place + 1 < len(tokens) for place, token in enumerate(tokens))


def _without_doubles(text: str) -> str:
    """Drop the first of two like runs of up to five words, unless it is said twice for weight or is a figure."""
    tokens = text.split(" ")
    bare = [token.strip(".,;:–-").lower() for token in tokens]
    kept: list[int] = []
    for place in range(len(tokens)):
        kept.append(place)
        for size in range(min(5, len(kept) // 2), 0, -1):
            last, before = kept[-size:], kept[-2 * size : -size]
            run = [bare[index] for index in last]
            if size == 1 and run[0].startswith(f"{bare[before[0]]}'") and bare[before[0]] in FUNCTION_WORDS:
                del kept[-2]
                break
            if run != [bare[index] for index in before] or not all(run):
                continue
            if any(character.isdigit() for word in run for character in word):
                continue
            if any(tokens[index][-1] in "?!:;" for index in before):
                continue
            if size == 1 and (run[0] in DOUBLES or (tokens[before[0]][-1] in ".," and run[0] not in FUNCTION_WORDS)):
                continue
            # The later copy goes, so that a capital at the start stays; what follows it keeps its mark.
            mark = tokens[last[-1]][len(tokens[last[-1]].rstrip(".,;:")) :]
            tokens[before[-1]] = tokens[before[-1]].rstrip(".,;:–-") + mark
            del kept[-size:]
            break
    return " ".join(tokens[index] for index in kept)


def _without_false_starts(text: str) -> str:
    """Drop what was begun and begun anew around a dash; where that isn't certain, the dash stays."""
    parts = re.split(r"\s*(?:--+|—|\.\.\.+)\s*(?=[\w$€£])", text)
    whole = parts[0]
    for part in parts[1:]:
        behind = whole.split(" ")
        bare = [token.strip(".,;:").lower().replace("’", "'") for token in behind]
        ahead = words(part)[:6]
        cut = len(bare) - _begun_anew(bare, ahead)
        whole = f"{' '.join(behind[:cut])} {part}" if cut < len(bare) else f"{whole} – {part}"
    return whole.strip()


def _begun_anew(behind: list[str], ahead: list[str]) -> int:
    """How many of the last words of ``behind`` are said again, or replaced, at the start of ``ahead``."""
    if not ahead:
        return 0
    for size in range(min(5, len(behind)), 0, -1):
        run = behind[-size:]
        if any(FIGURE.search(word) for word in run):
            continue
        repeated = size <= 3 and run[0] not in FUNCTION_WORDS and run[0] in ahead[:3]
        if run == ahead[:size] or repeated:
            return size
    if behind[-1] in DETERMINERS and ahead[0] in DETERMINERS:
        return 1
    # A sentence of function words alone that never got going: "what -- is there a way".
    idle = all(word in FUNCTION_WORDS or CONTRACTED.fullmatch(word) for word in behind)
    return len(behind) if idle and len(behind) <= 3 and ahead[0] in FUNCTION_WORDS else 0


def _without_stray_commas(text: str, broken: bool) -> str:
    """Drop commas that speech recognition set at pauses; a text full of them keeps only those that part clauses."""
    tokens = text.split(" ")
    bare = [token.strip(".,;:–").lower() for token in tokens]
    commas = [place for place, token in enumerate(tokens[:-1]) if token.endswith(",")]

    stray = {
        place
        for place in commas
        if bare[place] in COMMA_BREAKERS and bare[place + 1] not in (ASKING - {bare[place]}) | PARENTHESES
    }
    if (
        len(commas) == 1
        and bare[commas[0] + 1] in AUXILIARIES
        and not PRONOUNS & set(bare[commas[0] + 2 :][:1])
        and bare[commas[0]] not in FUNCTION_WORDS | LEADS
    ):
        stray.add(commas[0])
    noisy = broken or len(commas) >= 3 and len(stray) >= 1 and len(commas) > 0.1 * len(tokens)
    if noisy or len(commas) > 0.3 * len(tokens) > 2:
        for place in commas:
            listed = tokens[place + 1][:1].isupper() and bare[place] not in COMMA_BREAKERS
            between_figures = tokens[place][-2:-1].isdigit() and tokens[place + 1][:1].isdigit()
            if not (listed or between_figures or bare[place + 1] in CLAUSE_STARTS or bare[place] in LEADS):
                stray.add(place)
    return " ".join(token[:-1] if place in stray else token for place, token in enumerate(tokens))


def _finished(text: str) -> str:
    text = re.sub(r"\s+([.,;:?!])", r"\1", " ".join(text.split()))
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"[,;:–—-]+\s*([.?!])", r"\1", text).strip(" ,;:–—-")
    text = re.sub(r"\s*\.\.+$", ".", text)
    if not text:
        return ""
    if text[-1] not in ".?!":
        text += "."
    for place, character in enumerate(text):
        if character.isalnum():
            rest = text[place + 1 : place + 2]
            return text if rest.isupper() else text[:place] + character.upper() + text[place + 1 :]
    return ""
