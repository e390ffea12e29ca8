"""Where the model is and with what one may ask there: settings and the SDK's environment variables, taken apart."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from summarizer.errors import SettingsError
from summarizer.model.prices import OPENAI
from summarizer.model.settings import ModelSettings


@dataclass(frozen=True)
class Address:
    """An address without user, password and query, which the SDK and its transports would each treat differently.

    ``query`` goes with every request; ``authorization`` is the header's value where there is one; ``secret`` is what
    must never be shown.
    """

    url: str
    query: dict[str, str] = field(repr=False)
    authorization: str | None = field(repr=False)
    secret: str | None = field(repr=False)


def address(settings: ModelSettings) -> Address:
    """Return the address to ask at; raises SettingsError where there is none or it can't be one."""
    base_url, key = settings.base_url, settings.api_key
    if base_url is None:
        base_url = os.environ.get("OPENAI_BASE_URL") or None
        key = key or os.environ.get("OPENAI_API_KEY") or None
        if base_url is None and key is None:
            raise SettingsError(
                "There is neither a key nor an address for the model: set OPENAI_API_KEY, or give --base-url for a "
                "server that needs no key; --engine extractive runs without either."
            )
    if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError("The key holds characters that no key has, such as a space or a line break; copy it again.")
    url = _split(base_url or OPENAI)
    if key is not None and url.username:
        raise SettingsError(f"The address at {url.hostname} holds a user and there is a key as well; give one of them.")
    host = f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname
    port = f":{url.port}" if url.port else ""
    return Address(
        url=f"{url.scheme}://{host}{port}{url.path.rstrip('/')}",
        query=dict(parse_qsl(url.query)),
        authorization=f"Bearer {key}" if key else _basic(url),
        secret=key or url.password,
    )


def _split(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        if url.scheme in ("http", "https") and url.hostname and url.port != 0:
            return url
    except ValueError:  # a port that is no number, a bracket that is not closed
        pass
    shown = text.rpartition("@")[2].partition("?")[0]
    raise SettingsError(f"The model's address {shown!r} is no web address; it should look like http://host:8000/v1.")


def _basic(url: SplitResult) -> str | None:
    if not url.username:
        return None
    pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
    return "Basic " + b64encode(pair.encode()).decode()
