"""A model out of a GGUF file, served by llama.cpp inside this process: nothing leaves the machine.

It answers on loopback behind a key that is made for the run, so the client, the prompts and the checks are those of any
endpoint. The only file that knows xllamacpp.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from summarizer.errors import SettingsError
from summarizer.model.settings import GGUF, ModelSettings

# Room for the largest prompt and its reply; what a model was trained for may be more than the memory holds.
_CONTEXT = 16_384
# A machine without a graphics card may take half an hour for a long session.
_PATIENT_SECONDS = 3_600.0


@contextmanager
def served(settings: ModelSettings) -> Iterator[ModelSettings]:
    """Serve the model of ``settings`` if it is a file (``gguf:FILE``), and yield the settings that reach it.

    Other settings are yielded as they are. Raises SettingsError where the file is no model, or xllamacpp is missing.
    """
    if not settings.model.startswith(GGUF):
        yield settings
        return
    file = Path(settings.model.removeprefix(GGUF)).expanduser()
    digest = _digest(file)
    try:
        import xllamacpp
    except ImportError:
        raise SettingsError(
            "A model out of a file needs xllamacpp, which is not installed; run: pip install 'analyst-qa[local]'."
        ) from None
    key = secrets.token_urlsafe(16)
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.n_ctx, params.n_parallel = _CONTEXT, 1
    params.ui, params.verbosity = False, -1
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise SettingsError(
            f"{file}: llama.cpp can't serve this model ({error}); take another, or free some memory."
        ) from error
    try:
        yield replace(
            settings,
            model=file.name,
            base_url=f"{server.listening_address}/v1",
            api_key=key,
            known_as=f"{GGUF}{digest}",
            concurrency=1,
            timeout=max(settings.timeout, _PATIENT_SECONDS),
        )
    finally:
        del server  # it has no other way to be stopped


def _digest(file: Path) -> str:
    """Return the SHA-256 of a model's file, which stands for it in the cache, whatever its port."""
    try:
        with file.open("rb") as content:
            if content.read(4) != b"GGUF":
                raise SettingsError(f"{file}: this is no GGUF file; name one after {GGUF}.")
            content.seek(0)
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(
            f"{file}: the model's file can't be read ({error.strerror}); check the path after {GGUF}."
        ) from error
