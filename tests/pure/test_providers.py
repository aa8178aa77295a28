from __future__ import annotations

import pickle
import sys

import pytest

from summarizer.errors import EndpointError, VocabularyError
from summarizer.extract.providers import MODES, fetch_key, provider_table, resolve
from summarizer.extract.registry import get_extractor
from summarizer.prices import price_of
from summarizer.usage import Usage

LOCAL = "http://localhost:9/v1"


@pytest.mark.parametrize(
    ("name", "base_url", "environ", "asked", "address"),
    [
        ("openai/gpt-4o", None, {}, "openai/gpt-4o", "https://api.openai.com/v1"),
        ("openai/gpt-4o", None, {"OPENAI_BASE_URL": LOCAL}, "openai/gpt-4o", LOCAL),
        ("groq/a", None, {"OPENAI_BASE_URL": LOCAL}, "groq/a", "https://api.groq.com/openai/v1"),
        ("groq/a", None, {"SUMMARIZER_BASE_URL": LOCAL}, "groq/a", LOCAL),
        ("ollama/q", LOCAL + "/", {"SUMMARIZER_BASE_URL": "http://x/v1"}, "ollama/q", LOCAL),
        ("vllm/org/model", None, {}, "vllm/org/model", "http://localhost:8000/v1"),
        ("my-model", LOCAL, {}, "custom/my-model", LOCAL),
        ("org/model", LOCAL, {}, "custom/org/model", LOCAL),
    ],
)
def test_a_name_becomes_an_endpoint(name, base_url, environ, asked, address):
    endpoint = resolve(name, base_url=base_url, environ=environ)
    assert (endpoint.asked, endpoint.base_url) == (asked, address)


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("nobody/x", {}, "no provider in 'nobody/x'"),
        ("gpt-4o", {}, "no provider in 'gpt-4o'"),
        ("openai/", {}, "no provider"),
        ("openai/x", {"mode": "xml"}, "no mode 'xml'"),
        ("openai/x", {"base_url": "localhost:8000"}, "http:// or https://"),
        ("openai/x", {"base_url": "http://u:secret@h/v1"}, "no user, password"),
        ("azure_openai/x", {}, "no address of its own"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(name, more, words):
    with pytest.raises(EndpointError, match=words) as caught:
        resolve(name, environ={}, **more)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", sorted(provider_table()))
def test_each_provider_has_a_mode_and_a_way_to_its_key(name):
    row = provider_table()[name]
    assert row["mode"] in MODES
    assert row["keys"] or row.get("key") == "none"


def _printing(text, code=0):
    return f'{sys.executable} -c "print({text!r}); raise SystemExit({code})"'


@pytest.mark.parametrize(
    ("name", "environ", "key"),
    [
        ("openai/x", {"OPENAI_API_KEY": " k1\n"}, "k1"),
        ("openai/x", {"OPENAI_API_KEY": "k1", "SUMMARIZER_API_KEY": "k2"}, "k2"),
        (
            "openai/x",
            {"SUMMARIZER_API_KEY": "k2", "SUMMARIZER_API_KEY_COMMAND": _printing("k3")},
            "k3",
        ),
        ("groq/x", {"GROQ_API_KEY": "k4", "OPENAI_API_KEY": "k1"}, "k4"),
        ("ollama/x", {"OPENAI_API_KEY": "k1"}, "none"),  # never the key of somebody else
    ],
)
def test_the_key_comes_from_a_command_or_the_environment(name, environ, key):
    assert fetch_key(resolve(name, environ={}), environ) == key


@pytest.mark.parametrize(
    ("name", "environ", "words"),
    [
        ("groq/x", {"OPENAI_API_KEY": "k1"}, "set GROQ_API_KEY or SUMMARIZER_API_KEY"),
        ("openai/x", {"SUMMARIZER_API_KEY_COMMAND": "/nonexistent/pass"}, "FileNotFoundError"),
        ("openai/x", {"SUMMARIZER_API_KEY_COMMAND": _printing("hush", 3)}, "ended with 3"),
        ("openai/x", {"SUMMARIZER_API_KEY_COMMAND": _printing("")}, "exactly one line"),
        ("openai/x", {"SUMMARIZER_API_KEY_COMMAND": 'unclosed "'}, "ValueError"),
    ],
)
def test_a_missing_key_is_told_without_telling_any(name, environ, words):
    with pytest.raises(EndpointError, match=words) as caught:
        fetch_key(resolve(name, environ={}), environ)
    assert "hush" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("model", "options", "words"),
    [
        ("scripted-by-nobody", {}, "no extractor named"),
        ("openai/x", {"passes": 0}, "--passes must be 1 or more"),
        ("openai/x", {"frobnicate": 1}, "no option 'frobnicate'"),
    ],
)
def test_the_registry_says_what_it_cannot_make(model, options, words, monkeypatch):
    monkeypatch.delenv("SUMMARIZER_BASE_URL", raising=False)
    with pytest.raises(EndpointError, match=words):
        get_extractor(model, **options)


def test_every_option_changes_the_fingerprint_and_the_address_does_not():
    variants = [
        {},
        {"mode": "json"},
        {"temperature": 0.2},
        {"seed": 1},
        {"summary_language": "French"},
        {"passes": 2},
        {"max_tokens": 100},
    ]
    made = [get_extractor("openai/x", **options).fingerprint for options in variants]
    assert len(set(made)) == len(variants)
    assert get_extractor("openai/x", base_url=LOCAL).fingerprint == made[0]
    assert pickle.loads(pickle.dumps(get_extractor("openai/x"))).fingerprint == made[0]


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        (Usage(1_000_000, 0, 0), 0.4),
        (Usage(1_000_000, 1_000_000, 400_000), 1.88),
        (Usage(None, 5), None),
        (Usage(5, None), None),
        (Usage(), None),
    ],
)
def test_cached_tokens_are_part_of_those_read_and_cheaper(usage, dollars):
    assert price_of("openai/gpt-4.1-mini").of(usage) == dollars


def test_a_model_without_a_price_has_no_cost():
    assert price_of("ollama/qwen3") is None


def test_a_users_table_takes_the_place_of_ours(tmp_path, monkeypatch):
    table = tmp_path / "prices.toml"
    table.write_text('as_of = 2026-01-01\n[models."custom/m"]\ninput = 1\noutput = 2\n')
    monkeypatch.setenv("SUMMARIZER_PRICES", str(table))
    assert price_of("custom/m").of(Usage(1_000_000, 1_000_000)) == 3.0
    assert price_of("openai/gpt-4.1-mini") is None
    broken = tmp_path / "broken.toml"
    broken.write_text("[models.x]\n")
    monkeypatch.setenv("SUMMARIZER_PRICES", str(broken))
    with pytest.raises(VocabularyError, match="as_of"):
        price_of("custom/m")
