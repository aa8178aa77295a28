"""Turn an extraction into a summary: ground the quotes, resolve the words, derive the codes.

``assemble`` is pure: an extraction and an article come in, a summary comes out. What could not be
found or read stays in its record, marked, with an issue that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from summarizer import actors as actor_words
from summarizer import places, weapons
from summarizer.article import Article
from summarizer.codes import event_codes, factuality
from summarizer.dates import UNKNOWN_DATE, on_or_before, parse_absolute, resolve_date
from summarizer.ground import Grounder, grounder_of
from summarizer.ids import OffsetOf, renumber
from summarizer.packs.pack import language_of
from summarizer.quantities import parse_count
from summarizer.schema import extraction as ex
from summarizer.schema import summary as sm
from summarizer.schema.evidence import CountQualifier, CountValue, DateValue, Evidence
from summarizer.told_period import with_the_year_told

PublishedSource = Literal["caller", "text"]
NOT_PRINTED = "given by the caller, not printed in the article"
_HAD = re.compile(
    r"\bhad (?:\w+ly |also |already |been |earlier |twice ){0,2}(?:\w+ed|\w+[aou]ught"
    r"|been|begun|blown|broken|built|come|cut|driven|fallen|fled|found|given|gone|held|hit|left"
    r"|lost|made|met|sent|set|shot|struck|taken|withdrawn)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Reader:
    """What the printed words are looked up in and read by: the text, the day, the language."""

    grounder: Grounder
    published: date | None
    language: str | None


def assemble(
    extraction: ex.Extraction, article: Article, provenance: sm.Provenance
) -> sm.ArticleSummary:
    """Return the summary of *article* that *extraction* amounts to, before the checks."""
    grounder = grounder_of(article.text)
    ordered, duplicates = renumber(extraction, offsets_in(grounder))
    language = None if article.is_english() else language_of(article.text, article.language)
    published, source = _published(ordered, article, grounder, language)
    reader = _Reader(grounder, published, language)
    place = partial(_locate, grounder)
    attributions = [_attribution(row, reader) for row in ordered.attributions]
    said_on = {row.id: row.date for row in attributions}
    casualties = [_casualty(row, reader) for row in ordered.casualties]
    weapon_rows = [_weapon(row, reader) for row in ordered.weapons]
    links = _Links(casualties, weapon_rows, {row.id: row for row in ordered.actors})
    article_info = _article(ordered.article, article, reader, source)
    topic = _topic_country(ordered)
    return sm.ArticleSummary(
        article=article_info,
        headline=ordered.headline,
        abstract=[sm.AbstractSentence(text=s.text, refs=s.refs) for s in ordered.abstract],
        actors=[_actor(row, place, topic) for row in ordered.actors],
        locations=[_location(row, place) for row in ordered.locations],
        events=[_event(row, reader, said_on, links) for row in ordered.events],
        attributions=attributions,
        casualties=casualties,
        weapons=weapon_rows,
        media=[_media(row, place) for row in ordered.media],
        discrepancies=[_discrepancy(row, grounder) for row in ordered.discrepancies],
        unknowns=[_unknown(row, reader) for row in ordered.unknowns],
        issues=[_duplicate_id(name) for name in duplicates] + _undated_words(ordered, grounder),
        provenance=provenance,
    )


def offsets_in(grounder: Grounder) -> OffsetOf:
    """Return what tells where a quote stands, as records are put in order by it."""
    return lambda quote: _locate(grounder, quote).start


class _Links:
    """Which casualties and weapons point at an event, and who the actors are."""

    def __init__(
        self,
        casualties: list[sm.Casualty],
        weapon_rows: list[sm.Weapon],
        actors: dict[str, ex.ExtractedActor],
    ) -> None:
        self._casualties = casualties
        self._weapons = weapon_rows
        self.actors = actors

    def casualties_of(self, event_id: str) -> list[sm.Casualty]:
        return [row for row in self._casualties if row.event_id == event_id]

    def weapon_ids_of(self, event_id: str) -> list[str]:
        return [row.id for row in self._weapons if event_id in row.event_ids]

    def kinds(self, row: ex.ExtractedEvent) -> dict[str, str]:
        """Return the kind of every actor of the event, by role."""
        return {
            part.role: self.actors[part.actor_id].kind
            for part in row.actors
            if part.actor_id in self.actors
        }


def _locate(grounder: Grounder, quote: ex.Quote, near: int | None = None) -> Evidence:
    return grounder.locate(quote.text, near=near, occurrence=quote.occurrence)


def _all(grounder: Grounder, quotes: list[ex.Quote]) -> list[Evidence]:
    return [
        span
        for quote in quotes
        for span in grounder.ground(quote.text, occurrence=quote.occurrence)
    ]


def _duplicate_id(name: str) -> sm.Issue:
    return sm.Issue(
        code="V14",
        severity="error",
        record_id=None,
        message=f"the id {name!r} was given to more than one record; references go to the first",
        revisable=True,
    )


def _undated_words(extraction: ex.Extraction, grounder: Grounder) -> list[sm.Issue]:
    """Report the words for a date that the article does not print; they date nothing."""
    quotes = [(row.id, row.date_text) for row in extraction.events]
    quotes += [(row.id, row.date_text) for row in extraction.attributions]
    quotes += [(row.id, row.as_of_text) for row in extraction.unknowns]
    issues = []
    for record_id, quote in quotes:
        if quote is None:
            continue
        evidence = _locate(grounder, quote)
        if evidence.match == "missing":
            message = f"it is dated by {quote.text!r}, which the article does not print"
            issues.append(
                sm.Issue(
                    code="V1",
                    severity="error",
                    record_id=record_id,
                    message=message,
                    evidence=evidence,
                    revisable=True,
                )
            )
    return issues


def _resolve(
    quote: ex.Quote,
    reader: _Reader,
    *,
    past_perfect: bool = False,
    future: bool = False,
) -> DateValue:
    """Date the printed words; words that are not printed give no date."""
    if _locate(reader.grounder, quote).match == "missing":
        return UNKNOWN_DATE.model_copy(
            update={"text": quote.text, "note": "these words are not in the article"}
        )
    return resolve_date(
        quote.text,
        reader.published,
        past_perfect=past_perfect,
        future=future,
        language=reader.language,
    )


# -- the article itself --------------------------------------------------------------------------


def _published(
    extraction: ex.Extraction, article: Article, grounder: Grounder, language: str | None
) -> tuple[date | None, PublishedSource | None]:
    if article.published is not None:
        return article.published, "caller"
    for printed in (extraction.article.published_text, extraction.article.dateline_date):
        day = parse_absolute(printed, language) if printed else None
        if printed and day is not None and grounder.locate(printed).match != "missing":
            return day, "text"
    return None, None


def _article(
    row: ex.ExtractedArticle,
    article: Article,
    reader: _Reader,
    source: PublishedSource | None,
) -> sm.ArticleInfo:
    place, published = partial(_locate, reader.grounder), reader.published

    def printed(text: str | None) -> sm.PrintedText | None:
        if not text:
            return None
        return sm.PrintedText(text=text, evidence=place(ex.Quote(text=text)))

    def printed_or_given(text: str | None, given: str | None) -> sm.PrintedText | None:
        if text or not given:
            return printed(text)
        evidence = place(ex.Quote(text=given))
        if evidence.match == "missing":
            evidence = evidence.model_copy(update={"reason": NOT_PRINTED})
        return sm.PrintedText(text=given, evidence=evidence)

    dateline = None
    if row.dateline_date:
        dateline = resolve_date(row.dateline_date, published, language=reader.language)
    dated = None
    if published is not None:
        dated = DateValue(
            text=row.published_text if source == "text" else None,
            start=published,
            end=published,
            precision="day",
            anchor="absolute",
        )
    return sm.ArticleInfo(
        id=article.id,
        sha256=article.sha256,
        char_length=len(article.text),
        language=article.language,
        title=printed_or_given(row.title, article.title),
        kicker=printed(row.kicker),
        authors=[sm.PrintedText(text=t, evidence=place(ex.Quote(text=t))) for t in row.authors],
        publisher=printed_or_given(row.publisher, article.publisher),
        republished_by=printed(row.republished_by),
        published=dated,
        published_source=source,
        dateline_place=printed(row.dateline_place),
        dateline_date=dateline,
        article_type=row.article_type,
        url=article.url,
    )


def _topic_country(extraction: ex.Extraction) -> str | None:
    """Return the country that most places of events lie in, for ACLED's actor types."""
    countries = [row.country for row in extraction.locations if row.country]
    if not countries:
        return None
    return max(sorted(set(countries)), key=countries.count)


