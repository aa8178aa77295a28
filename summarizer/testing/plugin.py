"""The fixtures and the option. Nothing heavy is imported before a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.extract.scripted import ScriptedExtractor
    from summarizer.schema.extraction import Extraction
    from summarizer.schema.summary import ArticleSummary

INSTALL = "pip install 'conflict-summarizer[testing]'"
UPDATED = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare ``--summaries``."""
    parser.getgroup("summarizer").addoption(
        "--summaries",
        choices=("compare", "update"),
        default="compare",
        help="assert_summary: compare with the stored summaries (default), or store the new ones",
    )


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which stored summaries were written, so that nobody commits them unread."""
    updated = config.stash.get(UPDATED, [])
    if updated:
        terminalreporter.section("stored summaries")
        for path in updated:
            terminalreporter.write_line(
                f"written: {path}; read the difference before you commit it"
            )


@pytest.fixture
def summarizer_vcr(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Replay this test's requests from its cassette; yields the cassette of vcrpy.

    The cassette is ``cassettes/MODULE/TEST.yaml`` beside the test. Without options nothing leaves
    the machine and no key is needed; ``--record-mode=rewrite`` asks the model and records it.
    Requests are matched by their JSON body, whatever the server's address; keys are never stored.
    """
    try:
        from pytest_recording.network import blocking_context
    except ImportError:
        pytest.fail(f"summarizer_vcr needs pytest-recording: {INSTALL}", pytrace=False)
    from summarizer.extract.recording import ADDRESS
    from summarizer.testing.cassettes import recorder, replaying

    if request.getfixturevalue("disable_recording"):
        yield None
        return
    mode: str = request.getfixturevalue("record_mode")
    folder = Path(request.getfixturevalue("vcr_cassette_dir"))
    path = folder / f"{request.getfixturevalue('default_cassette_name')}.yaml"
    if mode != "none":
        tape = recorder(rewrite=mode == "rewrite")
        with tape.use_cassette(str(path), record_mode="all" if mode == "rewrite" else mode) as made:
            yield made
        return
    if not path.exists():
        pytest.fail(
            f"nothing is recorded in {path}; record it with --record-mode=rewrite", pytrace=False
        )
    monkeypatch.delenv("SUMMARIZER_API_KEY_COMMAND", raising=False)
    monkeypatch.setenv("SUMMARIZER_API_KEY", "replayed")  # a client wants one; it goes nowhere
    monkeypatch.setenv("SUMMARIZER_BASE_URL", ADDRESS)  # and so does the address
    with blocking_context(), replaying(str(path)) as made:
        yield made


@pytest.fixture
def assert_summary(request: pytest.FixtureRequest) -> Callable[[ArticleSummary, str], None]:
    """Return a function that compares a summary with ``summaries/NAME.json`` beside the test.

    It compares the whole summary and, where it differs, tells which claims were lost, added or
    changed. ``--summaries=update`` stores what is there now.
    """
    folder = request.path.parent / "summaries"
    update = request.config.getoption("--summaries") == "update"

    def check(summary: ArticleSummary, name: str) -> None:
        __tracebackhide__ = True
        from summarizer.testing.stored import compare, store

        if not update:
            compare(summary, folder, name)
        elif store(summary, folder, name):
            path = folder / f"{name}.json"
            request.config.stash.setdefault(UPDATED, []).append(str(path))

    return check


@pytest.fixture
def scripted_extractor() -> Callable[..., ScriptedExtractor]:
    """Return a function that makes an extractor from answers given beforehand.

    It takes a table from article (or its id, sha256 or text) to an ``Extraction`` or a dict of its
    fields, and a list of further answers for revisions.
    """

    def made(
        answers: Mapping[Article | str, Extraction | Mapping[str, Any]],
        revisions: Iterable[Extraction | Mapping[str, Any]] = (),
    ) -> ScriptedExtractor:
        from summarizer.extract.scripted import ScriptedExtractor
        from summarizer.schema.extraction import Extraction

        def read(answer: Extraction | Mapping[str, Any]) -> Extraction:
            if isinstance(answer, Extraction):
                return answer
            return Extraction.model_validate(answer)

        table = {
            key if isinstance(key, str) else key.id: read(answer) for key, answer in answers.items()
        }
        return ScriptedExtractor(table, [read(answer) for answer in revisions])

    return made


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let retries follow each other at once, whatever the server asks for."""
    from summarizer import retry

    monkeypatch.setattr(retry, "wait_before", lambda *_: 0.0)
