"""kill -9 at any point: the same command goes on, and what was stored is not asked again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import pytest

from summarizer.run.database import connect_reader
from summarizer.run.reading import read_entries

KILLS = int(os.environ.get("SUMMARIZER_TEST_KILLS", "4"))  # 20 before a release
ARTICLES, IN_FLIGHT = 240, 4

# Answers each article after a moment, and appends its id to a file before it does.
CHILD = """
import asyncio, os, sys
from summarizer.article import SourcedArticle
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.limits import Limiter
from summarizer.run.engine import run_batch
from summarizer.run.store import RunStore
from summarizer.schema.extraction import Extraction

database, asked, count, places = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
log = os.open(asked, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

class Slow(ScriptedExtractor):
    async def extract(self, article):
        os.write(log, f"{article.id}\\n".encode())
        await asyncio.sleep(0.002)
        return Extraction(headline="h", abstract=[])

items = (SourcedArticle(f"Shells fell on village {n}.", id=str(n), source=f"{n}")
         for n in range(count))
with RunStore(database) as store:
    run_batch(items, store, Slow({}), limiter=Limiter(start=places, max_concurrency=places))
"""


def lines(path):
    return path.read_bytes().count(b"\n") if path.exists() else 0


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_goes_on_where_it_was(tmp_path, seed):
    """Killed three times each; only what was in flight may be asked a second time."""
    database, asked = tmp_path / "run.db", tmp_path / "asked"
    command = [sys.executable, "-c", CHILD, database, asked, str(ARTICLES), str(IN_FLIGHT)]
    chance = random.Random(seed)
    kills = 0
    for _ in range(3):
        child = subprocess.Popen(command)
        enough = lines(asked) + chance.randrange(1, ARTICLES // 4)
        while child.poll() is None and lines(asked) < enough:
            time.sleep(0.001)
        kills += child.poll() is None
        child.kill()
        child.wait()
    subprocess.run(command, check=True)
    entries = list(read_entries(database))
    assert Counter(entry.state for entry in entries) == Counter(done=ARTICLES)
    assert [entry.article.id for entry in entries] == [str(n) for n in range(ARTICLES)]
    times = Counter(asked.read_text().split())
    assert set(times) == {str(n) for n in range(ARTICLES)}
    assert sum(times.values()) - ARTICLES <= kills * IN_FLIGHT


def batch(folder, *more):
    return [sys.executable, "-m", "summarizer", "batch", folder, "-o", f"{folder}.db", *more]


def done(database):
    with closing(connect_reader(database)) as connection:
        query = "SELECT count(*) FROM run_articles WHERE state = 'done'"
        return connection.execute(query).fetchone()[0]


def when_some_are_done(command, database, at_least):
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while child.poll() is None and not (database.exists() and _started(database, at_least)):
        time.sleep(0.005)
    return child


def _started(database, at_least):
    try:
        return done(database) >= at_least
    except Exception:  # being made at this moment
        return False


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(60):
        text = f"At least {number + 2} people were killed near Homs on Friday, a doctor said. " * 8
        (made / f"{number:02}.txt").write_text(f"Report {number}\n\n{text}", encoding="utf-8")
    return made


def test_a_killed_run_on_several_processes_goes_on(folder):
    database = folder.with_suffix(".db")
    child = when_some_are_done(batch(folder, "--workers", "2"), database, 5)
    child.kill()
    child.communicate()
    first = done(database)
    again = subprocess.run(
        batch(folder, "--workers", "2"), check=True, capture_output=True, text=True
    )
    assert 5 <= first < 60
    assert again.stderr.splitlines()[-1] == f"summarizer: {database}: 60 done"


def test_ctrl_c_finishes_what_is_in_flight_and_says_how_to_go_on(folder):
    database = folder.with_suffix(".db")
    child = when_some_are_done(batch(folder, "--workers", "2"), database, 3)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    _, talk = child.communicate()
    assert child.returncode == 130
    assert "in flight; press Ctrl-C again to stop at once" in talk
    assert talk.splitlines()[-1] == "summarizer: to go on, run the same command again"
    assert 3 <= done(database) < 60
    subprocess.run(batch(folder, "--quiet"), check=True, capture_output=True)
    assert done(database) == 60


HANGING = """
import asyncio, sys
from summarizer.article import SourcedArticle
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.run.engine import run_batch
from summarizer.run.progress import Progress
from summarizer.run.store import RunStore

class Hanging(ScriptedExtractor):
    async def extract(self, article):
        print("asked", file=sys.stderr, flush=True)
        await asyncio.Event().wait()

items = [SourcedArticle(f"Shells fell on village {n}.", source=f"{n}") for n in range(20)]
with RunStore(sys.argv[1]) as store:
    report = run_batch(items, store, Hanging({}), progress=Progress(sys.stderr))
print(report.ended, dict(report.states))
"""


def test_a_second_ctrl_c_stops_at_once(tmp_path):
    child = subprocess.Popen(
        [sys.executable, "-c", HANGING, tmp_path / "run.db"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    asked = 0
    while asked < 8:
        asked += child.stderr.readline() == "asked\n"
    child.send_signal(signal.SIGINT)
    assert child.stderr.readline() == (
        "finishing 8 in flight; press Ctrl-C again to stop at once\n"
    )
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate()
    assert (child.returncode, out) == (0, "interrupted {'pending': 20}\n")
