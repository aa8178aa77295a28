"""`prompts` and `doctor` as a user meets them: lines on stdout, exit codes, no traceback."""

from __future__ import annotations

import argparse
import asyncio
import threading
from concurrent.futures import Future

import pytest
from server import Step, ok, serving, status

from summarizer.cli import doctor, prompts
from summarizer.errors import ArticleError, EndpointError, PromptError
from summarizer.extract.probe import EXPECTED

KEY = "k-0123456789abcdef"
RIGHT = EXPECTED.model_dump_json()
FENCED = f"```json\n{RIGHT}\n```"


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    for name in ("SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL", "SUMMARIZER_API_KEY_COMMAND"):
        monkeypatch.delenv(name, raising=False)


def run(command, *words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def examine(*steps, capsys):
    """Return exit code, stdout and the number of requests of `doctor` against a server."""
    ready: Future = Future()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve():
        async with serving(m=list(steps)) as server:
            ready.set_result(server)
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        server = ready.result(10)
        code = run(doctor, "--model", "openai/m", "--base-url", server.url, "--timeout", "5")
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
    return code, capsys.readouterr().out, len(server.seen)


SAID = "answering-model, 9000 tokens in, 20 out"


@pytest.mark.parametrize(
    ("steps", "code", "lines"),
    [
        (
            [ok(RIGHT)],
            0,
            [
                f"json_schema  works  {SAID}",
                f"json         works  {SAID}",
                f"md_json      works  {SAID}",
                f"tools        works  {SAID}",
            ],
        ),
        (
            [status(400, "response_format is not supported"), ok(FENCED), ok("Varn."), ok("")],
            0,
            [
                "json_schema  fails  request_rejected: the server does not take the request (400:"
                " response_format is not supported); try another --mode, see summarizer doctor",
                f"json         works  {SAID}",
                "md_json      fails  answer not usable: it is not one JSON object;"
                " Invalid JSON: expected value at line 1 column 1",
                "tools        fails  empty_choices: the model's message is empty; try another"
                " --mode or model",
            ],
        ),
        (
            [status(401, f"bad key {KEY}")],  # the other modes would fail alike
            1,
            [
                "json_schema  fails  auth: the server refused the key (401: bad key [key]); check"
                " the key variable and that the key may use this model"
            ],
        ),
        (
            [ok('{"place": "Varn", "qualifier": "exact", "minimum": 7}')],
            0,
            [
                f"{mode:12} works  {SAID}; shape right, content not:"
                " {'place': 'Varn', 'qualifier': 'exact', 'minimum': 7}"
                for mode in ("json_schema", "json", "md_json", "tools")
            ],
        ),
        (
            [Step(body="<html></html>", content_type="text/html")],
            1,
            [
                f"{mode:12} fails  content_type: the server answered text/html, not JSON; check"
                " --base-url, which usually ends in /v1"
                for mode in ("json_schema", "json", "md_json", "tools")
            ],
        ),
    ],
    ids=["all", "some", "key", "wrong content", "web page"],
)
def test_the_doctor_says_for_each_mode_whether_it_works(steps, code, lines, capsys):
    assert examine(*steps, capsys=capsys) == (code, "\n".join(lines) + "\n", len(lines))


def test_the_doctor_sends_nothing_unless_a_model_is_named(capsys):
    assert run(doctor) == 0
    assert capsys.readouterr().out == "rules: reads offline; needs neither key nor network\n"


def test_the_doctor_needs_an_address():
    with pytest.raises(EndpointError, match="no provider in 'nowhere/x'"):
        run(doctor, "--model", "nowhere/x")


def test_prompts_are_listed_shown_found_and_checked(capsys):
    assert [run(prompts, action) for action in ("list", "show", "path", "check")] == [0, 0, 0, 0]
    out = capsys.readouterr().out
    assert out.startswith("extract-v1\tversion 1\t")
    assert "=== user.md.j2" in out


def test_a_prompt_is_rendered_for_a_file(tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_text("Shells {{ 7*7 }} fell.", encoding="utf-8")
    assert run(prompts, "render", str(article), "--published", "2016-06-26") == 0
    out = capsys.readouterr().out
    assert "Published: Sunday, 2016-06-26" in out
    assert "\nShells {{ 7*7 }} fell.\n" in out


@pytest.mark.parametrize("words", [["render"], ["list", "file.txt"]])
def test_render_takes_a_file_and_nothing_else_does(words):
    assert run(prompts, *words) == 2


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["render", "nowhere.txt"], ArticleError),
        (["check", "--prompt", "nowhere"], PromptError),
        (["show", "--prompt", "nowhere"], PromptError),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(words, error):
    with pytest.raises(error):
        run(prompts, *words)


def test_a_broken_prompt_of_ones_own_fails_the_check(tmp_path, capsys):
    (tmp_path / "prompt.toml").write_text(
        'name = "mine"\nversion = "1"\nlanguage = "en"\ndescription = "d"\n'
    )
    (tmp_path / "system.md.j2").write_text("{{ nobody }}")
    (tmp_path / "user.md.j2").write_text("{{ article }}")
    assert run(prompts, "check", "--prompt", str(tmp_path)) == 1
    assert "'nobody' is undefined" in capsys.readouterr().out
