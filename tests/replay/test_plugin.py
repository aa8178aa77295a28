"""The pytest plugin as a project that uses the library meets it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from _pytest.pytester import SysModulesSnapshot
from server import ok, serving_beside, status

pytest_plugins = ["pytester"]

KEY = "sk-test-0123456789abcdef"
EVIDENCE = "Two soldiers were killed near Varn on Monday"
TEXT = f"Army: two dead in Varn\n\n{EVIDENCE}. «Їх двоє», a doctor said. قتل جنديان."
CASUALTY = {
    "id": "c1",
    "event_id": None,
    "harm": "killed",
    "count": {"text": "Two", "min": 2, "max": 2, "best": 2, "qualifier": "exact"},
    "claim_status": "author_stated",
    "evidence": [{"text": EVIDENCE}],
}


def answer(*casualties):
    return ok(
        json.dumps(
            {"headline": "Двоє soldiers killed", "abstract": [], "casualties": list(casualties)},
            ensure_ascii=False,
        )
    )


TEST = f"""
import os
from summarizer import Article, Summarizer

ARTICLE = Article({TEXT!r}, published="2020-01-07")

def test_report(summarizer_vcr, assert_summary):
    options = {{"revisions": 0, "seed": int(os.environ.get("SEED", "1"))}}
    address = os.environ.get("ADDRESS")
    summarizer = Summarizer("openai/m", base_url=address, **options)
    assert_summary(summarizer.run(ARTICLE), "report")