# -- who and where -------------------------------------------------------------------------------


def _actor(
    row: ex.ExtractedActor, place: Callable[[ex.Quote], Evidence], topic: str | None
) -> sm.Actor:
    return sm.Actor(
        **row.model_dump(exclude={"name_in_text", "mentions"}),
        acled_actor_type=actor_words.acled_actor_type(row.kind, row.country, topic),
        name_in_text=place(row.name_in_text),
        mentions=[place(quote) for quote in row.mentions],
    )


def _location(row: ex.ExtractedLocation, place: Callable[[ex.Quote], Evidence]) -> sm.Location:
    return sm.Location(
        **row.model_dump(exclude={"name_in_text", "mentions"}),
        where_prec=places.where_prec(row.granularity, row.relation),
        geo_precision=places.geo_precision(row.granularity, row.relation),
        name_in_text=place(row.name_in_text),
        mentions=[place(quote) for quote in row.mentions],
    )


# -- the four kinds of record --------------------------------------------------------------------


def _event(
    row: ex.ExtractedEvent,
    reader: _Reader,
    said_on: dict[str, DateValue],
    links: _Links,
) -> sm.Event:
    when = _event_date(row, reader, said_on)
    victims = links.casualties_of(row.id)
    return sm.Event(
        **row.model_dump(exclude={"evidence", "date_text"}),
        date=when,
        casualty_ids=[casualty.id for casualty in victims],
        weapon_ids=links.weapon_ids_of(row.id),
        codes=event_codes(row, when, links.kinds(row), [c for c in victims if c.harm == "killed"]),
        evidence=_all(reader.grounder, row.evidence),
    )


