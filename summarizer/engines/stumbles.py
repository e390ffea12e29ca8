"""The stumbles of speech and of its recognition: words said twice, sentences begun anew, commas set at pauses."""

from __future__ import annotations

import re

from summarizer.engines.words import (
    ASKING,
    AUXILIARIES,
    CONJUNCTIONS,
    CONTRACTED,
    DETERMINERS,
    FIGURE,
    FUNCTION_WORDS,
    NEGATION,
    PRONOUNS,
    words,
    wordset,
)

DASH = re.compile(r"(?:\s{0,3}(?:-{2,9}|—|\.{3,9})\s{0,3}|\s[-–]\s{1,3})(?=[\w$€£])")
# Said twice for weight, or rightly twice ("tell you that, that advantage").
TWICE = wordset("very many much more no had that so far really long bye never yes again")
COMMA_BREAKERS = (DETERMINERS - {"no"}) | wordset(
    "of to in on at for with from by into onto between during without than per via toward towards against among "
    "is are was were am be has have will would can could should may might must very i we you they more most "
    "how what when where why"
)
# A word that may open a parenthesis after a comma breaker: "in, say, May".
PARENTHESES = (ASKING - {"how", "what"}) | wordset(
    "say i you if as perhaps maybe frankly honestly hopefully obviously quite roughly let's again therefore however "
    "clearly certainly arguably potentially ultimately indeed too"
)
JOINTS = wordset("and but or so")
CLAUSE_STARTS = CONJUNCTIONS | ASKING | wordset("then not however therefore i we you they it there this")
LEADS = wordset(
    "however additionally first firstly second secondly third finally also currently historically today overall "
    "furthermore meanwhile yes no therefore similarly again"
)
MARKS = ".,;:–-"


def without_doubles(text: str) -> str:
    """Drop the second of two like runs of up to five words, unless it was said twice for weight or holds a figure.

    >>> without_doubles("the the margin, what what's left, very very hard")
    "the margin, what's left, very very hard"
    """
    tokens = text.split(" ")
    bare = [token.strip(MARKS).lower() for token in tokens]
    kept: list[int] = []
    for place in range(len(tokens)):
        kept.append(place)
        if not any(bare[place].startswith(bare[index]) for index in kept[-6:-1]):
            continue
        for size in range(min(5, len(kept) // 2), 0, -1):
            if bare[kept[-1]] != bare[kept[-1 - size]] and size > 1:
                continue
            last, before = kept[-size:], kept[-2 * size : -size]
            run, earlier = [bare[index] for index in last], [bare[index] for index in before]
            if size == 1 and earlier[0] in FUNCTION_WORDS and run[0].startswith(f"{earlier[0]}'"):
                del kept[-2]
                break
            if run == earlier and _a_stumble(run, tokens[before[-1]]):
                # The later copy goes, so that a capital at the start stays; what ends it goes over.
                end = tokens[last[-1]]
                tokens[before[-1]] = tokens[before[-1]].rstrip(MARKS) + end[len(end.rstrip(".,;:")) :]
                del kept[-size:]
                break
    return " ".join(tokens[index] for index in kept)


def _a_stumble(run: list[str], last_before: str) -> bool:
    if not all(run) or last_before[-1] in "?!:;" or any(character.isdigit() for word in run for character in word):
        return False
    return len(run) > 1 or (run[0] not in TWICE and (last_before[-1] not in ".," or run[0] in FUNCTION_WORDS))


def without_false_starts(text: str) -> str:
    """Drop what was begun and begun anew around a dash; where that isn't certain the dash stays.

    >>> without_false_starts("we can raise our -- we can raise prices -- by 5%")
    'we can raise prices – by 5%'
    """
    whole, *parts = DASH.split(text)
    for part in parts:
        behind = whole.split(" ")
        bare = [token.strip(".,;:").lower().replace("’", "'") for token in behind]
        cut = len(bare) - _begun_anew(bare, list(words(part[:80])[:6]))
        whole = f"{' '.join(behind[:cut])} {part}" if cut < len(bare) else f"{whole} – {part}"
    return whole.strip()


def _begun_anew(behind: list[str], ahead: list[str]) -> int:
    """How many of the last words of ``behind`` are said again, or replaced, at the start of ``ahead``."""
    if not ahead:
        return 0
    for size in range(min(5, len(behind)), 0, -1):
        run = behind[-size:]
        # What would be lost must be neither a figure nor a denial.
        if any(FIGURE.search(word) or (NEGATION.fullmatch(word) and word not in ahead) for word in run):
            continue
        taken_up = size <= 3 and run[0] not in FUNCTION_WORDS and run[0] in ahead[:3]
        if run == ahead[:size] or taken_up or (size > 1 and run[:2] == ahead[:2]):
            return size
    if any(NEGATION.fullmatch(word) for word in behind[-3:]):
        return 0
    if behind[-1] in DETERMINERS and ahead[0] in DETERMINERS - {"no"}:
        return 1
    # Function words that never got going: "what -- is there a way".
    idle = len(behind) <= 3 and all(word in FUNCTION_WORDS or CONTRACTED.fullmatch(word) for word in behind)
    return len(behind) if idle and ahead[0] in FUNCTION_WORDS else 0


def without_stray_commas(text: str, broken: bool) -> str:
    """Drop the commas that stand at pauses; where there are many, or speech is ``broken``, keep those between clauses.

    >>> without_stray_commas("the, machines in our, two plants are, running, and we, sell all", True)
    'the machines in our two plants are running, and we sell all'
    """
    tokens = text.split(" ")
    bare = [token.strip(".,;:–").lower().replace("’", "'") for token in tokens]
    commas = [place for place, token in enumerate(tokens[:-1]) if token.endswith(",")]
    stray = {
        place
        for place in commas
        if _breaks(bare[place]) and bare[place + 1] not in PARENTHESES | JOINTS | {bare[place]}
    }
    if len(commas) == 1 and bare[commas[0]] not in FUNCTION_WORDS | LEADS:
        verb, after = bare[commas[0] + 1], bare[commas[0] + 2 :][:1]
        if verb in AUXILIARIES and PRONOUNS.isdisjoint(after) and DETERMINERS.isdisjoint(after):
            stray.add(commas[0])
    noisy = broken or (len(commas) >= 3 and stray and len(commas) > 0.1 * len(tokens))
    if noisy or len(commas) > 0.3 * len(tokens) > 2:
        stray |= {place for place in commas if not _parts_clauses(tokens, bare, place)}
    return " ".join(token[:-1] if place in stray else token for place, token in enumerate(tokens))


def _breaks(word: str) -> bool:
    return word in COMMA_BREAKERS or word.endswith(("'d", "'ll", "'re", "'ve", "'m"))


def _parts_clauses(tokens: list[str], bare: list[str], place: int) -> bool:
    """Whether a comma in noisy text still does work: between clauses, names or figures, or after a leading adverb."""
    if _breaks(bare[place]):
        return False
    named = tokens[place + 1][:1].isupper()
    figures = tokens[place][-2:-1].isdigit() and tokens[place + 1][:1].isdigit()
    return named or figures or bare[place + 1] in CLAUSE_STARTS or bare[place] in LEADS
