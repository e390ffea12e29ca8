"""Where the results of several inputs go: standard output, one file for all, or a file for each in a folder."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from summarizer.cli.files import STDIN, deliver
from summarizer.errors import SettingsError

# By the suffix of a result, the names that one file for all inputs may end in.
_ONE_FILE = {
    ".md": (".md", ".markdown", ".txt"),
    ".txt": (".txt",),
    ".json": (".jsonl", ".json", ".ndjson"),
    ".csv": (".csv",),
    ".html": (".html", ".htm"),
}


class Places:
    """The place of every input's result, each written as soon as it is there."""

    def __init__(self, files: Sequence[str], output: Path | None, suffix: str, beside: Sequence[str] = ()) -> None:
        """Raises SettingsError where two results would share a file of a folder, or an input would be overwritten.

        ``beside`` are files that are read besides the inputs.
        """
        self._places = _places(files, output, suffix)
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


def _places(files: Sequence[str], output: Path | None, suffix: str) -> dict[str, Path | None]:
    if output is None:
        return dict.fromkeys(files)
    if not output.is_dir():
        if len(files) == 1 or output.suffix.lower() in _ONE_FILE[suffix]:
            return dict.fromkeys(files, output)
        if output.exists():
            raise SettingsError(
                f"{str(output)!r} is a file, and there are {len(files)} inputs; "
                f"name a folder after -o, or a file that ends in {_ONE_FILE[suffix][0]}."
            )
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
