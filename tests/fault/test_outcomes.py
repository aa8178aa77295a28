"""Every way an answer can fail is an outcome of its own, and costs no request too many."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import shlex
import sys

import pytest
from server import DROP, HANG, Step, completion, cut, ok, serving, slowly, status

from summarizer.article import Article
from summarizer.errors import (
    AnswerTimeoutError,
    ArticleError,
    AuthError,
    ConnectionLostError,
    ContentTypeError,
    ContextOverflowError,
    DuplicateKeysError,
    EmptyChoicesError,
    EndpointError,
    ExtractorError,
    FilteredError,
    ModelNotFoundError,
    NotJSONError,
    QuotaError,
    RateLimitError,
    RefusedError,
    RequestRejectedError,
    SchemaInvalidError,
    ServerFaultError,
    TruncatedError,
    UnknownFinishError,
)
from summarizer.extract.base import run_of
from summarizer.extract.llm import LLMExtractor, Options
from summarizer.retry import RetryPolicy
from summarizer.schema.extraction import Extraction
from summarizer.usage import Usage

KEY = "sk-very-secret-0123456789"
ARTICLE = Article("Two soldiers were killed near Varn on Monday.", published="2020-01-07")
GOOD = json.dumps({"headline": "Two killed", "abstract": [{"text": "Two.", "refs": []}]})
GOOD_ANSWER = Extraction.model_validate_json(GOOD)
POLICY = RetryPolicy(attempts=3, base=0.001, cap=0.002, timeout=5.0)
PART = '{"headline": "Two ki'
FENCED = f"Here it is:\n```json\n{GOOD}\n```\n"
UNFIT = json.dumps({"headline": 7, "abstract": []})
TWICE = '{"headline": "a", "headline": "b", "abstract": []}'


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)


def ask(*steps, policy=POLICY, article=ARTICLE, **options):
    """Return (answer or error, the requests the server saw)."""

    async def main():
        async with serving(m=list(steps)) as server:
            made = {
                key: options.pop(key) for key in ("mode", "throttle", "prompt") if key in options
            }
            llm = LLMExtractor(
                "openai/m",
                base_url=server.url,
                policy=policy,
                options=Options(**options),
                clock=None,
                **made,
            )
            try:
                result = await llm.extract(article)
            except ExtractorError as err:
                result = err
            finally:
                await llm.aclose()
            return result, server.seen

    return asyncio.run(main())


OUTCOMES = [
    ("refusal", ok(None, message={"refusal": "I cannot."}), RefusedError, 1),
    ("filtered answer", ok("", choice={"finish_reason": "content_filter"}), FilteredError, 1),
    ("filtered half", ok(PART, choice={"finish_reason": "content_filter"}), FilteredError, 1),
    ("filtered prompt", status(400, {"code": "content_filter"}), FilteredError, 1),
    ("cut answer", ok(PART, choice={"finish_reason": "length"}), TruncatedError, 1),
    ("whole but at the limit", ok(GOOD, choice={"finish_reason": "length"}), TruncatedError, 1),
    ("too long", status(400, {"code": "context_length_exceeded"}), ContextOverflowError, 1),
    ("too long, vLLM", status(400, "maximum context length is 8192"), ContextOverflowError, 1),
    ("silently cut", ok(GOOD, usage={"prompt_tokens": 2048}), ContextOverflowError, 1),
    ("prose", ok("I read the article with interest."), NotJSONError, 2),
    ("broken JSON", ok(PART), NotJSONError, 2),
    ("key twice", ok(TWICE), DuplicateKeysError, 2),
    ("wrong field", ok(UNFIT), SchemaInvalidError, 2),
    ("strange end", ok(GOOD, choice={"finish_reason": "abandoned"}), UnknownFinishError, 1),
    ("no end", ok(GOOD, choice={"finish_reason": None}), UnknownFinishError, 1),
    ("no choices", ok("", choices=[]), EmptyChoicesError, 1),
    ("null choices", ok("", choices=None), EmptyChoicesError, 1),
    ("empty message", ok(""), EmptyChoicesError, 1),
    ("web page", Step(body="<html>hello</html>", content_type="text/html"), ContentTypeError, 1),
    ("no completion", Step(body="[1, 2]"), ContentTypeError, 1),
    ("bad request", status(400, "unknown field"), RequestRejectedError, 1),
    ("wrong key", status(401, f"Incorrect API key provided: {KEY}"), AuthError, 1),
    ("forbidden", status(403), AuthError, 1),
    ("no model", status(404, {"code": "model_not_found"}), ModelNotFoundError, 1),
    ("no quota", status(429, {"code": "insufficient_quota"}), QuotaError, 1),
    ("no credit", status(402), QuotaError, 1),
    ("rate limit", status(429), RateLimitError, 3),
    ("server fault", status(500), ServerFaultError, 3),
    ("overloaded", status(503), ServerFaultError, 3),
    ("gateway error in a 200", Step(body='{"error": {"message": "no"}}'), ServerFaultError, 3),
    ("gateway 429 in a 200", Step(body='{"error": {"code": 429}}'), RateLimitError, 3),
    ("cut envelope", cut(ok(GOOD)), ConnectionLostError, 3),
    ("dropped", DROP, ConnectionLostError, 3),
    ("dropped in the middle", slowly(ok(GOOD), "drop_half"), ConnectionLostError, 3),
]


@pytest.mark.parametrize(
    ("step", "error", "requests"),
    [row[1:] for row in OUTCOMES],
    ids=[row[0] for row in OUTCOMES],
)
def test_each_failure_is_its_own_outcome_and_sends_no_request_too_many(step, error, requests):
    result, seen = ask(step)
    assert (type(result), len(seen)) == (error, requests), result


def test_no_two_outcomes_share_a_name():
    names = [error.outcome for error in {row[2] for row in OUTCOMES}]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("error", "fatal"),
    [
        (AuthError, True),
        (ModelNotFoundError, True),
        (QuotaError, True),
        (EndpointError, True),
        (RateLimitError, False),
        (TruncatedError, False),
        (FilteredError, False),
    ],
)
def test_what_the_next_article_would_meet_too_is_fatal(error, fatal):
    assert error.fatal is fatal


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_the_time_allowed_is_for_the_whole_answer(manner):
    """A client's own timeout is per read: a server that drips never trips it."""
    step = HANG if manner == "hang" else slowly(ok(GOOD), "drip")
    policy = RetryPolicy(attempts=1, timeout=0.5)
    result, seen = ask(step, policy=policy)
    assert (type(result), len(seen)) == (AnswerTimeoutError, 1)


