"""Inputs and outputs of a command: every file in its order, results to standard output or files, the rest to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import InputError, ModelRejected, ModelUnreachable, OutputLost, SettingsError, SummarizerError

if TYPE_CHECKING:
    from summarizer.transcript import Transcript

STDIN = "-"


def read(file: str) -> Transcript:
    """Read the transcript that a name on the command line stands for."""
    from summarizer.reading import read_transcript

    return read_transcript(sys.stdin.buffer, name="standard input") if file == STDIN else read_transcript(Path(file))


def say(message: object) -> None:
    """Tell the user something that is not a result."""
    print(f"summarizer: {message}", file=sys.stderr)


def each(files: Sequence[str], work: Callable[[str], bool]) -> int:
    """Do ``work`` for every file; one that fails is named and costs only itself. Returns the exit code.

    ``work`` returns whether all of the file could be done. The code is 0 when all was done, 1 when some was, and
    that of the failure when nothing was. A model that can't be reached or refuses every request ends the run at once;
    so does standard output that takes nothing more, for which OutputLost is raised.
    """
    if files.count(STDIN) > 1:
        raise InputError("Standard input can be read only once; give - a single time.")
    codes = []
    for number, file in enumerate(files, start=1):
        try:
            codes.append(0 if work(file) else 1)
        except OutputLost:
            raise
        except SummarizerError as error:
            codes.append(error.exit_code)
            say(error if len(files) == 1 or file in str(error) else f"{file}: {error}")
            if isinstance(error, ModelUnreachable | ModelRejected) and number < len(files):
                say(f"The model would fail for the rest, too; not tried: {', '.join(files[number:])}.")
                break
    nothing_done = min(codes) > 1
    return max(codes) if nothing_done else int(any(codes))


def deliver(text: str, place: Path | None, more: bool = False) -> None:
    """Write a result where it belongs, at once, so that nothing that was done is lost when a later file fails.

    ``more`` puts it after what this run has written there already.
    """
    if place is None:
        _print(text)
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a" if more else "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise SettingsError(
            f"{str(place)!r} can't be written ({error.strerror}); choose another place after -o."
        ) from error


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # who reads has seen enough, which is no fault
    except OSError as error:
        raise output_lost(error) from error


def output_lost(error: OSError) -> OutputLost:
    """What to raise or say when standard output takes nothing more; what it still holds goes nowhere."""
    # Python would write what is left at its end, and fail once more.
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OutputLost(
        f"Standard output can't be written ({error.strerror}); make room there, or name a file with -o or >."
    )


def width() -> int | None:
    """The width to wrap at: that of the terminal, at most 100; None where the output goes elsewhere."""
    return min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else None
