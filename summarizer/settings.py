"""Every setting in one frozen record, from flags, the environment and an optional TOML file; validated once.

The first that gives a value wins: a flag (in the library, an argument), a variable ``SUMMARIZER_<KEY>``, the settings
file, and last the variables of the openai SDK. A settings file may lie in any folder, so an address that stands in one
never gets the key of ``OPENAI_API_KEY``: it needs one that was given under this project's own name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from summarizer.errors import SettingsError
from summarizer.model.settings import GGUF
from summarizer.suggest import perhaps

EngineName = Literal["llm", "extractive"]
FILE = "summarizer.toml"
PREFIX = "SUMMARIZER_"
PATHS = ("topics", "prompts", "cache", "log_requests")
# What a command adds that asks nobody, so that it needs no key whatever model is named.
NO_ENGINE: dict[str, object] = {"engine": "extractive"}
_AS_FLAG = "given as a flag or argument"
SDK = {"api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told.

    ``engine`` is settled by `load`: what was asked for, else ``llm`` where there is a key or an address, else
    ``extractive``, unless a model is named; ``engine_named`` says whether it was asked for. ``model`` is the name that
    the endpoint knows, or ``gguf:FILE`` for one that is served in this process. ``topics`` is a file that replaces the
    list of topics, ``prompts`` a folder whose templates come before the shipped ones. ``concurrency`` is how many
    requests may be under way at once, ``timeout`` the seconds that one request may take, ``max_requests`` and
    ``max_cost`` (US dollars) what a run may send and spend. ``pack`` lets small sessions share a request, ``budget`` is
    the most tokens that a prompt may have. ``cache`` is the folder where replies are kept, True the platform's own,
    False none; ``log_requests`` a file that every request is written to.
    """

    engine: EngineName = "extractive"
    engine_named: bool = False
    model: str = "gpt-4.1-mini"
    base_url: str | None = field(default=None, repr=False)  # it may hold a password
    api_key: str | None = field(default=None, repr=False)
    topics: Path | None = None
    prompts: Path | None = None
    concurrency: int = 8
    timeout: float = 300.0
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    max_requests: int | None = None
    max_cost: float | None = None
    pack: bool = True
    budget: int = 12_000
    cache: Path | bool = True
    log_requests: Path | None = None

    def public(self) -> dict[str, str | int | float | bool | None]:
        """What mattered and may be written down: no key, and of an address neither user, password nor query."""
        shown: dict[str, str | int | float | bool | None] = {
            "engine": self.engine,
            "topics": str(self.topics) if self.topics else None,
        }
        if self.engine == "llm":
            shown |= {
                "model": self.model,
                "base_url": _without_secrets(self.base_url) if self.base_url else None,
                "prompts": str(self.prompts) if self.prompts else None,
            }
        return shown


def load(
    flags: Mapping[str, object], environ: Mapping[str, str], file: Path | None = None, folder: Path = Path()
) -> Settings:
    """Put the settings together; a flag that is None was not given.

    ``file`` is a settings file that must exist; without it ``summarizer.toml`` in ``folder`` is taken where there is
    one. Raises SettingsError, which names the key, where it was given and what it may be; also for a model that is
    named and can't be asked, where no engine is.

    >>> load({"model": "small"}, {"OPENAI_API_KEY": "secret"}, folder=Path("/nowhere")).engine
    'llm'
    """
    given = {key: value for key, value in flags.items() if value is not None}
    values = {key: _checked(key, value, _AS_FLAG) for key, value in given.items()}
    places = dict.fromkeys(values, _AS_FLAG)
    for key, value, where in _from_environment(environ):
        values.setdefault(key, _checked(key, value, where))
        places.setdefault(key, where)
    own_address = "base_url" in values
    for key, value, where in _from_file(file, folder):
        values.setdefault(key, _checked(key, value, where))
        places.setdefault(key, where)
    if own_address or "base_url" not in values:
        for key, name in SDK.items():
            if environ.get(name):
                values.setdefault(key, _checked(key, environ[name], f"in the environment variable {name}"))
    reachable = "api_key" in values or "base_url" in values or str(values.get("model", "")).startswith(GGUF)
    if values.get("engine") == "llm" and not reachable:
        raise SettingsError(
            "The llm engine has neither a key nor an address: set OPENAI_API_KEY, or give --base-url for a server that "
            "needs no key; --engine extractive runs without either."
        )
    if "model" in values and "engine" not in values and not reachable:
        raise SettingsError(
            f"The model {values['model']!r} ({places['model']}) can't be asked without a key or an address: set "
            "OPENAI_API_KEY, or give --base-url for a server that needs no key; for the embedded engine leave out the "
            "model, or give --engine extractive."
        )
    values["engine_named"] = "engine" in values
    values.setdefault("engine", "llm" if reachable else "extractive")
    return Settings(**values)  # type: ignore[arg-type]  # every value went through _checked


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    for name, value in environ.items():
        if name.startswith(PREFIX) and value:
            yield name.removeprefix(PREFIX).lower(), value, f"in the environment variable {name}"


