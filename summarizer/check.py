"""What can be tested about a summary without a model: the invariants V1 to V14.

Each check takes the summary and the article and returns issues; none changes a record. V9 (no
coordinate without a gazetteer) and V10 (assessment empty) hold by the types of
``schema/summary.py``; V12 (null stays empty) belongs to the exports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from pydantic import BaseModel

from summarizer import crosscheck
from summarizer.abstract import LOADED as LOADED
from summarizer.abstract import abstract_issues, quotes_of_the_abstract
from summarizer.article import Article
from summarizer.assemble import NOT_PRINTED
from summarizer.document import read_document
from summarizer.packs.pack import has_numbers, language_of
from summarizer.quantities import count_is_printed, integers_in, names_one, parse_count
from summarizer.schema import summary as sm
from summarizer.schema.evidence import CountValue, Evidence, Record
from summarizer.schema.extraction import RelatedEvent

Check = Callable[[sm.ArticleSummary, Article], Iterator[sm.Issue]]

NUMBERLESS = frozenset({"vague", "unspecified", "none_reported", "relative"})


def check(summary: sm.ArticleSummary, article: Article) -> sm.ArticleSummary:
    """Return *summary* with what the checks found added to its issues."""
    found = [issue for run in CHECKS.values() for issue in run(summary, article)]
    kept = [issue for issue in summary.issues if issue not in found]
    return summary.model_copy(update={"issues": kept + found})


_Claim: TypeAlias = sm.Event | sm.Casualty | sm.Weapon


def evidence_of(record: Any) -> list[Evidence]:
    """Return every piece of evidence a record carries, nested ones included."""
    found: list[Evidence] = []
    _collect(record, found)
    return found


def _collect(value: Any, found: list[Evidence]) -> None:
    # Run some two thousand times for an article: the fields are taken from where pydantic keeps
    # them, and what holds no record is left at once.
    if isinstance(value, Evidence):
        found.append(value)
    elif isinstance(value, list):
        for entry in value:
            if not isinstance(entry, str):
                _collect(entry, found)
    elif isinstance(value, Record):
        for entry in value.__dict__.values():
            if entry is not None and not isinstance(entry, str):
                _collect(entry, found)


def records(summary: sm.ArticleSummary) -> Iterator[Any]:
    """Yield every record that has an id, kind by kind."""
    for kind in RECORD_KINDS:
        yield from getattr(summary, kind)


RECORD_KINDS = (
    "actors",
    "locations",
    "events",
    "attributions",
    "casualties",
    "weapons",
    "media",
    "discrepancies",
    "unknowns",
)


def _issue(code: str, record_id: str | None, message: str, **more: Any) -> sm.Issue:
    fields = {"severity": "error", "revisable": True} | more
    return sm.Issue(code=code, record_id=record_id, message=message, **fields)


def _found(code: str, findings: Iterator[crosscheck.Finding]) -> Iterator[sm.Issue]:
    for record_id, message in findings:
        yield _issue(code, record_id, message)


def quotes_stand_in_the_text(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V1: every span is the quote, and every quote was found."""
    owners = [(None, summary.article), *((row.id, row) for row in records(summary))]
    for owner, row in owners:
        for evidence in evidence_of(row):
            if evidence.reason == NOT_PRINTED:
                continue
            if evidence.match == "missing":
                reason = evidence.reason or "not in the article"
                message = f"the quote {_short(evidence.quote)} was not found: {reason}"
                yield _issue("V1", owner, message, evidence=evidence)
            elif article.text[evidence.start : evidence.end] != evidence.quote:
                message = f"the span {evidence.start}-{evidence.end} does not hold its quote"
                yield _issue("V1", owner, message, evidence=evidence)


def _counts(summary: sm.ArticleSummary) -> Iterator[tuple[str, CountValue, str]]:
    """Yield (record id, count, the quotes it must stand in) of casualties and weapons."""
    for casualty in summary.casualties:
        for count in (casualty.count, casualty.supersedes):
            if count is not None:
                yield casualty.id, count, _quoted(casualty.evidence)
    for weapon in summary.weapons:
        for count in (weapon.quantity, weapon.intercepted):
            if count is not None:
                yield weapon.id, count, _quoted(weapon.evidence)


def _quoted(evidence: list[Evidence]) -> str:
    return " ".join(part.quote for part in evidence if part.match != "missing")