def _event_date(
    row: ex.ExtractedEvent, reader: _Reader, said_on: dict[str, DateValue]
) -> DateValue:
    """Date the event itself; a dated statement about it only bounds it (D06)."""
    ahead = row.status in ("planned", "threatened")
    if row.date_text is not None:
        before = any(_HAD.search(quote.text) for quote in row.evidence)
        when = _resolve(row.date_text, reader, past_perfect=before, future=ahead)
        past = row.time_frame == "background"
        return with_the_year_told(when, reader.grounder.text, reader.published, looks_back=past)
    for attribution_id in row.attribution_ids:
        said = said_on.get(attribution_id)
        if said is None or said.text is None or said.end is None:
            continue
        anchor = f"attribution:{attribution_id}"
        if ahead:
            return DateValue(text=None, start=said.end, end=None, precision="after", anchor=anchor)
        if row.status in ("actual", "attempted"):
            return on_or_before(said.end, anchor=anchor)
    return UNKNOWN_DATE


def _attribution(row: ex.ExtractedAttribution, reader: _Reader) -> sm.Attribution:
    place = partial(_locate, reader.grounder)
    content = place(row.content) if row.content else None
    near = content.start if content else None
    cue = place(row.cue, near=near)
    source = None
    if row.source is not None:
        source = sm.Source(
            text=row.source.text,
            evidence=place(row.source, near=cue.start),
            actor_id=row.actor_id,
            named=row.named,
            alignment=row.alignment,
            party_to_conflict=row.party_to_conflict,
        )
    said = _resolve(row.date_text, reader) if row.date_text else UNKNOWN_DATE
    said = with_the_year_told(said, reader.grounder.text, reader.published, looks_back=None)
    kept = {"id", "source_type", "stance", "directness", "chain", "anonymous_links", "hedges"}
    kept |= {"author_stance", "channel", "refs", "rule"}
    return sm.Attribution(
        **row.model_dump(include=kept),
        source=source,
        cue=cue,
        content=content,
        factuality=factuality(row),
        date=said,
    )


