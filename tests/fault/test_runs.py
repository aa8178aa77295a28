"""Runs in which things go wrong: every article ends in exactly one state, and nothing is lost."""

import asyncio
import json
import sqlite3
import stat
from collections import Counter

import pytest

from summarizer.article import Article, ReadFailure, SourcedArticle
from summarizer.errors import (
    AuthError,
    ExtractorError,
    FilteredError,
    LanguageError,
    NotJSONError,
    RunError,
    StorageFullError,
)
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.limits import Limiter
from summarizer.run.engine import MaxFailures, RunOptions, run_batch
from summarizer.run.reading import read_entries, read_summaries
from summarizer.run.store import RunStore
from summarizer.schema.extraction import Extraction
from summarizer.usage import Usage

EMPTY = Extraction(headline="h", abstract=[])


class Scripted(ScriptedExtractor):
    """Answers every article, except those whose text names a fault. Counts what it is asked."""

    def __init__(self, *, fingerprint="scripted", faults=None, wait=0.0):
        super().__init__({})
        self.fingerprint = fingerprint
        self.faults = faults or {}
        self.wait = wait
        self.most_at_once = self._at_once = 0

    async def extract(self, article):
        self.asked.append(article.id)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(self.wait)
        finally:
            self._at_once -= 1
        for word, fault in self.faults.items():
            if word in article.text:
                if fault == "hang":
                    await asyncio.Event().wait()
                raise fault
        return EMPTY


def articles(*names):
    return [
        SourcedArticle(f"Shells fell on {name}.", id=name, source=f"{name}.txt") for name in names
    ]


def numbered(count):
    return articles(*(f"village-{n}" for n in range(count)))


def work(path, items, extractor, limiter=None, **options):
    with RunStore(path) as store:
        return run_batch(items, store, extractor, RunOptions(**options), limiter=limiter)


