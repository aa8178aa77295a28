"""A JSON schema as strict structured outputs want it, made once for each model.

Pydantic's own schema is refused or ignored there: defaults, titles, open objects and optional
properties are not allowed. Here every object is closed, every property required (an optional one
may be null or empty), docstrings stay as descriptions, and what a strict server would not
understand is an error now and not a refused request later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from summarizer.errors import ExtractorError

# What an extractor fills in by itself, and a language model is not asked for.
NOT_ASKED = frozenset({"rule"})
# The order of the answer: copy the words first, then judge them; name the records before the
# headline and the abstract that point to them. Structured outputs write in schema order.
FIRST = ("id", "evidence", "source", "cue", "content", "name_in_text", "caption", "text", "quote")
LAST = ("headline", "abstract", "drop")
_DROPPED = frozenset({"title", "default", "examples", "discriminator"})
_KNOWN = frozenset(
    "type properties required additionalProperties items anyOf enum const description $ref"
    " $defs".split()
)


@cache
def strict_schema(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the strict schema of *model*. Shared: do not change it."""
    schema: dict[str, Any] = _strict(model.model_json_schema(), model.__name__)
    return schema


def shape(mode: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the part of a request that asks for *model* in *mode*. Shared inside: read only.

    "json" and "md_json" ask in the prompt's words, the first with JSON switched on.
    """
    if mode == "json_schema":
        schema = {"name": model.__name__, "strict": True, "schema": strict_schema(model)}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    if mode == "json":
        return {"response_format": {"type": "json_object"}}
    if mode == "tools":
        # "required" with one tool, not the tool's name: llama.cpp ignores the object form.
        return {"tools": [_tool(model)], "tool_choice": "required"}
    return {}


def _tool(model: type[BaseModel]) -> dict[str, Any]:
    schema = strict_schema(model)
    function = {
        "name": model.__name__,
        "description": schema.get("description", model.__name__),
        "strict": True,
        "parameters": schema,
    }
    return {"type": "function", "function": function}


def _strict(node: Any, where: str) -> Any:
    if isinstance(node, list):
        return [_strict(item, where) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key not in _DROPPED}
    if "$ref" in kept:
        return {"$ref": kept["$ref"]}  # a reference takes no neighbours
    unknown = sorted(set(kept) - _KNOWN)
    if unknown:
        raise ExtractorError(
            f"{where}: strict structured outputs do not know {', '.join(unknown)}; leave it to a"
            " validator"
        )
    if "const" in kept:
        kept["enum"] = [kept.pop("const")]
    made = {key: _strict(value, where) for key, value in kept.items() if key not in _NAMED}
    for key in _NAMED & kept.keys():
        made[key] = _members(kept[key], where)
    if made.get("type") == "object":
        return _closed(made)
    return made


_NAMED = frozenset({"properties", "$defs"})  # their keys are names, not keywords


def _members(members: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        name: _strict(value, f"{where}.{name}")
        for name, value in members.items()
        if name not in NOT_ASKED
    }


def _closed(node: dict[str, Any]) -> dict[str, Any]:
    properties = node.get("properties", {})
    names = [name for name in FIRST if name in properties]
    names += [name for name in properties if name not in FIRST and name not in LAST]
    names += [name for name in LAST if name in properties]
    node["properties"] = {name: properties[name] for name in names}
    node["required"] = names
    node["additionalProperties"] = False
    return node
