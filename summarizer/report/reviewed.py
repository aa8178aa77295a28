"""Gold out of a review: what a person accepted or corrected, in the form that scoring reads.

Such gold holds what the extractor found and a person confirmed. What the extractor missed is not
in it, so it measures precision and changes between versions, and recall only after additions.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summarizer.check import records
from summarizer.gold import model as gold
from summarizer.schema import summary as sm
from summarizer.schema.evidence import CountValue, DateValue, Evidence

GOLD_OF: dict[type[BaseModel], type[BaseModel]] = {
    sm.Actor: gold.GoldActor,
    sm.Location: gold.GoldLocation,
    sm.Event: gold.GoldEvent,
    sm.Attribution: gold.GoldAttribution,
    sm.Casualty: gold.GoldCasualty,
    sm.Weapon: gold.GoldWeapon,
    sm.Media: gold.GoldMedia,
    sm.Discrepancy: gold.GoldDiscrepancy,
    sm.Unknown: gold.GoldUnknown,
    sm.Source: gold.GoldSource,
    sm.Victims: gold.GoldVictims,
    sm.LegalStatement: gold.GoldLegalStatement,
    CountValue: gold.GoldCount,
    DateValue: gold.GoldDate,
}
_FOLDER = re.compile(r"[A-Za-z0-9][\w.-]{0,100}")
# The library derives these; gold leaves them to the library's own table.
_DERIVED = frozenset({"treaties_derived"})


@dataclass(frozen=True)
class GoldFolder:
    """The files of one article with gold: names relative to the folder, and their contents."""

    name: str
    files: dict[str, str]
    unquoted: list[str]  # ids of records left out, since their quotes are not in the article


def gold_folder(summary: sm.ArticleSummary, text: str, reviewer: str | None = None) -> GoldFolder:
    """Return article.txt, article.toml and gold.json of a reviewed summary."""
    info = summary.article
    name = info.id if _FOLDER.fullmatch(info.id) else info.sha256[:16]
    unquoted = [row.id for row in records(summary) if not _is_quoted(row)]
    data: dict[str, Any] = {"schema": "gold/1", "article": name, "annotator": reviewer}
    for kind in gold.KINDS:
        data[kind] = [_as_gold(row) for row in getattr(summary, kind) if row.id not in unquoted]
    head = {
        "title": info.title.text if info.title else None,
        "publisher": info.publisher.text if info.publisher else None,
        "published": str(info.published.start) if info.published else None,
        "language": info.language,
        "url": info.url,
    }
    toml = "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items() if value
    )
    files = {
        "article.txt": text,
        "article.toml": toml,
        "gold.json": json.dumps(data, ensure_ascii=False, indent=1) + "\n",
    }
    return GoldFolder(name, files, unquoted)


def _is_quoted(record: Any) -> bool:
    """Tell whether a record keeps the passage that its kind cannot do without."""
    needed = [
        getattr(record, name)
        for name in ("name_in_text", "cue", "caption")
        if hasattr(record, name)
    ]
    if isinstance(record, sm.Event | sm.Casualty | sm.Discrepancy | sm.Unknown):
        needed.append(next((one for one in record.evidence if one.match != "missing"), None))
    if isinstance(record, sm.Attribution):
        needed += [record.source.evidence] if record.source else []
        needed += [record.content] if record.content else []
    return all(one is not None and one.match != "missing" for one in needed)


def _as_gold(value: Any) -> Any:
    if isinstance(value, Evidence):
        if value.match == "missing":
            return None
        return {"quote": value.quote, "start": value.start, "end": value.end}
    if isinstance(value, list):
        return [made for made in map(_as_gold, value) if made is not None]
    form = GOLD_OF.get(type(value))
    if form is not None:
        shared = form.model_fields.keys() & type(value).model_fields.keys()
        names = [name for name in form.model_fields if name in shared - _DERIVED]
        return {name: _as_gold(getattr(value, name)) for name in names}
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
