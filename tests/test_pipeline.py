"""The way from a transcript to a summary: both engines, repair, failures, analysts put together."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from summarizer import asummarize, pipeline, prompts, read_transcript, summarize, topics
from summarizer.engines.requests import Instructions
from summarizer.errors import AllowanceSpent, ModelError, ModelUnreachable, ReplyInvalid
from summarizer.model.door import Request
from summarizer.model.scripted import ScriptedModel
from summarizer.pipeline import Asking
from summarizer.summary import CallSummary, ExchangeSummary
from summarizer.transcript import CallInfo
from tests.calls import CALL, WITHOUT_ANALYSTS, WITHOUT_QA, answered, reply
from tests.loopback import Loopback, completion

TOPICS = topics.load()


def ask(
    script: Callable[[str, bool], dict[str, Any] | ModelError], call: str = CALL, pack: int = 0
) -> tuple[CallSummary, ScriptedModel]:
    """Summarise a call with a model that answers a session's prompt, and a repair of it, by a script."""

    def answer(request: Request[Any]) -> str | ModelError:
        said = script(request.messages[1].content, len(request.messages) > 2)
        return said if isinstance(said, ModelError) else json.dumps(said)

    model = ScriptedModel(answer)
    instructions = Instructions(prompts.load(), TOPICS, CallInfo(), pack=pack)
    summary = asyncio.run(pipeline.summarize(read_transcript(call), TOPICS, Asking(model, instructions)))
    return summary, model


def well(prompt: str, repairing: bool) -> dict[str, Any]:
    """A model that needs no repair."""
    return reply(prompt)


def test_both_engines_give_every_analyst_firm_question_and_lines() -> None:
    """Both engines give the same analysts, in the order in which they asked, resting on the same lines."""
    for summary in (summarize(CALL, engine="extractive"), ask(well)[0]):
        assert [(one.name, one.firm) for one in summary.analysts] == [
            ("Ines Okafor", "Larkfield Research"),
            ("Paul Drury", "Ostrand Securities"),
        ]
        asked, answered = summary.analysts[0].exchanges[0], summary.analysts[1].exchanges[0]
        assert asked.question_lines == ((11, 11),)
        assert asked.evidence == ((11, 11), (13, 13))
        assert answered.answered_by == ("Tom Vale",)
        assert set(summary.topics) == {topic for one in summary.analysts for topic in one.topics}


def test_the_summary_says_what_made_it() -> None:
    """Engine, model, prompts by their hashes, version and usage stand in the summary, so that it can be made again."""
    summary, model = ask(well)
    assert (summary.engine, summary.model) == ("llm", model.name)
    assert summary.usage.calls == len(model.requests) == 2
    assert summary.provenance.package == "analyst-qa"
    assert summary.provenance.prompts == prompts.load().hashes
    assert summarize(CALL, engine="extractive").model is None


def test_a_session_that_fails_costs_only_itself() -> None:
    """Where the model fails on one session, that analyst has a flag with the reason, and the others are whole."""

    def script(prompt: str, repairing: bool) -> dict[str, Any] | ModelError:
        return ReplyInvalid("The reply was no use.") if "Ines Okafor" in prompt else reply(prompt)

    summary, _ = ask(script)
    first, second = summary.analysts
    assert first.exchanges == ()
    [flag] = pipeline.failures(summary)
    assert flag.kind == "model-failed"
    assert "The reply was no use." in flag.says
    assert "Ines Okafor" in flag.says
    assert second.exchanges


def test_a_model_out_of_reach_for_every_session_is_an_error() -> None:
    """When no session at all could be done because nothing answers, that error is raised, not a hollow summary."""
    with pytest.raises(ModelUnreachable, match="Nobody answers"):
        ask(lambda prompt, repairing: ModelUnreachable("Nobody answers."))


def with_figure(found: dict[str, Any], text: str) -> dict[str, Any]:
    """A reply whose first answer says ``text``."""
    found["sessions"][0]["exchanges"][0]["answer"][0]["text"] = text
    return found


def test_what_fails_the_check_is_repaired_once() -> None:
    """A figure that the session doesn't support is sent back once, with the reason, and the better reply is kept."""

    def script(prompt: str, repairing: bool) -> dict[str, Any]:
        wrong = "Ines Okafor" in prompt and not repairing
        return with_figure(reply(prompt), "The backlog was $69 million.") if wrong else reply(prompt)

    summary, model = ask(script)
    repairs = [request for request in model.requests if len(request.messages) > 2]
    assert len(repairs) == 1
    assert "69" in repairs[0].messages[-1].content
    assert summary.usage.calls == 3
    [exchange] = summary.analysts[0].exchanges
    assert "$96 million" in exchange.answer
    assert {figure.verdict for figure in exchange.figures} == {"supported"}


@pytest.mark.parametrize("repaired", ["It was $123,456 million and $7 million.", None])
def test_a_repair_that_is_no_better_is_not_taken(repaired: str | None) -> None:
    """The first reply stays, flagged, where the second fails more or doesn't come; nothing is asked a third time."""

    def script(prompt: str, repairing: bool) -> dict[str, Any] | ModelError:
        if not repairing:
            return with_figure(reply(prompt), "It was $123,456 million.")
        return ReplyInvalid("No.") if repaired is None else with_figure(reply(prompt), repaired)

    summary, model = ask(script)
    assert len(model.requests) == 4
    for analyst in summary.analysts:
        [exchange] = analyst.exchanges
        assert exchange.answer == "It was $123,456 million."
        assert [figure.verdict for figure in exchange.figures if "123,456" in figure.text] == ["unsupported"]
        assert "figure" in {flag.kind for flag in exchange.flags}


