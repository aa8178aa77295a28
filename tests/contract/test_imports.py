"""What importing costs, and which way imports point."""

import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
HEAVY = "openai instructor pydantic aiohttp httpx rich pyarrow jinja2 rapidfuzz asyncio".split()
HELP = "import sys; sys.argv = ['summarizer', {!r}]; from summarizer.cli.main import main; main()"


def loaded_by(code):
    """Return the top-level packages that a fresh interpreter has after *code*."""
    listing = (
        "; import sys; print('\\n' + ' '.join(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code + listing], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(made.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    "code", ["import summarizer", "import summarizer.cli.main", HELP.format("--help")]
)
def test_the_package_and_its_help_import_nothing_heavy(code):
    assert loaded_by(code) & set(HEAVY) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_imports_nothing_heavy(command):
    code = HELP.format(command).replace("]", ", '--help']", 1)
    assert loaded_by(code) & set(HEAVY) == set()


def test_the_help_does_import_argparse():
    """So that a list of modules read wrongly does not pass for a short one."""
    assert "argparse" in loaded_by(HELP.format("--help"))


def test_imports_point_downwards():
    pytest.importorskip("importlinter")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    made = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert made.returncode == 0, made.stdout
    assert "0 broken" in made.stdout


def test_every_public_name_can_be_imported():
    import summarizer

    assert {name: getattr(summarizer, name).__name__ for name in dir(summarizer)} == {
        name: name for name in summarizer.__all__
    }
