"""The rules extractor's way: several processes, one of which dies, hangs or fails."""

import os
import signal
from collections import Counter

import pytest

from summarizer.article import SourcedArticle
from summarizer.errors import LanguageError
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.run.engine import RunOptions, run_batch
from summarizer.run.reading import read_entries
from summarizer.run.store import RunStore
from summarizer.schema.extraction import Extraction


class Faulty(ScriptedExtractor):
    async def extract(self, article):
        if "dies" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        while "hangs" in article.text:
            pass
        if "foreign" in article.text:
            raise LanguageError("no pack for it")
        return Extraction(headline="h", abstract=[])


def make():
    return Faulty({})


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no deadline inside a worker there")
def test_a_fault_in_a_worker_costs_its_own_article_alone(tmp_path):
    words = [*(f"village {n}" for n in range(8)), "a man dies", "it hangs", "all is foreign"]
    items = [SourcedArticle(f"Shells fell: {word}.", source=word) for word in words]
    with RunStore(tmp_path / "run.db") as store:
        report = run_batch(items, store, make(), RunOptions(timeout=0.5), factory=make, workers=2)
    assert report.states == Counter(done=8, failed=3)
    entries = {entry.source: entry.outcome for entry in read_entries(tmp_path / "run.db")}
    assert {source: outcome for source, outcome in entries.items() if outcome} == {
        "a man dies": "worker_died",
        "it hangs": "timeout",
        "all is foreign": "language",
    }
