from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from summarizer.errors import ExtractorError
from summarizer.extract.revision import Correction
from summarizer.extract.strict_schema import shape, strict_schema
from summarizer.schema.extraction import Extraction


class Inner(BaseModel):
    """What is inside."""

    kind: Literal["one"] = "one"
    rule: str | None = None


class Outer(BaseModel):
    """What is outside."""

    headline: str
    count: int | None = None
    inner: Inner = Inner()
    evidence: list[Inner] = []
    id: str = Field("x", title="An id", examples=["y"])


def test_a_model_becomes_a_closed_schema_in_the_order_of_the_answer():
    assert strict_schema(Outer) == {
        "type": "object",
        "description": "What is outside.",
        "properties": {
            "id": {"type": "string"},
            "evidence": {"type": "array", "items": {"$ref": "#/$defs/Inner"}},
            "count": {"type": ["integer", "null"]},
            "inner": {"$ref": "#/$defs/Inner"},
            "headline": {"type": "string"},
        },
        "required": ["id", "evidence", "count", "inner", "headline"],
        "additionalProperties": False,
        "$defs": {
            "Inner": {
                "type": "object",
                "description": "What is inside.",
                "properties": {"kind": {"type": "string", "enum": ["one"]}},
                "required": ["kind"],
                "additionalProperties": False,
            }
        },
    }
    assert list(strict_schema(Outer)["properties"]) == strict_schema(Outer)["required"]


def _objects(node: Any):
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from _objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from _objects(value)


@pytest.mark.parametrize("model", [Extraction, Correction])
def test_the_schemas_we_send_keep_to_what_strict_servers_take(model):
    schema = strict_schema(model)
    for node in _objects(schema):
        assert node["additionalProperties"] is False
        assert sorted(node["required"]) == sorted(node["properties"])
        assert "rule" not in node["properties"]
    text = str(schema)
    assert "'default'" not in text
    assert "'const'" not in text
    # OpenAI's published limits: 5,000 properties, 1,000 enum values in all.
    assert sum(len(node["properties"]) for node in _objects(schema)) < 5000


def test_records_come_before_the_sentences_that_point_to_them():
    names = list(strict_schema(Extraction)["properties"])
    assert names[-2:] == ["headline", "abstract"]


def test_each_object_says_what_it_is():
    assert [n for n in _objects(strict_schema(Extraction)) if not n.get("description")] == []


def test_a_schema_is_made_once():
    assert strict_schema(Extraction) is strict_schema(Extraction)


def test_what_a_strict_server_does_not_know_is_an_error_now():
    class Patterned(BaseModel):
        name: Annotated[str, Field(pattern="^a")]

    with pytest.raises(ExtractorError, match="do not know pattern"):
        strict_schema(Patterned)


@pytest.mark.parametrize(
    ("mode", "keys"),
    [
        ("json_schema", ["response_format"]),
        ("json", ["response_format"]),
        ("tools", ["tool_choice", "tools"]),
        ("md_json", []),
    ],
)
def test_each_mode_asks_in_its_own_way(mode, keys):
    assert sorted(shape(mode, Outer)) == keys


class Choice(BaseModel):
    """What may be chosen.

    The system message tells this part.
    """

    first: Literal["a long enough word", "another long word"]
    second: Literal["a long enough word", "another long word"]
    third: Literal["a long enough word", "another long word"] | None = None
    text: str | None = None


def test_what_is_said_twice_is_said_once():
    """Enums come once, a docstring by its first paragraph, an optional text as a list of types."""
    schema = strict_schema(Choice)
    words = {"type": "string", "enum": ["a long enough word", "another long word"]}
    assert schema["$defs"] == {"first": words}
    assert schema["description"] == "What may be chosen."
    assert schema["properties"] == {
        "text": {"type": ["string", "null"]},
        "first": {"$ref": "#/$defs/first"},
        "second": {"$ref": "#/$defs/first"},
        "third": {"anyOf": [{"$ref": "#/$defs/first"}, {"type": "null"}]},
    }


@pytest.mark.parametrize("model", [Extraction, Correction])
def test_every_reference_of_a_schema_resolves(model):
    schema = strict_schema(model)
    references = {name.split('"')[0] for name in json.dumps(schema).split("#/$defs/")[1:]}
    assert references == set(schema["$defs"])


def _words(node: Any, schema: dict[str, Any], path: str = "") -> dict[str, list[str]]:
    """Return what each field of a schema allows: the words of an enum, or the type."""
    if "$ref" in node:
        return _words(schema["$defs"][node["$ref"].rpartition("/")[2]], schema, path)
    found: dict[str, list[str]] = {}
    for choice in node.get("anyOf", []):
        for key, value in _words(choice, schema, path).items():
            found[key] = sorted({*found.get(key, []), *value})
    for name, member in node.get("properties", {}).items():
        if name != "rule":
            found |= _words(member, schema, f"{path}.{name}")
    if "items" in node:
        found |= _words(node["items"], schema, f"{path}[]")
    if "anyOf" not in node and "properties" not in node and "items" not in node:
        kinds = node.get("type", "string")
        constant = [node["const"]] if "const" in node else None
        found[path] = sorted(
            constant or node.get("enum", [kinds] if isinstance(kinds, str) else kinds)
        )
    return found


@pytest.mark.parametrize("model", [Extraction, Correction])
def test_the_shortened_schema_allows_what_the_long_one_allows(model):
    whole = model.model_json_schema()
    sent = dict(strict_schema(model))
    assert _words(sent, sent) == _words(whole, whole)
