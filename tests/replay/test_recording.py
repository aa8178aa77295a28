"""A recorded run, replayed without key, network or server, gives the bytes it gave."""

from __future__ import annotations

import asyncio
import json
import pickle
import socket
from itertools import permutations

import pytest
from server import DROP, Step, completion, ok, serving, serving_beside, slowly, status

from summarizer.article import Article
from summarizer.cli.main import main
from summarizer.errors import EndpointError, ExtractorError, RecordingError
from summarizer.extract.llm import LLMExtractor, Options
from summarizer.extract.readable import fold_answer, unfold_answer
from summarizer.extract.recording import Recorder, Replayer, Reply, body_hash, cleaned
from summarizer.extract.registry import get_extractor
from summarizer.pipeline import summarize_article
from summarizer.retry import RetryPolicy
from summarizer.run.reading import read_summaries
from summarizer.write.jsonl import failure_line, summary_line

KEY = "sk-test-0123456789abcdef"
POLICY = RetryPolicy(attempts=3, base=0.001, cap=0.002, timeout=0.3)
GOOD = json.dumps({"headline": "Two soldiers killed near Varn", "abstract": []})
WORDS = "Two soldiers were killed near Varn on Monday, «за даними» army. أ"


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_key_no_network(monkeypatch):
    def away():
        monkeypatch.delenv("SUMMARIZER_API_KEY")

        def refuse(*_):
            raise AssertionError("a replay opened a connection")

        monkeypatch.setattr(socket.socket, "connect", refuse)

    return away


def article(number=0):
    return Article(f"Report {number}\n\n{WORDS}", published="2020-01-07")


async def lines_of(llm, articles, revisions=0):
    """Return the line that each article ends up as, with all of them in flight at once."""

    async def one(item):
        try:
            return summary_line(await summarize_article(item, llm, revisions=revisions))
        except ExtractorError as err:
            return failure_line(item.id, str(err), outcome=err.outcome, raw=err.raw)

    try:
        return await asyncio.gather(*(one(item) for item in articles))
    finally:
        await llm.aclose()


def record(folder, articles, *steps, policy=POLICY, revisions=0, **options):
    async def main():
        async with serving(m=list(steps)) as server:
            llm = LLMExtractor(
                "openai/m", base_url=server.url, policy=policy, record=folder, **options
            )
            lines = await lines_of(llm, articles, revisions)
            return server.url, lines, len(server.seen)

    return asyncio.run(main())


def replay(folder, articles, url=None, revisions=0, **options):
    llm = LLMExtractor("openai/m", base_url=url, policy=POLICY, replay=folder, **options)
    return asyncio.run(lines_of(llm, articles, revisions))


PRETTY = Step(body=json.dumps(completion(GOOD), indent=2))
ECHO = status(401, f"Incorrect API key provided: {KEY}; organization org-Zk93hbqp41")


@pytest.mark.parametrize(
    "steps",
    [
        [ok(GOOD)],
        [PRETTY],
        [ok(f"```json\n{GOOD}\n```")],
        [ok("no JSON at all"), ok(GOOD)],  # a re-ask
        [status(429, "slow down", retry_after="7"), ok(GOOD)],
        [status(503, "overloaded")],  # to the end of all attempts
        [status(429, {"code": "insufficient_quota", "message": "no credit"})],
        [ECHO],
        [DROP, ok(GOOD)],
        [DROP],
        [slowly(ok(GOOD), "hang"), ok(GOOD)],  # late once
        [Step(body="<html>hello", content_type="text/html")],
        [ok(GOOD, choice={"finish_reason": "length"})],
        [ok(None, message={"refusal": "I would rather not."})],
        [ok("half a character: \ud83d")],
    ],
    ids=(
        "plain pretty fenced reask busy down quota echo drop gone late html cut refused surrogate"
    ).split(),
)
def test_every_outcome_is_replayed_to_the_same_line(tmp_path, steps, no_key_no_network):
    steps = [Step(**(vars(s) | {"headers": ()})) if s.status == 429 else s for s in steps]
    url, recorded, _ = record(tmp_path / "r", [article()], *steps)
    no_key_no_network()
    assert replay(tmp_path / "r", [article()], url) == recorded


def test_the_server_s_wish_to_wait_is_kept_and_not_obeyed(tmp_path):
    asked = status(429, "slow down", retry_after="0.2")
    _, recorded, _ = record(tmp_path, [article()], asked, ok(GOOD))
    [path] = tmp_path.glob("*.json")
    text = path.read_text(encoding="utf-8")
    assert '"wait": 0.2' in text
    path.write_text(text.replace('"wait": 0.2', '"wait": 250.0'), encoding="utf-8")
    assert replay(tmp_path, [article()]) == recorded


