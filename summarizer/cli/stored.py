"""Summaries that ``summarize --format json`` wrote, one or several a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.files import STDIN
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.summary import CallSummary

_GIVE = "give what 'summarizer summarize --format json' wrote."


def summaries(file: str) -> Iterator[CallSummary]:
    """Read the summaries of a file, ``-`` for standard input; raises InputError where it holds anything else."""
    from pydantic import ValidationError

    from summarizer.summary import CallSummary

    text = _text(file)
    at = _after_blanks(text, 0)
    if at == len(text):
        raise InputError(f"{file!r} is empty; {_GIVE}")
    number = 0
    while at < len(text):
        number += 1
        try:
            stored, end = json.JSONDecoder().raw_decode(text, at)
            yield CallSummary.model_validate(stored)
        except json.JSONDecodeError as error:
            raise InputError(f"{file!r} is no JSON ({error.msg} in line {error.lineno}); {_GIVE}") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the object"
            raise InputError(f"Call {number} of {file!r} is no summary ({where}: {first['msg']}); {_GIVE}") from None
        at = _after_blanks(text, end)


def _after_blanks(text: str, at: int) -> int:
    return next((place for place in range(at, len(text)) if not text[place].isspace()), len(text))


def _text(file: str) -> str:
    try:
        return (sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InputError(f"{file!r} can't be read ({reason}); check the path.") from None
