"""Set up this checkout and run it, with nothing but Python 3.11 or newer, pip and venv.

    python3 dev.py demo     summarize the articles in seeds/ and show one of them
    python3 dev.py test     run the tests; what follows goes to pytest
    python3 dev.py lint     ruff, mypy and the import layers
    python3 dev.py bench    measure grounding
    python3 dev.py setup    only set up, for development

Everything is installed into .venv beside this file, once; removing that folder undoes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def main(words: list[str]) -> int:
    """Run one task and return its exit code."""
    tasks = {"demo": demo, "test": test, "lint": lint, "bench": bench, "setup": set_up}
    if not words or words[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        print(
            f"dev.py: needs Python {OLDEST[0]}.{OLDEST[1]} or newer, this is {found}; run it"
            " with another one, for example: python3.11 dev.py demo",
            file=sys.stderr,
        )
        return 2
    os.chdir(ROOT)
    try:
        return tasks[words[0]](words[1:])
    except subprocess.CalledProcessError as err:
        print(f"dev.py: this failed, see above: {' '.join(map(str, err.cmd))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(words: list[str]) -> int:
    """Summarize the seeds offline, keep all summaries, show the first."""
    install("demo", ".")
    stored = ROOT / "build" / "demo" / "summaries.jsonl"
    stored.parent.mkdir(parents=True, exist_ok=True)
    python("-m", "summarizer", "summarize", "seeds", "--model", "rules", "-o", stored)
    first = "seeds/aleppo-june-2016/article.txt"
    code = python("-m", "summarizer", "summarize", first, "--model", "rules", "--text")
    rows = [json.loads(line) for line in stored.read_text(encoding="utf-8").splitlines()]
    errors = [row["error"] for row in rows if "error" in row]
    refused = [error for error in errors if "the rules extractor reads" in error]
    where = stored.relative_to(ROOT)
    print(
        f"\nThat was {first}. {len(rows) - len(errors)} summaries are in {where}; {len(refused)}"
        " articles in other languages were refused, as the offline rules read English only."
        f"\nRead on with: {PYTHON.relative_to(ROOT)} -m summarizer show {where} | less"
    )
    return 1 if len(errors) > len(refused) or len(rows) == len(errors) else code


def test(words: list[str]) -> int:
    """Run the tests."""
    set_up([])
    return python("-m", "pytest", *words)


def lint(words: list[str]) -> int:
    """Check style, types and import directions; all of them, even when one fails."""
    set_up([])
    commands = [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)]
    codes = [python("-m", *command) for command in commands]
    codes.append(subprocess.run([PYTHON.parent / "lint-imports"], check=False).returncode)
    return max(codes)


def bench(words: list[str]) -> int:
    """Measure grounding."""
    set_up([])
    return python("benchmarks/grounding.py", *words)


def set_up(words: list[str]) -> int:
    """Make .venv with everything for development."""
    install("dev", ".[dev]")
    return 0


def install(name: str, requirement: str) -> None:
    """Install the checkout into .venv, unless that was done for these very dependencies."""
    project = (ROOT / "pyproject.toml").read_bytes()
    digest = hashlib.sha256(project + f"{ROOT}{sys.version}".encode()).hexdigest()
    stamps = [VENV / f"installed-{kind}" for kind in {name, "dev"}]  # dev has all that demo needs
    if any(stamp.exists() and stamp.read_text(encoding="utf-8") == digest for stamp in stamps):
        return
    print(f"setting up {VENV.name} for {name}; this is done once", file=sys.stderr)
    if not PYTHON.exists():
        try:
            venv.create(VENV, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, ImportError):
            print(
                "dev.py: this Python cannot make a virtual environment with pip; on Debian and"
                " Ubuntu: apt install python3-venv",
                file=sys.stderr,
            )
            raise SystemExit(2) from None
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-e", requirement], check=True)
    (VENV / f"installed-{name}").write_text(digest, encoding="utf-8")


def python(*words: str | Path) -> int:
    """Run the Python of .venv and return its exit code."""
    return subprocess.run([PYTHON, *words], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
