"""Settings: where a value comes from, which engine follows from them, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SettingsError
from summarizer.settings import Settings, load

NOWHERE = Path("/nowhere")


def settings_file(folder: Path, text: str) -> Path:
    file = folder / "summarizer.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("flags", "environ", "engine"),
    [
        ({}, {}, "extractive"),
        ({"base_url": "http://localhost:1/v1"}, {}, "llm"),
        ({}, {"OPENAI_API_KEY": "k"}, "llm"),
        ({}, {"OPENAI_BASE_URL": "http://localhost:1/v1"}, "llm"),
        ({}, {"SUMMARIZER_API_KEY": "k"}, "llm"),
        ({}, {"OPENAI_API_KEY": ""}, "extractive"),
        ({"engine": "extractive"}, {"OPENAI_API_KEY": "k"}, "extractive"),
        ({}, {"OPENAI_API_KEY": "k", "SUMMARIZER_ENGINE": "extractive"}, "extractive"),
        ({"engine": "llm"}, {"OPENAI_API_KEY": "k"}, "llm"),
        ({"model": "gguf:small.gguf"}, {}, "llm"),
        ({"model": "small", "engine": "extractive"}, {}, "extractive"),
        ({"model": "small"}, {"SUMMARIZER_ENGINE": "extractive"}, "extractive"),
    ],
)
def test_a_key_an_address_or_a_local_model_chooses_the_llm_engine(
    flags: dict[str, object], environ: dict[str, str], engine: str
) -> None:
    """The llm engine runs where a key, an address or a model's file is given, else the other; naming one forces it."""
    assert load(flags, environ, folder=NOWHERE).engine == engine


