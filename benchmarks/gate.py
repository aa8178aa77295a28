"""Hold the quality that was reached: score the rules extractor over the seeds, compare with floors.

    python benchmarks/gate.py                  run, print what moved, exit 1 below a floor
    python benchmarks/gate.py --measure        print a floors.toml of what is measured now

A floor that is lower than in the version this work started from needs a new `lowered = "reason"`
in its line, so that the loss is read by whoever reads the diff. The digest says which articles and
which gold the floors were measured on; when either changes, measure again.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tomllib
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FLOORS = HERE / "floors.toml"
STEP = 0.01  # floors have two digits; less is noise in a diff
# Of these less is better; the floor is a ceiling.
CEILINGS = ("measures.invented", "measures.forbidden_numbers", "measures.vague_as_number")
# The fields held, besides precision and recall of their kinds: what misleads a reader when it is
# wrong. Actors, places and media follow from these or are too few to hold.
HELD = {
    "events": "event_type status time_frame claim_status date places initiators responsibility",
    "attributions": "source cue content stance author_stance",
    "casualties": "harm count qualifier civilian_status claim_status claimants deniers scope",
    "weapons": "category action users claim_status",
}
HEAD = """\
# What the rules extractor reaches on the seeds with gold, rounded to the safe side: floors (min) of
# precision, recall and F1, ceilings (max) of what must not happen. `benchmarks/gate.py` holds them;
# its --measure prints this file anew. A lower floor needs lowered = "reason" in its line.
"""

sys.path.insert(0, str(ROOT))  # the checkout this file lies in, installed or not


def digest(seeds: Path) -> str:
    """Hash names and bytes of every article that has gold, and of the gold."""
    total = hashlib.sha256()
    for gold in sorted(seeds.rglob("gold.json")):
        for name in ("article.txt", "article.toml", "gold.json"):
            path = gold.parent / name
            total.update(f"{gold.parent.name}/{name}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def is_read(article: Article) -> bool:
    """Tell whether the rules extractor has a grammar for the article's language."""
    from summarizer.errors import LanguageError
    from summarizer.language import require

    try:
        require(article.text, article.language)
    except LanguageError:
        return False
    return True


def measure(seeds: Path) -> dict[str, float]:
    """Run the rules extractor over the seeds with gold; return every value a floor may name.

    Seeds in a language that it refuses by name are left out: a refusal is no reading.
    """
    from summarizer.gold import read_seeds
    from summarizer.pipeline import Summarizer
    from summarizer.score import score
    from summarizer.score.result import MEASURES

    pairs = [seed for seed in read_seeds([seeds]) if is_read(seed.article)]
    if not pairs:
        return {}
    engine = Summarizer("rules")
    found = score(engine.run_many(seed.article for seed in pairs), pairs)
    values: dict[str, float | None] = {}
    for kind, names in HELD.items():
        records = found.records(kind)
        values |= {f"{kind}.precision": records.precision, f"{kind}.recall": records.recall}
        values |= {f"{kind}.{name}.f1": found.field(kind, name).f1 for name in names.split()}
    for name in MEASURES:
        values[f"measures.{name}"] = found.measure(name)
    return {name: value for name, value in values.items() if value is not None}


def below(floors: dict[str, Any], values: dict[str, float]) -> list[str]:
    """Return a sentence for each floor that *values* do not reach."""
    problems = []
    for name, pinned in floors.items():
        value = values.get(name)
        if value is None:
            problems.append(f"{name} has a floor, but nothing of it was measured")
        elif "min" in pinned and value < pinned["min"]:
            problems.append(f"{name} is {value:.4f}, its floor is {pinned['min']}")
        elif "max" in pinned and value > pinned["max"]:
            problems.append(f"{name} is {value:.4f}, its ceiling is {pinned['max']}")
    return problems


def lowered_silently(floors: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """Return a sentence for each floor of *before* that is lower or gone without a new reason."""
    problems = []
    for name, old in before.items():
        new = floors.get(name)
        if new is None:
            problems.append(f"the floor of {name} is gone; keep its line, lower it with a reason")
            continue
        less = "min" in old and new.get("min", float("-inf")) < old["min"]
        more = "max" in old and new.get("max", float("inf")) > old["max"]
        reason = str(new.get("lowered", "")).strip()
        if (less or more) and (not reason or reason == old.get("lowered")):
            key = "min" if "min" in old else "max"
            problems.append(
                f"{name} went from {old[key]} to {new.get(key)}; if that is meant, write"
                ' lowered = "why" into its line'
            )
    return problems


def committed_floors(base: str | None) -> dict[str, Any] | None:
    """Return the floors of *base*, else of where this branch left main; None where git has none."""
    ref = base or _git("merge-base", "HEAD", "origin/main") or _git("merge-base", "HEAD", "main")
    if ref is None:
        ref = _git("rev-parse", "HEAD")
    elif ref.strip() == (_git("rev-parse", "HEAD") or "").strip() and not base:
        # On main itself: the working tree against the commit before, so that a commit is checked.
        ref = _git("rev-parse", "HEAD~1") or ref
    if ref is None:
        return None
    text = _git("show", f"{ref.strip()}:benchmarks/floors.toml")
    return tomllib.loads(text).get("floors", {}) if text is not None else None


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def as_lines(values: dict[str, float]) -> list[str]:
    """Write measured values as floors, rounded to the safe side."""
    lines = []
    for name, value in values.items():
        if name in CEILINGS:
            lines.append(f'"{name}" = {{ max = {ceil(value / STEP - 1e-9) * STEP:.2f} }}')
        else:
            lines.append(f'"{name}" = {{ min = {floor(value / STEP + 1e-9) * STEP:.2f} }}')
    return lines


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--base", help="compare floors with this git revision")
    parser.add_argument("--measure", action="store_true", help="print a floors.toml of now")
    args = parser.parse_args(argv)
    if args.measure:
        lines = as_lines(measure(args.seeds))
        print(HEAD, f'\n[seeds]\ndigest = "{digest(args.seeds)}"\n\n[floors]', sep="")
        print("\n".join(lines))
        return 0
    pinned = tomllib.loads(args.floors.read_text(encoding="utf-8"))
    problems = lowered_silently(pinned["floors"], committed_floors(args.base) or {})
    if pinned["seeds"]["digest"] != digest(args.seeds):
        problems.append(
            "articles or gold are not those the floors were measured on; measure again:"
            " python benchmarks/gate.py --measure > benchmarks/floors.toml"
        )
    values = measure(args.seeds)
    problems += below(pinned["floors"], values)
    for problem in problems:
        print(problem)
    held = len(pinned["floors"])
    print(f"{held} floors, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