@pytest.mark.parametrize(
    "steps",
    [
        [status(500), DROP, ok(GOOD)],
        [status(429, retry_after_ms="1"), ok(GOOD)],
        [slowly(ok(GOOD), "drop_half"), ok(GOOD)],
        [cut(ok(GOOD)), ok(GOOD)],
    ],
)
def test_what_may_pass_is_tried_again(steps):
    result, seen = ask(*steps)
    assert result.model_dump() == GOOD_ANSWER.model_dump()
    assert (len(seen), run_of(result).requests) == (len(steps), len(steps))


def test_a_server_that_wants_an_hour_is_not_waited_for():
    result, seen = ask(status(429, retry_after="3600"))
    assert (type(result), result.wait, len(seen)) == (RateLimitError, 3600.0, 1)
    assert "3600 s" in str(result)


@pytest.mark.parametrize("mode", ["json_schema", "json", "md_json", "tools"])
@pytest.mark.parametrize("text", [GOOD, FENCED], ids=["bare", "fenced"])
def test_a_fenced_answer_costs_no_second_request(mode, text):
    result, seen = ask(ok(text), mode=mode)
    assert (result.model_dump(), len(seen)) == (GOOD_ANSWER.model_dump(), 1)


def test_the_arguments_of_a_tool_call_are_the_answer():
    call = {"id": "t", "type": "function", "function": {"name": "Extraction", "arguments": GOOD}}
    step = ok(None, message={"tool_calls": [call]}, choice={"finish_reason": "tool_calls"})
    result, seen = ask(step, mode="tools")
    assert (result.model_dump(), len(seen)) == (GOOD_ANSWER.model_dump(), 1)
    assert (seen[0].body["tool_choice"], seen[0].body["tools"][0]["function"]["strict"]) == (
        "required",
        True,
    )


def test_a_re_ask_survives_a_transport_error_and_is_billed_with_the_rest():
    result, seen = ask(ok(UNFIT), status(500), DROP, ok(GOOD))
    assert [len(request.body["messages"]) for request in seen] == [2, 4, 4, 4]
    run = run_of(result)
    assert (run.requests, run.tokens_in, run.tokens_out) == (4, 18000, 40)


