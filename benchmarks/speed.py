"""How long a summary by the embedded engine takes, step by step, and the whole process with its imports.

    python benchmarks/speed.py [TRANSCRIPT] [--runs 20]

Steps are the median of several runs in one process; the whole process is the best of five, since a start is disturbed
by whatever else the machine does.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarizer import topics
from summarizer.engines.extractive import summarize_session
from summarizer.library import summarize
from summarizer.pipeline import check
from summarizer.reading import read_transcript
from summarizer.render import json, markdown
from summarizer.segmentation.segments import segments
from summarizer.segmentation.sessions import parse_call

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "evals/cases/sundrel-q3/transcript.txt"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("transcript", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="runs of each step; their median is printed")
    options = parser.parse_args()
    call = options.transcript

    listed = topics.load()
    transcript = read_transcript(call)
    parsed = parse_call(transcript)
    spoken = segments(parsed)
    drafts = [summarize_session(*item, listed) for item in zip(parsed.sessions, spoken, strict=True)]
    summary = summarize(call, engine="extractive")
    steps: dict[str, Callable[[], object]] = {
        "read": lambda: read_transcript(call),
        "sessions": lambda: parse_call(transcript),
        "segments": lambda: segments(parsed),
        "embedded engine": lambda: [
            summarize_session(*item, listed) for item in zip(parsed.sessions, spoken, strict=True)
        ],
        "grounding": lambda: [
            check(transcript, *item, listed) for item in zip(parsed.sessions, spoken, drafts, strict=True)
        ],
        "topics file": topics.load,
        "render markdown": lambda: markdown.call(summary),
        "render json": lambda: json.call(summary),
        "all, in process": lambda: markdown.call(summarize(call, engine="extractive")),
    }
    print(f"{call}: {len(parsed.sessions)} sessions, {transcript.last_line} {transcript.line_unit}s")
    for name, step in steps.items():
        print(f"{name:18}{_median(step, options.runs) * 1000:9.1f} ms")
    for command in ("parse", "summarize"):
        print(f"{'summarizer ' + command:22}{_process(command, call) * 1000:5.0f} ms, the whole process")


def _median(step: Callable[[], object], runs: int) -> float:
    return statistics.median(_seconds(step) for _ in range(runs))


def _process(command: str, call: Path) -> float:
    arguments = [sys.executable, "-m", "summarizer", command, str(call)]
    return min(_seconds(lambda: subprocess.run(arguments, check=True, capture_output=True)) for _ in range(5))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