"""


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in ("SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    for name in ("OPENAI_API_KEY", "SUMMARIZER_API_KEY", "ADDRESS", "SEED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(pytester, monkeypatch):
    """A project with one test; run(options, steps of a server) runs it."""
    pytester.makepyfile(test_it=TEST)
    # A run inside this one would forget what it imports, and openai takes two seconds each time.
    monkeypatch.setattr(SysModulesSnapshot, "restore", lambda _: sys.modules.pop("test_it", None))

    def run(*options, steps=(), **environment):
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            words = ("-p", "summarizer.testing.plugin", "-q", *options)
            if not steps:
                return pytester.runpytest_inprocess(*words)
            with serving_beside(m=list(steps)) as server:
                patch.setenv("ADDRESS", server.url)
                patch.setenv("SUMMARIZER_API_KEY", KEY)
                return pytester.runpytest_inprocess(*words)

    return run


RECORD = "--record-mode=rewrite"
CASSETTE = "cassettes/test_it/test_report.yaml"


def test_from_nothing_to_a_green_test_without_key_or_network(project, pytester):
    project().stdout.fnmatch_lines(
        ["*nothing is recorded in *record it with --record-mode=rewrite"]
    )
    first = project(RECORD, steps=[answer(CASUALTY)])
    first.assert_outcomes(failed=1)
    first.stdout.fnmatch_lines(["*no summary is stored in *report.json; store this one with *"])
    stored = project("--summaries=update")
    stored.assert_outcomes(passed=1)
    stored.stdout.fnmatch_lines(["written: *report.json; read the difference before you commit it"])
    project().assert_outcomes(passed=1)
    text = (pytester.path / "summaries" / "report.json").read_text(encoding="utf-8")
    assert '"headline": "Двоє soldiers killed"' in text


def test_a_changed_request_says_so_and_never_connection_error(project):
    project(RECORD, "--summaries=update", steps=[answer(CASUALTY)]).assert_outcomes(passed=1)
    changed = project(SEED="2")
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(["*prompt changed: re-record with --record-mode=rewrite*"])
    changed.stdout.no_fnmatch_line("*RecordingError: *onnection error*")


def test_a_lost_claim_is_named_and_what_was_recorded_stays(project, pytester):
    project(RECORD, "--summaries=update", steps=[answer(CASUALTY)]).assert_outcomes(passed=1)
    lost = project(RECORD, steps=[answer()])
    lost.assert_outcomes(failed=1)
    lost.stdout.fnmatch_lines(
        [
            "*  casualties",
            f"*    - ca1  Two killed: “{EVIDENCE}”",
            "*store it with --summaries=update.*",
        ]
    )
    project("--summaries=update").assert_outcomes(passed=1)  # replays the new answer
    project().assert_outcomes(passed=1)


def test_a_server_that_is_not_there_costs_no_recording(project, pytester):
    project(RECORD, "--summaries=update", steps=[answer(CASUALTY)]).assert_outcomes(passed=1)
    before = (pytester.path / CASSETTE).read_bytes()
    gone = project(
        RECORD, ADDRESS="http://127.0.0.1:9/v1", SUMMARIZER_API_KEY=KEY, SUMMARIZER_X="1"
    )
    gone.assert_outcomes(failed=1)
    assert (pytester.path / CASSETTE).read_bytes() == before


def test_a_cassette_is_small_readable_and_holds_no_secret(project, pytester):
    steps = [status(429, f"slow down {KEY} org-Zk93hbqp41", x_request_id="req_0123456789",
                    set_cookie="a=b", openai_organization="acme", retry_after_ms="1"),
             answer(CASUALTY)]  # fmt: skip
    project(RECORD, "--summaries=update", steps=steps).assert_outcomes(passed=1)
    project().assert_outcomes(passed=1)
    text = (pytester.path / CASSETTE).read_text(encoding="utf-8")
    for secret in (KEY, "org-Zk93hbqp41", "req_0123", "acme", "cookie", "uthorization", "127.0.0"):
        assert secret not in text
    for words in ("Двоє soldiers killed", "قتل جنديان", "https://llm.invalid/v1/chat/completions"):
        assert words in text
    assert (len(text) < 8000, "\\u" in text, "!!binary" in text) == (True, False, False)


def test_nothing_is_reached_while_replaying(pytester, project):
    project(RECORD, "--summaries=update", steps=[answer(CASUALTY)])
    pytester.makepyfile(
        test_it="""
        import socket
        def test_report(summarizer_vcr):
            socket.create_connection(("127.0.0.1", 9))
        """
    )
    refused = project()
    refused.stdout.fnmatch_lines(["*Network is disabled*"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "is no summary of this version (1 faults"),
        ("{}", "is no summary of this version ("),
    ],
)
def test_a_stored_file_that_is_no_summary_says_so(project, pytester, body, words):
    project(RECORD, steps=[answer(CASUALTY)])
    path = pytester.path / "summaries" / "report.json"
    path.parent.mkdir()
    path.write_text(body)
    assert words in project().stdout.str()


def test_a_difference_outside_the_claims_is_told_too(project, pytester):
    project(RECORD, "--summaries=update", steps=[answer(CASUALTY)])
    path = pytester.path / "summaries" / "report.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"requests": 1', '"requests": 3'), encoding="utf-8")
    told = project()
    told.stdout.fnmatch_lines(
        ["*no claim differs, but:", "*~ provenance.model_run.requests: 3 → 1"]
    )


def test_a_scripted_extractor_and_no_waiting(pytester, project):
    pytester.makepyfile(
        test_it=f"""
        import asyncio
        import pytest
        from summarizer import Article, Summarizer
        from summarizer.errors import ServerFaultError
        from summarizer.retry import RetryPolicy, call

        ARTICLE = Article({TEXT!r})
        ANSWER = {{"headline": "H", "abstract": [], "casualties": [{CASUALTY!r}]}}

        @pytest.mark.parametrize("key", [ARTICLE, ARTICLE.id, ARTICLE.text])
        def test_scripted(scripted_extractor, key):
            made = Summarizer(scripted_extractor({{key: ANSWER}})).run(ARTICLE)
            assert [row.count.best for row in made.casualties] == [2]

        def test_retries(no_waiting):
            tries = []
            async def send():
                tries.append(1)
                raise ServerFaultError("x", wait=250.0)
            async def main():
                with pytest.raises(ServerFaultError):
                    async with asyncio.timeout(5):
                        await call(send, RetryPolicy(attempts=4, base=100))
            asyncio.run(main())
            assert len(tries) == 4
        """
    )
    project().assert_outcomes(passed=4)


def test_a_name_that_is_a_path_is_refused(pytester, project):
    pytester.makepyfile(
        test_it="""
        from summarizer import summarize
        def test_it(assert_summary):
            assert_summary(summarize("Two men died.", model="rules"), "../x")
        """
    )
    project().stdout.fnmatch_lines(["*ValueError: '../x' cannot be a file's name*"])


def test_the_entry_point_and_the_option_name_one_plugin():
    """So that a project with the plugin installed may also name it with -p."""
    import tomllib

    text = Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8")
    points = tomllib.loads(text)["project"]["entry-points"]["pytest11"]
    assert all(name == module for name, module in points.items())
    assert os.path.exists(Path(__file__).parents[2] / "summarizer/testing/plugin.py")
