"""Long tables: one row for each record, with its quote and offsets, for CSV and Parquet.

The tables hold claims as they stand. No policy acts on them, and numbers that differ stay in rows
of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from summarizer.schema import summary as sm
from summarizer.schema.evidence import CountValue, DateValue, Evidence
from summarizer.write.rows import Lookup, Row, first_evidence

EVENT_STATUSES = ("actual", "attempted")  # the others go to their own table: no one counts them


def table_rows(name: str, summary: sm.ArticleSummary) -> Iterator[Row]:
    """Yield the rows of one of the tables of ``columns.COLUMNS``; each names its article."""
    for row in _ROWS[name](Lookup(summary)):
        yield {"article_id": summary.article.id, **row}


# -- parts that several tables share --------------------------------------------------------------


def _quote(evidence: Iterable[Evidence | None]) -> Row:
    """Return the first passage found, and the other ones as JSON: [quote, start, end, match]."""
    passages = [one for one in evidence if one is not None]
    first = first_evidence(passages)
    if first is None:
        return {}
    rest = [[e.quote, e.start, e.end, e.match] for e in passages if e is not first]
    return {
        "quote": first.quote,
        "start": first.start,
        "end": first.end,
        "match": first.match,
        "more_quotes": json.dumps(rest, ensure_ascii=False) if rest else None,
    }


def _date(name: str, value: DateValue | None) -> Row:
    if value is None:
        return {}
    return {
        f"{name}_text": value.text,
        f"{name}_start": value.start.isoformat() if value.start else None,
        f"{name}_end": value.end.isoformat() if value.end else None,
        f"{name}_precision": value.precision,
        f"{name}_anchor": value.anchor,
        f"{name}_note": value.note,
    }


def _count(name: str, value: CountValue | None) -> Row:
    if value is None:
        return {}
    return {f"{name}_{part}": getattr(value, part) for part in CountValue.model_fields}


def _text(value: sm.PrintedText | None) -> str | None:
    return value.text if value is not None else None


# -- the tables -----------------------------------------------------------------------------------


def _articles(look: Lookup) -> Iterator[Row]:
    info, made = look.summary.article, look.summary.provenance
    printed = (info.title, info.publisher, info.kicker, *info.authors)
    yield {
        "sha256": info.sha256,
        "char_length": info.char_length,
        "url": info.url,
        "title": _text(info.title),
        "kicker": _text(info.kicker),
        "author": [author.text for author in info.authors],
        "publisher": _text(info.publisher),
        "republished_by": _text(info.republished_by),
        "language": info.language,
        "article_type": info.article_type,
        "published_source": info.published_source,
        "dateline_place": _text(info.dateline_place),
        "headline": look.summary.headline,
        "abstract": " ".join(sentence.text for sentence in look.summary.abstract),
        "issue_count": len(look.summary.issues),
        "extractor": made.extractor,
        "fingerprint": made.fingerprint,
        "schema_version": made.schema_version,
        "library_version": made.library_version,
        **_date("published", info.published),
        **_date("dateline_date", info.dateline_date),
        **_quote(one.evidence for one in printed if one is not None),
    }


def _event_row(look: Lookup, event: sm.Event) -> Row:
    scene = look.scene(event)
    blamed = [row for row in event.responsibility if row.basis != "denied"]
    return {
        "id": event.id,
        "title": event.title,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "time_frame": event.time_frame,
        "claim_status": event.claim_status,
        "attribution_ids": event.attribution_ids,
        "sources": look.sources(event),
        "place": scene.name if scene else None,
        "country": scene.country if scene else None,
        "where_prec": scene.where_prec if scene else None,
        "geo_precision": scene.geo_precision if scene else None,
        "locations": [f"{part.location_id}:{part.role}" for part in event.locations],
        "initiators": look.names_in_role(event, "initiator"),
        "targets": look.names_in_role(event, "target", "opponent"),
        "actors": [f"{part.actor_id}:{part.role}" for part in event.actors],
        "responsibility": [f"{look.actor_name(r.actor_id)}:{r.basis}" for r in blamed],
        "responsibility_denied": sorted(
            look.actor_name(r.actor_id)
            for r in event.responsibility
            if r.basis == "denied" or r.denied_by
        ),
        "outcome": event.outcome,
        "target": event.target,
        "infrastructure": event.infrastructure,
        "civilian_targeting": event.civilian_targeting,
        "aggregate": event.aggregate,
        "count": event.count,
        "related": [f"{other.type}:{other.id}" for other in event.related],
        "casualty_ids": event.casualty_ids,
        "weapon_ids": event.weapon_ids,
        "type_of_violence": event.codes.ucdp_type_of_violence,
        "date_prec": event.codes.ucdp_date_prec,
        "time_precision": event.codes.acled_time_precision,
        **_date("date", event.date),
        **_quote(event.evidence),
    }


def _events(look: Lookup) -> Iterator[Row]:
    return (_event_row(look, e) for e in look.summary.events if e.status in EVENT_STATUSES)


def _unrealised(look: Lookup) -> Iterator[Row]:
    return (_event_row(look, e) for e in look.summary.events if e.status not in EVENT_STATUSES)


def _casualties(look: Lookup) -> Iterator[Row]:
    for row in look.summary.casualties:
        victims = row.victims
        yield {
            "id": row.id,
            "event_id": row.event_id,
            "harm": row.harm,
            "claim_status": row.claim_status,
            "claimed_by": row.claimed_by,
            "sources": [look.source_name(name) for name in row.claimed_by],
            "denied_by": row.denied_by,
            "denials": [look.source_name(name) for name in row.denied_by],
            "blamed": [look.actor_name(name) for name in row.blamed],
            "victims": victims.text,
            "victim_actor_ids": victims.actor_ids,
            "side": victims.side,
            "civilian_status": victims.civilian_status,
            "demographics": list(victims.demographics),
            "label_by": victims.label_by,
            "scope": row.scope,
            "period": row.period,
            "subset_of": row.subset_of,
            "part_of": row.part_of,
            "increment_of": row.increment_of,
            **_count("count", row.count),
            **_count("supersedes", row.supersedes),
            **_quote(row.evidence),
        }


def _attributions(look: Lookup) -> Iterator[Row]:
    for row in look.summary.attributions:
        source = row.source
        yield {
            "id": row.id,
            "source": source.text if source else None,
            "actor_id": source.actor_id if source else None,
            "source_type": row.source_type,
            "named": source.named if source else None,
            "alignment": source.alignment if source else None,
            "party_to_conflict": source.party_to_conflict if source else None,
            "cue": row.cue.quote,
            "stance": row.stance,
            "directness": row.directness,
            "chain": row.chain,
            "anonymous_links": row.anonymous_links,
            "hedges": row.hedges,
            "author_stance": row.author_stance,
            "factuality": row.factuality,
            "channel": row.channel,
            "refs": row.refs,
            **_date("date", row.date),
            **_quote([row.content, row.cue, source.evidence if source else None]),
        }


def _weapons(look: Lookup) -> Iterator[Row]:
    for row in look.summary.weapons:
        legal = row.legal_statement
        yield {
            "id": row.id,
            "name_in_text": row.name_in_text.quote,
            "model": row.model,
            "calibre": row.calibre,
            "category": row.category,
            "launch_method": row.launch_method,
            "launch_support": row.launch_support,
            "action": row.action,
            "claim_status": row.claim_status,
            "claimed_by": row.claimed_by,
            "sources": [look.source_name(name) for name in row.claimed_by],
            "denied_by": row.denied_by,
            "users": [look.actor_name(name) for name in row.user_actor_ids],
            "event_ids": row.event_ids,
            "target_area": row.target_area,
            "legal_statement": legal.evidence.quote if legal else None,
            "legal_asserted_by": legal.asserted_by if legal else None,
            "treaties_derived": row.treaties_derived,
            **_count("quantity", row.quantity),
            **_count("intercepted", row.intercepted),
            **_quote([*row.evidence, row.name_in_text]),
        }


def _actors(look: Lookup) -> Iterator[Row]:
    for row in look.summary.actors:
        yield {
            "id": row.id,
            "name": row.name,
            "name_in_text": row.name_in_text.quote,
            "kind": row.kind,
            "acled_actor_type": row.acled_actor_type,
            "country": row.country,
            "title": row.title,
            "affiliation": row.affiliation,
            "part_of": row.part_of,
            "members": row.members,
            "members_complete": row.members_complete,
            "alignment_in_text": row.alignment_in_text,
            "identified": row.identified,
            **_quote([row.name_in_text, *row.mentions]),
        }


def _places(look: Lookup) -> Iterator[Row]:
    roles: dict[str, list[str]] = {}
    for event in look.summary.events:
        for part in event.locations:
            roles.setdefault(part.location_id, []).append(f"{event.id}:{part.role}")
    for row in look.summary.locations:
        yield {
            "id": row.id,
            "name": row.name,
            "name_in_text": row.name_in_text.quote,
            "granularity": row.granularity,
            "relation": row.relation,
            "distance_text": row.distance_text,
            "parents_in_text": row.parents_in_text,
            "part_of": row.part_of,
            "country": row.country,
            "country_support": row.country_support,
            "roles": roles.get(row.id, []),
            "where_prec": row.where_prec,
            "geo_precision": row.geo_precision,
            **_quote([row.name_in_text, *row.mentions]),
        }


def _media(look: Lookup) -> Iterator[Row]:
    for row in look.summary.media:
        yield {
            "id": row.id,
            "kind": row.kind,
            "posted_by": row.posted_by,
            "verification": row.verification,
            "verified_by": row.verified_by,
            "claimed_by": row.claimed_by,
            "depicts": row.depicts,
            **_quote([row.caption]),
        }


def _discrepancies(look: Lookup) -> Iterator[Row]:
    for row in look.summary.discrepancies:
        yield {
            "id": row.id,
            "kind": row.kind,
            "about": row.about,
            "between": row.between,
            "resolved_by": row.resolved_by,
            "resolved_to": row.resolved_to,
            **_quote(row.evidence),
        }


def _unknowns(look: Lookup) -> Iterator[Row]:
    for row in look.summary.unknowns:
        yield {
            "id": row.id,
            "about": row.about,
            **_date("as_of", row.as_of),
            **_quote(row.evidence),
        }


def _issues(look: Lookup) -> Iterator[Row]:
    for row in look.summary.issues:
        yield {
            "code": row.code,
            "severity": row.severity,
            "record_id": row.record_id,
            "message": row.message,
            **_quote([row.evidence]),
        }


_ROWS: dict[str, Callable[[Lookup], Iterator[Row]]] = {
    "articles": _articles,
    "events": _events,
    "unrealised_events": _unrealised,
    "casualties": _casualties,
    "attributions": _attributions,
    "weapons": _weapons,
    "actors": _actors,
    "places": _places,
    "media": _media,
    "discrepancies": _discrepancies,
    "unknowns": _unknowns,
    "issues": _issues,
}