def states(path):
    return {entry.source: (entry.state, entry.outcome) for entry in read_entries(path)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.db"


def test_every_article_ends_in_exactly_one_state(path):
    faults = {
        "refused": FilteredError("the filter stopped it"),
        "garbled": NotJSONError("no JSON", raw="{oops", usage=Usage(90, 10, None)),
        "foreign": LanguageError("no pack for Welsh"),
        "broken": ZeroDivisionError("a fault of a plug-in"),
        "endless": "hang",
    }
    items = [*articles("fine", *faults), ReadFailure("gone.txt", "there is no such file")]
    report = work(path, iter(items), Scripted(faults=faults), timeout=0.05)
    assert states(path) == {
        "fine.txt": ("done", None),
        "refused.txt": ("filtered", "filtered"),
        "garbled.txt": ("failed", "not_json"),
        "foreign.txt": ("failed", "language"),
        "broken.txt": ("failed", "crashed"),
        "endless.txt": ("failed", "timeout"),
        "gone.txt": ("failed", "unreadable"),
    }
    assert report.ended == "finished"
    assert report.states == Counter(done=1, filtered=1, failed=5)
    row = sqlite3.connect(path).execute(
        "SELECT raw, tokens_in, tokens_out, tokens_cached, attempts, text FROM run_articles"
        " WHERE id = 'garbled'"
    )
    assert row.fetchone() == ("{oops", 90, 10, None, 1, "Shells fell on garbled.")


def test_the_same_command_again_asks_for_nothing(path):
    first, second = Scripted(), Scripted()
    work(path, numbered(30), first)
    work(path, numbered(30), second)
    assert (len(first.asked), second.asked) == (30, [])


def test_failed_articles_are_tried_again_only_on_request(path):
    faulty = Scripted(faults={"village-3": NotJSONError("no JSON")})
    work(path, numbered(5), faulty)
    plain, again = Scripted(), Scripted()
    work(path, numbered(5), plain)
    work(path, None, again, retry_failed=True)
    assert (plain.asked, again.asked) == ([], ["village-3"])
    assert states(path)["village-3.txt"] == ("done", None)
    rows = sqlite3.connect(path).execute("SELECT id, attempts, message FROM run_articles")
    assert [row for row in rows if row[1] != 1 or row[2]] == [("village-3", 2, None)]


def test_another_fingerprint_does_everything_again_and_the_first_is_remembered(path):
    work(path, numbered(3), Scripted(fingerprint="prompt-1"))
    second, back = Scripted(fingerprint="prompt-2"), Scripted(fingerprint="prompt-1")
    work(path, None, second)
    report = work(path, numbered(3), back)
    assert (len(second.asked), back.asked, report.reused) == (3, [], 3)


def test_an_edited_article_is_done_again_and_only_that(path):
    work(path, articles("a", "b"), Scripted())
    extractor = Scripted()
    edited = SourcedArticle("Shells fell on b twice.", id="b", source="b.txt")
    work(path, [*articles("a"), edited], extractor)
    assert extractor.asked == ["b"]
    assert [entry.article.text for entry in read_entries(path)] == [
        "Shells fell on a.",
        "Shells fell on b twice.",
    ]


def test_answers_of_another_run_are_taken_over(path, tmp_path):
    work(path, numbered(4), Scripted())
    extractor = Scripted()
    with RunStore(tmp_path / "second.db", reuse=[path]) as store:
        report = run_batch(numbered(6), store, extractor)
    assert (len(extractor.asked), report.reused, report.states["done"]) == (2, 4, 6)


def test_a_fatal_error_stops_with_as_many_requests_as_are_in_flight(path):
    extractor = Scripted(faults={"village": AuthError("the key is not taken")}, wait=0.001)
    report = work(path, numbered(100), extractor, Limiter(start=4))
    assert (report.ended, report.message) == ("fatal", "the key is not taken")
    assert len(extractor.asked) <= 4
    assert report.states == Counter(pending=report.states["pending"])
    after = Scripted()
    assert work(path, numbered(100), after).states == Counter(done=100)
    assert len(after.asked) == 100


def test_a_limit_ends_the_session_and_the_next_goes_on(path):
    extractor = Scripted()
    ended = [work(path, numbered(25), extractor, limit=10).ended for _ in range(3)]
    assert ended == ["limit", "limit", "finished"]
    assert sorted(extractor.asked) == sorted(item.id for item in numbered(25))


class Priced(Scripted):
    """Fails each article with a bill of one dollar: bills of failures count as well."""

    async def extract(self, article):
        await super().extract(article)
        error = ExtractorError("no answer")
        error.run = type("Run", (), {"requests": 1, "cost_usd": 1.0})()
        raise error


def test_a_budget_is_never_exceeded_and_covers_all_sessions(path):
    options = {"budget": 3.5, "cost_bound": lambda _: 1.0}
    first = work(path, numbered(10), Priced(), **options)
    second = work(path, numbered(10), Priced(), **options)
    assert (first.ended, first.spent) == ("budget", 3.0)
    assert (second.ended, second.spent) == ("budget", 3.0)
    assert work(path, numbered(10), Priced(), **{**options, "budget": 5.0}).spent == 5.0


@pytest.mark.parametrize(
    ("limit", "asked"),
    [(MaxFailures(count=5), range(6, 15)), (MaxFailures(share=0.1), range(20, 30))],
)
def test_too_many_failures_end_the_session(path, limit, asked):
    extractor = Scripted(faults={"village": NotJSONError("no JSON")})
    report = work(path, numbered(100), extractor, max_failures=limit)
    assert report.ended == "max_failures"
    assert len(extractor.asked) in asked


def test_the_number_in_flight_follows_the_limiter(path):
    extractor = Scripted(wait=0.001)
    work(path, numbered(60), extractor, Limiter(start=3, max_concurrency=3))
    assert extractor.most_at_once == 3


def test_sources_are_read_as_they_are_needed(path):
    """At most a page or two are read ahead of the articles that were asked for."""
    read, ahead = 0, []
    extractor = Scripted()

    def stream():
        nonlocal read
        for item in numbered(3000):
            read += 1
            ahead.append(read - len(extractor.asked))
            yield item

    work(path, stream(), extractor)
    assert (len(extractor.asked), max(ahead) <= 800) == (3000, True)


LONG = " ".join(f"The {n}th lorry left for the {w} bridge." for n, w in enumerate("abcdefgh" * 3))


def test_copies_are_linked_and_not_paid_twice(path):
    items = [
        SourcedArticle(LONG, source="wire.txt"),
        SourcedArticle(LONG, source="exact.txt"),
        SourcedArticle(f"The Valley Gazette\n\n{LONG}", source="paper.txt"),
        SourcedArticle(LONG.replace("7th", "8th"), source="update.txt"),
    ]
    extractor = Scripted()
    work(path, items, extractor)
    assert {source: state for source, (state, _) in states(path).items()} == {
        "wire.txt": "done",
        "exact.txt": "skipped",
        "paper.txt": "skipped",
        "update.txt": "done",
    }
    originals = [entry.duplicate_of for entry in read_entries(path)]
    assert originals == [None, Article(LONG).id, Article(LONG).id, None]
    work(path, items, extractor, dedup=False)
    assert len(extractor.asked) == 3  # the exact copy has the first one's answer
    assert {state for state, _ in states(path).values()} == {"done"}


def test_a_second_writer_is_told_who_writes(path):
    with RunStore(path), pytest.raises(RunError, match=r"being written by process \d+"):
        RunStore(path)
    RunStore(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["run.db"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"no database at all, but long enough to be read as the head of one" * 20, "no run"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "damaged"),
    ],
)
def test_a_file_that_is_no_run_is_refused_and_left_alone(path, content, complaint):
    path.write_bytes(content)
    with pytest.raises(RunError, match=complaint):
        RunStore(path)
    with pytest.raises(RunError):
        list(read_summaries(path) if content.startswith(b"SQLite") else read_entries(path))
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE recipes (name)")
    with pytest.raises(RunError, match="something else"):
        RunStore(path)


