"""What can be tested about a summary without a model: the invariants V1 to V14.

Each check takes the summary and the article and returns issues; none changes a record. V9 (no
coordinate without a gazetteer) and V10 (assessment empty) hold by the types of
``schema/summary.py``; V12 (null stays empty) belongs to the exports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from summarizer.article import Article
from summarizer.quantities import count_is_printed, integers_in, parse_count
from summarizer.schema import summary as sm
from summarizer.schema.evidence import CountValue, Evidence

Check = Callable[[sm.ArticleSummary, Article], Iterator[sm.Issue]]

HEADLINE_WORDS = 15  # codebook H: a headline fits one line of a list
ABSTRACT_SENTENCES = 5
ABSTRACT_WORDS = 120
DISPUTING = frozenset({"denies", "questions", "retracts"})
NUMBERLESS = frozenset({"vague", "unspecified", "none_reported", "relative"})
HEDGES = re.compile(
    r"\b(?:claim\w*|report\w*|alleg\w*|sa(?:y|ys|id|ying)|accus\w*|accord\w*|apparent\w*|deni\w*|"
    r"den(?:y|ying)|suspect\w*|blam\w*|unconfirmed|assert\w*|announc\w*|stat(?:e|ed|es|ing)|"
    r"told|warn\w*|vow\w*|pledg\w*|admit\w*|purport\w*|believ\w*|according|quot\w*|add(?:ed|s)|"
    r"confirm\w*|promis\w*|threaten\w*|cit(?:e|ed|ing))\b",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"\b(?:terrorists?|regime|martyr\w*|neutrali[sz]ed|liberated|thugs?|infidels?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+")


def check(summary: sm.ArticleSummary, article: Article) -> sm.ArticleSummary:
    """Return *summary* with what the checks found added to its issues."""
    found = [issue for run in CHECKS.values() for issue in run(summary, article)]
    kept = [issue for issue in summary.issues if issue not in found]
    return summary.model_copy(update={"issues": kept + found})


def evidence_of(record: Any) -> list[Evidence]:
    """Return every piece of evidence a record carries, nested ones included."""
    if isinstance(record, Evidence):
        return [record]
    if isinstance(record, list):
        return [item for entry in record for item in evidence_of(entry)]
    if isinstance(record, sm.Record):
        values = [getattr(record, name) for name in type(record).model_fields]
        return [item for value in values for item in evidence_of(value)]
    return []


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


def quotes_stand_in_the_text(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V1: every span is the quote, and every quote was found."""
    owners = [(None, summary.article), *((row.id, row) for row in records(summary))]
    for owner, row in owners:
        for evidence in evidence_of(row):
            if evidence.match == "missing":
                reason = evidence.reason or "not in the article"
                message = f"the quote {_short(evidence.quote)} was not found: {reason}"
                yield _issue("V1", owner, message, evidence=evidence)
            elif article.text[evidence.start : evidence.end] != evidence.quote:
                message = f"the span {evidence.start}-{evidence.end} does not hold its quote"
                yield _issue("V1", owner, message, evidence=evidence)


