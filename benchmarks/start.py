"""How long the command line takes to answer, against a bare import of typer: ``--help`` may take 1.5 times as long.

    python benchmarks/start.py [--runs 20]

Each command is a process of its own, and what counts is its processor time, the best of alternating runs, so that other
work on the machine counts little. Ends with 1 where help takes longer than it may.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from pathlib import Path

CALL = Path(__file__).parent.parent / "evals/cases/sundrel-q3/transcript.txt"
MOST = 1.5


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="runs of each command; the best is printed")
    runs = parser.parse_args().runs
    summarizer = ["-m", "summarizer"]
    commands = {
        "import typer": ["-c", "import typer"],
        "python alone": ["-c", "pass"],
        "summarizer --help": [*summarizer, "--help"],
        "summarizer summarize --help": [*summarizer, "summarize", "--help"],
        "summarizer parse CALL": [*summarizer, "parse", str(CALL)],
        "summarizer summarize CALL": [*summarizer, "summarize", "--quiet", "--engine", "extractive", str(CALL)],
        "... --format html": [
            *summarizer,
            "summarize",
            "--quiet",
            "--engine",
            "extractive",
            "--format",
            "html",
            str(CALL),
        ],
    }
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, command in commands.items():
            best[name] = min(best[name], _seconds([sys.executable, *command]))
    for name, seconds in best.items():
        print(f"{name:30}{seconds * 1000:7.0f} ms{seconds / best['import typer']:7.2f} x typer")
    sys.exit(best["summarizer --help"] > MOST * best["import typer"])


def _seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
