"""The columns of the long tables, in order, each with its kind."""

from __future__ import annotations

from typing import Literal

Kind = Literal["text", "int", "bool", "list"]

_DATE = ("text", "start", "end", "precision", "anchor", "note")
_COUNT = ("text", "min", "max", "best", "qualifier", "unit", "derived")
_QUOTE = "quote start:int end:int match more_quotes"


def _columns(text: str) -> dict[str, Kind]:
    """Read "name name:kind ..."; ``:date`` and ``:count`` stand for the columns of such a value.

    >>> _columns("id start:int refs:list")
    {'id': 'text', 'start': 'int', 'refs': 'list'}
    """
    columns: dict[str, Kind] = {}
    for word in text.split():
        name, _, kind = word.partition(":")
        if kind == "date":
            columns |= {f"{name}_{part}": "text" for part in _DATE}
        elif kind == "count":
            ints = ("min", "max", "best")
            columns |= {f"{name}_{part}": "int" if part in ints else "text" for part in _COUNT}
        elif kind in ("", "text"):
            columns[name] = "text"
        else:
            columns[name] = kind  # type: ignore[assignment]  # the texts below use Kind's words
    return columns


def _table(text: str) -> dict[str, Kind]:
    return _columns(f"article_id {text} {_QUOTE}")


_EVENT = """
id title event_type sub_event_type status time_frame claim_status attribution_ids:list sources:list
date:date place country where_prec:int geo_precision:int locations:list initiators:list
targets:list actors:list responsibility:list responsibility_denied:list outcome target
infrastructure civilian_targeting:bool aggregate:bool count:int related:list casualty_ids:list
weapon_ids:list type_of_violence:int date_prec:int time_precision:int
"""

COLUMNS: dict[str, dict[str, Kind]] = {
    "articles": _table("""
sha256 char_length:int url title kicker author:list publisher republished_by language article_type
published:date published_source dateline_place dateline_date:date headline abstract issue_count:int
extractor fingerprint schema_version library_version
"""),
    "events": _table(_EVENT),
    "unrealised_events": _table(_EVENT),
    "casualties": _table("""
id event_id harm count:count claim_status claimed_by:list sources:list denied_by:list denials:list
blamed:list victims victim_actor_ids:list side civilian_status demographics:list label_by scope
period subset_of part_of increment_of supersedes:count
"""),
    "attributions": _table("""
id source actor_id source_type named:bool alignment party_to_conflict:bool cue stance directness
chain:list anonymous_links:list hedges:list author_stance factuality channel date:date refs:list
"""),
    "weapons": _table("""
id name_in_text model calibre category launch_method launch_support action claim_status
claimed_by:list sources:list denied_by:list users:list event_ids:list target_area quantity:count
intercepted:count legal_statement legal_asserted_by treaties_derived:list
"""),
    "actors": _table("""
id name name_in_text kind acled_actor_type country title affiliation part_of members:list
members_complete:bool alignment_in_text identified:bool
"""),
    "places": _table("""
id name name_in_text granularity relation distance_text parents_in_text:list part_of country
country_support roles:list where_prec:int geo_precision:int
"""),
    "media": _table("id kind posted_by verification verified_by claimed_by:list depicts:list"),
    "discrepancies": _table("id kind about between:list resolved_by resolved_to"),
    "unknowns": _table("id about as_of:date"),
    "issues": _table("code severity record_id message"),
}
