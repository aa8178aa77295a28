"""The straight line with a model in it: what a failure, a revision and a fallback leave behind."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime

import pytest
from server import DROP, ok, serving, status

from summarizer.article import Article
from summarizer.errors import (
    AuthError,
    FilteredError,
    LanguageError,
    RecordingError,
    TruncatedError,
)
from summarizer.extract.llm import LLMExtractor
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.pipeline import Summarizer, summarize_article
from summarizer.retry import RetryPolicy
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import ModelRun

TEXT = "Army: two dead in Varn\n\nTwo soldiers were killed near Varn on Monday. A doctor left."
ARTICLE = Article(TEXT, published="2020-01-07")
POLICY = RetryPolicy(attempts=2, base=0.001, cap=0.002)
TIME = datetime(2026, 11, 25, tzinfo=UTC)


def _casualty(**changes):
    return {
        "id": "c9",
        "event_id": "e9",
        "harm": "killed",
        "count": {"text": "Two", "min": 2, "max": 2, "best": 2, "qualifier": "exact"},
        "claim_status": "author_stated",
        "evidence": [{"text": "Two soldiers were killed near Varn on Monday"}],
    } | changes


EVENT = {
    "id": "e9",
    "title": "Two soldiers killed",
    "event_type": "Battles",
    "status": "actual",
    "time_frame": "current",
    "claim_status": "author_stated",
    "evidence": [{"text": "Two soldiers were killed near Varn on Monday"}],
}
BASE = {
    "headline": "Two soldiers killed near Varn",
    "abstract": [{"text": "Two soldiers were killed near Varn.", "refs": ["e9"]}],
    "events": [EVENT],
}
GOOD = json.dumps(BASE | {"casualties": [_casualty()]})
WRONG = json.dumps(
    BASE
    | {
        "casualties": [
            _casualty(evidence=[{"text": "Three soldiers were killed near Varn on Monday"}])
        ]
    }
)
MENDED = json.dumps(
    {"headline": "", "abstract": [], "casualties": [_casualty(id="ca1", event_id="ev1")]}
)


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", "k-0123456789")
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)


def line(*steps, revisions=1, fallback=None, model="openai/gpt-4.1-mini"):
    """Return (summary or error, requests seen)."""

    async def main():
        async with serving(**{model.split("/")[1]: list(steps)}) as server:
            llm = LLMExtractor(model, base_url=server.url, policy=POLICY, clock=lambda: TIME)
            try:
                made = await summarize_article(ARTICLE, llm, revisions=revisions, fallback=fallback)
            except Exception as err:  # handed to the test, which says which one it wants
                made = err
            finally:
                await llm.aclose()
            return made, server.seen

    return asyncio.run(main())


def test_provenance_says_who_answered_and_what_it_took():
    summary, _ = line(ok(GOOD))
    run = summary.provenance.model_run
    prompt = run.prompt_sha256
    assert run == ModelRun(
        model="openai/gpt-4.1-mini",
        model_answered="answering-model",
        provider="openai",
        mode="json_schema",
        prompt="extract-v1",
        prompt_sha256=prompt,
        language="en",
        temperature=0.0,
        seed=None,
        system_fingerprint="fp_1",
        passes=1,
        requests=1,
        tokens_in=9000,
        tokens_out=20,
        tokens_cached=None,
        cost_usd=0.003632,
        priced_as_of=date(2025, 6, 1),
        started=TIME,
        finished=TIME,
    )
    assert (summary.provenance.extractor, summary.provenance.fallback) == (
        "openai/gpt-4.1-mini",
        None,
    )
    assert [(row.count.best, row.evidence[0].match) for row in summary.casualties] == [(2, "exact")]


def test_the_same_answers_give_the_same_bytes():
    first, second = (line(ok(GOOD))[0].model_dump_json() for _ in range(2))
    assert first == second


def test_a_revision_sends_the_points_and_not_the_history():
    summary, seen = line(ok(WRONG), ok(MENDED))
    system, user = seen[1].body["messages"]
    assert system == seen[0].body["messages"][0]
    assert "'Three soldiers were killed near Varn on Monday' was not found" in user["content"]
    assert "ev1 Two soldiers killed | actual" in user["content"]
    assert WRONG not in user["content"]
    assert [row.evidence[0].match for row in summary.casualties] == ["exact"]
    assert [issue.code for issue in summary.issues if issue.code == "V1"] == []
    assert (len(seen), summary.provenance.model_run.requests) == (2, 2)
    assert summary.provenance.model_run.tokens_in == 18000


def test_a_revision_can_take_a_record_back_and_leaves_no_loose_end():
    dropped = json.dumps({"headline": "", "abstract": [], "drop": ["ca1"]})
    summary, _ = line(ok(WRONG), ok(dropped))
    assert (summary.casualties, summary.events[0].casualty_ids) == ([], [])
    assert [issue.code for issue in summary.issues if issue.code == "V14"] == []


def test_a_revision_that_makes_it_worse_is_paid_for_but_not_taken():
    """It mends a loose reference and brings a number that its quote does not print."""
    loose = json.dumps(BASE | {"casualties": [_casualty(blamed=["ac7"])]})
    nine = {"text": "Nine", "min": 9, "max": 9, "best": 9, "qualifier": "exact"}
    changed = _casualty(id="ca1", event_id="ev1", count=nine)
    worse = json.dumps({"headline": "", "abstract": [], "casualties": [changed]})
    summary, seen = line(ok(loose), ok(worse))
    assert (summary.casualties[0].count.best, len(seen)) == (2, 2)
    assert summary.provenance.model_run.requests == 2


def test_a_revision_that_fails_leaves_the_first_answer_and_a_note():
    summary, _ = line(ok(WRONG), status(500))
    assert summary.casualties[0].count.best == 2
    assert [i.message for i in summary.issues if i.code == "model"] == [
        "a revision was asked for and failed: the server failed with 500 (no); try again later"
    ]
    assert summary.provenance.model_run.requests == 3


def _offline():
    answer = Extraction.model_validate(BASE)
    return ScriptedExtractor({ARTICLE.id: answer})


def test_a_fallback_is_labelled_with_the_reason_and_with_what_was_billed():
    step = ok("", choice={"finish_reason": "content_filter"})
    summary, _ = line(step, fallback=_offline())
    told = summary.provenance
    assert (told.extractor, told.fallback.split(":")[0]) == ("scripted", "filtered")
    assert (told.model_run.model, told.model_run.tokens_in) == ("openai/gpt-4.1-mini", 9000)
    assert [i.severity for i in summary.issues if i.code == "model"] == ["warning"]


class _Unlettered(ScriptedExtractor):
    async def extract(self, article):
        raise LanguageError("no pack for it")


@pytest.mark.parametrize(
    ("step", "fallback", "error"),
    [
        (ok("", choice={"finish_reason": "content_filter"}), None, FilteredError),
        (ok("", choice={"finish_reason": "length"}), None, TruncatedError),
        (status(401), _offline(), AuthError),  # the next article would meet it too
        (ok("", choice={"finish_reason": "content_filter"}), _Unlettered({}), FilteredError),
    ],
)
def test_a_failure_is_an_error_and_never_an_empty_summary(step, fallback, error):
    result, _ = line(step, fallback=fallback)
    assert type(result) is error


def test_the_synchronous_face_opens_and_closes_its_own_connections():
    """A loop of its own for each run; nothing is left open behind it."""

    async def serve(ready, stop):
        async with serving(m=[DROP, ok(GOOD)]) as server:
            ready.set_result(server.url)
            await stop.wait()

    import threading
    from concurrent.futures import Future

    ready: Future[str] = Future()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(ready, stop)))
    thread.start()
    try:
        summarizer = Summarizer("openai/m", base_url=ready.result(10), attempts=2, passes=1)
        first = summarizer.run(ARTICLE)
        second = list(summarizer.run_many([ARTICLE, ARTICLE]))
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
    counts = [made.casualties[0].count.best for made in (first, *second)]
    assert counts == [2, 2, 2]


def test_a_replay_without_this_request_is_fatal_and_says_to_record_again(tmp_path):
    vcr = pytest.importorskip("vcr")
    tape = vcr.VCR(
        cassette_library_dir=str(tmp_path),
        match_on=("method", "path", "body"),
        filter_headers=["authorization"],
    )

    async def ask(url, text):
        llm = LLMExtractor("openai/m", base_url=url, policy=POLICY, clock=None)
        try:
            return await llm.extract(Article(text))
        finally:
            await llm.aclose()

    async def main():
        async with serving(m=[ok(GOOD)]) as server:
            with tape.use_cassette("one.yaml", record_mode="all"):
                first = await ask(server.url, TEXT)
            with tape.use_cassette("one.yaml", record_mode="none"):
                again = await ask(server.url, TEXT)
                with pytest.raises(RecordingError, match="re-record") as caught:
                    await ask(server.url, TEXT + " Changed.")
            return first, again, caught.value, len(server.seen)

    first, again, err, requests = asyncio.run(main())
    assert first.model_dump() == again.model_dump()
    assert (err.fatal, err.run.requests, requests) == (True, 1, 1)
    assert "k-0123456789" not in (tmp_path / "one.yaml").read_text(encoding="utf-8")
