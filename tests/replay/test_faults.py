"""Faults of a server, replayed from cassettes that were recorded from a scripted one.

They are real traffic, but no real model's: ``--record-mode=rewrite`` records them again from the
steps in the table, with no key and no model.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from server import Step, ok, serving_beside, status

from summarizer.article import Article
from summarizer.errors import ExtractorError
from summarizer.extract.llm import LLMExtractor
from summarizer.retry import RetryPolicy

HERE = Path(__file__).parent
PROMPT = HERE / "prompt"
KEY = "sk-test-0123456789abcdef"
ARTICLE = Article("Two soldiers were killed near Varn on Monday, the army said. الجيش")
GOOD = json.dumps({"headline": "Two soldiers killed near Varn", "abstract": []})

ROWS = {
    # name: steps of the server, what comes of it, requests
    "answered": ([ok(GOOD)], "Two soldiers killed near Varn", 1),
    "busy-once": ([status(429, "slow down", retry_after_ms="40"), ok(GOOD)], "Two soldiers", 2),
    "down-once": ([status(503, "overloaded", retry_after="1"), ok(GOOD)], "Two soldiers", 2),
    "down": ([status(500, f"fault of {KEY}, request req_0123456789")], "server_fault", 3),
    "asked-again": ([ok("I read it."), ok(f"```json\n{GOOD}\n```")], "Two soldiers", 2),
    "never-fits": ([ok('{"headline": 3'), ok("Sorry.")], "not_json", 2),
    "refused": ([ok(None, message={"refusal": "I cannot help."})], "refused", 1),
    "filtered": ([status(400, {"code": "content_filter", "message": "no"})], "filtered", 1),
    "cut": ([ok('{"headline', choice={"finish_reason": "length"})], "truncated", 1),
    "too-long": ([status(400, {"code": "context_length_exceeded"})], "context_overflow", 1),
    "no-credit": ([status(429, {"code": "insufficient_quota", "message": "add"})], "quota", 1),
    "wrong-key": ([status(401, f"Incorrect API key provided: {KEY}")], "auth", 1),
    "web-page": ([Step(body="<html>Log in", content_type="text/html")], "content_type", 1),
    "nothing": ([ok("", choices=[])], "empty_choices", 1),
}


@pytest.fixture(scope="module")
def vcr_cassette_dir():
    return str(HERE.parent / "cassettes" / "faults")


@pytest.fixture
def default_cassette_name(name):
    return name


@pytest.fixture
def address(name, record_mode, monkeypatch):
    monkeypatch.delenv("SUMMARIZER_BASE_URL", raising=False)
    if record_mode == "none":
        yield "https://llm.invalid/v1"
        return
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    with serving_beside(m=ROWS[name][0]) as server:
        yield server.url


@pytest.mark.parametrize("name", ROWS)
def test_a_recorded_fault_ends_as_it_should(name, address, summarizer_vcr, no_waiting):
    _, expected, requests = ROWS[name]
    llm = LLMExtractor(
        "openai/m",
        base_url=address,
        mode="md_json",
        prompt=PROMPT,
        policy=RetryPolicy(attempts=3),
        clock=None,
    )

    async def outcome():
        try:
            return (await llm.extract(ARTICLE)).headline
        except ExtractorError as err:
            return f"{err.outcome}: {err}"
        finally:
            await llm.aclose()

    told = asyncio.run(outcome())
    assert told.startswith(expected)
    assert KEY not in told
    assert (len(summarizer_vcr), summarizer_vcr.all_played or summarizer_vcr.dirty) == (
        requests,
        True,
    )


def test_every_cassette_has_its_row(vcr_cassette_dir):
    assert {path.stem for path in Path(vcr_cassette_dir).glob("*.yaml")} == set(ROWS)
