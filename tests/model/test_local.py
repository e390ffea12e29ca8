"""A model out of a file: served on loopback inside the process, by llama.cpp or, here, by something in its place."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.errors import SettingsError
from summarizer.model.door import Message, Request
from summarizer.model.local import served
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings
from tests.loopback import Loopback, completion


class Statement(BaseModel):
    """What is asked for."""

    text: str


REQUEST = Request((Message("user", "What of margins?"),), Statement, max_tokens=50)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, Loopback]]]:
    """A stand-in for xllamacpp, whose servers answer on loopback; each with the parameters that it got."""
    started: list[tuple[Any, Loopback]] = []
    with ExitStack() as running:

        class Server:
            def __init__(self, params: Any) -> None:
                loopback = running.enter_context(Loopback([completion('{"text": "Margins rose."}')]))
                started.append((params, loopback))
                self.listening_address = loopback.base_url.removesuffix("/v1")

        params = lambda: SimpleNamespace(model=SimpleNamespace())  # noqa: E731
        monkeypatch.setitem(sys.modules, "xllamacpp", SimpleNamespace(CommonParams=params, Server=Server))
        yield started


def ask(settings: ModelSettings) -> str:
    """Ask once, with whatever serves the model."""

    async def main(reach: ModelSettings) -> str:
        async with connect(reach) as model:
            return (await model.ask(REQUEST)).value.text

    with served(settings) as reach:
        return asyncio.run(main(reach))


def test_a_model_out_of_a_file_is_asked_on_loopback(tmp_path: Path, servers: list[tuple[Any, Loopback]]) -> None:
    """The file is served on this machine only, behind a key of the run's own, and asked like any endpoint."""
    (tmp_path / "small.gguf").write_bytes(b"GGUF...")
    assert ask(ModelSettings(f"gguf:{tmp_path}/small.gguf")) == "Margins rose."
    [(params, server)] = servers
    assert params.hostnames == ["127.0.0.1"]
    assert params.model.path == f"{tmp_path}/small.gguf"
    [asked] = server.asked
    assert asked.headers["authorization"] == f"Bearer {params.api_keys[0]}"
    assert asked.body["model"] == "small.gguf"


def test_a_model_is_known_in_the_cache_by_what_it_is(tmp_path: Path, servers: list[tuple[Any, Loopback]]) -> None:
    """The same file has the same replies in the next run, whatever port and key it has then; other weights have not."""
    for name, content in (("a.gguf", b"GGUF 1"), ("b.gguf", b"GGUF 2")):
        (tmp_path / name).write_bytes(content)
    for name in ("a.gguf", "a.gguf", "b.gguf"):
        ask(ModelSettings(f"gguf:{tmp_path}/{name}", cache=tmp_path / "cache"))
    assert [len(server.asked) for _, server in servers] == [1, 0, 1]


def test_any_other_model_is_reached_as_it_was(servers: list[tuple[Any, Loopback]]) -> None:
    """A name without gguf: starts nothing."""
    settings = ModelSettings("gpt-4o", api_key="sk-1")
    with served(settings) as reach:
        assert reach is settings
    assert servers == []


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"hello", "is no GGUF file"), (None, "can't be read .*check the path after gguf:")],
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    """A wrong file or none is said before anything is loaded."""
    if content is not None:
        (tmp_path / "m.gguf").write_bytes(content)
    with pytest.raises(SettingsError, match=rf"m\.gguf: .*{says}"), served(ModelSettings(f"gguf:{tmp_path}/m.gguf")):
        pass


def test_a_missing_extra_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without xllamacpp the message says what to install."""
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with (
        pytest.raises(SettingsError, match=r"pip install 'analyst-qa\[local\]'"),
        served(ModelSettings(f"gguf:{tmp_path}/m.gguf")),
    ):
        pass


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What llama.cpp refuses is one sentence with the file and what to do."""

    def broken(params: Any) -> None:
        raise RuntimeError("Failed to init server.")

    params = lambda: SimpleNamespace(model=SimpleNamespace())  # noqa: E731
    monkeypatch.setitem(sys.modules, "xllamacpp", SimpleNamespace(CommonParams=params, Server=broken))
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    with (
        pytest.raises(SettingsError, match=r"m\.gguf: llama\.cpp can't serve"),
        served(ModelSettings(f"gguf:{tmp_path}/m.gguf")),
    ):
        pass