def test_64_in_flight_are_answered_in_any_order(tmp_path, no_key_no_network):
    articles = [article(number) for number in range(64)]
    steps = [ok(json.dumps({"headline": f"H{n}", "abstract": []})) for n in range(64)]
    _, recorded, requests = record(tmp_path, articles, *steps, policy=RetryPolicy())
    assert requests == 64
    no_key_no_network()
    backwards = replay(tmp_path, articles[::-1])[::-1]
    assert (replay(tmp_path, articles), backwards) == (recorded, recorded)
    assert len(list(tmp_path.glob("*.json"))) == 64
    assert len(list((tmp_path / "parts").iterdir())) == 2  # instructions and schema, once


def test_the_same_request_is_answered_in_the_order_of_its_calls(tmp_path):
    async def ask(tape, replies):
        got = []
        for reply in replies:

            async def fetch(reply=reply):
                return reply

            got.append(await tape.around(BODY, fetch)())
        return got

    replies = [Reply(200, "a"), Reply(200, "b"), Reply(500, "c")]
    asyncio.run(ask(Recorder(tmp_path), replies))
    assert asyncio.run(ask(Replayer(tmp_path), [None] * 4)) == [*replies, replies[-1]]


BODY = {"model": "m", "messages": [{"role": "system", "content": "s"}]}


def test_a_new_run_replaces_what_an_older_one_recorded(tmp_path):
    record(tmp_path, [article()], status(401, "no"))
    _, second, _ = record(tmp_path, [article()], ok(GOOD))
    assert replay(tmp_path, [article()]) == second


def test_no_secret_is_written(tmp_path):
    record(tmp_path, [article()], ECHO)
    record(tmp_path, [article(1)], ok(GOOD))
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*"))
    for secret in (KEY, "org-Zk93hbqp41", "127.0.0.1", "uthorization", "Bearer"):
        assert secret not in kept
    assert "Incorrect API key provided: [key]" in kept


@pytest.mark.parametrize(
    ("body", "code", "key", "kept"),
    [
        ('{"choices":[], "model":"ollama/q"}', 200, "ollama", '{"choices":[], "model":"ollama/q"}'),
        ('{"choices":["bearer of news"]}', 200, KEY, '{"choices":["bearer of news"]}'),
        (f'{{"choices":["{KEY}"]}}', 200, KEY, '{"choices":["[key]"]}'),
        ('{"error":"ollama?"}', 200, "ollama", '{"error":"[key]?"}'),
        ("Bearer abc in req_0123456789", 500, "none", "[key] in [key]"),
    ],
)
def test_only_complaints_are_searched_for_what_looks_like_a_key(body, code, key, kept):
    assert cleaned(body, code, key) == kept


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"mode": "tools"}, "the schema is in no recorded request"),
        ({"options": Options(seed=4)}, "a parameter is in no recorded request"),
        (
            {"options": Options(summary_language="uk")},
            "the system message is in no recorded request",
        ),
        ({}, "its article was not recorded with this prompt and these parameters"),
    ],
)
def test_an_unknown_request_says_what_changed_and_how_to_record_it(tmp_path, options, reason):
    record(tmp_path, [article(0)], ok(GOOD))
    [line] = replay(tmp_path, [article(1 if not options else 0)], **options)
    told = json.loads(line)
    assert told["outcome"] == "not_recorded"
    assert told["error"] == f"prompt changed: re-record with --record {tmp_path} ({reason})"


def test_a_revision_that_is_not_recorded_fails_the_article(tmp_path):
    claim = {
        "id": "c1",
        "event_id": None,
        "harm": "killed",
        "count": {"text": "Five", "min": 5, "max": 5, "best": 5, "qualifier": "exact"},
        "claim_status": "author_stated",
        "evidence": [{"text": "Five soldiers were killed"}],  # the article says two
    }
    wrong = json.dumps({"headline": "H", "abstract": [], "casualties": [claim]})
    nothing = json.dumps({"headline": "", "abstract": []})
    _, recorded, requests = record(tmp_path, [article()], ok(wrong), ok(nothing), revisions=1)
    assert (requests, replay(tmp_path, [article()], revisions=1)) == (2, recorded)
    [revision] = [path for path in tmp_path.glob("*.json") if "Correct only" in path.read_text()]
    revision.unlink()
    assert json.loads(replay(tmp_path, [article()], revisions=1)[0])["outcome"] == ("not_recorded")


def test_a_recording_that_breaks_off_or_is_damaged_says_so(tmp_path):
    record(tmp_path, [article()], status(503, "busy"), ok(GOOD))
    [path] = tmp_path.glob("*.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["calls"][0].pop()
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "breaks off in" in json.loads(replay(tmp_path, [article()])[0])["error"]
    path.write_text("{", encoding="utf-8")
    assert "cannot be read as a recording" in json.loads(replay(tmp_path, [article()])[0])["error"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"record": "a", "replay": "b"}, "--record and --replay exclude each other"),
        ({"replay": "none"}, "there is no recording in none; make one with --record none"),
    ],
)
def test_options_that_cannot_work_are_refused(options, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EndpointError, match=sentence):
        get_extractor("openai/m", **options)


