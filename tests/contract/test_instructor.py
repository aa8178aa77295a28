"""What we rely on inside instructor, unpromised: a version that moves it fails here."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from summarizer.extract.answers import Unfit, parse
from summarizer.extract.probe import EXPECTED, Sighting

TEXT = EXPECTED.model_dump_json()


def test_the_version_is_one_that_was_looked_at():
    """Raise this after reading the release notes and running the tests of tests/fault."""
    assert version("instructor").split(".")[:2] == ["1", "17"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"\n  {TEXT}\n",
        f"```json\n{TEXT}\n```",
        f"<think>Is it {{3}} or {{7}}?</think>\n{TEXT}",
        f"Of course:\n\n```\n{TEXT}\n```\nAnything else?",
        json.dumps({"place": "Varn", "qualifier": "at_least", "minimum": "7"}),  # lax: no re-ask
    ],
)
def test_the_registered_parsers_take_bare_and_fenced_answers(text):
    assert parse(text, Sighting) == EXPECTED


@pytest.mark.parametrize(
    ("text", "problem", "faults"),
    [
        ("no", "it is not one JSON object", None),
        ('{"place": ', "it is not one JSON object", None),
        (
            '{"place": "Varn", "qualifier": "some", "minimum": null}',
            "it does not fit the schema of Sighting",
            ["qualifier: Input should be 'exact', 'at_least' or 'vague'"],
        ),
        (
            '{"place": "a", "place": "b", "qualifier": "vague", "minimum": null}',
            "a key is given twice",
            ["the key 'place' stands twice in one object"],
        ),
        (
            '```json\n{"place": "a", "place": "b", "qualifier": "vague", "minimum": 1}\n```',
            "a key is given twice",
            ["the key 'place' stands twice in one object"],
        ),
    ],
)
def test_an_unfit_answer_says_what_is_wrong_in_lines_of_ours(text, problem, faults):
    with pytest.raises(Unfit) as caught:
        parse(text, Sighting)
    assert caught.value.problem == problem
    if faults is not None:
        assert caught.value.faults == faults


def test_a_quote_with_a_fence_in_it_stays_whole():
    """An answer that is bare JSON is not searched for fences."""
    odd = Sighting(place="see ```json\n{}\n``` there", qualifier="vague", minimum=None)
    assert parse(odd.model_dump_json(), Sighting) == odd


def test_nothing_of_the_transport_is_left_on_the_record():
    assert not hasattr(parse(TEXT, Sighting), "_raw_response")


@pytest.mark.parametrize(
    "module",
    ["summarizer", "summarizer.pipeline", "summarizer.extract.llm", "summarizer.cli.doctor"],
)
def test_importing_us_imports_no_model_client(module):
    """They take two seconds, which `--help` and offline commands must not pay."""
    code = (
        f"import sys, {module}\n"
        "print([m for m in ('openai', 'instructor', 'httpx2', 'aiohttp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["summarizer.cli.prompts", "summarizer.cli.doctor"])
def test_a_command_costs_no_pydantic_before_it_runs(module):
    code = f"import sys, {module}; print('pydantic' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
