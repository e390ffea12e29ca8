"""A coverage-guided fuzz target: any bytes are read, parsed and cut into segments, or refused with an InputError.

    pip install atheris
    python benchmarks/fuzz_parse.py [CORPUS_DIR ...] -max_total_time=300 -max_len=4096

The first byte chooses the name the input goes by, hence the format it is taken for. Without a corpus folder it starts
from pieces of the project's own calls. libFuzzer prints the number of inputs, and stops at the first fault with the
input in a file ``crash-...``.
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["summarizer"]):
    from summarizer.errors import InputError
    from summarizer.reading import read_transcript
    from summarizer.segmentation.segments import segments
    from summarizer.segmentation.sessions import parse_call

NAMES = ("call.txt", "call.json", "call.vtt", "call.srt", "call.html", "call.md", "call.docx", "call.pdf")
CASES = Path(__file__).parents[1] / "evals" / "cases"
PIECE = 3_000


def run(data: bytes) -> None:
    """Read, parse and segment one input; what holds for every call must hold for this one."""
    if not data:
        return
    try:
        transcript = read_transcript(BytesIO(data[1:]), name=NAMES[data[0] % len(NAMES)])
    except InputError:
        return
    call = parse_call(transcript)
    for session, found in zip(call.sessions, segments(call), strict=True):
        said = [word for line in session.spoken for word in line.text.split()]
        assert [word for segment in found for word in segment.text.split()] == said
        assert all(1 <= first <= last <= transcript.last_line for first, last in session.lines)


def seed(folder: Path) -> None:
    """Write pieces of the project's own calls: their beginning, and what stands around their first question."""
    for path in sorted(CASES.glob("*/transcript.*")):
        content = path.read_bytes()
        kind = next((n for n, name in enumerate(NAMES) if name.endswith(path.suffix)), 0)
        for start in (0, max(0, content.find(b"question") - PIECE // 2), len(content) // 2):
            (folder / f"{path.parent.name}-{start}").write_bytes(bytes([kind]) + content[start : start + PIECE])


def main() -> None:
    """Fuzz until libFuzzer's own limits, given as its flags, or a fault."""
    options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        if all(option.startswith("-") for option in options):
            seed(Path(made))
            options = [made, *options]
        atheris.Setup([sys.argv[0], *options], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
