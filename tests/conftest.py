"""What holds for every test: no connection leaves this machine, and no key of the person who runs them is used."""

import ipaddress
import os
import sys
from typing import Any

import pytest


class NetworkReached(RuntimeError):
    """A test tried to leave the machine. Not an OSError, so that nothing takes it for an endpoint that is down."""


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not _is_loopback(host):
        raise NetworkReached(f"a test reached for {host!r}: tests may only talk to this machine")


# An audit hook sees every connection of the process, whatever library makes it, and can't be taken out again.
sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def _without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        monkeypatch.delenv(name)
