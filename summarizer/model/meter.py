"""What a piece of work takes: a model that passes requests on and adds up."""

from __future__ import annotations

from summarizer.errors import ModelError
from summarizer.model.door import Model, Reply, Request, T, total, usage_of
from summarizer.summary import Usage


class Meter:
    """Asks another model and adds up ``usage``, also of replies that could not be used."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.usage = Usage()
        self._model = model

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the other model's reply, or raise its error."""
        try:
            reply = await self._model.ask(request)
        except ModelError as error:
            self.usage = total([self.usage, usage_of(error)])
            raise
        self.usage = total([self.usage, reply.usage])
        return reply
