"""Other good answers to the questions of a case: what else may truly be said, and in which other words.

They stand beside the reference in ``answers.jsonl`` (``NAME.answers.jsonl``), a row each: who wrote it, the first line
of the question that it answers, and the answer. No case needs them; an answer that is held against more of them is
judged by more words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

from evals.faults import CaseError

_TYPES = {"writer": str, "asked_at": int, "answer": str}


class Other(NamedTuple):
    """A good answer that is not the reference's, and who, or in what manner, wrote it."""

    writer: str
    text: str


def file_of(reference: Path) -> Path:
    """Where the other answers of a reference stand.

    >>> file_of(Path("winter.reference.yaml")).name
    'winter.answers.jsonl'
    """
    return reference.with_name(f"{reference.name.removesuffix('reference.yaml')}answers.jsonl")


def read(file: Path, asked_at: Collection[int]) -> Mapping[int, tuple[Other, ...]]:
    """The other answers of a file by the first line of their questions; none where there is no such file.

    Raise CaseError, with the file and the line, for a row that is not in order or that answers none of the questions.
    """
    if not file.exists():
        return {}
    found: defaultdict[int, dict[str, Other]] = defaultdict(dict)
    try:
        rows = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: the other answers can't be read ({error}); mend or remove the file.") from error
    for number, row in enumerate(rows, start=1):
        line, other = _read(file, number, row)
        if line not in asked_at:
            _fail(file, number, f"no question of the reference begins on line {line}; mend asked_at")
        if other.writer in found[line]:
            _fail(file, number, f"{other.writer!r} has answered the question on line {line} before; remove one answer")
        found[line][other.writer] = other
    return {line: tuple(others.values()) for line, others in found.items()}


def _read(file: Path, number: int, row: str) -> tuple[int, Other]:
    try:
        fields = json.loads(row)
    except ValueError as error:
        _fail(file, number, f"this row is not JSON ({error}); mend or remove it")
    if not isinstance(fields, dict) or {name: type(value) for name, value in fields.items()} != _TYPES:
        _fail(file, number, "a row has a writer and an answer, both texts, and asked_at, a line number, and no more")
    writer, text = fields["writer"].strip(), fields["answer"].strip()
    if not writer or not text:
        _fail(file, number, "the writer and the answer must not be empty; fill them in or remove the row")
    return fields["asked_at"], Other(writer, text)


def _fail(file: Path, number: int, says: str) -> NoReturn:
    raise CaseError(f"{file}:{number}: {says}.")
