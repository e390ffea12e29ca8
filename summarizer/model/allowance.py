"""What a run may spend: requests and dollars, set aside before a request is sent and settled when its price is known.

A request that might overstep is not sent. While others are under way it waits, since most cost less than they might.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from summarizer.errors import AllowanceSpent
from summarizer.model.settings import ModelSettings


@dataclass
class Spending:
    """One request's share of the allowance in dollars: the most that it may cost, until it is known what it did."""

    dollars: float


class Allowance:
    """The requests and dollars that a run has left."""

    def __init__(self, settings: ModelSettings) -> None:
        self._requests = settings.max_requests
        self._dollars = settings.max_cost
        self._advice = (
            "what came is in the cache: run the same command again to go on, or give more."
            if settings.cache
            else "give more to get the rest."
        )
        self._sent = 0
        self._spent = 0.0
        self._set_aside = 0.0
        self._settled = asyncio.Event()

    @property
    def priced(self) -> bool:
        """Whether dollars are limited, so that each request needs a price."""
        return self._dollars is not None

    @asynccontextmanager
    async def spending(self, most: float) -> AsyncIterator[Spending]:
        """Set aside ``most`` dollars for one request, and afterwards take what the ``Spending`` says it cost.

        Raises AllowanceSpent where the request might overstep whatever becomes of those that are under way.
        """
        while True:
            if self._requests is not None and self._sent >= self._requests:
                raise AllowanceSpent(
                    f"The {self._requests} requests of this run (--max-requests) are sent; {self._advice}"
                )
            if self._dollars is None or self._spent + self._set_aside + most <= self._dollars:
                break
            if self._spent + most > self._dollars:
                raise AllowanceSpent(
                    f"The next request may cost ${most:.4f}, and of the ${self._dollars:g} of this run (--max-cost) "
                    f"${self._dollars - self._spent:.4f} is left; {self._advice}"
                )
            await self._settled.wait()
        self._sent += 1
        self._set_aside += most
        spending = Spending(most)
        try:
            yield spending
        finally:
            self._set_aside -= most
            self._spent += spending.dollars
            self._settled.set()
            self._settled = asyncio.Event()
