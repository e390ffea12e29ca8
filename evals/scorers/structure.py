"""Who asked, what was asked and who answered."""

from __future__ import annotations

from evals.matching import Matched, Pair, lines
from evals.scores import Score, f1, share, unscored
from evals.words import key_words, said
from summarizer.people import same_firm, same_person
from summarizer.pipeline import failures

# A question is reworded more than an answer is: this share of its key words, or of those of its lines, is enough.
_LEAST_QUESTION_WORDS = 0.25


def valid(matched: Matched) -> Score:
    """Whether the summary is whole: no session on which the model failed, no exchange without a question or answer."""
    faults = [flag.says for flag in failures(matched.summary)]
    for analyst in matched.summary.analysts:
        for number, exchange in enumerate(analyst.exchanges, start=1):
            empty = [part for part in ("question", "answer") if not getattr(exchange, part).strip()]
            if empty == ["answer"] and exchange.status == "unanswered":
                continue
            faults += [f"{analyst.name}: exchange {number} has no {part}" for part in empty]
    return share(not faults, 1, "; ".join(faults) or "The output is whole.", faults)


def present(matched: Matched) -> Score:
    """Everyone who asked is named, and nobody else is said to have asked."""
    wanted = [analyst.name for analyst in matched.case.analysts]
    given = [analyst.name for analyst in matched.summary.analysts]
    missing = [name for name in wanted if not any(same_person(name, other) for other in given)]
    extra = [name for name in given if not any(same_person(name, other) for other in wanted)]
    faults = [f"{name} asked and is missing" for name in missing] + [f"{name} did not ask" for name in extra]
    return share(not faults, 1, "; ".join(faults) or f"All {len(wanted)} who asked are there, and nobody else.", faults)


def analysts(matched: Matched) -> Score:
    """Analysts at their own lines and under their own names."""
    wanted, given = matched.case.analysts, matched.summary.analysts
    if not wanted and not given:
        return share(1, 1, "There is no Q&A, and none was found.")
    faults = []
    for place, analyst in enumerate(wanted):
        if place not in matched.analysts:
            faults.append(f"nobody stands for {analyst.name}")
        elif not same_person(analyst.name, (name := given[matched.analysts[place]].name)):
            faults.append(f"{analyst.name} is called {name}")
    return f1(len(wanted) - len(faults), len(wanted), len(given), "analysts", faults)


def sessions(matched: Matched) -> Score:
    """Stretches of the Q&A that belong to one analyst, each time they had the floor."""
    wanted = [(analyst.name, span) for analyst in matched.case.analysts for span in analyst.spans]
    given = sum(len(analyst.lines) for analyst in matched.summary.analysts)
    if not wanted and not given:
        return share(1, 1, "There is no Q&A, and none was found.")
    faults = [
        f"the session of {name} at {span[0]}-{span[1]} was not found"
        for place, (name, span) in enumerate(wanted)
        if place not in matched.sessions
    ]
    return f1(len(matched.sessions), len(wanted), given, "sessions", faults)


def exchanges(matched: Matched) -> Score:
    """Exchanges at their own lines, under the analyst who asked."""
    given = sum(len(analyst.exchanges) for analyst in matched.summary.analysts)
    if not matched.pairs and not given:
        return share(1, 1, "There is no Q&A, and none was found.")
    faults = []
    for pair in matched.pairs:
        where = f"{pair.analyst.name}'s question at line {pair.reference.question_lines[0][0]}"
        if pair.found_place is None:
            faults.append(f"{where} was not found")
        elif not same_person(pair.analyst.name, (name := matched.summary.analysts[pair.found_place[0]].name)):
            faults.append(f"{where} stands under {name}")
    return f1(len(matched.pairs) - len(faults), len(matched.pairs), given, "exchanges", faults)


def questions(pair: Pair) -> Score:
    """Whether the question is the one that was asked: it cites a line of it and has words of it."""
    line = pair.reference.question_lines[0][0]
    fault = f"the question at line {line} is not covered"
    if pair.found is None:
        return share(0, 1, "No exchange was found for this question.", [fault])
    if not lines(pair.found.question_lines) & lines(pair.reference.question_lines):
        return share(0, 1, "The question found cites no line of this question.", [fault])
    words = key_words(pair.found.question)
    asked = (pair.reference.question, said(pair.case.lines, pair.reference.question_lines))
    common = max(_common(words, key_words(text)) for text in asked)
    covered = common >= _LEAST_QUESTION_WORDS
    return share(covered, 1, f"It has {common:.0%} of the question's key words.", [] if covered else [fault])


def answerers(pair: Pair) -> Score:
    """Who answered, by name."""
    if pair.found is None or not pair.reference.answered_by:
        return unscored("No exchange was found." if pair.found is None else "Nobody answered.")
    wanted, given = pair.reference.answered_by, pair.found.answered_by
    line = pair.reference.question_lines[0][0]
    missing = [name for name in wanted if not any(same_person(name, other) for other in given)]
    extra = [name for name in given if not any(same_person(name, other) for other in wanted)]
    faults = [f"{name} answered at line {line} and is not named" for name in missing]
    faults += [f"{name} is named at line {line} and did not answer" for name in extra]
    return f1(len(wanted) - len(missing), len(wanted), max(len(given), len(wanted) - len(missing)), "names", faults)


def firms(matched: Matched) -> Score:
    """The firm of each analyst that was found."""
    wanted = {place: analyst.firm for place, analyst in enumerate(matched.case.analysts) if analyst.firm}
    faults = []
    for place, firm in wanted.items():
        analyst = matched.summary.analysts[matched.analysts[place]] if place in matched.analysts else None
        if analyst is None or analyst.firm is None or not same_firm(firm, analyst.firm):
            name = matched.case.analysts[place].name
            faults.append(f"{name} is of {firm}, not {analyst.firm if analyst else 'found'}")
    if not wanted:
        return unscored("The reference names no firms.")
    return share(len(wanted) - len(faults), len(wanted), "; ".join(faults) or f"All {len(wanted)} are right.", faults)


def _common(words: frozenset[str], wanted: frozenset[str]) -> float:
    return len(words & wanted) / len(wanted) if wanted else 1.0
