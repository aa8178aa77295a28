"""Nothing that was recorded holds anything that looks like a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = [ROOT / "tests" / "cassettes", ROOT / "tests" / "golden", ROOT / "examples"]
FILES = sorted(path for place in PLACES for path in place.rglob("*") if path.is_file())
LOOKS_LIKE_A_KEY = re.compile(
    r"\b(?:sk|gsk|xai|pplx|rk|pk)-[\w-]{8,}"
    r"|\bBearer\s+[\w.~+/-]{8,}"
    r"|\b(?:org|proj|req|sess)[-_][A-Za-z0-9]{8,}"
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}"  # a JSON web token
    r"|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}"
    r"|(?:authorization|(?:set-)?cookie|x-request-id|api[-_]?key|openai-(?:organization|project)"
    r"|x-ms-[\w-]+|apim-[\w-]+|cf-ray)[\"']?\s*:\s*\S",
    re.IGNORECASE,
)
# Mixed case and digits, and long: what random keys without a prefix are made of.
RANDOM = re.compile(r"\b(?=\w*[a-z])(?=\w*[A-Z])(?=\w*[0-9])[A-Za-z0-9_]{28,}\b")


def found_in(text):
    return [match.group() for match in (*LOOKS_LIKE_A_KEY.finditer(text), *RANDOM.finditer(text))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_recorded_file_holds_nothing_like_a_key(path):
    assert found_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "sk-proj-Zk93hbqp41aa",
        "Authorization: Bearer abcdefgh12",
        '"set-cookie": "a=b"',
        "api-key: 0123",
        "openai-organization:\n- acme",
        "x-ms-region: West",
        "in organization org-Zk93hbqp41",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0",
        "Zk93hbqp41aaZk93hbqp41aaZk93hbqp41aa",
    ],
)
def test_what_looks_like_a_key_is_found(text):
    assert found_in(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "the bearer of the flag was killed",
        "article-265e88fb4657ff12",
        "b36e7080bd018dc7dd2f9cd145c6dc7b.json",
        "chatcmpl-0a1b2c3d4e5f60718293",
        "org. and proj. are short words, and so is req",
    ],
)
def test_words_hashes_and_ids_are_no_keys(text):
    assert found_in(text) == []
