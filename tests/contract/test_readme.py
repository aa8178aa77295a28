"""Commands and Python sessions of the README and of guides run, and print what is said they print.

A ``console`` block is run as on a terminal of 80 columns, ``$`` before each command; a last line
``...`` cuts the output there. A ``python`` block with ``>>>`` is run as a doctest. Fingerprints
change with every word list and are not compared.
``UPDATE_README=1 pytest tests/contract/test_readme.py`` writes what is printed now.
"""

import doctest
import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [README, ROOT / "docs" / "lexicon.md"]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FINGERPRINT = re.compile(r"fingerprint [0-9a-f]{16}")


def blocks_of(page):
    """Return the kind and text of each block of *page* that can be run."""
    return [
        (match.group(1), match.group(2))
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if match.group(2).startswith(("$ ", ">>> "))
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the articles and a ``summarizer`` command that runs this checkout."""
    place = tmp_path_factory.mktemp("readme")
    for name in ("seeds", "examples"):
        (place / name).symlink_to(ROOT / name)
    command = place / "bin" / "summarizer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summarizer "$@"\n')
    command.chmod(0o755)
    return place


def on_a_terminal(command, folder):
    """Run *command* in a shell whose output is a terminal; return what it shows."""
    import pty

    ours, theirs = pty.openpty()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "SUMMARIZER_MODEL"},
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env=environment, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    pieces = []
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(ours)
    process.wait()
    return b"".join(pieces).decode("utf-8").replace("\r\n", "\n")


def console(block, folder):
    """Return *block* with what its commands print now, cut where it is cut."""
    shown = ""
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        printed = on_a_terminal(command[2:], folder)
        if expected[-1:] == ["..."]:
            kept = printed.split("\n")[: len(expected) - 1]
            printed = "\n".join([*kept, "...", ""])
        shown += f"{command}\n{printed}"
    return shown


def session(block, folder):
    """Return *block* with what its statements print now."""
    examples = doctest.DocTestParser().get_examples(block)
    names, shown = {}, ""
    here = os.getcwd()
    os.chdir(folder)
    try:
        for example in examples:
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(example.source, "README.md", "single"), names)
            first, *more = example.source.rstrip("\n").split("\n")
            shown += "".join([f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in more)])
            shown += printed.getvalue()
    finally:
        os.chdir(here)
    return shown


@pytest.mark.skipif(os.name != "posix", reason="the commands are written for a Unix shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_prints_what_it_says(page, folder):
    wrong = []
    text = page.read_text(encoding="utf-8")
    for kind, block in blocks_of(page):
        shown = (console if kind == "console" else session)(block, folder)
        if FINGERPRINT.sub("", shown) != FINGERPRINT.sub("", block):
            wrong.append((block, shown))
            text = text.replace(block, shown)
    if os.environ.get("UPDATE_README"):
        page.write_text(text, encoding="utf-8")
        return
    assert [block for block, _ in wrong] == [shown for _, shown in wrong]


def test_the_readme_shows_a_command_and_a_session():
    """So that a renamed fence does not leave the test above with nothing to run."""
    assert {kind for kind, _ in blocks_of(README)} == {"console", "python"}
