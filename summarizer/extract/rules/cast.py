"""The actors and places of one article, each once, with local ids: "ac1", "lo1".

Two names are one actor when they are printed alike up to case and article, or when the text itself
equates them ("Rapid Support Forces (RSF)"). Only what some record points at is kept.
"""

from __future__ import annotations

import re

from summarizer.actors import ActorMention, alignment_of, country_of, members_of
from summarizer.document import Span
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.reading import Reading
from summarizer.patterns import Pattern
from summarizer.places import PlaceMention
from summarizer.schema.extraction import ExtractedActor, ExtractedLocation
from summarizer.schema.terms import ActorKind

_ARTICLE = Pattern(r"^(?:the|a|an|its|their|his|both)\s+", re.IGNORECASE)
_ORGAN = Pattern(
    r"\b(?:of(?: the)? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?|News|Agency|Network|Committee|Council"
    r"|Union|Times|Post"
    r"|Observatory|Party|Front|Forces|Army|Ministry|Command|Watch|International|Amnesty|Television|TV|Radio"
    r"|Nations|Cross|Crescent|Center|Centre|Institute|Brigades?|Movement|Authority|Service|Press)$"
)
_UNKNOWN = Pattern(
    r"\b(?:gunmen|assailants?|attackers?|unidentified|unknown|bomber)\b", re.IGNORECASE
)