def numbers_are_printed(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V2 (C15): each number of a count stands in its quote as digits or number word."""
    for row in summary.casualties:
        quoted = " ".join(e.quote for e in row.evidence if e.match != "missing")
        if not count_is_printed(row.count, quoted):
            message = f"the count {row.count.text!r} has a number that its quote does not print"
            yield _issue("V2", row.id, message)
        elif row.supersedes is not None and not count_is_printed(row.supersedes, quoted):
            yield _issue("V2", row.id, "the older toll is not printed in the quote")
        elif _reads_otherwise(row.count):
            message = f"{row.count.text!r} does not say {_bounds(row.count)}"
            yield _issue("V2", row.id, message)


def _reads_otherwise(count: CountValue) -> bool:
    """Tell whether the library reads the printed words as another range than the record holds."""
    own = parse_count(count.text)
    if own.qualifier in NUMBERLESS or count.derived or own.derived:
        return False
    return (own.min, own.max, own.best) != (count.min, count.max, count.best)


def _bounds(count: CountValue) -> str:
    return f"min {count.min}, max {count.max}, best {count.best}"


def vague_words_have_no_number(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V3: "dozens" and "heavy casualties" stay without a number."""
    for row in summary.casualties:
        count = row.count
        numbers = (count.min, count.max, count.best)
        vague = count.qualifier in NUMBERLESS or parse_count(count.text).qualifier in NUMBERLESS
        if vague and not count.derived and any(n is not None for n in numbers):
            yield _issue("V3", row.id, f"{count.text!r} is no number, but the record has one")


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


def claims_have_their_sources(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V6: attributed needs an attribution, disputed a denial, admitted the burdened party."""
    said = {row.id: row for row in summary.attributions}
    disputed = {name for row in summary.discrepancies for name in row.between}
    against = [row for row in summary.attributions if row.stance in DISPUTING]
    disputed.update(name for row in against for name in row.refs)
    for row in (*summary.events, *summary.casualties, *summary.weapons):
        by = row.attribution_ids if isinstance(row, sm.Event) else row.claimed_by
        if row.claim_status == "attributed" and not by:
            yield _issue("V6", row.id, "attributed, but no attribution is named")
        if row.claim_status == "disputed" and not _denied(row) and row.id not in disputed:
            yield _issue("V6", row.id, "disputed, but nobody is named who disputes it")
        if row.claim_status == "admitted" and not any(_of_a_party(said.get(i)) for i in by):
            yield _issue("V6", row.id, "admitted, but no source is a party to the conflict")


def _denied(row: sm.Event | sm.Casualty | sm.Weapon) -> bool:
    if isinstance(row, sm.Event):
        return any(entry.denied_by for entry in row.responsibility)
    return bool(row.denied_by)


def _of_a_party(row: sm.Attribution | None) -> bool:
    return row is not None and row.source is not None and bool(row.source.party_to_conflict)


def only_actual_events_harm(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V7: a planned, hypothetical or negated event has no casualties."""
    for event in summary.events:
        if event.status in ("actual", "attempted"):
            continue
        for casualty_id in event.casualty_ids:
            message = f"belongs to {event.id}, which is {event.status} and harmed nobody yet"
            yield _issue("V7", casualty_id, message)


def dates_are_possible(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V8: what happened lies before publication, and no interval ends before it starts."""
    published = summary.article.published.end if summary.article.published else None
    for event in summary.events:
        start, end = event.date.start, event.date.end
        if start is not None and end is not None and start > end:
            yield _issue("V8", event.id, f"the date starts on {start} and ends on {end}")
        if published is None or event.status != "actual" or start is None:
            continue
        if start > published:
            yield _issue("V8", event.id, f"dated {start}, after publication on {published}")


def the_abstract_keeps_to_the_article(
    summary: sm.ArticleSummary, article: Article
) -> Iterator[sm.Issue]:
    """V11 (H1-H4): refs, numbers, names and hedges of headline and abstract."""
    firm = {
        row.id: getattr(row, "claim_status", "author_stated") == "author_stated"
        for row in records(summary)
    }
    firm |= {row.id: False for row in summary.attributions}
    for number, sentence in enumerate(summary.abstract, start=1):
        where = f"sentence {number} of the abstract"
        if not sentence.refs:
            yield _issue("V11", None, f"{where} rests on no record")
        unsure = [name for name in sentence.refs if not firm.get(name, True)]
        if unsure and sentence.text not in article.text and not HEDGES.search(sentence.text):
            yield _issue("V11", None, f"{where} states as fact what {unsure[0]} only claims")
        yield from _words_are_printed(where, sentence.text, article)
    yield from _words_are_printed("the headline", summary.headline, article)
    yield from _length(summary)


def _words_are_printed(where: str, text: str, article: Article) -> Iterator[sm.Issue]:
    extra = integers_in(text) - integers_in(article.text)
    if extra:
        number = min(extra)
        yield _issue("V11", None, f"{where} has the number {number}, which the article lacks")
    folded = article.text.casefold()
    for name in _NAME.findall(text):
        if name.casefold().removesuffix("’s").removesuffix("'s") not in folded:
            yield _issue("V11", None, f"{where} has the name {name!r}, which the article lacks")
    bare = _QUOTED.sub("", text)
    loaded = LOADED.search(bare)
    if loaded and text not in article.text:
        message = f"{where} uses {loaded.group()!r} without quotation marks"
        yield _issue("V11", None, message, severity="warning")


def _length(summary: sm.ArticleSummary) -> Iterator[sm.Issue]:
    words = sum(len(sentence.text.split()) for sentence in summary.abstract)
    if len(summary.headline.split()) > HEADLINE_WORDS:
        message = f"the headline has more than {HEADLINE_WORDS} words"
        yield _issue("V11", None, message, severity="warning")
    if len(summary.abstract) > ABSTRACT_SENTENCES or words > ABSTRACT_WORDS:
        message = f"the abstract is longer than {ABSTRACT_SENTENCES} sentences or"
        message += f" {ABSTRACT_WORDS} words"
        yield _issue("V11", None, message, severity="warning")


def direct_quotes_are_verbatim(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V13: what stands as direct speech is the article's own wording."""
    for row in summary.attributions:
        if row.directness == "direct" and row.content and row.content.match == "fuzzy":
            yield _issue("V13", row.id, "given as direct speech, but not word for word")


def ids_resolve(summary: sm.ArticleSummary, article: Article) -> Iterator[sm.Issue]:
    """V14: every id that a record points to exists."""
    known = {row.id for row in records(summary)}
    for sentence in summary.abstract:
        for name in sentence.refs:
            if name not in known:
                yield _issue("V14", None, f"the abstract rests on {name!r}, which does not exist")
    for row in records(summary):
        for name in sorted(_references(row) - known):
            yield _issue("V14", row.id, f"points to {name!r}, which does not exist")


def _references(row: Any) -> set[str]:
    names: set[str | None] = set()
    for field in ("attribution_ids", "claimed_by", "denied_by", "blamed", "user_actor_ids"):
        names.update(getattr(row, field, []))
    for field in ("event_ids", "casualty_ids", "weapon_ids", "refs", "depicts", "members"):
        names.update(getattr(row, field, []))
    for field in ("event_id", "subset_of", "increment_of", "affiliation", "part_of"):
        names.add(getattr(row, field, None))
    if isinstance(row, sm.Event):
        names.update(place.location_id for place in row.locations)
        names.update(part.actor_id for part in row.actors)
        names.update(other.id for other in row.related)
        for entry in row.responsibility:
            names.update((entry.actor_id, *entry.by, *entry.denied_by))
    if isinstance(row, sm.Casualty):
        names.update(row.victims.actor_ids)
    if isinstance(row, sm.Attribution) and row.source is not None:
        names.add(row.source.actor_id)
    return {name for name in names if name is not None}


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