def test_a_model_without_a_provider_is_replayed_without_an_address(tmp_path):
    (tmp_path / "x.json").write_text("{}")
    assert get_extractor("m", replay=tmp_path).name == "custom/m"


def test_a_tape_goes_to_a_worker_without_what_it_has_counted(tmp_path):
    record(tmp_path, [article()], ok(GOOD))
    llm = LLMExtractor("openai/m", replay=tmp_path)
    first = asyncio.run(lines_of(llm, [article()]))
    assert asyncio.run(lines_of(pickle.loads(pickle.dumps(llm)), [article()])) == first


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(WORDS, encoding="utf-8")
    return str(path)


def summarized(capsys, *words):
    code = main(["summarize", *words, "--json", "--published", "2020-01-07"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_replays_what_it_recorded(report, tmp_path, capsys, no_key_no_network):
    words = (report, "--model", "openai/m")
    folder = str(tmp_path / "answers")
    with serving_beside(m=[ok(GOOD)]) as server:
        recorded = summarized(capsys, *words, "--base-url", server.url, "--record", folder)
    no_key_no_network()
    assert summarized(capsys, *words, "--replay", folder) == recorded
    assert (recorded[0], recorded[1].count("\n")) == (0, 1)
    code, out, err = summarized(capsys, *words, "--replay", folder, "--seed", "3")
    assert (code, json.loads(out)["outcome"]) == (1, "not_recorded")
    assert f"prompt changed: re-record with --record {folder} (a parameter is in no" in err


def test_a_batch_is_replayed_to_the_same_summaries(tmp_path, capsys, no_key_no_network):
    (tmp_path / "articles").mkdir()
    for number in range(12):
        path = tmp_path / "articles" / f"{number}.txt"
        path.write_text(article(number).text, encoding="utf-8")
    folder = str(tmp_path / "answers")
    words = ["batch", str(tmp_path / "articles"), "--model", "openai/m", "--quiet"]
    steps = [status(503, "busy"), ok("no JSON"), *[ok(GOOD)] * 40]
    with serving_beside(m=steps) as server:
        options = ["--base-url", server.url, "--record", folder]
        assert main([*words, "-o", str(tmp_path / "a.db"), *options]) == 0
    no_key_no_network()
    assert main([*words, "-o", str(tmp_path / "b.db"), "--replay", folder]) == 0
    runs = []
    for name in ("a.db", "b.db"):
        rows = read_summaries(tmp_path / name)
        runs.append(sorted(row.model_dump_json() for row in rows))
    assert runs[0] == runs[1]
    assert len(runs[0]) == 12
    capsys.readouterr()
    assert main(["diff", str(tmp_path / "a.db"), str(tmp_path / "b.db"), "--fail-on", "all"]) == 0
    assert capsys.readouterr().out == "12 articles compared, 0 changed\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--model", "rules", "--replay", "a"], "--replay is for language models"),
        (["--model", "openai/m", "--replay", "a"], "there is no recording in a; make one with"),
        (["--model", "openai/m", "--record", "a", "--replay", "a"], "not allowed with argument"),
        (["--model", "openai/m", "--record", "{report}"], "nothing can be recorded in {report}:"),
    ],
)
def test_wrong_use_of_the_command_is_one_sentence(words, sentence, report, capsys):
    words = [word.format(report=report) for word in words]
    code, out, err = summarized(capsys, report, *words)
    assert (code, out) == (2, "")
    assert sentence.format(report=report) in err


# -- what a file looks like ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "two\nlines\n",
        "{",
        '{"a":1}',
        '{"a": 1}',
        '{"a":1,"a":2}',
        '{"a" : 1}',
        '[1.0,1e5,"é"]',
        '["\\u00e9"]',
        json.dumps({"a": json.dumps({"b": "x\ny"}, indent=2)}),
        json.dumps({"a": {"json": 1, "style": "compact"}}),
        json.dumps({"lines": ["a", "b"]}),
        json.dumps({"a": {"lines": "x"}, "b": json.dumps({"json": {}, "style": 3})}),
    ],
)
def test_what_is_unfolded_for_reading_folds_back_to_the_same_bytes(text):
    kept = json.loads(json.dumps(fold_answer({"body": text}, "body")))
    assert unfold_answer(kept["body"]) == text


def test_the_name_of_a_request_does_not_depend_on_the_order_of_its_keys():
    pairs = list({"model": "m", "seed": 1, "messages": []}.items())
    assert len({body_hash(dict(order)) for order in permutations(pairs)}) == 1
    assert body_hash({"model": "m"}) != body_hash({"model": "n"})


def test_a_recording_error_stops_a_run():
    assert RecordingError("x").fatal