class Cast:
    """Hands out ids for actors and places as records ask for them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self._actors: dict[str, ExtractedActor] = {}
        self._places: dict[str, ExtractedLocation] = {}
        self._aliases = _aliases(reading.text)
        self._mentions = [m for line in reading.lines for m in line.actors]
        self.found: dict[str, Found] = {}  # by id: how the first mention was found
        self._named = [p for line in reading.lines for p in line.places]

    @property
    def actors(self) -> list[ExtractedActor]:
        """The actors asked for, in the order they were asked."""
        return list(self._actors.values())

    @property
    def locations(self) -> list[ExtractedLocation]:
        """The places asked for, in the order they were asked."""
        return list(self._places.values())

    def actor(self, mention: ActorMention) -> str:
        """Return the id of the actor that *mention* names."""
        span = Span(mention.start, mention.end)
        known = len(self._actors)
        name = self._actor(span, mention.kind, mention.country)
        if len(self._actors) > known:
            self.found[name] = _found(mention, span)
        return name

    def person(self, span: Span, title: str | None, affiliation: str | None) -> str:
        """Return the id of a named person."""
        key = self._key(span)
        if key not in self._actors:
            self._actors[key] = ExtractedActor(
                id=f"ac{len(self._actors) + 1}",
                name=self.text[span.start : span.end],
                name_in_text=self.reading.quote(span),
                kind="person",
                title=title,
                affiliation=affiliation,
            )
        return self._actors[key].id

    def speaker(self, span: Span) -> str | None:
        """Return the id of the actor a source phrase names; None for "it", residents."""
        inside = [m for m in self._mentions if span.start <= m.start and m.end <= span.end]
        words = self.text[span.start : span.end]
        person = re.search(r"(?:[A-ZÀ-ÞА-Я][\w’'.-]+\s+){1,3}[A-ZÀ-ÞА-Я][\w’'-]+$", words)
        if person is not None and _ORGAN.search(words):
            person = None
        if person is not None and not any(m.end == span.end for m in inside):
            start = span.start + person.start()
            title = words[: person.start()].strip(" ,") or None
            affiliation = self.actor(inside[0]) if inside and inside[0].end <= start else None
            if any(m.start <= start < m.end for m in inside):
                whole = next(m for m in inside if m.start <= start < m.end)
                rest = self.text[whole.end : span.end].strip()
                if not rest:
                    return self.actor(whole)
                start = span.end - len(self.text[whole.end : span.end].lstrip())
                title = self.text[span.start : start].strip(" ,") or None
                affiliation = self.actor(whole)
            return self.person(Span(start, span.end), title, affiliation)
        named = [m for m in inside if m.kind not in ("civilians",)]
        return self.actor(named[0]) if named else None

    def _actor(
        self, span: Span, kind: ActorKind, country: str | None, quoted: Span | None = None
    ) -> str:
        key = self._key(span)
        if key in self._actors:
            known = self._actors[key]
            if len(known.mentions) < 8:
                known.mentions.append(self.reading.quote(quoted or span))
            return known.id
        words = self.text[span.start : span.end]
        made = ExtractedActor(
            id=f"ac{len(self._actors) + 1}",
            name=_ARTICLE.sub("", words),
            name_in_text=self.reading.quote(quoted or span),
            kind=kind,
            country=country,
            alignment_in_text=alignment_of(words),
            identified=_UNKNOWN.search(words) is None and kind != "unidentified",
        )
        self._actors[key] = made
        if kind == "coalition":
            self._members(made, words, span)
        return made.id

    def _members(self, coalition: ExtractedActor, words: str, span: Span) -> None:
        """Expand "regime-Russian-Iranian" into its members, each an actor of its own."""
        offset = span.start
        for part, kind, country in members_of(words):
            at = self.text.find(part, offset, span.end)
            named = Span(at, at + len(part)) if at >= 0 else span
            # a part of a hyphenated word is no quote of its own: the whole chain is quoted
            coalition.members.append(self._actor(named, kind, country, quoted=span))
            offset = named.end
        coalition.members_complete = bool(coalition.members)

    def _key(self, span: Span) -> str:
        words = _ARTICLE.sub("", self.text[span.start : span.end]).casefold()
        words = words.removesuffix("’s").removesuffix("'s")
        country = country_of(words)
        if country is not None:
            return country.casefold()
        return self._aliases.get(words, words)

    def place(self, mention: PlaceMention) -> str:
        """Return the id of the place that *mention* names."""
        key = mention.text.casefold()
        span = Span(mention.start, mention.end)
        known = self._places.get(key)
        if known is not None:
            if len(known.mentions) < 8:
                known.mentions.append(self.reading.quote(span))
            return known.id
        self._places[key] = ExtractedLocation(
            id=f"lo{len(self._places) + 1}",
            name=mention.text,
            name_in_text=self.reading.quote(span),
            granularity=mention.granularity,
            relation=mention.relation,
            distance_text=mention.distance,
            parents_in_text=_parents(self.text, mention, self._named),
            country=mention.country,
            country_support="explicit" if mention.granularity == "country" else "inferred",
        )
        name = self._places[key].id
        file = "places.tsv" if mention.entry_id is not None else None
        self.found[name] = Found("place", mention.text, span, file, mention.entry_id)
        return name


def _found(mention: ActorMention, span: Span) -> Found:
    if mention.form is None:  # "4th Brigade", "Iranian-backed units": a pattern
        return Found("actor", mention.text, span, None, None)
    country = mention.entry_id.removeprefix("country-")
    if country != mention.entry_id:
        return Found("actor", mention.form, span, "countries.tsv", country_of(country))
    return Found("actor", mention.form, span, "actors.toml", mention.entry_id)


def _aliases(text: str) -> dict[str, str]:
    """Return the short names that the text itself explains: "Rapid Support Forces (RSF)"."""
    table: dict[str, str] = {}
    for match in re.finditer(
        r"(?P<long>(?:[A-Z][\w’'-]+\s+(?:(?:of|for|the|and|de|del|la)\s+)*){1,6})\((?P<short>[A-Z][A-Z-]{1,8})\)",
        text,
    ):
        table[match["short"].casefold()] = match["long"].strip().casefold()
    return table


_SIZE = ("site", "neighbourhood", "part_of_city", "town", "city", "adm3", "adm2", "adm1", "country")


def _parents(text: str, mention: PlaceMention, others: list[PlaceMention]) -> list[str]:
    """Return the larger places that the words themselves put around this one ("X, Y province")."""
    found: list[str] = []
    here = mention
    for other in sorted(others, key=lambda p: p.start):
        if other.start < here.end or not re.fullmatch(
            r",\s+(?:in\s+)?|\s+in\s+", text[here.end : other.start]
        ):
            continue
        sizes = [
            _SIZE.index(p.granularity) if p.granularity in _SIZE else -1 for p in (here, other)
        ]
        if sizes[1] < 4 or sizes[1] <= sizes[0]:
            break
        found.append(other.text)
        here = other
    return found
