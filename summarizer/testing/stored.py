"""Whole summaries as files beside the tests, and what to say when one differs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.diff import diff_summaries
from summarizer.schema.summary import ArticleSummary
from summarizer.write.changes import render_article

UPDATE = "--summaries=update"
_NAME = re.compile(r"[\w.-]+")
_MOST = 20  # differences listed one by one


def stable(summary: ArticleSummary) -> str:
    """Return *summary* as JSON for a file, without what varies while no claim does.

    That is: when it was made, by which release, and the fingerprint, which follows every word list.
    """
    data = summary.model_dump(mode="json")
    provenance = data["provenance"] | {"library_version": "", "fingerprint": ""}
    if provenance["model_run"] is not None:
        provenance["model_run"] = provenance["model_run"] | {"started": None, "finished": None}
    data["provenance"] = provenance
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def store(summary: ArticleSummary, folder: Path, name: str) -> bool:
    """Write *summary* to *folder* unless the same is there; tell whether it was written."""
    path, text = _path(folder, name), stable(summary)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return True


def compare(summary: ArticleSummary, folder: Path, name: str) -> None:
    """Raise ``AssertionError``, with the claims that differ, where another summary is stored."""
    __tracebackhide__ = True
    path, now = _path(folder, name), stable(summary)
    if not path.exists():
        raise AssertionError(f"no summary is stored in {path}; store this one with {UPDATE}")
    before = path.read_text(encoding="utf-8")
    if before == now:
        return
    try:
        old = ArticleSummary.model_validate_json(before)
    except ValidationError as err:
        raise AssertionError(
            f"{path} is no summary of this version ({err.error_count()} faults, first:"
            f" {err.errors()[0]['msg']}); store this one with {UPDATE}"
        ) from None
    changes = render_article(asdict(diff_summaries(old, ArticleSummary.model_validate_json(now))))
    raise AssertionError(
        f"the summary is not the one in {path}; - lost, + added, ~ changed\n\n"
        f"{changes or _elsewhere(before, now)}\n"
        f"If this is what you want, store it with {UPDATE}."
    )


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a file's name; use letters, digits, '.', '-' and '_'")
    return folder / f"{name}.json"


def _elsewhere(before: str, now: str) -> str:
    """Return what differs outside the claims: provenance, words of issues, rules that fired."""
    old, new = dict(_leaves(json.loads(before), "")), dict(_leaves(json.loads(now), ""))
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    lines = [f"  ~ {name}: {old.get(name)!r} → {new.get(name)!r}" for name in names[:_MOST]]
    if len(names) > _MOST:
        lines.append(f"  and {len(names) - _MOST} more")
    return "no claim differs, but:\n" + "\n".join(lines) + "\n"


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, (dict, list)) and value:
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in inner:
            yield from _leaves(one, f"{name}.{key}" if name else str(key))
    else:
        yield name, value