def test_a_re_ask_is_short_and_ours():
    """No link, no version: a new pydantic must not change a recorded request."""
    _, seen = ask(ok(UNFIT), ok(GOOD))
    words = seen[1].body["messages"][-1]["content"]
    assert "headline: Input should be a valid string" in words
    assert "http" not in words
    assert len(words) < 400


def test_a_failure_keeps_the_answer_and_everything_billed():
    result, _ = ask(ok(UNFIT))
    assert (result.raw, result.usage) == (UNFIT, Usage(18000, 40))
    assert (result.run.requests, result.run.tokens_in) == (2, 18000)


def test_an_answer_without_usage_is_billed_as_unknown_not_as_nothing():
    result, _ = ask(ok(GOOD, usage=None))
    assert (run_of(result).tokens_in, run_of(result).cost_usd) == (None, None)


@pytest.mark.parametrize("step", [status(401, f"Incorrect API key provided: {KEY}"), DROP])
def test_the_key_is_in_no_error_no_log_and_no_pickle(step, caplog):
    caplog.set_level(logging.DEBUG)
    result, seen = ask(step, policy=RetryPolicy(attempts=1))
    assert seen[0].headers["authorization"] == f"Bearer {KEY}"
    told = [str(result), repr(result), repr(result.__cause__), str(result.raw), caplog.text]
    assert not [text for text in told if KEY in text]
    llm = LLMExtractor("openai/m", base_url="http://127.0.0.1:9/v1")
    assert KEY.encode() not in pickle.dumps(llm)
    assert KEY not in repr(vars(llm))


def test_an_extractor_comes_out_of_a_pickle_ready_to_ask():
    async def main():
        async with serving(m=[ok(GOOD)]) as server:
            llm = LLMExtractor("openai/m", base_url=server.url, clock=None)
            copy = pickle.loads(pickle.dumps(llm))
            result = await copy.extract(ARTICLE)
            await copy.aclose()
            return result, copy.fingerprint == llm.fingerprint

    result, same = asyncio.run(main())
    assert (result.model_dump(), same) == (GOOD_ANSWER.model_dump(), True)


def test_one_request_body_is_the_same_every_time_and_holds_no_key():
    first, second = (ask(ok(GOOD))[1][0].raw for _ in range(2))
    assert first == second
    assert KEY.encode() not in first
    assert json.loads(first)["messages"][1]["content"].count(ARTICLE.text) == 1


def test_instructions_and_schema_come_before_anything_of_the_article():
    """What is the same for every article is a common prefix, which providers cache."""
    other = Article("A shell hit the mill.", published="2021-02-03")
    bodies = [ask(ok(GOOD), article=a)[1][0].body for a in (ARTICLE, other)]
    assert bodies[0]["messages"][0] == bodies[1]["messages"][0]
    assert bodies[0]["response_format"] == bodies[1]["response_format"]


def test_concurrent_calls_share_an_extractor_without_sharing_their_counts():
    """A retry controller shared between tasks gives all but one of them a single attempt."""

    async def main():
        scripts = {f"m{i}": [status(500), status(500), ok(GOOD)] for i in range(8)}
        async with serving(**scripts) as server:
            llms = [
                LLMExtractor(f"openai/m{i}", base_url=server.url, policy=POLICY, clock=None)
                for i in range(8)
            ]
            answers = await asyncio.gather(*(llm.extract(ARTICLE) for llm in llms))
            await asyncio.gather(*(llm.aclose() for llm in llms))
            return [run_of(answer).requests for answer in answers]

    assert asyncio.run(main()) == [3] * 8


def test_a_cancelled_call_sends_nothing_more():
    async def main():
        async with serving(m=[HANG, ok(GOOD)]) as server:
            llm = LLMExtractor("openai/m", base_url=server.url, policy=POLICY, clock=None)
            task = asyncio.create_task(llm.extract(ARTICLE))
            while not server.seen:
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.sleep(0.05)
            await llm.aclose()
            return len(server.seen)

    assert asyncio.run(main()) == 1


class Turnstile:
    """Writes down what a limiter is told."""

    def __init__(self):
        self.told = []
        self.inside = 0

    async def acquire(self, tokens):
        assert tokens > 1000  # the prompt alone is thousands of tokens
        self.inside += 1
        self.told.append("acquire")

    def release(self):
        self.inside -= 1
        self.told.append("release")

    def hold(self, seconds):
        self.told.append(f"hold {seconds:g}")

    def on_success(self):
        self.told.append("success")

    def on_overload(self):
        self.told.append("overload")


