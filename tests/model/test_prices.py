"""Prices: known where a list knows them, and never zero by ignorance."""

import pytest

from summarizer.model.prices import meant, price


@pytest.mark.parametrize(
    ("model", "address"),
    [
        ("some-local-model", None),
        ("gpt-4o", "http://127.0.0.1:8000/v1"),
        ("llama3", "http://localhost:11434/v1"),
        ("my-deployment", "https://mine.openai.azure.com/openai/v1"),
    ],
)
def test_an_unknown_price_is_unknown(model: str, address: str | None) -> None:
    """A model that no list has, or a server that nobody lists, has no price; it does not cost nothing."""
    assert price(model, address, 1000, 1000) is None


def test_openai_is_where_no_address_is_given() -> None:
    """Without an address the prices are those of OpenAI's own endpoint."""
    assert price("gpt-4o-mini", None, 1000, 100) == price("gpt-4o-mini", "https://api.openai.com/v1", 1000, 100)


def test_the_published_price_comes_out() -> None:
    """A million tokens of gpt-4o-mini cost 0.15 dollars to read, half of that from the cache, and 0.60 to write."""
    assert price("gpt-4o-mini", None, 1_000_000, 0) == pytest.approx(0.15)
    assert price("gpt-4o-mini", None, 1_000_000, 0, cached_tokens=1_000_000) == pytest.approx(0.075)
    assert price("gpt-4o-mini", None, 0, 1_000_000) == pytest.approx(0.60)


def test_cached_tokens_are_part_of_the_prompt() -> None:
    """A prompt that is partly cached costs the sum of both parts, not more."""
    parts = price("gpt-4o", None, 600, 0), price("gpt-4o", None, 400, 0, cached_tokens=400)
    assert price("gpt-4o", None, 1000, 0, cached_tokens=400) == pytest.approx(sum(part or 0 for part in parts))


@pytest.mark.parametrize(
    ("model", "address", "says"),
    [
        ("gpt-4.1-mni", None, ", perhaps 'gpt-4.1-mini' was meant"),
        ("weather", None, ""),
        ("gpt-4.1-mni", "http://127.0.0.1:8000/v1", ""),
    ],
)
def test_a_near_miss_names_the_model_that_was_meant(model: str, address: str | None, says: str) -> None:
    """A name that an endpoint's list nearly has is suggested; an endpoint without a list suggests nothing."""
    assert meant(model, address) == says
