"""What comes of whole runs against an endpoint that misbehaves: the table, with real waits and a process for each run.

    python -m benchmarks.faults

Six analysts ask, each gets a request of its own. ``sent`` is what the endpoint received, ``lost`` how many analysts
have no answer, ``twice`` how many good replies were paid for more than once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import ANALYSTS, FAULTS, Endpoint, Fault, call
from tests.loopback import Loopback

PATIENCE_SECONDS = 300


def row(fault: Fault, folder: Path) -> str:
    """Run the command against a fault and return the row of the table."""
    endpoint = Endpoint(fault.misbehave)
    with Loopback(endpoint) as server:
        endpoint.server = server
        command = [sys.executable, "-m", "summarizer", "summarize", str(folder / "call.txt"), "--quiet"]
        options = ["--base-url", server.base_url, "--no-pack", "--cache", str(folder / fault.name), "--format", "json"]
        environment = {**os.environ, "SUMMARIZER_TIMEOUT": "2"}
        started = time.monotonic()
        ended = subprocess.run(
            [*command, *options], capture_output=True, text=True, env=environment, timeout=PATIENCE_SECONDS
        )
        seconds = time.monotonic() - started
    told = json.loads(ended.stdout)["analysts"] if ended.stdout else []
    lost = len(ANALYSTS) - sum(bool(one["exchanges"]) for one in told)
    twice = sum(times - 1 for times in endpoint.paid.values() if times > 1)
    return f"| {fault.name} | {len(server.asked)} | {lost} | {twice} | {ended.returncode} | {seconds:.1f} s |"


def main() -> None:
    """Print the table."""
    print("| fault | sent | lost | twice | exit | took |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "call.txt").write_text(call(), encoding="utf-8")
        for fault in FAULTS:
            print(row(fault, folder), flush=True)


if __name__ == "__main__":
    main()
