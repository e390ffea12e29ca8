"""Where results go and what their place says of the format: standard output, one file for all, or a file for each in a
folder."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from summarizer.cli.files import STDIN, deliver
from summarizer.errors import SettingsError

# What a file of a format may end in; the first is what one for several inputs had best end in.
_ENDS = {
    "md": (".md", ".markdown", ".txt"),
    "text": (".txt", ".md", ".markdown"),
    "json": (".jsonl", ".json", ".ndjson"),
    "csv": (".csv",),
    "html": (".html", ".htm"),
}
# What the files in a folder end in where that is not the format's name.
_IN_A_FOLDER = {"text": ".txt"}


def format_for(output: Path | None, asked: str | None, formats: Sequence[str]) -> str:
    """The one of a command's ``formats`` that was ``asked`` for, or that the suffix of the output says, else the first.

    Raises SettingsError where the two disagree, or where only the suffix could say and it is that of none of them.
    """
    suffix = output.suffix.lower() if output and not output.is_dir() else ""
    said = [name for name, ends in _ENDS.items() if suffix in ends]
    if asked and said and asked not in said:
        raise SettingsError(
            f"{str(output)!r} ends in {suffix}, and --format is {asked}; leave out --format, or name a file that ends "
            f"in one of {', '.join(_ENDS[asked])}."
        )
    fitting = [name for name in formats if name in said]
    if suffix and not asked and not fitting:
        ends = dict.fromkeys(end for name in formats for end in _ENDS[name])
        raise SettingsError(
            f"{str(output)!r} says no format that is known here; name a file that ends in one of {', '.join(ends)}, or "
            "give --format."
        )
    return asked or (fitting or formats)[0]


class Places:
    """The place of every input's result, each written as soon as it is there."""

    def __init__(self, files: Sequence[str], output: Path | None, format: str, beside: Sequence[str] = ()) -> None:
        """Raises SettingsError where a result has no place of its own, or would be written over an input.

        ``beside`` are files that are read besides the inputs.
        """
        self._places = _places(files, output, format)
        self._begun: set[Path] = set()
        spare((*files, *beside), self._places.values())

    def earlier(self, file: str) -> Path | None:
        """The place of an input's result that this run has not written to yet, None for standard output."""
        place = self._places[file]
        return None if place in self._begun else place

    def deliver(self, file: str, text: str) -> None:
        """Print or write the result of an input, after those of earlier inputs where they share a file."""
        place = self._places[file]
        deliver(text, place, more=place in self._begun)
        if place is not None:
            self._begun.add(place)


def alone(inputs: Iterable[str], output: Path | None) -> None:
    """Raises SettingsError where one result for all inputs can't be written to its place without harm."""
    spare(inputs, [output])
    _in_a_folder(output)


def spare(inputs: Iterable[str], places: Iterable[Path | None]) -> None:
    """Raises SettingsError where a result would be written over an input, by whatever name or link."""
    taken = {identity: file for file in inputs if (identity := _identity(file))}
    for place in places:
        if place is not None and (over := taken.get(_identity(str(place)) or ())):
            also = "" if str(place) == over else f", which {str(place)!r} is, too"
            raise SettingsError(
                f"The result would be written over the input {over!r}{also}; name another place after -o."
            )


def _identity(file: str) -> tuple[int, ...] | None:
    """What two names of one file share; None for what is no file: it can't be overwritten."""
    try:
        found = os.fstat(sys.stdin.fileno()) if file == STDIN else os.stat(file)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _in_a_folder(file: Path | None) -> None:
    """Raises SettingsError where the folder of a file is missing: a slip of the pen makes none, nor ends a long run."""
    if file is not None and not file.parent.is_dir():
        raise SettingsError(
            f"{str(file)!r} can't be written, since there is no folder {str(file.parent)!r}; make it, or name another "
            "place after -o."
        )


def _places(files: Sequence[str], output: Path | None, format: str) -> dict[str, Path | None]:
    if output is None:
        return dict.fromkeys(files)
    if not output.is_dir():
        if len(files) == 1 or output.suffix.lower() in _ENDS[format]:
            _in_a_folder(output)
            return dict.fromkeys(files, output)
        if output.exists():
            raise SettingsError(
                f"{str(output)!r} is a file, and there are {len(files)} inputs; "
                f"name a folder after -o, or a file that ends in {_ENDS[format][0]}."
            )
    suffix = _IN_A_FOLDER.get(format, f".{format}")
    stems = Counter(map(_stem, files))
    places: dict[str, Path | None] = {}
    owners: dict[Path, str] = {}
    for file in files:
        place = output / ((_stem(file) if stems[_stem(file)] == 1 else _told_apart(file)) + suffix)
        if place in owners:
            raise SettingsError(
                f"{owners[place]!r} and {file!r} would both be written to {str(place)!r}; "
                "give each a place of its own after -o, in separate runs."
            )
        places[file], owners[place] = place, file
    return places


def _stem(file: str) -> str:
    return "stdin" if file == STDIN else Path(file).stem


def _told_apart(file: str) -> str:
    """The name of an input whose own is not enough: that of its folder before it."""
    return _stem(file) if file == STDIN else f"{Path(os.path.abspath(file)).parent.name}-{_stem(file)}"