def numbers_are_printed(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V2 (C15): each number of a count stands in its quote as digits or number word."""
    english, language = article.is_english(), _language_of(article)
    for owner, count, quoted in _counts(summary):
        if not count_is_printed(count, quoted, language=language):
            message = f"the count {count.text!r} has a number that its quote does not print"
            yield _issue("V2", owner, message)
        elif has_numbers(language) and _reads_otherwise(count, language):
            yield _issue("V2", owner, f"{count.text!r} does not say {_bounds(count)}")
    if has_numbers(language):
        yield from _found("V2", crosscheck.cut_off_signs(summary, language))
    for event in summary.events:
        quoted = _quoted(event.evidence)
        printed = set(integers_in(quoted, language=language))
        if english:
            printed.update(_ordinals(quoted))
        if event.count is not None and event.count not in printed:
            message = f"counted {event.count} times, which its quote does not print"
            yield _issue("V2", event.id, message, severity="warning")


_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_ORDINAL = re.compile(rf"\b(?:(\d+)(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))\b", re.IGNORECASE)


def _ordinals(text: str) -> Iterator[int]:
    """Yield what ordinals count up to: "the fifth violation since June" makes five of them."""
    for digits, word in _ORDINAL.findall(text):
        yield int(digits) if digits else _ORDINALS.index(word.lower()) + 2


def _language_of(article: Article) -> str | None:
    return "en" if article.is_english() else language_of(article.text, article.language)


def _reads_otherwise(count: CountValue, language: str | None) -> bool:
    """Tell whether the library reads the printed words as another range than the record holds."""
    own = parse_count(count.text, language)
    if own.qualifier in NUMBERLESS or bool(count.derived) != bool(own.derived):
        return False
    if language != "en" and (own.qualifier, count.qualifier) == ("none", "none_reported"):
        return False  # "aucune" alone does not tell whether none fell or none was reported
    mine, theirs = (own.min, own.max, own.best), (count.min, count.max, count.best)
    return mine != theirs or own.qualifier != count.qualifier


def _bounds(count: CountValue) -> str:
    return f"min {count.min}, max {count.max}, best {count.best} ({count.qualifier})"


def vague_words_have_no_number(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V3: "dozens" and "heavy casualties" stay without a number."""
    english, language = article.is_english(), _language_of(article)
    for owner, count, _ in _counts(summary):
        if (count.min, count.max, count.best) == (None, None, None):
            continue
        own = parse_count(count.text, language).qualifier
        # "unspecified" is also what the library answers to words that it cannot read.
        known = count.derived is not None or not english or names_one(count.text)
        unread = own == "unspecified" and known
        if count.qualifier in NUMBERLESS or (own in NUMBERLESS and not unread):
            yield _issue("V3", owner, f"{count.text!r} is no number, but the record has one")


def ranges_are_in_order(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V4: min <= best <= max, a subset is no larger than its whole, parts add up to no more."""
    by_id = {row.id: row for row in summary.casualties}
    for row in summary.casualties:
        known = [n for n in (row.count.min, row.count.best, row.count.max) if n is not None]
        if known != sorted(known):
            yield _issue("V4", row.id, f"the bounds are not in order: {_bounds(row.count)}")
        whole = by_id.get(row.subset_of or "")
        if whole is not None and _floor(row.count) > _ceiling(whole.count):
            yield _issue("V4", row.id, f"larger than {whole.id}, which it is said to be part of")
    for whole in summary.casualties:
        parts = [row for row in summary.casualties if row.part_of == whole.id]
        if parts and sum(_floor(part.count) for part in parts) > _ceiling(whole.count):
            yield _issue("V4", whole.id, "its parts add up to more than the total")


def _floor(count: CountValue) -> float:
    known = [n for n in (count.min, count.best) if n is not None]
    return min(known) if known else 0


def _ceiling(count: CountValue) -> float:
    if count.max is not None:
        return count.max
    exact = count.best if count.qualifier == "exact" else None
    return exact if exact is not None else float("inf")


def records_have_evidence(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V5: every record has evidence, every casualty an event."""
    for row in records(summary):
        if not evidence_of(row):
            yield _issue("V5", row.id, "the record points at no passage of the article")
    for row in summary.casualties:
        if row.event_id is None:
            message = "no event could be named for this casualty"
            yield _issue("V5", row.id, message, severity="note", revisable=False)
    yield from _found("V5", crosscheck.far_quotes(summary, read_document(article.text)))


def claims_have_their_sources(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V6: attributed needs an attribution, disputed a denial, admitted the burdened party."""
    said = {row.id: row for row in summary.attributions}
    disputed = {name for row in summary.discrepancies for name in row.between}
    disputed |= {
        name for row in summary.attributions if row.stance == "denies" for name in row.refs
    }
    rows: tuple[_Claim, ...] = (*summary.events, *summary.casualties, *summary.weapons)
    for row in rows:
        by = row.attribution_ids if isinstance(row, sm.Event) else row.claimed_by
        if row.claim_status == "attributed" and not by:
            yield _issue("V6", row.id, "attributed, but no attribution is named")
        if row.claim_status == "disputed" and not _denied(row) and row.id not in disputed:
            yield _issue("V6", row.id, "disputed, but nobody is named who disputes it")
        if row.claim_status == "admitted":
            speakers = [said[name] for name in by if name in said]
            if not any(_of_a_party(speaker) for speaker in speakers):
                yield _issue("V6", row.id, "admitted, but no source is a party to the conflict")
            elif not _burdens_itself(row, speakers, summary):
                message = "admitted, but by another party than the one it burdens"
                yield _issue("V6", row.id, message)
    yield from _found("V6", crosscheck.foreign_claimants(summary))
    yield from _found("V6", crosscheck.foreign_users(summary))


_STATE = frozenset({"state", "state_forces", "external_state_forces", "police", "paramilitary"})
_ARMED = frozenset({"armed_group", "armed_group_unnamed", "militia", "communal_group"})
_SPEAKS_FOR = {
    "state_official": _STATE,
    "military": _STATE,
    "police": _STATE,
    "local_authority": _STATE,
    "armed_group": _ARMED,
}


def _burdens_itself(
    row: _Claim, speakers: list[sm.Attribution], summary: sm.ArticleSummary
) -> bool:
    """Tell whether a speaker belongs to a side of the record, or whether that is not known."""
    if isinstance(row, sm.Event):
        sides = {part.actor_id for part in row.actors}
        sides |= {entry.actor_id for entry in row.responsibility}
    elif isinstance(row, sm.Casualty):
        sides = {*row.victims.actor_ids, *row.blamed}
    else:
        sides = set(row.user_actor_ids)
    names = [speaker.source.actor_id for speaker in speakers if speaker.source]
    kinds = {actor.kind for actor in summary.actors if actor.id in sides}
    if not sides or None in names:
        return True
    apart = {actor.id for actor in summary.actors if actor.kind == "person"}
    apart -= {actor.id for actor in summary.actors if len(_kin(actor.id, summary)) > 1}
    if sides <= apart or any(name in apart for name in names):
        return True  # a person of whom no record says where they belong
    if any(kinds & _SPEAKS_FOR.get(speaker.source_type, frozenset()) for speaker in speakers):
        return True  # "four soldiers died, the spokesman said": no record says they are his
    return any(
        _kin(name, summary) & _kin(side, summary) for name in names if name for side in sides
    )


def _kin(actor_id: str, summary: sm.ArticleSummary) -> set[str]:
    """Return an actor, its members and what it belongs to: a spokesman speaks for his army."""
    kin = {actor_id}
    for actor in summary.actors:
        above = {name for name in (actor.affiliation, actor.part_of) if name}
        if actor.id == actor_id:
            kin |= above | set(actor.members)
        elif actor_id in actor.members or actor_id in above:
            kin.add(actor.id)
    return kin


def _denied(row: _Claim) -> bool:
    if isinstance(row, sm.Event):
        return any(entry.denied_by for entry in row.responsibility)
    return bool(row.denied_by)


def _of_a_party(row: sm.Attribution) -> bool:
    return row.source is not None and bool(row.source.party_to_conflict)


_HELD = frozenset({"abducted", "captured", "detained", "missing"})


def only_actual_events_harm(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V7: a planned, hypothetical or negated event has no casualties."""
    status = {event.id: event.status for event in summary.events}
    for row in summary.casualties:
        its = status.get(row.event_id or "", "actual")
        if its in ("actual", "attempted") or row.count.qualifier in ("none", "none_reported"):
            continue
        if row.harm in _HELD:
            continue  # an exchange that is planned is about those who are held already
        yield _issue("V7", row.id, f"belongs to {row.event_id}, which is {its} and harmed nobody")


def dates_are_possible(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V8: what happened lies before publication, what is planned not before it was said."""
    published = summary.article.published.end if summary.article.published else None
    said = {row.id: row.date for row in summary.attributions}
    dated: tuple[sm.Event | sm.Attribution, ...] = (*summary.events, *summary.attributions)
    for row in dated:
        start, end = row.date.start, row.date.end
        if start is not None and end is not None and start > end:
            yield _issue("V8", row.id, f"the date starts on {start} and ends on {end}")
        past = isinstance(row, sm.Attribution) or row.status in ("actual", "attempted")
        if past and published is not None and start is not None and start > published:
            yield _issue("V8", row.id, f"dated {start}, after publication on {published}")
    for event in summary.events:
        if event.status not in ("planned", "threatened") or event.date.end is None:
            continue
        told = [said[name].start for name in event.attribution_ids if name in said]
        days = [day for day in told if day is not None]
        first = min(days) if days else (published if event.time_frame == "future" else None)
        if first is not None and event.date.end < first:
            message = f"{event.status} for {event.date.end}, before it was said on {first}"
            yield _issue("V8", event.id, message)
    yield from _found("V8", crosscheck.borrowed_days(summary))
    if article.is_english():
        yield from _found("V8", crosscheck.plans_told_as_done(summary))


def the_abstract_keeps_to_the_article(
    summary: sm.ArticleSummary, article: Article
) -> Iterator[sm.Issue]:
    """V11 (H1-H4): refs, numbers, names and hedges of headline and abstract."""
    unsure = {
        row.id
        for row in records(summary)
        if getattr(row, "claim_status", "author_stated") != "author_stated"
    }
    unsure |= {row.id for row in summary.attributions}
    yield from abstract_issues(summary, article, unsure)


def direct_quotes_are_verbatim(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V13: what stands as direct speech is the article's own wording."""
    for row in summary.attributions:
        if row.directness == "direct" and row.content and row.content.match == "fuzzy":
            yield _issue("V13", row.id, "given as direct speech, but not word for word")
    yield from quotes_of_the_abstract(summary, article)


def ids_resolve(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V14: every id that a record points to exists and is of the kind the field names."""
    known = {kind: {row.id for row in getattr(summary, kind)} for kind in RECORD_KINDS}
    every = set().union(*known.values())
    for sentence in summary.abstract:
        for name in sentence.refs:
            if name not in every:
                yield _issue("V14", None, f"the abstract rests on {name!r}, which does not exist")
    for kind in RECORD_KINDS:
        for row in getattr(summary, kind):
            for name, wanted in sorted(references(row, kind)):
                if name not in every:
                    yield _issue("V14", row.id, f"points to {name!r}, which does not exist")
                elif wanted and name not in known[wanted]:
                    message = f"points to {name!r}, which is not among the {wanted}"
                    yield _issue("V14", row.id, message)


# Field, and the kind of record its ids belong to; "" for any kind.
_REFERENCES = {
    "attribution_ids": "attributions",
    "claimed_by": "",
    "denied_by": "",
    "by": "",
    "blamed": "actors",
    "actor_id": "actors",
    "actor_ids": "actors",
    "user_actor_ids": "actors",
    "members": "actors",
    "affiliation": "actors",
    "location_id": "locations",
    "event_id": "events",
    "event_ids": "events",
    "depicts": "events",
    "casualty_ids": "casualties",
    "subset_of": "casualties",
    "increment_of": "casualties",
    "weapon_ids": "weapons",
    "refs": "",
}
_FREE = {"asserted_by": "attributions", "label_by": "", "between": "", "resolved_to": ""}
_ID = re.compile(r"\??(?:ac|lo|ev|at|ca|we|me|dx|un)\d+")


def references(record: Any, kind: str) -> set[tuple[str, str]]:
    """Return (id, kind it must have) for every reference inside a record; "" is any kind.

    Fields that may also hold words ("author", "article.title") count where they look like an id.
    """
    found: set[tuple[str, str]] = set()
    for field, value in record.__dict__.items():
        if value is None or value == [] or isinstance(value, Evidence):
            continue
        values = value if isinstance(value, list) else [value]
        names = [item for item in values if isinstance(item, str)]
        if field in _REFERENCES:
            found.update((name, _REFERENCES[field]) for name in names)
        elif field == "part_of":
            found.update((name, kind) for name in names)
        elif field in _FREE:
            found.update((name, _FREE[field]) for name in names if _ID.fullmatch(name))
        elif field == "id" and isinstance(record, RelatedEvent):
            found.update((name, "events") for name in names)
        for item in values:
            if isinstance(item, BaseModel) and not isinstance(item, Evidence):
                found |= references(item, kind)
    return found


def _short(text: str, limit: int = 60) -> str:
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


CHECKS: dict[str, Check] = {
    "V1": quotes_stand_in_the_text,
    "V2": numbers_are_printed,
    "V3": vague_words_have_no_number,
    "V4": ranges_are_in_order,
    "V5": records_have_evidence,
    "V6": claims_have_their_sources,
    "V7": only_actual_events_harm,
    "V8": dates_are_possible,
    "V11": the_abstract_keeps_to_the_article,
    "V13": direct_quotes_are_verbatim,
    "V14": ids_resolve,
}
