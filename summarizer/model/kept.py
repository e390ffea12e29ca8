"""A model that answers with what is kept and asks nobody: it finds out what a run would have to ask."""

from __future__ import annotations

from typing import Any

from summarizer.errors import NotYetAnswered
from summarizer.model import cache
from summarizer.model.door import Reply, Request, T
from summarizer.model.settings import ModelSettings


class KeptReplies:
    """Answers out of the cache; ``missing`` are the requests that it could not answer, by their keys in the cache."""

    def __init__(self, settings: ModelSettings, endpoint: str, kept: cache.ReplyCache) -> None:
        self.name = settings.model
        self.missing: dict[str, Request[Any]] = {}
        self._settings = settings
        self._endpoint = endpoint
        self._kept = kept

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the reply that is kept, or raise NotYetAnswered."""
        key = cache.key(request, self._settings, self._endpoint)
        reply = self._kept.reply(key, request.reply_type)
        if reply is None:
            self.missing[key] = request
            raise NotYetAnswered(f"{self.name} has not answered yet.")
        return reply