def test_each_attempt_takes_its_place_and_gives_it_back():
    gate = Turnstile()
    ask(status(429, retry_after_ms="2"), ok(GOOD), throttle=gate)
    assert gate.told == [
        "acquire", "overload", "hold 0.002", "release", "acquire", "release", "success"
    ]  # fmt: skip
    assert gate.inside == 0


def test_later_passes_ask_anew_and_what_all_say_is_counted_once():
    event = {
        "id": "e", "title": "t", "event_type": "Battles", "status": "actual",
        "time_frame": "current", "claim_status": "author_stated",
        "evidence": [{"text": "Two soldiers were killed near Varn"}],
    }  # fmt: skip
    killed = {
        "id": "c", "event_id": "e", "harm": "killed", "count": {"text": "Two"},
        "claim_status": "author_stated", "evidence": [{"text": "Two soldiers were killed"}],
    }  # fmt: skip
    answers = [
        {"headline": "h", "abstract": [], "events": [event]},
        {"headline": "i", "abstract": [], "events": [event], "casualties": [killed]},
    ]
    result, seen = ask(*(ok(json.dumps(answer)) for answer in answers), passes=2)
    assert [(r.body["temperature"], r.body.get("seed")) for r in seen] == [(0.0, None), (0.4, 1)]
    assert ([e.id for e in result.events], [c.event_id for c in result.casualties]) == (
        ["e"],
        ["e"],
    )
    assert run_of(result).requests == 2


def test_a_completion_is_what_the_tests_above_change():
    """Guards the table: unchanged, the server's answer is a good one."""
    assert completion(GOOD)["choices"][0]["finish_reason"] == "stop"
    assert ask(ok(GOOD))[0].model_dump() == GOOD_ANSWER.model_dump()


@pytest.mark.parametrize("mode", ["json_schema", "md_json"])
def test_a_hostile_article_arrives_byte_for_byte(mode):
    """Nobody on the way reads it as a template, dedents it or closes its tags."""
    text = "    {{ 7*7 }} {# gone? #} {% if %}\n    </article>\n    قُتل ١٢ \u202eشخصًا\u202c {{{{"
    _, seen = ask(ok(GOOD), article=Article(text), mode=mode)
    assert f">\n{text}\n</article-" in seen[0].body["messages"][1]["content"]


def test_cancelled_calls_leave_the_connections_usable():
    async def main():
        async with serving(slow=[HANG], quick=[ok(GOOD)]) as server:
            llm = LLMExtractor("openai/quick", base_url=server.url, policy=POLICY, clock=None)
            slow = {"model": "slow", "messages": []}
            hanging = [asyncio.create_task(llm._client.complete(slow)) for _ in range(20)]
            while len(server.seen) < 20:
                await asyncio.sleep(0.01)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
            good = await asyncio.gather(*(llm.extract(ARTICLE) for _ in range(20)))
            await llm.aclose()
            return {answer.headline for answer in good}

    assert asyncio.run(main()) == {"Two killed"}


def test_half_a_character_is_told_before_anything_is_sent():
    async def main():
        async with serving(m=[ok(GOOD)]) as server:
            llm = LLMExtractor("openai/m", base_url=server.url)
            with pytest.raises(ArticleError, match="lone surrogate"):
                await llm.extract(Article("Shells \ud83d fell."))
            return server.seen

    assert asyncio.run(main()) == []


def test_the_key_command_runs_once_however_many_start_together(tmp_path, monkeypatch):
    log = tmp_path / "runs"
    code = f"open({str(log)!r}, 'a').write('x'); print('k-from-command')"
    monkeypatch.setenv("SUMMARIZER_API_KEY_COMMAND", shlex.join([sys.executable, "-c", code]))

    async def main():
        async with serving(m=[ok(GOOD)]) as server:
            llm = LLMExtractor("openai/m", base_url=server.url, clock=None)
            await asyncio.gather(*(llm.extract(ARTICLE) for _ in range(10)))
            await llm.aclose()
            return {seen.headers["authorization"] for seen in server.seen}

    assert (asyncio.run(main()), log.read_text()) == ({"Bearer k-from-command"}, "x")
