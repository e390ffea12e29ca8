"""Where an input comes from: a path, a stream, bytes or the text itself, all become one record.

This is the only file of reading that touches the file system, and it never takes in more than the limit.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, NamedTuple

from summarizer.errors import InputError
from summarizer.reading.limits import Limits

_USUAL = 256 * 1024


class Source(NamedTuple):
    """The whole content of one input, as bytes or as text, and the name to call it by."""

    content: bytes | str
    name: str | None = None

    @property
    def says(self) -> str:
        """The input as an error message calls it."""
        return repr(self.name) if self.name else "The input"

    @property
    def suffix(self) -> str:
        """The file's extension in lower case with its dot, empty where there is none."""
        return Path(self.name).suffix.lower() if self.name else ""


def open_source(given: str | Path | bytes | BinaryIO, name: str | None, limits: Limits) -> Source:
    """Take in ``given`` whole: a path's file, a stream, bytes, or a str that is itself the text.

    A str is text when it holds a line end or starts like JSON or HTML, else it is a path.

    Raises InputError for a missing file, a directory, an unreadable, an empty or a too large input.
    """
    content: bytes | str
    if isinstance(given, bytes):
        content = given
    elif isinstance(given, Path):
        content, name = _read_file(given, limits), name or str(given)
    elif isinstance(given, str):
        if _is_text(given):
            content = given
        else:
            advice = "check the path, or give the transcript's text with its line ends"
            content, name = _read_file(Path(given), limits, advice), name or given
    else:
        content = given.read(limits.file_bytes + 1)
    source = Source(content, name)
    if len(content) > limits.file_bytes:
        raise InputError(
            f"{source.says} is larger than {limits.file_bytes:,} bytes (limit file_bytes), far beyond any call; "
            "give the transcript alone or raise the limit in Python."
        )
    if not content or content.isspace():
        raise InputError(f"{source.says} is empty; give a file with the call's transcript.")
    return source


def check_speakers(names: int, source: Source, limits: Limits) -> None:
    """Raise InputError where an input names more speakers than any call has.

    Asked before the names are compared with each other, which takes the square of their number.
    """
    if names > limits.speakers:
        raise InputError(
            f"{source.says} names {names:,} speakers, more than {limits.speakers:,} (limit speakers), far beyond any "
            "call; give the transcript alone or raise the limit in Python."
        )


def missing_extra(source: Source, kind: str) -> InputError:
    """The refusal of a document whose reader is an optional dependency that is not installed."""
    return InputError(
        f'{source.says} is {kind}; reading it needs the optional packages: pip install "analyst-qa[documents]", '
        "or save it as text."
    )


def _is_text(given: str) -> bool:
    return "\n" in given or "\r" in given or given.lstrip()[:1] in ("{", "[", "<")


def _read_file(path: Path, limits: Limits, advice: str = "check the path") -> bytes:
    try:
        with path.open("rb") as file:
            # A buffer as large as the limit takes longer to get than a call takes to read.
            start = file.read(min(_USUAL, limits.file_bytes + 1))
            return start if len(start) < _USUAL else start + file.read(limits.file_bytes + 1 - _USUAL)
    except FileNotFoundError:
        raise InputError(f"There is no file {_short(path)!r}; {advice}.") from None
    except IsADirectoryError:
        raise InputError(f"{_short(path)!r} is a folder; name the transcript files inside it.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{_short(path)!r} can't be read ({reason}); check the path and its permissions.") from None


def _short(path: Path) -> str:
    name = str(path)
    return name if len(name) <= 200 else f"{name[:200]}..."
