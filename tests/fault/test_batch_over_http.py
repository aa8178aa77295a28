"""A batch through a language model on a server that misbehaves: limits, faults, fatal stops."""

import asyncio
import contextlib
import json
import sqlite3
import threading
from collections import Counter

import pytest
from server import DROP, HANG, cut, ok, serving, slowly, status

from summarizer.article import SourcedArticle
from summarizer.cli.main import main
from summarizer.extract.llm import LLMExtractor
from summarizer.limits import Limiter
from summarizer.retry import RetryPolicy
from summarizer.run.engine import RunOptions, run_batch
from summarizer.run.reading import read_entries
from summarizer.run.store import RunStore

GOOD = json.dumps({"headline": "Two killed", "abstract": [{"text": "Two.", "refs": []}]})
QUOTA = {"message": "used up", "code": "insufficient_quota"}


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", "sk-test")
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="module")
def _imported():
    """Importing openai takes longer than a test's article may."""
    import openai.resources.chat  # noqa: F401


@contextlib.contextmanager
def served(*steps):
    """Serve *steps* from a thread of its own: the batch has an event loop to itself."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    made, stop = [], asyncio.Event()

    async def run():
        async with serving(m=list(steps)) as server:
            made.append(server)
            ready.set()
            await stop.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield made[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def articles(count):
    return [
        SourcedArticle(f"Two soldiers were killed near Varn, report {n}.", source=str(n))
        for n in range(count)
    ]


def work(path, server, count, *, places=1, timeout=20.0, **options):
    limiter = Limiter(start=places, max_concurrency=places)
    extractor = LLMExtractor(
        "openai/m",
        base_url=server.url,
        policy=RetryPolicy(attempts=2, base=0.001, cap=0.002, timeout=5.0),
        throttle=limiter if places > 1 else None,  # its pace would take a minute of real time
        clock=None,
    )
    with RunStore(path) as store:
        return run_batch(
            articles(count),
            store,
            extractor,
            RunOptions(timeout=timeout, revisions=0, **options),
            limiter=limiter,
        )


def test_every_fault_of_a_server_ends_in_one_state_and_every_token_is_counted(tmp_path):
    """One article after another, so that the steps of the server meet them in order."""
    good = ok(GOOD)
    steps = [
        good,
        *(status(500), good),  # tried again
        *(status(429, "slow down", retry_after="0.01"), good),
        *(DROP, good),
        *(slowly(good, "drop_half"), good),
        *(cut(good), cut(good)),  # half a completion, twice
        *(ok("no JSON"), ok("{oops")),  # re-asked once
        ok("x", choice={"finish_reason": "content_filter"}),
        ok(None, message={"refusal": "I will not"}),
        *(status(503), status(503)),
        slowly(good, "drip"),  # drips for longer than the article may take
        HANG,
        ok(GOOD),
    ]
    path = tmp_path / "run.db"
    with served(*steps) as server:
        report = work(path, server, 13, timeout=1.0)
    outcomes = [(entry.state, entry.outcome) for entry in read_entries(path)]
    assert outcomes[:5] == [("done", None)] * 5
    assert outcomes[6:10] == [
        ("failed", "not_json"),
        ("filtered", "filtered"),
        ("filtered", "refused"),
        ("failed", "server_fault"),
    ]
    assert outcomes[10:] == [("failed", "timeout"), ("failed", "timeout"), ("done", None)]
    assert outcomes[5][0] == "failed"
    assert report.states == Counter(done=6, failed=5, filtered=2)
    bills = sqlite3.connect(path).execute("SELECT requests, tokens_in FROM run_articles").fetchall()
    assert bills[:5] == [(1, 9000), (2, 9000), (2, 9000), (2, 9000), (2, 9000)]
    assert bills[6] == (2, 18000)  # both unusable answers were paid for


@pytest.mark.parametrize(
    ("step", "complaint"),
    [(status(401), "key"), (status(404), "model"), (status(429, QUOTA), "quota")],
)
def test_what_would_fail_for_all_costs_as_many_requests_as_are_in_flight(tmp_path, step, complaint):
    path = tmp_path / "run.db"
    with served(step) as server:
        report = work(path, server, 200, places=8)
        assert len(server.seen) <= 8
    assert report.ended == "fatal"
    assert complaint in report.message
    assert set(report.states) == {"pending"}
    with served(ok(GOOD)) as server:
        assert work(path, server, 200, places=8).states == Counter(done=200)
        assert len(server.seen) == 200


def test_a_budget_stops_a_run_before_it_is_exceeded(tmp_path, monkeypatch):
    table = tmp_path / "prices.toml"
    table.write_text('as_of = 2026-01-01\n[models."openai/m"]\ninput = 100.0\noutput = 100.0\n')
    monkeypatch.setenv("SUMMARIZER_PRICES", str(table))
    path = tmp_path / "run.db"
    with served(ok(GOOD)) as server:
        report = work(path, server, 20, places=4, budget=5.0, cost_bound=lambda _: 1.0)
        assert len(server.seen) == 5  # each answer bills 9,020 tokens: 0.902 dollars
    assert (report.ended, round(report.spent, 3)) == ("budget", 4.51)


def test_the_command_resumes_after_a_wrong_key(tmp_path, capsys):
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(json.dumps({"text": item.text}) for item in articles(12)))
    run = tmp_path / "run.db"
    with served(*[status(401)] * 8, ok(GOOD)) as server:
        words = ["batch", str(source), "-o", str(run), "--model", "openai/m", "--quiet"]
        words += ["--base-url", server.url, "--max-concurrency", "8"]
        assert main(words) == 2
        talk = capsys.readouterr().err.splitlines()
        assert talk[0] == f"summarizer: {run}: 12 not reached"
        assert "does not take the key" in talk[1] or "key" in talk[1]
        assert talk[-1] == "summarizer: to go on, run the same command again"
        assert main(words) == 0
    assert capsys.readouterr().err == f"summarizer: {run}: 12 done\n"
