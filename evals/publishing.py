"""The numbers of ``evals/README.md``: each table stands between two markers and is written by a command."""

from __future__ import annotations

import re
from pathlib import Path

from evals.faults import InputFault

TABLES = ("rivals", "rivals-also", "canary", "canary-also", "gate")


def publish(name: str, table: str, file: Path) -> None:
    """Put a table between its markers, in place of what stood there; raise InputFault where the markers are missing."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputFault(f"{file}: this file can't be read ({error.strerror}); name one with --readme.") from error
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(rf"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise InputFault(f"{file}: {begin} and {end} are not there exactly once; put them where the table goes.")
    file.write_text(pattern.sub(lambda _: f"{begin}\n\n{table}\n{end}", text), encoding="utf-8")