def test_an_analyst_who_returns_appears_once() -> None:
    """The sessions of one analyst become one record, with all exchanges and both spans, at the place of the first."""
    again = CALL.partition("Operator\nPaul Drury")
    asks = again[0].partition("Operator\nInes Okafor")[2].replace("backlog", "cash balance")
    ending = "Operator\nThis concludes the call."
    call = CALL.replace(ending, f"Operator\nInes Okafor{asks}{ending}")
    summary = summarize(call, engine="extractive")
    assert [one.name for one in summary.analysts] == ["Ines Okafor", "Paul Drury"]
    assert len(summary.analysts[0].lines) == 2
    assert len(summary.analysts[0].exchanges) == 2


@pytest.mark.parametrize(("call", "kind"), [(WITHOUT_QA, "no-qa"), (WITHOUT_ANALYSTS, "no-analysts")])
def test_a_call_without_questions_is_an_answer(call: str, kind: str) -> None:
    """A call without a Q&A, or with one in which nobody asks, gives an empty summary that says which it is."""
    summary = summarize(call, engine="extractive")
    assert summary.analysts == ()
    assert summary.flags[0].kind == kind


def test_the_library_works_inside_a_running_loop() -> None:
    """In a notebook a loop is running: summarize gives the same there as asummarize and as a script."""

    async def notebook() -> tuple[CallSummary, CallSummary]:
        return summarize(CALL, engine="extractive"), await asummarize(CALL, engine="extractive")

    plain = summarize(CALL, engine="extractive")
    assert asyncio.run(notebook()) == (plain, plain)


def test_the_library_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """watch hears of each session that a model has done, in words that can be printed."""
    monkeypatch.setenv("SUMMARIZER_CACHE", "false")
    heard: list[str] = []
    with Loopback(lambda body: completion(answered(body))) as endpoint:
        summarize(CALL, base_url=endpoint.base_url, watch=lambda progress: heard.append(str(progress)))
    assert [text.partition(",")[0] for text in heard] == ["1 of 2 sessions", "2 of 2 sessions"]


def test_a_notebook_shows_dollars_as_dollars() -> None:
    """A summary and an analyst show themselves as Markdown in which no two dollar signs make a formula."""
    summary = summarize(CALL, engine="extractive")
    for shown in (summary._repr_markdown_(), summary.analysts[0]._repr_markdown_()):
        assert r"\$96 million" in shown
        assert shown.count("$") == shown.count(r"\$")


def test_the_same_call_gives_the_same_summary() -> None:
    """The embedded engine leaves nothing to chance."""
    assert summarize(CALL, engine="extractive") == summarize(CALL, engine="extractive")


class Waits(ScriptedModel):
    """Answers about the second analyst only when a repair was asked about the first."""

    def __init__(self) -> None:
        super().__init__(lambda request: json.dumps(wrong(request.messages[1].content)))
        self.repaired = asyncio.Event()

    async def ask(self, request: Request[Any]) -> Any:
        if len(request.messages) > 2:
            self.repaired.set()
        elif "Paul Drury" in request.messages[1].content:
            await self.repaired.wait()
        return await super().ask(request)


def wrong(prompt: str) -> dict[str, Any]:
    """A reply with a figure that nobody said."""
    found = reply(prompt)
    found["sessions"][0]["exchanges"][0]["answer"][0]["text"] = "It was $123,456 million."
    return found


def test_a_repair_waits_for_nobody_else() -> None:
    """A draft goes back as soon as it is there, while others are still asked: two requests are the longest way."""
    instructions = Instructions(prompts.load(), TOPICS, CallInfo(), pack=0)
    work = pipeline.summarize(read_transcript(CALL), TOPICS, Asking(Waits(), instructions))
    assert asyncio.run(asyncio.wait_for(work, 10)).usage.calls == 4


def test_whoever_watches_is_told_of_each_session() -> None:
    """Each session that is done is told, with how many there are and what the call took so far."""
    seen: list[pipeline.Progress] = []
    instructions = Instructions(prompts.load(), TOPICS, CallInfo(), pack=0)
    model = ScriptedModel(lambda request: json.dumps(reply(request.messages[1].content)))
    asking = Asking(model, instructions)
    summary = asyncio.run(pipeline.summarize(read_transcript(CALL), TOPICS, asking, watch=seen.append))
    assert [(one.done, one.sessions, one.usage.calls) for one in seen] == [(1, 2, 2), (2, 2, 2)]
    assert seen[-1].usage == summary.usage


def test_a_repair_that_may_not_be_asked_is_told() -> None:
    """Where the allowance is spent on drafts, a draft stays with its flags, and what was left out counts as undone."""

    def script(prompt: str, again: bool) -> dict[str, Any] | ModelError:
        return AllowanceSpent("The 2 requests of this run are sent.") if again else wrong(prompt)

    summary, _ = ask(script)
    assert [flag.kind for flag in pipeline.failures(summary)] == ["not-repaired"] * 2
    assert "2 requests" in pipeline.failures(summary)[0].says
    assert "figure" in {flag.kind for flag in summary.analysts[0].exchanges[0].flags}


def test_an_analysts_topics_are_the_six_that_weigh_most() -> None:
    """A topic that comes first, or again, weighs more than one at the end; six are kept of any number."""
    listed = [("demand", "supply", "costs"), ("supply", "energy"), ("macro", "capex", "ai"), ("people", "pricing")]
    exchanges = [ExchangeSummary.model_construct(topics=topics) for topics in listed]
    assert pipeline.main_topics(exchanges) == ("supply", "demand", "macro", "people", "energy", "capex")
