"""Changes between two runs as text for a reader: one line for a claim, one for each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.write.terminal import harmless

SIGNS = {"added": "+", "lost": "-", "changed": "~"}
_LONGEST = 160  # of a value or a quote on one line


def render_article(article: Mapping[str, Any]) -> str:
    """Return one article's changes, given as ``RunDiff.as_dict`` has them; "" where none."""
    lines = list(_lines(article))
    return "".join(f"{harmless(line)}\n" for line in lines) if len(lines) > 1 else ""


def _lines(article: Mapping[str, Any]) -> Iterator[str]:
    yield f"{article['article']}  {_short(article['headline'])}"
    if not article["same_text"]:
        yield "  the article's text changed; claims are paired by their words"
    for change in article["about"]:
        yield f"  ~ {_field(change)}"
    kind = None
    for change in article["changes"]:
        if change["kind"] != kind:
            kind = change["kind"]
            yield f"  {kind}"
        yield f"    {SIGNS[change['how']]} {_ids(change['ids'])}  {_claim(change)}"
        for one in change["fields"]:
            yield f"        {_field(one)}"


def _claim(change: Mapping[str, Any]) -> str:
    quote = f": “{_short(change['quote'])}”" if change["quote"] else ""
    return f"{_short(change['label'])}{quote}"


def _ids(ids: tuple[str | None, str | None]) -> str:
    first, second = ids
    if first is None or second is None or first == second:
        return str(second or first)
    return f"{first} → {second}"


def _field(change: Mapping[str, Any]) -> str:
    return f"{change['name']}: {_value(change['before'])} → {_value(change['after'])}"


def _value(value: Any) -> str:
    """Return a value in a few words; a passage as its quote, with its place where it has one."""
    if value is None:
        return "none"
    if isinstance(value, list):
        return _short(", ".join(map(_value, value))) if value else "none"
    if isinstance(value, dict):
        if "quote" in value:
            place = "" if value.get("start") is None else f" ({value['start']}-{value['end']})"
            mark = "" if value.get("match") == "exact" else f" [{value.get('match')}]"
            return f"“{_short(value['quote'])}”{place}{mark}"
        kept = (str(v) for v in value.values() if v is not None and not isinstance(v, (dict, list)))
        return " ".join(kept)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _short(str(value)) or '""'


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def render_totals(run: Mapping[str, Any]) -> str:
    """Return how many claims of each kind changed, and in which fields."""
    changed = len(run["articles"])
    lines = [f"{run['compared']} articles compared, {changed} changed"]
    for name, ids in (("lost", run["articles_lost"]), ("added", run["articles_added"])):
        if ids:
            more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
            lines.append(f"articles {name}: {len(ids)} ({', '.join(ids[:5])}{more})")
    for kind, row in run["counts"].items():
        lines.append(f"{kind}: {', '.join(f'{number} {how}' for how, number in row.items())}")
    if run["fields"]:
        rows = (f"{name} {number}" for name, number in list(run["fields"].items())[:12])
        lines.append(f"fields that changed most: {', '.join(rows)}")
    return "".join(f"{harmless(line)}\n" for line in lines)
