"""The example of a prompt regression goes as its page says: every command, in order."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from _pytest.pytester import SysModulesSnapshot

pytest_plugins = ["pytester"]

EXAMPLE = Path(__file__).parents[2] / "examples" / "prompt_regression"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps():
    """Return the commands of the page, each with the lines that its output must hold."""
    blocks = BLOCK.findall((EXAMPLE / "README.md").read_text(encoding="utf-8"))
    parts = re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]
    return [(part.split("\n")[0], part.rstrip("\n").split("\n")[1:]) for part in parts]


@pytest.fixture
def stand_in(monkeypatch):
    spec = importlib.util.spec_from_file_location("standin", EXAMPLE / "standin.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("SUMMARIZER_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.delenv("SUMMARIZER_API_KEY", raising=False)
    monkeypatch.delenv("SUMMARIZER_API_KEY_COMMAND", raising=False)
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a Unix shell")
def test_the_example_goes_as_its_page_says(pytester, monkeypatch, stand_in):
    monkeypatch.setattr(
        SysModulesSnapshot, "restore", lambda _: sys.modules.pop("test_tolls", None)
    )
    kept_out = shutil.ignore_patterns("cassettes", "summaries", "__pycache__", "*.old")
    shutil.copytree(EXAMPLE, pytester.path, dirs_exist_ok=True, ignore=kept_out)
    ran = 0
    for command, expected in steps():
        words = shlex.split(command)
        if words[0] == "pytest":
            result = pytester.runpytest_inprocess(
                "-p", "summarizer.testing.plugin", "-p", "no:cacheprovider", *words[1:]
            )
            printed = re.sub(r"\s*\n\s*", " ", result.stdout.str())  # however long the path is
            missing = [line for line in expected if line.strip() not in printed]
            assert (command, missing) == (command, [])
            ran += 1
        elif words[0] not in ("export", "python"):  # the fixture has started the server
            subprocess.run(command, shell=True, cwd=pytester.path, check=True)
    assert ran == 8
