"""A JSON schema as strict structured outputs want it, made once for each model.

Pydantic's own schema is refused or ignored there: defaults, titles, open objects and optional
properties are not allowed. Here every object is closed, every property required (an optional one
may be null or empty), the first paragraph of a docstring stays as description (the rest tells what
the prompt's system message tells as well), and what a strict server would not understand is an
error now and not a refused request later.

The schema is sent with every article, so what stands in it more than once is said once and
referred to: enums, lists of ids, optional quotes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
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
    return _said_once(schema)


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
    if "description" in kept:
        kept["description"] = " ".join(kept["description"].partition("\n\n")[0].split())
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
    return _nullable(made)


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    """Return "a string or null" as one list of types, which is the shorter way to say it."""
    kinds = node.get("anyOf", [])
    if [*node] == ["anyOf"] and kinds and all([*kind] == ["type"] for kind in kinds):
        return {"type": [kind["type"] for kind in kinds]}
    return node


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


# -- what stands in it more than once --------------------------------------------------------------


def _said_once(schema: dict[str, Any]) -> dict[str, Any]:
    """Return *schema* with each repeated part, objects aside, as a definition of its own."""
    parts = list(_parts(schema, ""))
    uses = Counter(text for text, _ in parts)
    names: dict[str, str] = {}
    for text, field in parts:
        name = _part_name(json.loads(text), field)
        spare = (uses[text] - 1) * len(text) - uses[text] * len(_reference(name)) - len(name)
        taken = name in names.values() or name in schema.get("$defs", {})
        if text not in names and spare > 0 and not taken:
            names[text] = name
    if not names:
        return schema
    made: dict[str, Any] = _referring(schema, names)
    for text, name in names.items():
        # A part inside a part keeps its own reference; the part itself must not refer to itself.
        inner = {key: value for key, value in names.items() if key != text}
        made.setdefault("$defs", {})[name] = _referring(json.loads(text), inner)
    return made


def _parts(node: Any, field: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that may be defined apart, as text, with the field each stands in."""
    if isinstance(node, list):
        for item in node:
            yield from _parts(item, field)
    elif isinstance(node, dict):
        if _may_move(node):
            yield _key(node), field
        for key, value in node.items():
            if key in _NAMED:
                for name, member in value.items():
                    yield from _parts(member, name)
            elif key in ("items", "anyOf"):
                yield from _parts(value, field)


def _may_move(node: Mapping[str, Any]) -> bool:
    return node.get("type") == "array" or "enum" in node or "anyOf" in node


def _key(node: Mapping[str, Any]) -> str:
    return json.dumps(node, separators=(",", ":"))


def _part_name(node: Mapping[str, Any], field: str) -> str:
    """Return a name that says what the part is: "strings", "Quote_list", "Quote_or_null"."""
    if "anyOf" in node:
        return f"{_part_name(node['anyOf'][0], field)}_or_null"
    if node.get("type") == "array":
        return f"{_part_name(node['items'], field)}_list"
    if "$ref" in node:
        return str(node["$ref"]).rpartition("/")[2]
    return field if "enum" in node else str(node["type"])


def _reference(name: str) -> str:
    return _key({"$ref": f"#/$defs/{name}"})


def _referring(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_referring(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    if _may_move(node) and _key(node) in names:
        return {"$ref": f"#/$defs/{names[_key(node)]}"}
    return {key: _referring(value, names) for key, value in node.items()}
