"""What tokens cost, from a list that others keep. The only file that knows genai-prices; nothing is fetched."""

from __future__ import annotations

from genai_prices import Usage, calc_price
from genai_prices.data_snapshot import get_snapshot

from summarizer.suggest import perhaps

OPENAI = "https://api.openai.com/v1"


def price(
    model: str, base_url: str | None, prompt_tokens: int, completion_tokens: int, cached_tokens: int = 0
) -> float | None:
    """Return the price in US dollars; None where it is unknown: for a model that is not listed for this address.

    ``prompt_tokens`` include the ``cached_tokens``, which most providers sell for less. An address that is not known
    to sell tokens, such as a server on this machine, has no known price.

    >>> price("gpt-4o-mini", None, 1_000_000, 0), price("my-own-model", None, 1_000_000, 0)
    (0.15, None)
    """
    tokens = Usage(input_tokens=prompt_tokens, cache_read_tokens=cached_tokens, output_tokens=completion_tokens)
    try:
        return float(calc_price(tokens, model, provider_api_url=base_url or OPENAI).total_price)
    except LookupError:
        return None


def meant(model: str, base_url: str | None) -> str:
    """The end of an error's first half that names the model which was probably meant; empty where the list has none.

    >>> meant("gpt-4.1-mni", None), meant("my-own-model", "http://localhost:8080/v1")
    (", perhaps 'gpt-4.1-mini' was meant", '')
    """
    try:
        seller = get_snapshot().find_provider(None, None, base_url or OPENAI)
    except LookupError:
        return ""
    return perhaps(model, (one.id for one in seller.models if one.id != model))
