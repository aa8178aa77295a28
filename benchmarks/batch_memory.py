"""Memory and resume time of a large run: python benchmarks/batch_memory.py [ARTICLES]

Writes a JSON lines file of short, different articles, runs it through an extractor that answers at
once, and runs the same command again. Each run is a process of its own. Prints one line for each:
seconds, articles a second, largest resident memory. Exit code 1 when 100,000 articles take more
than 300 MB, or the second run more than 3 s.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARTICLES = 100_000
MAX_MB, MAX_RESUME_SECONDS = 300, 3.0


def write_articles(path, count):
    """Write *count* articles of about 60 words that differ in names and numbers."""
    places = [
        a + b for a in "Var Tel Kes Mor Dun Sil Bar Gol".split() for b in "na ov ik esh".split()
    ]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            place, other = places[n % 32], places[(n // 32) % 32]
            text = (
                f"{place} district, report {n}. At least {n % 90 + 2} people were killed and"
                f" {n % 700 + 3} wounded when shells hit the market of {place} on Friday, a doctor"
                f" at the hospital of {other} said. The army denied that it had fired. Residents of"
                f" street {n} counted {n % 50} impacts between the school and the {other} road,"
                f" and said that the shelling had gone on for {n % 11 + 1} hours without a break."
            )
            file.write(json.dumps({"text": text, "id": str(n), "date": "2016-06-26"}) + "\n")


def one_run(source, database):
    """Run the batch in this process and print what it took, as JSON."""
    from summarizer.extract.scripted import ScriptedExtractor
    from summarizer.read.articles import read_articles
    from summarizer.run.engine import run_batch
    from summarizer.run.store import RunStore
    from summarizer.schema.extraction import Extraction

    answer = Extraction(headline="h", abstract=[])

    class Instant(ScriptedExtractor):
        async def extract(self, article):
            return answer

    started = time.perf_counter()
    with RunStore(database) as store:
        report = run_batch(read_articles([source]), store, Instant({}))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, "states": dict(report.states)}))


def measured(source, database):
    made = subprocess.run(
        [sys.executable, __file__, "--one", source, database],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout)


def main(count):
    with tempfile.TemporaryDirectory() as folder:
        source, database = Path(folder, "articles.jsonl"), Path(folder, "run.db")
        write_articles(source, count)
        first, second = measured(source, database), measured(source, database)
        size = database.stat().st_size / 1e6
    for name, run in (("first run", first), ("same again", second)):
        print(
            f"{name:<12}{run['seconds']:8.2f} s {count / run['seconds']:10.0f} articles/s"
            f" {run['mb']:8.0f} MB  {run['states']}"
        )
    print(f"database    {size:8.0f} MB")
    too_much = max(first["mb"], second["mb"]) > MAX_MB
    return int(count >= ARTICLES and (too_much or second["seconds"] > MAX_RESUME_SECONDS))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one_run(*sys.argv[2:])
    else:
        raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))