def read_count(row: ex.ExtractedCount, language: str | None = None) -> CountValue:
    """Return the count as the extractor read it, or as the library does where it left that open."""
    bounds = (row.min, row.max, row.best)
    if row.qualifier is None and bounds == (None, None, None):
        value = parse_count(row.text, language)
        return value if row.unit is None else value.model_copy(update={"unit": row.unit})
    data = row.model_dump()
    data["unit"] = row.unit or "persons"
    data["qualifier"] = row.qualifier or _qualifier_of(*bounds)
    return CountValue(**data)


def _qualifier_of(low: int | None, high: int | None, best: int | None) -> CountQualifier:
    """Name the range that an extractor gave without a name."""
    if low is not None and high is not None:
        return "exact" if low == high else "range"
    if low is not None:
        return "at_least"
    if high is not None:
        return "at_most"
    return "approx" if best is not None else "unspecified"


def _casualty(row: ex.ExtractedCasualty, reader: _Reader) -> sm.Casualty:
    older = parse_count(row.supersedes, reader.language) if row.supersedes else None
    return sm.Casualty(
        **row.model_dump(exclude={"evidence", "count", "supersedes"}),
        count=read_count(row.count, reader.language),
        supersedes=older,
        evidence=_all(reader.grounder, row.evidence),
    )


def _weapon(row: ex.ExtractedWeapon, reader: _Reader) -> sm.Weapon:
    grounder, language = reader.grounder, reader.language
    named = weapons.categorise(row.name_in_text.text, language)
    category = row.category or named or "unspecified"
    evidence = _all(grounder, row.evidence)
    near = evidence[0].start if evidence else None
    legal = None
    if row.legal_statement is not None:
        legal = sm.LegalStatement(
            evidence=_locate(grounder, row.legal_statement.quote, near),
            asserted_by=row.legal_statement.asserted_by,
        )
    kept = {"evidence", "name_in_text", "category", "launch_method", "legal_statement"}
    kept |= {"quantity", "intercepted"}
    return sm.Weapon(
        **row.model_dump(exclude=kept),
        name_in_text=_locate(grounder, row.name_in_text, near),
        category=category,
        launch_method=row.launch_method or weapons.launch_method_of(category),
        launch_support="explicit" if row.launch_method else "inferred",
        quantity=read_count(row.quantity, language) if row.quantity else None,
        intercepted=read_count(row.intercepted, language) if row.intercepted else None,
        legal_statement=legal,
        treaties_derived=list(weapons.treaties_for(category)),
        evidence=evidence,
    )


# -- what stands beside them ---------------------------------------------------------------------


def _media(row: ex.ExtractedMedia, place: Callable[[ex.Quote], Evidence]) -> sm.Media:
    return sm.Media(**row.model_dump(exclude={"caption"}), caption=place(row.caption))


def _discrepancy(row: ex.ExtractedDiscrepancy, grounder: Grounder) -> sm.Discrepancy:
    return sm.Discrepancy(
        **row.model_dump(exclude={"evidence"}), evidence=_all(grounder, row.evidence)
    )


def _unknown(row: ex.ExtractedUnknown, reader: _Reader) -> sm.Unknown:
    as_of = _resolve(row.as_of_text, reader) if row.as_of_text else None
    return sm.Unknown(
        id=row.id, about=row.about, as_of=as_of, evidence=_all(reader.grounder, row.evidence)
    )
