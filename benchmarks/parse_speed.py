"""How long reading and segmenting take against tokenising the same text, in one run on one core.

    python benchmarks/parse_speed.py [FILE_OR_FOLDER ...] [--calls 1000] [--rounds 5]

Times are processor seconds, the best of several rounds in which all three take turns, so that other work on the machine
counts little. Prints a line for each layout (milliseconds a call, and reading plus segmenting over tokenising), how the
time grows with a Q&A ten times as long, the memory at its peak over the size of the file, and one process of
``summarizer parse`` over many calls against one that tokenises them.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import tiktoken

from summarizer import tokens
from summarizer.reading import read_transcript
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import Transcript

CASES = Path(__file__).parent.parent / "evals" / "cases"
TOKENISE = (
    "import sys, tiktoken; from summarizer import tokens; tokens.count('x'); "
    "encode = tiktoken.get_encoding('o200k_base').encode_ordinary; "
    "[encode(open(path, encoding='utf-8', errors='replace').read()) for path in sys.argv[1:]]"
)


def best(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least processor seconds of each work, over rounds in which they take turns."""
    least = [float("inf")] * len(works)
    for _ in range(rounds):
        for i, work in enumerate(works):
            start = time.process_time()
            work()
            least[i] = min(least[i], time.process_time() - start)
    return least


def calls_under(paths: list[Path]) -> list[Path]:
    """Transcripts among files and folders: everything but references and gold."""
    found = [f for path in paths for f in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return [f for f in found if f.suffix in (".txt", ".json", ".vtt") and ".gold." not in f.name]


def by_layout(calls: list[Path], rounds: int) -> None:
    """Print for each layout how long tokenising, reading and segmenting a call take."""
    tokens.count("x")
    encode = tiktoken.get_encoding("o200k_base").encode_ordinary
    rows: dict[str, list[list[float]]] = defaultdict(list)
    for path in calls:
        text = path.read_bytes().decode("utf-8", "replace")
        fresh = [read_transcript(path)]

        def read(path: Path = path, fresh: list[Transcript] = fresh) -> None:
            fresh[0] = read_transcript(path)

        works = (partial(encode, text), read, lambda fresh=fresh: parse_call(fresh[0]))
        rows[fresh[0].layout].append(best(works, rounds))
    print(f"{'layout':18}{'calls':>6}{'tokenise':>10}{'read':>8}{'segment':>9}{'ratio':>7}")
    for layout, times in [*sorted(rows.items()), ("all", list(itertools.chain(*rows.values())))]:
        token, read, parse = (sum(column) / len(times) * 1000 for column in zip(*times, strict=True))
        ratio = (read + parse) / token
        print(f"{layout:18}{len(times):>6}{token:>8.2f}ms{read:>6.2f}ms{parse:>7.2f}ms{ratio:>7.2f}")


def growth(path: Path, rounds: int) -> None:
    """A call whose Q&A stands in it ten times."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = (parse_call(read_transcript(path)).qa_line or 1) - 1
    texts = ["".join(lines[:start] + lines[start:] * times) for times in (1, 10)]
    once, tenfold = best([partial(lambda text: parse_call(read_transcript(text)), text) for text in texts], rounds)
    tracemalloc.start()
    call = parse_call(read_transcript(texts[1]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"a Q&A ten times as long takes {tenfold / once:.1f} times as long ({len(call.sessions)} sessions)")
    print(f"memory at its peak: {peak / len(texts[1].encode()):.1f} times the file")


def one_process(calls: list[Path], count: int) -> None:
    """One process for many calls, imports included, against one that tokenises them."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for at, path in zip(range(count), itertools.cycle(calls), strict=False):
            copy = Path(folder, f"{at:04}-{path.name}")
            copy.write_bytes(path.read_bytes())
            files.append(str(copy))
        for name, command in (("tokenise", ["-c", TOKENISE]), ("summarizer parse", ["-m", "summarizer", "parse"])):
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.run([sys.executable, *command, *files], stdout=subprocess.DEVNULL, check=True)
            took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            print(f"{name:18}{took:8.2f} s for {count} calls")


def main() -> None:
    """Measure by layout, by length, and as one process for many calls."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[CASES])
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    calls = calls_under(args.paths)
    by_layout(calls, args.rounds)
    growth(next(path for path in calls if read_transcript(path).layout == "name-lines"), args.rounds)
    one_process(calls, args.calls)


if __name__ == "__main__":
    main()
