"""Any endpoint that speaks the OpenAI protocol, behind the door: patient, limited, cached. The path's order is here.

    async with connect(ModelSettings(model="gpt-4.1-mini")) as model:
        reply = await model.ask(request)

For each request: the cache, then a turn within the limits, the wire, retries of what may pass, the check of the reply,
one more try where it does not fit, more room where it was cut, and the cache again.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import httpx2
import openai

from summarizer import tokens
from summarizer.errors import ModelError, ModelRejected, ReplyCut, ReplyInvalid, SettingsError
from summarizer.model import cache, dialect, faults, prices, wire
from summarizer.model.address import address
from summarizer.model.allowance import Allowance
from summarizer.model.client import client, credentials
from summarizer.model.clock import WALL, Clock
from summarizer.model.dialect import Dialect
from summarizer.model.door import Reply, Request, T, total
from summarizer.model.limits import Limits
from summarizer.model.replies import read_reply
from summarizer.model.request_log import RequestLog
from summarizer.model.retrying import patiently
from summarizer.model.schema import strict_schema
from summarizer.model.settings import ModelSettings
from summarizer.prompts import Prompts
from summarizer.prompts import load as load_prompts
from summarizer.summary import Usage

_log = logging.getLogger(__name__)

# Other vocabularies than those that are counted with here may take that much more for the same words.
_OTHER_VOCABULARY = 1.25


@asynccontextmanager
async def connect(
    settings: ModelSettings, clock: Clock = WALL, prompts: Prompts | None = None
) -> AsyncIterator[OpenAIModel]:
    """Open the way to a model and close it at the end, whatever happens in between.

    ``prompts`` hold the words for what an endpoint does not understand otherwise; without any they are those shipped.
    Raises SettingsError where there is neither a key nor an address, where one of them can't be used, where the cache
    or the log can't be written, or where the cost is limited and the price unknown.
    """
    where = address(settings)
    if settings.max_cost is not None and prices.price(settings.model, where.url, 1, 1) is None:
        raise SettingsError(
            f"The price of {settings.model} at {where.url} is unknown, so --max-cost can't be kept; use --max-requests."
        )
    place = faults.Place(where.url, settings.model, settings.timeout, where.secret)
    async with AsyncExitStack() as open_things:
        kept = open_things.enter_context(closing(cache.ReplyCache(settings.cache))) if settings.cache else None
        log = (
            open_things.enter_context(RequestLog(settings.log_requests, where.secret))
            if settings.log_requests
            else None
        )
        sdk = await open_things.enter_async_context(client(settings, where))
        yield OpenAIModel(settings, clock, prompts or load_prompts(), sdk, place, credentials(where), kept, log)


class OpenAIModel:
    """A connected model; made by ``connect``."""

    def __init__(
        self,
        settings: ModelSettings,
        clock: Clock,
        prompts: Prompts,
        sdk: openai.AsyncOpenAI,
        place: faults.Place,
        headers: dict[str, str | openai.Omit],
        kept: cache.ReplyCache | None,
        log: RequestLog | None,
    ) -> None:
        self.name = settings.model
        self._settings = settings
        self._clock = clock
        self._prompts = prompts
        self._sdk = sdk
        self._place = place
        self._headers = headers
        self._kept = kept
        self._log = log
        self._limits = Limits(settings, clock)
        self._allowance = Allowance(settings)
        self._known_as = settings.known_as or place.endpoint
        self._dialect = dialect.read(kept.dialect(self._known_as, settings.model) if kept is not None else None)
        self._heard = False
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the reply out of the cache, or the endpoint's; raise a ModelError that carries its usage."""
        if self._kept is None:
            return await self._converse(request)
        key = cache.key(request, self._settings, self._known_as)
        # Two equal requests at once are paid for once: the second waits and then finds the reply.
        lock = self._asking.setdefault(key, asyncio.Lock())
        async with lock:
            found = self._kept.reply(key, request.reply_type)
            if found is not None:
                return found
            reply = await self._converse(request)
            try:
                self._kept.put(key, cache.KeptReply(reply.model, reply.raw))
            except SettingsError as error:  # a full disk must not cost a reply that is paid for
                _log.warning("%s", error)
            return reply

    async def _converse(self, request: Request[T]) -> Reply[T]:
        """Ask until the reply is whole and fits: once more after a misfit, with twice the room after a cut."""
        usages: list[Usage] = []
        asked, corrected, told = request, False, self._dialect.in_words
        try:
            while True:
                raw = None
                try:
                    completion = await self._completion(asked, usages)
                    raw = wire.text_of(completion, self.name)
                    if wire.was_cut(completion):
                        asked = self._roomier(asked, raw)
                        continue
                    value = read_reply(raw, request.reply_type)
                except ReplyInvalid as misfit:
                    if corrected:
                        raise
                    corrected = True
                    if raw is not None:
                        told = told or wire.is_json(raw)
                        asked = dialect.again(asked, raw, str(misfit), self._prompts)
                except ModelRejected as error:
                    if asked.max_tokens > request.max_tokens:
                        raise ReplyCut(
                            f"{self.name} was cut at {request.max_tokens} tokens and may not have more: {error}"
                        ) from None
                    raise
                else:
                    if corrected and not told:
                        # It took the schema and ignored it, but minds words: from now on it gets them at once.
                        self._learn(replace(self._dialect, in_words=True))
                    return Reply(value, total(usages), completion.model or self.name, raw)
        except ModelError as error:
            error.usage = total(usages)
            raise

    def _roomier(self, asked: Request[T], raw: str) -> Request[T]:
        """Return the request with more room, or raise ReplyCut where that is not allowed or would not help."""
        if wire.loops(raw):
            raise ReplyCut(f"{self.name} went round in circles until its {asked.max_tokens} tokens were used up.")
        if asked.max_tokens >= self._settings.max_tokens:
            raise ReplyCut(
                f"The reply of {self.name} was not finished when its {asked.max_tokens} tokens were used up; "
                "ask for smaller chunks."
            )
        return replace(asked, max_tokens=min(2 * asked.max_tokens, self._settings.max_tokens))

    async def _completion(self, request: Request[T], usages: list[Usage]) -> wire.Completion:
        """Send until something comes back, and count it whatever it is."""

        async def attempt(further: bool) -> wire.Completion:
            async with self._limits.turn(self._weight(request), first_in_line=further):
                return await self._send(request, usages)

        return await patiently(attempt, self._settings, self._clock, lambda: self._heard, self._limits.slow_down)

    async def _send(self, request: Request[T], usages: list[Usage]) -> wire.Completion:
        """Put the request on the wire once, and once more for each word that the endpoint does not understand."""
        while True:
            known = self._dialect
            try:
                return await self._pay(dialect.spoken(request, known, self._prompts), known, usages)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                simpler = dialect.simpler(known, faults.complaint(error))
                if simpler is None:
                    raise faults.translate(error, self._place) from None
                if self._dialect == known:  # else another request has learned it in the meantime
                    self._learn(simpler)
            except (openai.OpenAIError, TimeoutError) as error:
                raise faults.translate(error, self._place) from None

    def _learn(self, better: Dialect) -> None:
        self._dialect = better
        if self._kept is not None:
            self._kept.learn(self._known_as, self.name, dialect.written(better))

    async def _pay(self, request: Request[T], known: Dialect, usages: list[Usage]) -> wire.Completion:
        """Put a request on the wire within the allowance, and count what it took."""
        async with self._allowance.spending(self._most(request)) as spending:
            try:
                answer = await self._put(dialect.body(request, self._settings, known))
            except openai.APIStatusError:
                spending.dollars = 0.0  # a refusal is free; what got no answer may have been billed all the same
                raise
            self._limits.heed(answer.headers)
            self._limits.succeeded()
            completion = wire.read_completion(answer.content, self._place.endpoint)
            usage = self._usage(request, completion)
            usages.append(usage)
            spending.dollars = usage.cost_usd or 0.0
        return completion

    async def _put(self, said: dict[str, Any]) -> wire.Answer:
        """Put one body on the wire, and log what came of it."""
        started = self._clock.now()
        answer, fault = None, "called off before an answer came"
        try:
            async with asyncio.timeout(self._settings.timeout):
                # Not chat.completions.create: it walks through the whole body once more, a sixth of all CPU time.
                response = await self._sdk.post(
                    "/chat/completions",
                    cast_to=httpx2.Response,
                    body=said,
                    options={"headers": self._headers},
                )
            self._heard = True
            answer = wire.Answer(response.content, response.headers)
            return answer
        except (openai.OpenAIError, TimeoutError) as error:
            self._heard = self._heard or isinstance(error, openai.APIStatusError)
            fault = str(faults.translate(error, self._place))
            raise
        finally:
            if self._log:
                seconds = self._clock.now() - started
                self._log.write(self._place.endpoint, said, seconds, answer and answer.text, None if answer else fault)

    def _weight(self, request: Request[T]) -> int:
        """Return the tokens that the endpoint will count against a limit for a request: prompt and room."""
        return self._prompt_tokens(request) + request.max_tokens if self._settings.tokens_per_minute else 0

    def _most(self, request: Request[T]) -> float:
        """Return the dollars that a request may cost, with a reply as long as it may be."""
        if not self._allowance.priced:
            return 0.0
        prompt = math.ceil(_OTHER_VOCABULARY * self._prompt_tokens(request))
        return prices.price(self.name, self._place.endpoint, prompt, request.max_tokens) or 0.0

    def _prompt_tokens(self, request: Request[T]) -> int:
        return tokens.count_prompt(request.messages, strict_schema(request.reply_type), self.name)

    def _usage(self, request: Request[T], completion: wire.Completion) -> Usage:
        """Return the endpoint's count, or our own where it sent none, with the price."""
        usage = wire.counted(completion)
        if usage is None:
            words = completion.choices[0].message.content if completion.choices else None
            usage = Usage(
                calls=1,
                prompt_tokens=self._prompt_tokens(request),
                completion_tokens=tokens.count(words or "", self.name),
            )
        counts = (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens)
        price = prices.price(self.name, self._place.endpoint, *counts)
        if price is None and completion.model:  # a deployment's own name says nothing, but the reply names the model
            price = prices.price(completion.model, self._place.endpoint, *counts)
        return usage.model_copy(update={"cost_usd": price})