@pytest.mark.parametrize(
    ("flags", "environ", "text", "where"),
    [
        ({"model": "small"}, {}, "", "given as a flag"),
        ({"model": "small"}, {"OPENAI_API_KEY": ""}, 'model = "other"', "given as a flag"),
        ({}, {"SUMMARIZER_MODEL": "small"}, "", "in the environment variable SUMMARIZER_MODEL"),
        ({}, {}, 'model = "small"', "in {file}"),
    ],
)
def test_a_model_that_is_named_and_cannot_be_asked_is_an_error(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], text: str, where: str
) -> None:
    """Wherever it is named: no other engine takes its place unless that is named, too; the sentence says what to do."""
    file = settings_file(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(flags, environ, file)
    for words in ("'small'", where.format(file=file), "OPENAI_API_KEY", "--base-url", "leave out the model"):
        assert words in str(caught.value)


def test_the_nearest_word_wins(tmp_path: Path) -> None:
    """A flag comes before the environment, the environment before the file, and the file before the default."""
    file = settings_file(tmp_path, 'model = "from-file"\napi_key = "k"')
    environ = {"SUMMARIZER_MODEL": "from-environment"}
    assert load({"model": "from-flag"}, environ, file).model == "from-flag"
    assert load({"model": None}, environ, file).model == "from-environment"
    assert load({}, {}, file).model == "from-file"
    assert load({}, {}, folder=NOWHERE).model == Settings().model


def test_the_file_of_the_working_folder_is_read_when_none_is_named(tmp_path: Path) -> None:
    """summarizer.toml in the working folder is found by itself, and a named file replaces it."""
    settings_file(tmp_path, "concurrency = 3")
    other = tmp_path / "other.toml"
    other.write_text("concurrency = 5", encoding="utf-8")
    assert load({}, {}, folder=tmp_path).concurrency == 3
    assert load({}, {}, other, folder=tmp_path).concurrency == 5


def test_paths_in_a_file_are_meant_from_where_the_file_lies(tmp_path: Path) -> None:
    """A relative topics or prompts path of a settings file starts at the file, not at the working folder."""
    (tmp_path / "words").mkdir()
    loaded = load({}, {}, settings_file(tmp_path, 'topics = "mine.yaml"\nprompts = "words"'))
    assert loaded.topics == tmp_path / "mine.yaml"
    assert loaded.prompts == tmp_path / "words"


def test_the_sdks_key_is_not_sent_to_an_address_out_of_a_file(tmp_path: Path) -> None:
    """A settings file that somebody left in a folder can't draw the key of OPENAI_API_KEY to its own address."""
    file = settings_file(tmp_path, 'base_url = "http://elsewhere.example/v1"')
    assert load({}, {"OPENAI_API_KEY": "secret"}, file).api_key is None
    assert load({}, {"SUMMARIZER_API_KEY": "meant"}, file).api_key == "meant"
    own = {"base_url": "http://localhost:1/v1"}
    assert load(own, {"OPENAI_API_KEY": "secret"}, file).api_key == "secret"


@pytest.mark.parametrize(
    ("flags", "environ", "text", "names"),
    [
        ({"engine": "lm"}, {}, "", ["engine", "'lm'", "llm or extractive"]),
        ({"engine": "llm"}, {}, "", ["neither a key nor an address", "OPENAI_API_KEY", "--base-url", "extractive"]),
        ({"base_url": "localhost:8080"}, {}, "", ["base_url", "'localhost:8080'", "http://localhost:8080/v1"]),
        ({"prompts": "no-such-folder"}, {}, "", ["prompts", "'no-such-folder'", "exists"]),
        ({"model": " "}, {}, "", ["model", "name of a model"]),
        ({}, {"SUMMARIZER_CONCURRENCY": "many"}, "", ["concurrency", "'many'", "SUMMARIZER_CONCURRENCY"]),
        ({}, {"SUMMARIZER_TIMEOUT": "nan"}, "", ["timeout", "'nan'", "seconds"]),
        ({}, {"SUMMARIZER_MODLE": "x"}, "", ["'modle'", "perhaps 'model'", "SUMMARIZER_MODLE"]),
        ({}, {}, "concurrency = true", ["concurrency", "summarizer.toml", "whole number"]),
        ({}, {}, "timeout = 0", ["timeout", "above 0"]),
        ({}, {}, 'base-url = "http://localhost/v1"', ["'base-url'", "perhaps 'base_url'", "summarizer.toml"]),
        ({}, {}, "model = ", ["summarizer.toml", "not TOML"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_place_and_what_it_may_be(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], text: str, names: list[str]
) -> None:
    """A value that can't be used stops before anything is done, with the setting, its place and what to do."""
    with pytest.raises(SettingsError) as caught:
        load(flags, environ, settings_file(tmp_path, text))
    for name in names:
        assert name in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_named_settings_file_must_exist(tmp_path: Path) -> None:
    """A file asked for by name and missing is an error, while one of the working folder may be absent."""
    with pytest.raises(SettingsError, match=r"gone\.toml.*can't be read"):
        load({}, {}, tmp_path / "gone.toml")


def test_secrets_are_neither_shown_nor_written_down() -> None:
    """The key is in no representation, and what goes into a summary's provenance has no user, password or query."""
    loaded = load({"base_url": "https://me:hidden@host.example:8443/v1?token=hidden"}, {"OPENAI_API_KEY": "hidden"})
    assert "hidden" not in repr(loaded.public())
    assert loaded.public()["base_url"] == "https://host.example:8443/v1"
    assert loaded.api_key == "hidden"
    assert "hidden" not in repr(loaded)


@pytest.mark.parametrize("flags", [{"api_key": 4711}, {"base_url": "ftp://me:4711@host.example/v1?token=4711"}])
def test_a_wrong_secret_is_not_echoed(flags: dict[str, object]) -> None:
    """The message about a key or an address that can't be used doesn't hold a secret."""
    with pytest.raises(SettingsError) as caught:
        load(flags, {}, folder=NOWHERE)
    assert "4711" not in str(caught.value)
