r"""Answers in a file that people read: JSON as JSON, lines as lines, and back to the same bytes.

An answer is JSON in which the words of the model are one string, often JSON again; stored as it
came it is a line of backslashes. Here it is unfolded, but only where folding it again gives every
byte of it.

>>> kept = fold_answer({"body": '{"a":"{\\"b\\": [1]}"}'}, "body")
>>> kept
{'body': {'json': {'a': {'json': {'b': [1]}, 'style': 'spaced'}}, 'style': 'compact'}}
>>> unfold_answer(kept["body"])
'{"a":"{\\"b\\": [1]}"}'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_STYLES: dict[str, dict[str, Any]] = {
    "compact": {"ensure_ascii": False, "separators": (",", ":")},
    "spaced": {"ensure_ascii": False},
    "ascii": {},
    "compact_ascii": {"separators": (",", ":")},
    "indent_1": {"ensure_ascii": False, "indent": 1},
    "indent_2": {"ensure_ascii": False, "indent": 2},
}
_FOLDED = ({"json", "style"}, {"lines"})


def text_of(data: Any) -> str:
    """Return *data* as JSON for a file: indented, every script as it is, ending in a line break."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a character in an answer
        text = json.dumps(data, indent=1)
    return text + "\n"


def fold_answer(record: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Return *record* with the string in *field* unfolded for reading."""
    value = record[field]
    return dict(record) | {field: _shown(value) if isinstance(value, str) else value}


def unfold_answer(value: Any) -> str:
    """Return the string that ``fold_answer`` was given, byte for byte."""
    made = _string(value)
    if not isinstance(made, str):
        raise TypeError("a recorded answer must be a string, lines or JSON with its style")
    return made


def _shown(text: str) -> Any:
    if text[:1] in ("{", "["):
        folded = _as_json(text)
        if folded is not None:
            return folded
    return {"lines": text.split("\n")} if "\n" in text else text


def _as_json(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for style, how in _STYLES.items():
        if json.dumps(data, **how) == text:
            inner = _inside(data)
            return {"json": inner, "style": style} if _comes_back(inner, data) else None
    return None


def _comes_back(inner: Any, data: Any) -> bool:
    """Tell whether *inner* unfolds to *data*; an answer may itself look like something folded."""
    try:
        return bool(_unfolded(inner) == data)
    except (KeyError, TypeError):
        return False


def _inside(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _inside(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_inside(value) for value in data]
    return _shown(data) if isinstance(data, str) else data


def _string(value: Any) -> Any:
    """Undo ``_shown``; what is not of its making comes back as it is."""
    if isinstance(value, dict) and set(value) in _FOLDED:
        if "lines" in value:
            return "\n".join(value["lines"])
        return json.dumps(_unfolded(value["json"]), **_STYLES[value["style"]])
    return value


def _unfolded(data: Any) -> Any:
    if isinstance(data, dict):
        if set(data) in _FOLDED:
            return _string(data)
        return {name: _unfolded(value) for name, value in data.items()}
    return [_unfolded(value) for value in data] if isinstance(data, list) else data