def _from_file(file: Path | None, folder: Path) -> Iterator[tuple[str, object, str]]:
    if file is None:
        file = folder / FILE
        if not file.is_file():
            return
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: the settings file can't be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the settings file is not TOML ({error}); mend it or remove it.") from error
    for key, value in table.items():
        # A path in a settings file is meant from where the file lies, not from where the command runs.
        beside = key in PATHS and isinstance(value, str)
        yield key, file.parent / str(value) if beside else value, f"in {file}"


def _checked(key: str, value: object, where: str) -> object:
    """The value in its own type, or SettingsError."""
    if key not in RULES:
        raise SettingsError(
            f"There is no setting {key!r} ({where}){perhaps(key, RULES)}; there are {', '.join(RULES)}."
        )
    expects, read = RULES[key]
    try:
        return read(value)
    except ValueError:
        # A key is a secret, also a mistyped one, and an address may hold one.
        plain = str(value).rpartition("@")[2].partition("?")[0] if key == "base_url" else str(value)
        shown = "what was given" if key == "api_key" else repr(plain)
        raise SettingsError(f"The setting {key} can't be {shown} ({where}); it must be {expects}.") from None


def _without_secrets(address: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _engine(value: object) -> EngineName:
    for name in get_args(EngineName):
        if value == name:
            return name  # type: ignore[no-any-return]
    raise ValueError


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _address(value: object) -> str:
    parts = urlsplit(_word(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError
    return _word(value)


def _folder(value: object) -> Path:
    if not Path(str(value)).is_dir():
        raise ValueError
    return Path(str(value))


def _path(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise ValueError
    return Path(_word(str(value)))


def _cache(value: object) -> Path | bool:
    return _switch(value) if str(value).casefold() in ("true", "false") else _path(value)


def _switch(value: object) -> bool:
    if str(value).casefold() not in ("true", "false"):
        raise ValueError
    return str(value).casefold() == "true"


def _count(value: object) -> int:
    number = int(str(value))
    if number < 1:
        raise ValueError
    return number


def _above_zero(value: object) -> float:
    number = float(str(value))
    if not 0 < number < float("inf"):
        raise ValueError
    return number


class _Rule(NamedTuple):
    """What a setting must be, in words, and what reads it or raises ValueError."""

    expects: str
    read: Callable[[object], object]


RULES = {
    "engine": _Rule("llm or extractive", _engine),
    "model": _Rule("the name of a model", _word),
    "base_url": _Rule("an address such as http://localhost:8080/v1", _address),
    "api_key": _Rule("a key", _word),
    "topics": _Rule("a file", _path),
    "prompts": _Rule("a folder of templates that exists", _folder),
    "concurrency": _Rule("a whole number of requests, at least 1", _count),
    "timeout": _Rule("a number of seconds above 0", _above_zero),
    "requests_per_minute": _Rule("a whole number, at least 1", _count),
    "tokens_per_minute": _Rule("a whole number, at least 1", _count),
    "max_requests": _Rule("a whole number, at least 1", _count),
    "max_cost": _Rule("a number of US dollars above 0", _above_zero),
    "pack": _Rule("true or false", _switch),
    "budget": _Rule("a whole number of tokens, at least 1", _count),
    "cache": _Rule("a folder, or false for none", _cache),
    "log_requests": _Rule("a file", _path),
}