def test_a_run_of_a_newer_version_is_refused(path):
    RunStore(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    for use in (RunStore, lambda file: list(read_summaries(file))):
        with pytest.raises(RunError, match="newer version"):
            use(path)


def test_a_damaged_page_is_one_sentence(path):
    work(path, numbered(200), Scripted())
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x5a" * len(data[8192:-4096])
    path.write_bytes(data)
    with pytest.raises(RunError, match="damaged"):
        list(read_entries(path))


def test_when_the_disk_is_full_the_run_stops_and_goes_on_later(path):
    with RunStore(path) as store:
        store._db.execute("PRAGMA max_page_count = 40")
        with pytest.raises(StorageFullError, match="no room left"):
            run_batch(numbered(2000), store, Scripted())
    done = {source for source, (state, _) in states(path).items() if state == "done"}
    extractor = Scripted()
    report = work(path, numbered(2000), extractor)
    assert report.states == Counter(done=2000)
    assert len(extractor.asked) == 2000 - len(done)


def test_a_read_only_folder_is_refused_for_writing_and_fine_for_reading(path, tmp_path, request):
    work(path, numbered(3), Scripted())
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    request.addfinalizer(lambda: tmp_path.chmod(stat.S_IRWXU))
    if _is_root(tmp_path):
        pytest.skip("root may write everywhere")
    with pytest.raises(RunError, match="choose a folder"):
        RunStore(path)
    assert len(list(read_summaries(path))) == 3


def _is_root(folder):
    try:
        (folder / "probe").touch()
    except PermissionError:
        return False
    (folder / "probe").unlink()
    return True


def test_a_run_can_be_read_while_it_is_written(path):
    with RunStore(path) as store:
        run_batch(numbered(3), store, Scripted())
        assert len(list(read_summaries(path))) == 3


def test_summaries_are_read_from_json_lines_as_from_a_run(path, tmp_path):
    work(path, numbered(3), Scripted())
    lines = [made.model_dump_json() for made in read_summaries(path)]
    exported = tmp_path / "run.jsonl"
    exported.write_text("\n".join([lines[0], json.dumps({"error": "x", "path": "y"}), *lines[1:]]))
    assert list(read_summaries(exported)) == list(read_summaries(path))
