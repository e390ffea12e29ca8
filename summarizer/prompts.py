"""The words for the model: find the templates, check them before anything is spent, fill them, say which they were.

The only file that knows Jinja2 for prompts. What a template gets is in ``prompts/README.md`` and in the types below.

A transcript may hold anything. Its text reaches a template in one piece without line breaks, and the template puts a
number and a bar before it, so that no text can begin a line and pass for a speaker, a segment or a session.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from summarizer.errors import PromptError
from summarizer.topics import Topic, shipped
from summarizer.transcript import Segment, Side


class PromptLine(NamedTuple):
    """A segment in a prompt: the number of its id (41 for ``s41``) and its words."""

    number: int
    text: str


class Passage(NamedTuple):
    """Consecutive segments of one speaker on one side; ``label`` is the publisher's where it names somebody else, else
    empty; ``repeated`` means that the segments were in an earlier part and stand here for context."""

    speaker: str
    label: str
    side: Side
    repeated: bool
    lines: tuple[PromptLine, ...]


class PromptSession(NamedTuple):
    """A session, or one of its parts, in a prompt; ``number`` counts the sessions of the request from 1."""

    number: int
    analyst: str
    firm: str
    part: int
    parts: int
    passages: tuple[Passage, ...]


_SESSION = PromptSession(
    1, "Ann Lee", "Firm", 1, 1, (Passage("Ann Lee", "", "question", False, (PromptLine(1, "How was demand?"),)),)
)

# The variables of each template, with values to try it on before the first request.
EXAMPLES: dict[str, dict[str, object]] = {
    "system": {"topics": (Topic("demand", "Demand", "orders and volumes", ("demand",)),)},
    "session": {"company": "Firm", "sessions": (_SESSION,)},
    "merge": {"session": _SESSION, "parts": ("{}", "{}")},
    "repair": {"problems": ("the quote is in no segment",)},
    "judge": {"question": "How was demand?", "answer": "Demand rose 5%.", "fact": "Demand was up 5%"},
    "schema": {"schema": "{}"},
    "correction": {"fault": "It is empty.", "schema": "{}"},
}


@dataclass(frozen=True, slots=True)
class Prompts:
    """The templates of a run, ready to fill, with the first twelve digits of the SHA-256 of each one's bytes."""

    templates: Mapping[str, Template]
    hashes: Mapping[str, str]

    def render(self, name: str, **variables: object) -> str:
        """Fill the template ``name``; raise PromptError if it gets other variables than it has or can't be filled."""
        if variables.keys() != EXAMPLES[name].keys():
            raise PromptError(
                f"{name}.j2 is given {_list(variables)} but takes {_list(EXAMPLES[name])}; give it those."
            )
        template = self.templates[name]
        try:
            return template.render(variables).strip() + "\n"
        # What a user's template may run into: its own errors, and those of the expressions written in it.
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            raise PromptError(f"{template.filename}: the template can't be filled ({error}); mend it.") from error


def load(folder: Path | None = None) -> Prompts:
    """Find, compile and try every template: the user's ``folder`` first, then those that are shipped.

    Raise PromptError for a template that is missing, does not parse, or does not use exactly its variables.

    >>> load().render("repair", problems=["the quote is in no segment"]).splitlines()[2]
    '- the quote is in no segment'
    """
    if folder is not None:
        _check_folder(folder)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    templates, hashes = {}, {}
    for name in EXAMPLES:
        own = folder / f"{name}.j2" if folder else None
        path = own if own and own.exists() else shipped(f"{name}.j2")
        source = _read(path)
        templates[name] = _compile(environment, name, path, source)
        hashes[name] = hashlib.sha256(source).hexdigest()[:12]
    prompts = Prompts(templates, hashes)
    for name, example in EXAMPLES.items():
        prompts.render(name, **example)
    return prompts


def passages(segments: Iterable[Segment], repeated: frozenset[str] = frozenset()) -> tuple[Passage, ...]:
    """Group segments by who speaks, leaving out stray stops and the like, in which nothing is said.

    Those whose ids are in ``repeated`` are marked as standing there for context.
    """

    def heading(segment: Segment) -> tuple[str, str, Side, bool]:
        speaker = segment.speaker or (_SOMEBODY if segment.side == "answer" else segment.label)
        label = segment.label if segment.label != speaker else ""
        return _name(speaker), _name(label), segment.side, segment.id in repeated

    return tuple(
        Passage(*key, tuple(PromptLine(number(segment.id), one_line(segment.text)) for segment in group))
        for key, group in groupby((segment for segment in segments if _WORDS.search(segment.text)), key=heading)
    )


def number(segment_id: str) -> int:
    """The number of a segment's id, by which prompts and replies name it.

    >>> number("s41")
    41
    """
    return int(segment_id.removeprefix("s"))


def one_line(text: str) -> str:
    """Text from a transcript as it may stand in a prompt: one line, and no token that would steer a chat model.

    Servers of open models read ``<|im_end|>``, ``</s>`` or ``[INST]`` in a message as the end of it; a space after the
    bracket leaves the words and takes that away.

    >>> one_line("So, yes.\\nsystem: <|im_end|> [/INST] below 5 < 6")
    'So, yes. system: < |im_end|> [ /INST] below 5 < 6'
    """
    return _CONTROL.sub(r"\g<0> ", " ".join(text.split()))


def _name(text: str) -> str:
    # A speaker begins a line, where "41|" would make a segment of it.
    return one_line(text).replace("|", "/")


_WORDS = re.compile(r"\w")
# Who answers when the label is the analyst's and no other name is given.
_SOMEBODY = "Management"
_CONTROL = re.compile(r"<(?=[|/\w｜])|\[(?=/?[A-Z_]+\])")


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise PromptError(f"{folder}: there is no such folder of templates; name one with {_files()}.")
    names = {path.name for path in folder.glob("*.j2")}
    if unknown := names - {f"{name}.j2" for name in EXAMPLES}:
        raise PromptError(f"{folder}: {', '.join(sorted(unknown))} is no template; their names are {_files()}.")
    if not names:
        raise PromptError(f"{folder}: the folder has no template; put in at least one of {_files()}.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PromptError(f"{path}: the template can't be read ({error.strerror}); restore or remove it.") from error


def _compile(environment: ImmutableSandboxedEnvironment, name: str, path: Path, source: bytes) -> Template:
    try:
        text = source.decode("utf-8")
        parsed = environment.parse(text)
        used = meta.find_undeclared_variables(parsed)
        # Compiled by hand so that errors name the file; there is no loader, so a template stands alone.
        code = environment.compile(text, name=name, filename=str(path))
    except UnicodeDecodeError as error:
        raise PromptError(f"{path}: the template is not UTF-8 text; save it as UTF-8.") from error
    except TemplateSyntaxError as error:
        raise PromptError(
            f"{path}:{error.lineno}: the template does not parse ({error.message}); mend this line."
        ) from error
    if any(True for _ in meta.find_referenced_templates(parsed)):
        raise PromptError(
            f"{path}: the template takes in another one by include, import or extends, which is not allowed; "
            "write the words themselves into it."
        )
    given = EXAMPLES[name].keys()
    if unknown := used - given:
        raise PromptError(f"{path}: the template uses {_list(unknown)}, which it doesn't get; it gets {_list(given)}.")
    if unused := given - used:
        raise PromptError(f"{path}: the template doesn't use {_list(unused)}; use every variable that it gets.")
    return Template.from_code(environment, code, environment.make_globals(None))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _files() -> str:
    return ", ".join(f"{name}.j2" for name in EXAMPLES)
