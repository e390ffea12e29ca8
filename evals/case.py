"""Cases: a transcript with the reference answers for its Q&A, read strictly from YAML.

A reference that is wrong would be blamed on the summariser every night. So whatever can be checked is checked when a
case is loaded: keys, types, lines, spans, and each fact's figures in the text of its lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import NoReturn, TypeVar, cast, get_args

import yaml

from evals.faults import CaseError
from evals.others import Other, file_of, read
from summarizer import topics
from summarizer.summary import Status
from summarizer.transcript import Span

T = TypeVar("T")
STATUSES: tuple[str, ...] = get_args(Status)
CURRENCY = re.compile(r"\b(?:chf|eur|gbp|inr|jpy|rmb|rs\.?|usd)(?=\d)")
TYPOGRAPHY = str.maketrans("\u00a0\u2009\u202f\u2010\u2011\u2013\u2212", "   ----")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a good answer says, the lines that say it, and its figures as those lines write them."""

    text: str
    lines: tuple[int, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceExchange:
    """One question with its answer, as a careful reader wrote them down; ``others`` are answers that are as good."""

    question: str
    question_lines: tuple[Span, ...]
    answer_lines: tuple[Span, ...]
    answered_by: tuple[str, ...]
    status: Status
    answer: str
    facts: tuple[Fact, ...]
    tags: tuple[str, ...]
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceAnalyst:
    """All that one analyst asked; ``spans`` holds one span of lines for each time they had the floor."""

    name: str
    firm: str | None
    spans: tuple[Span, ...]
    exchanges: tuple[ReferenceExchange, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A call with its reference answers.

    ``lines`` are the transcript's physical lines, for JSON its turns, so that line n is ``lines[n - 1]``. ``odd`` says
    in a sentence what is odd about the call; ``qa_starts_at`` is None for a call without a Q&A.
    """

    name: str
    transcript: Path
    reference: Path
    company: str
    ticker: str | None
    period: str | None
    qa_starts_at: int | None
    analysts: tuple[ReferenceAnalyst, ...]
    lines: tuple[str, ...]
    odd: str | None = None


def load_cases(folder: Path) -> tuple[Case, ...]:
    """Read every case at or below a folder (``reference.yaml`` or ``NAME.reference.yaml``), in order of their names.

    Raise CaseError if there is none, if two have the same name, or for the first that does not hold.
    """
    found = sorted([*folder.rglob("reference.yaml"), *folder.rglob("*.reference.yaml")])
    if not found:
        raise CaseError(f"{folder}: there is no reference.yaml here or below; name a folder of cases.")
    cases: dict[str, Case] = {}
    for reference in found:
        case = load_case(reference)
        if case.name in cases:
            raise CaseError(
                f"{reference}: {cases[case.name].reference} is called {case.name!r} too; rename one of them."
            )
        cases[case.name] = case
    return tuple(cases[name] for name in sorted(cases))


def load_case(path: Path) -> Case:
    """Read one case: its folder, its ``reference.yaml``, or a ``NAME.reference.yaml`` beside the transcript.

    Raise CaseError, with the file and the line, for anything that is not in order.
    """
    reference = path / "reference.yaml" if path.is_dir() else path
    name = reference.name.removesuffix("reference.yaml").removesuffix(".") or reference.absolute().parent.name
    source = _Source(reference)
    root = source.mapping(_compose(reference), "a case", ("call", "analysts"), ("odd",))
    call = source.mapping(root["call"], "call", ("company", "ticker", "period", "transcript", "qa_starts_at"))
    transcript = reference.parent / source.text(call["transcript"])
    try:
        source.lines = _lines(transcript)
    except (OSError, UnicodeDecodeError, KeyError, TypeError, json.JSONDecodeError) as error:
        source.fail(
            call["transcript"], f"{transcript} can't be read as a transcript ({error}); mend the name or the file"
        )
    qa_starts_at = source.optional(call["qa_starts_at"], source.line)
    analysts = source.list(root["analysts"], source.analyst)
    if qa_starts_at is None and analysts:
        source.fail(call["qa_starts_at"], "a call without a Q&A has no analysts; give the line or remove them")
    return Case(
        name=name,
        transcript=transcript,
        reference=reference,
        company=source.text(call["company"]),
        ticker=source.optional(call["ticker"], source.text),
        period=source.optional(call["period"], source.text),
        qa_starts_at=qa_starts_at,
        analysts=_with_others(analysts, file_of(reference)),
        lines=source.lines,
        odd=source.text(root["odd"]) if "odd" in root else None,
    )


def each_exchange(case: Case, change: Callable[[ReferenceExchange], ReferenceExchange]) -> Case:
    """A case with every exchange changed."""
    return replace(case, analysts=_changed(case.analysts, change))


def figure_in(figure: str, text: str) -> bool:
    """Whether a figure stands in a text as written, apart from case, typography, currency and separators of thousands.

    >>> figure_in("2000", "about 2,000 customers"), figure_in("1", "up 1.5%"), figure_in("3", "the A13")
    (True, False, False)
    """
    ends = r"(?!\w)" if figure[-1:].isalpha() else r"(?!\d|\.\d)"
    return bool(re.search(rf"(?<!\w)(?<!\d\.){re.escape(_plain(figure))}{ends}", _plain(text)))


def _changed(
    analysts: tuple[ReferenceAnalyst, ...], change: Callable[[ReferenceExchange], ReferenceExchange]
) -> tuple[ReferenceAnalyst, ...]:
    return tuple(replace(analyst, exchanges=tuple(map(change, analyst.exchanges))) for analyst in analysts)


def _with_others(analysts: tuple[ReferenceAnalyst, ...], file: Path) -> tuple[ReferenceAnalyst, ...]:
    asked_at = [exchange.question_lines[0][0] for analyst in analysts for exchange in analyst.exchanges]
    others = read(file, asked_at)
    return _changed(analysts, lambda exchange: replace(exchange, others=others.get(exchange.question_lines[0][0], ())))


def _plain(text: str) -> str:
    return CURRENCY.sub("", re.sub(r"(?<=\d),(?=\d)", "", text.translate(TYPOGRAPHY)).casefold())


def _compose(reference: Path) -> yaml.Node:
    try:
        root = yaml.compose(reference.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{reference}: the reference can't be read ({error}); name the folder of a case.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CaseError(f"{reference}:{line}: the reference is not YAML ({error.problem}); mend this line.") from error
    except yaml.YAMLError as error:
        raise CaseError(f"{reference}: the reference holds a character that YAML doesn't allow; remove it.") from error
    if root is None:
        raise CaseError(f"{reference}:1: the reference is empty; write the call and its analysts.")
    return root


def _lines(transcript: Path) -> tuple[str, ...]:
    """The transcript's lines, read apart from the summariser's own readers so that they can't share a mistake."""
    data = transcript.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    if transcript.suffix == ".json":
        call = json.loads(text)
        return tuple(str(turn["speech"]) for part in ("prepared_remarks", "q_and_a") for turn in call[part])
    return tuple(text.replace("\r\n", "\n").removesuffix("\n").split("\n"))


def _whole(fact: yaml.Node) -> tuple[yaml.Node, str]:
    """A fact without the keys that are really the rest of its text, and that rest.

    YAML takes an unquoted {text: 1,200 tons, or so, lines: [4]} for a text "1" and the keys "200 tons" and "or so"
    without values. People write facts like that, and what they mean is plain.
    """
    if not isinstance(fact, yaml.MappingNode) or len(fact.value) < 2:
        return fact, ""
    (name, text), *others = fact.value
    bare = [key for key, value in takewhile(lambda pair: pair[1].value == "" and pair[1].tag.endswith(":null"), others)]
    ends = [text, *bare]
    commas = ["," if b.start_mark.index == a.end_mark.index + 1 else ", " for a, b in zip(ends, bare, strict=False)]
    whole = yaml.MappingNode(fact.tag, [(name, text), *others[len(bare) :]], fact.start_mark, fact.end_mark)
    return whole, "".join(comma + key.value for comma, key in zip(commas, bare, strict=True))


class _Source:
    """The nodes of one reference file, turned into records; every complaint names the file and the node's line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: tuple[str, ...] = ()
        self.tags = {topic.id for topic in topics.load()}
        self.sides: dict[int, int] = {}

    def fail(self, node: yaml.Node, says: str) -> NoReturn:
        raise CaseError(f"{self.path}:{node.start_mark.line + 1}: {says}.")

    def mapping(
        self, node: yaml.Node, what: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"{what} must be a mapping with {', '.join(required)}")
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            known = isinstance(key, yaml.ScalarNode) and key.value in (*required, *optional)
            if not known or key.value in fields:
                problem = "is there twice" if known else "is unknown (quote a text that has a comma or a colon)"
                self.fail(key, f"{key.value!r} in {what} {problem}; the keys are {', '.join((*required, *optional))}")
            fields[key.value] = value
        if missing := [key for key in required if key not in fields]:
            self.fail(node, f"{what} lacks {', '.join(missing)}; add it")
        return fields

    def list(self, node: yaml.Node, read: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, "a list is needed here; write [] for none")
        return tuple(read(item) for item in node.value)

    def filled(self, node: yaml.Node, read: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        return self.list(node, read) or self.fail(node, "this list must not be empty; add an item")

    def optional(self, node: yaml.Node, read: Callable[[yaml.Node], T]) -> T | None:
        return None if node.tag.endswith(":null") else read(node)

    def text(self, node: yaml.Node) -> str:
        if not node.tag.endswith(":str") or not node.value.strip():
            self.fail(node, "a text is needed here; put it in quotes if it looks like a number, a date, yes or no")
        return cast(str, node.value).strip()

    def line(self, node: yaml.Node) -> int:
        if not node.tag.endswith(":int") or not node.value.isdecimal():
            self.fail(node, "a line number is needed here")
        if not 1 <= (number := int(node.value)) <= len(self.lines):
            self.fail(node, f"line {number} is outside the transcript, which has {len(self.lines)} lines")
        return number

    def span(self, node: yaml.Node) -> Span:
        ends = self.list(node, self.line)
        if len(ends) != 2 or ends[0] > ends[1]:
            self.fail(node, "a span is [first line, last line]")
        return ends[0], ends[1]

    def tag(self, node: yaml.Node) -> str:
        if (tag := self.text(node)) not in self.tags:
            self.fail(node, f"{tag!r} is not a topic; take one of {', '.join(sorted(self.tags))}")
        return tag

    def status(self, node: yaml.Node) -> Status:
        if (status := self.text(node)) not in STATUSES:
            self.fail(node, f"{status!r} is not a status; take one of {', '.join(STATUSES)}")
        return cast(Status, status)

    def analyst(self, node: yaml.Node) -> ReferenceAnalyst:
        fields = self.mapping(node, "an analyst", ("name", "firm", "exchanges", "tags"), ("span", "spans"))
        if ("span" in fields) == ("spans" in fields):
            self.fail(node, "an analyst has either span: [a, b] or spans: [[a, b], ...]")
        spans = (self.span(fields["span"]),) if "span" in fields else self.filled(fields["spans"], self.span)
        return ReferenceAnalyst(
            name=self.text(fields["name"]),
            firm=self.optional(fields["firm"], self.text),
            spans=spans,
            exchanges=self.list(fields["exchanges"], lambda exchange: self.exchange(exchange, spans)),
            tags=self.list(fields["tags"], self.tag),
        )

    def exchange(self, node: yaml.Node, spans: tuple[Span, ...]) -> ReferenceExchange:
        keys = ("question", "question_lines", "answer_lines", "answered_by", "status", "answer", "facts", "tags")
        fields = self.mapping(node, "an exchange", keys)
        answer_lines = self.list(fields["answer_lines"], self.span)
        answered_by = self.list(fields["answered_by"], self.text)
        status = self.status(fields["status"])
        if bool(answer_lines) != bool(answered_by) or (not answer_lines and status != "unanswered"):
            self.fail(fields["answer_lines"], "answer_lines and answered_by go together; without them it is unanswered")
        question_lines = self.filled(fields["question_lines"], self.span)
        self.claim(fields["question_lines"], question_lines, spans)
        self.claim(fields["answer_lines"], answer_lines, spans)
        return ReferenceExchange(
            question=self.text(fields["question"]),
            question_lines=question_lines,
            answer_lines=answer_lines,
            answered_by=answered_by,
            status=status,
            answer=self.text(fields["answer"]),
            facts=self.filled(fields["facts"], lambda fact: self.fact(fact, spans)),
            tags=self.filled(fields["tags"], self.tag),
        )

    def claim(self, node: yaml.Node, claimed: tuple[Span, ...], spans: tuple[Span, ...]) -> None:
        """Every line belongs to one question or one answer of the call, inside its analyst's span."""
        for number in (number for first, last in claimed for number in range(first, last + 1)):
            self.inside(node, number, spans)
            if number in self.sides:
                self.fail(node, f"line {number} is claimed here and on line {self.sides[number]}; it has one side")
            self.sides[number] = node.start_mark.line + 1

    def inside(self, node: yaml.Node, number: int, spans: tuple[Span, ...]) -> None:
        if not any(first <= number <= last for first, last in spans):
            self.fail(node, f"line {number} is outside the analyst's {', '.join(str(list(span)) for span in spans)}")

    def fact(self, node: yaml.Node, spans: tuple[Span, ...]) -> Fact:
        node, rest = _whole(node)
        fields = self.mapping(node, "a fact", ("text", "lines", "figures"))
        fact = Fact(
            text=self.text(fields["text"]) + rest,
            lines=self.filled(fields["lines"], self.line),
            figures=self.list(fields["figures"], self.text),
        )
        for number in fact.lines:
            self.inside(fields["lines"], number, spans)
        said = " ".join(self.lines[number - 1] for number in fact.lines)
        for figure in fact.figures:
            if not figure_in(figure, said):
                self.fail(fields["figures"], f"figure {figure!r} is not in lines {list(fact.lines)}: {said[:200]!r}")
        return fact
