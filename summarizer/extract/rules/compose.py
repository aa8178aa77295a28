"""From what was read to an ``Extraction``: one record per finding, with local ids and links.

The readers find spans; here they become records that point at each other: whose claim a number is,
which event it belongs to, who is accused, what contradicts what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from summarizer.actors import alignment_of, source_entry, source_type
from summarizer.dates import parse_absolute
from summarizer.document import Frame, Span
from summarizer.extract.rules import digest
from summarizer.extract.rules.arms import Arm, find_arms
from summarizer.extract.rules.cast import Cast
from summarizer.extract.rules.casualties import find_casualties
from summarizer.extract.rules.claims import Claims, Voice
from summarizer.extract.rules.conflicts import find_conflicts
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.harmed import Harmed
from summarizer.extract.rules.incidents import Incident, IncidentReader
from summarizer.extract.rules.named import Person
from summarizer.extract.rules.notes import find_media, find_unknowns
from summarizer.extract.rules.printed import as_printed
from summarizer.extract.rules.reading import Reading
from summarizer.extract.rules.repeats import Row, fits, merged
from summarizer.extract.rules.responsibility import Blame, find_blame
from summarizer.extract.rules.roles import parts_of
from summarizer.extract.rules.said import Said
from summarizer.patterns import Pattern
from summarizer.quantities import parse_count
from summarizer.schema import extraction as ex
from summarizer.schema.evidence import CountValue
from summarizer.schema.terms import ArticleType, SubEventType

_ANONYMOUS = Pattern(
    r"\b(?:sources?|officials?|a person|people) (?:familiar|close|who|briefed|with|said|in)\b"
    r"|\banonym\w*"
    r"|\bunnamed\b|\bon condition of\b|^(?:a |an |one |two |several |some |security "
    r"|military )+\w*\s?"
    r"(?:sources?|officials?|person|aides?)$",
    re.IGNORECASE,
)
_LOADED = Pattern(
    r"\b(?:terrorists?|militants?|martyrs?|mercenaries|bandits?|fighters?|extremists?)\b", re.I
)
_SITES = Pattern(
    r"\b(?P<what>hospital|clinic|school|market|mosque|church|camp|power (?:plant|station)|bridge"
    r"|bakery"
    r"|railway station|bus station|airport|port|refinery|depot|university|residential (?:area"
    r"|building)"
    r"|apartment (?:block|building)|kindergarten|water (?:plant|station))s?\b",
    re.IGNORECASE,
)
_MAX_EVIDENCE = 5  # an event that half the article tells of is found by its first passages


class Composer:
    """Builds the extraction of one article.

    *published* None: the date printed in the article's frame is taken, where there is one.
    """

    def __init__(self, text: str, published: date | None) -> None:
        self.reading = Reading(text)
        self.text = self.reading.text
        self.said = self.reading.said
        self.claims = Claims(self.said)
        self.cast = Cast(self.reading)
        self.found: dict[str, list[Found]] = {}  # by id: which entries made the record
        self.published = published or self._printed_date()
        self.parties = [
            bool(s.source and source_type(text[slice(*s.source)])[1]) for s in self.said
        ]

    def extraction(self, article_type: ArticleType | None = None) -> ex.Extraction:
        """Return everything the rules read off the article."""
        harmed = find_casualties(self.reading)
        events = IncidentReader(self.reading, self.claims, self.published)
        incidents = events.incidents(harmed)
        rows, kept = merged(self._rows(harmed))
        blames = find_blame(self.reading, incidents)
        event_rows = [self._event(n, i, blames) for n, i in enumerate(incidents)]
        casualty_rows = self._casualties(rows, kept, incidents)
        weapon_rows = [self._weapon(n, a, incidents) for n, a in enumerate(self._arms())]
        self._explain(incidents, rows)
        attributions = [self._attribution(n, said) for n, said in enumerate(self.said)]
        _fill_refs(attributions, event_rows, casualty_rows, weapon_rows)
        media = self._media(incidents)
        discrepancies = find_conflicts(self.reading, event_rows, casualty_rows)
        unknowns = self._unknowns()
        made = ex.Extraction(
            article=self._frame(self.reading.document.frame, article_type),
            headline="",
            abstract=[],
            events=event_rows,
            attributions=attributions,
            casualties=casualty_rows,
            weapons=weapon_rows,
            media=media,
            discrepancies=discrepancies,
            unknowns=unknowns,
            actors=self.cast.actors,
            locations=self.cast.locations,
        )
        self.found |= {name: [found] for name, found in self.cast.found.items()}
        headline = digest.headline(self.reading, made)
        made = made.model_copy(
            update={"headline": headline, "abstract": digest.abstract(self.reading, made)}
        )
        return as_printed(made, self.reading)

    def _explain(self, incidents: list[Incident], rows: list[Row]) -> None:
        """Keep, for each record, the entries that its readers found it by."""
        for number, said in enumerate(self.said, start=1):
            self.found[f"at{number}"] = [said.found] if said.found else []
            if said.source is not None:
                words = self.text[slice(*said.source)]
                entry = source_entry(words)
                if entry is not None:
                    kind = Found("source type", words, said.source, "sources.toml", entry)
                    self.found[f"at{number}"].append(kind)
        for number, incident in enumerate(incidents, start=1):
            self.found[f"ev{number}"] = [row for m in incident.mentions for row in m.found]
        for number, row in enumerate(rows, start=1):
            self.found[f"ca{number}"] = list(row.harmed.found)

    def _printed_date(self) -> date | None:
        frame = self.reading.document.frame
        printed = frame.published or frame.dateline_date
        return parse_absolute(self.text[slice(*printed)]) if printed else None

    # -- the article itself ----------------------------------------------------------------------

    def _frame(self, frame: Frame, article_type: ArticleType | None) -> ex.ExtractedArticle:
        def words(span: Span | None) -> str | None:
            return self.text[span.start : span.end] if span else None

        author = words(frame.author)
        return ex.ExtractedArticle(
            title=words(frame.title),
            kicker=words(frame.kicker),
            authors=[author] if author else [],
            publisher=words(frame.publisher),
            published_text=words(frame.published),
            dateline_place=words(frame.dateline_place),
            dateline_date=words(frame.dateline_date),
            article_type=article_type,
        )

    # -- attributions ----------------------------------------------------------------------------

    def _attribution(self, number: int, said: Said) -> ex.ExtractedAttribution:
        source = self.text[slice(*said.source)] if said.source else None
        kind, party = source_type(source) if source else ("unspecified", None)
        actor = self.cast.speaker(said.source) if said.source else None
        chain = list(dict.fromkeys(self.text[slice(*link)] for link in said.chain))
        return ex.ExtractedAttribution(
            id=f"at{number + 1}",
            source=self.reading.quote(said.source) if said.source else None,
            actor_id=actor,
            source_type=kind,
            named=bool(source and _named(source)),
            alignment=alignment_of(source) if source else None,
            party_to_conflict=party,
            cue=self.reading.quote(said.cue),
            content=self.reading.quote(said.content) if said.content else None,
            stance=said.stance,
            directness=said.directness,
            chain=chain,
            anonymous_links=[link for link in chain if _ANONYMOUS.search(link)],
            hedges=[self.text[slice(*hedge)] for hedge in said.hedges],
            author_stance=said.author_stance,
            channel=self.text[slice(*said.channel)] if said.channel else None,
            date_text=self.reading.quote(said.date) if said.date else None,
            rule=said.rule,
        )

    # -- events ----------------------------------------------------------------------------------

    def _event(self, number: int, incident: Incident, blames: list[Blame]) -> ex.ExtractedEvent:
        typed, first = incident.typed, incident.first
        own = [b for b in blames if b.incident is incident]
        denied = tuple(i for b in own if b.basis == "denied" for i in (b.by,))
        voice = incident.voice + Voice(denied=denied)
        status = voice.status(self.said, self.parties)
        if typed.status == "negated" and incident.voice.denied:
            status = "attributed"
        target, site = self._target(incident)
        return ex.ExtractedEvent(
            id=f"ev{number + 1}",
            title=self._event_title(incident),
            event_type=typed.event_type,
            sub_event_type=_territory(incident) or typed.sub_event_type,
            status=incident.status,
            time_frame=incident.time_frame(self.published),
            claim_status=status,
            attribution_ids=[f"at{i + 1}" for i in (*voice.vouchers, *incident.voice.denied)],
            date_text=self.reading.quote(incident.when) if incident.when else None,
            locations=self._places(incident),
            actors=[
                ex.EventActor(actor_id=self.cast.actor(part.actor), role=part.role)
                for part in incident.parts()
            ],
            responsibility=self._responsibility(own),
            outcome=incident.outcome,
            target=target,
            infrastructure=site,
            aggregate=any(m.aggregate for m in incident.mentions),
            evidence=[self.reading.quote(s) for s in _apart(m.evidence for m in incident.mentions)],
            rule=first.rule,
        )

    def _event_title(self, incident: Incident) -> str:
        typed = incident.typed
        label = typed.sub_event_type or typed.event_type or "Harm to people"
        place = next((p.mention for p in incident.places() if p.role in ("event", "target")), None)
        if place is None:
            return label
        where = self.text[place.lead : place.end] if place.relation != "in" else place.text
        return f"{label}: {where}"

    def _places(self, incident: Incident) -> list[ex.EventPlace]:
        rejected = self._rejected(incident)
        return [
            ex.EventPlace(
                location_id=self.cast.place(place.mention),
                role="rejected" if place.mention.text.casefold() in rejected else place.role,
                relation=place.mention.relation,
            )
            for place in incident.places()
        ]

    def _rejected(self, incident: Incident) -> set[str]:
        """Return places that a contradicted statement gave and an endorsed one replaced (L03)."""
        names: dict[str, set[str]] = {"contradicted": set(), "endorsed": set()}
        for mention in incident.mentions:
            for index in mention.voice.asserted:
                stance = self.said[index].author_stance
                if stance in names:
                    names[stance] |= {p.mention.text.casefold() for p in mention.places}
        return names["contradicted"] - names["endorsed"] if names["endorsed"] else set()

    def _responsibility(self, blames: list[Blame]) -> list[ex.Responsibility]:
        rows: dict[tuple[str, str], ex.Responsibility] = {}
        denials: dict[str, list[str]] = {}
        for blame in blames:
            actor = self.cast.actor(blame.actor)
            by = [f"at{blame.by + 1}"]
            if blame.basis == "denied":
                denials.setdefault(actor, []).extend(by)
            key = (actor, blame.basis)
            if key in rows:
                rows[key].by.extend(x for x in by if x not in rows[key].by)
            else:
                rows[key] = ex.Responsibility(actor_id=actor, basis=blame.basis, by=by)
        for (actor, _), row in rows.items():
            row.denied_by.extend(denials.get(actor, []))
        return list(rows.values())

    def _target(self, incident: Incident) -> tuple[str | None, str | None]:
        for mention in incident.mentions:
            clause = self.text[mention.evidence.start : mention.evidence.end]
            match = _SITES.search(clause)
            if match is not None and mention.event_type != "Strategic developments":
                return match.group(), match["what"].lower()
        return None, None

    # -- casualties ------------------------------------------------------------------------------

    def _rows(self, harmed: list[Harmed]) -> list[Row]:
        return [
            Row(row, self.claims.voice(row.span), _counted(self.text[slice(*row.count)], row))
            for row in harmed
        ]

    def _casualties(
        self, rows: list[Row], kept: dict[int, int], incidents: list[Incident]
    ) -> list[ex.ExtractedCasualty]:
        made = []
        for number, row in enumerate(rows):
            home = self._event_of(row.harmed, incidents)
            parent = kept.get(row.harmed.parent) if row.harmed.parent is not None else None
            link = None
            if parent is not None and parent != number and fits(row.count, rows[parent].count):
                link = f"ca{parent + 1}"
            made.append(
                ex.ExtractedCasualty(
                    id=f"ca{number + 1}",
                    event_id=f"ev{home + 1}" if home is not None else None,
                    harm=row.harmed.harm,
                    count=_count(row.count),
                    victims=self._victims(row),
                    claim_status=row.voice.status(self.said, self.parties),
                    claimed_by=[f"at{i + 1}" for i in row.voice.vouchers],
                    denied_by=[f"at{i + 1}" for i in row.voice.denied],
                    blamed=self._blamed(row.harmed),
                    scope=row.harmed.scope,
                    period=self.text[slice(*row.harmed.period)] if row.harmed.period else None,
                    subset_of=link if row.harmed.link == "subset" else None,
                    part_of=link if row.harmed.link == "part" else None,
                    increment_of=link if row.harmed.link == "increment" else None,
                    supersedes=self._older(row.harmed),
                    evidence=[
                        self.reading.quote(span) for span in _apart([row.harmed.span, *row.more])
                    ],
                    rule=row.harmed.rule,
                )
            )
        return made

    def _older(self, harmed: Harmed) -> str | None:
        return self.text[slice(*harmed.supersedes)] if harmed.supersedes else None

    def _victims(self, row: Row) -> ex.ExtractedVictims:
        span = row.harmed.victims
        if span is None:
            return ex.ExtractedVictims(demographics=list(row.harmed.demographics))
        words = self.text[slice(*span)]
        inside = [
            a
            for a in row.harmed.line.actors
            if a.kind != "civilians" and span.start <= a.start and a.end <= span.end
        ]
        loaded = _LOADED.search(words) and row.voice.asserted
        label_by = None
        if loaded:
            source = self.said[row.voice.asserted[0]].source
            label_by = self.text[slice(*source)] if source else None
        status = row.harmed.civilian_status
        if (
            status == "unknown"
            and inside
            and inside[0].kind.endswith(("forces", "group", "militia"))
        ):
            status = "combatant"
        return ex.ExtractedVictims(
            text=words,
            actor_ids=[self.cast.actor(a) for a in inside],
            civilian_status=status,
            demographics=list(row.harmed.demographics),
            names=[self._victim(person) for person in row.harmed.people],
            label_by=label_by,
        )

    def _victim(self, person: Person) -> ex.VictimName:
        return ex.VictimName(
            name=self.text[person.start : person.end],
            age=self.text[slice(*person.age)] if person.age else None,
            role=person.role(self.text),
        )

    def _blamed(self, harmed: Harmed) -> list[str]:
        if harmed.word is None or harmed.rule.split("/")[0] in ("toll", "subset", "bodies"):
            return []
        clause = harmed.line.clause_at(harmed.word.start)
        parts = parts_of(self.text, harmed.line, clause, harmed.word, verb=True)
        found = [
            p.actor
            for p in parts
            if p.role == "initiator" and p.actor.kind not in ("civilians", "media", "person", "igo")
        ]
        return [self.cast.actor(actor) for actor in found]

    def _event_of(self, harmed: Harmed, incidents: list[Incident]) -> int | None:
        """Return the incident that did the harm: of the same clause, sentence, or told before."""
        real = [
            (n, m)
            for n, incident in enumerate(incidents)
            if incident.status in ("actual", "attempted")
            for m in incident.mentions
        ]
        here = [(n, m) for n, m in real if m.line is harmed.line]
        if here:
            return min(here, key=lambda pair: (_gap(pair[1].word, harmed.span), pair[0]))[0]
        before = [(n, m) for n, m in real if m.line.sentence.start < harmed.span.start]
        near = [
            (n, m)
            for n, m in before
            if m.line.sentence.paragraph >= harmed.line.sentence.paragraph - 1
            and incidents[n].typed.event_type != "Strategic developments"
        ]
        if near:
            return max(near, key=lambda pair: pair[1].word.start)[0]
        lead = [n for n, i in enumerate(incidents) if i.lead and i.status == "actual"]
        return lead[0] if lead and harmed.scope == "incident" else None

    # -- weapons ---------------------------------------------------------------------------------

    def _arms(self) -> list[Arm]:
        return find_arms(self.reading, self.claims)

    def _weapon(self, number: int, arm: Arm, incidents: list[Incident]) -> ex.ExtractedWeapon:
        self.found[f"we{number + 1}"] = arm.found
        events = [
            f"ev{n + 1}"
            for n, incident in enumerate(incidents)
            if any(m.evidence.overlaps(span) for m in incident.mentions for span in arm.words)
        ]
        legal = None
        if arm.legal is not None:
            around = self.claims.around(arm.legal)
            by = next((f"at{i + 1}" for i in around if self.said[i].source), "author")
            legal = ex.LegalStatement(quote=self.reading.quote(arm.legal), asserted_by=by)
        word = arm.words[0]
        quantity = _count(parse_count(self.text[slice(*arm.quantity)])) if arm.quantity else None
        return ex.ExtractedWeapon(
            id=f"we{number + 1}",
            name_in_text=self.reading.quote(word),
            model=self.text[slice(*arm.model)] if arm.model else None,
            calibre=self.text[slice(*arm.calibre)] if arm.calibre else None,
            category=arm.category,
            action=arm.action,
            claim_status=arm.voice.status(self.said, self.parties),
            claimed_by=[f"at{i + 1}" for i in arm.voice.vouchers],
            denied_by=[f"at{i + 1}" for i in arm.voice.denied],
            user_actor_ids=list(dict.fromkeys(self.cast.actor(user) for user in arm.users)),
            event_ids=events,
            quantity=quantity if arm.action != "intercepted" else None,
            intercepted=quantity if arm.action == "intercepted" else None,
            legal_statement=legal,
            evidence=[self.reading.quote(s) for s in _apart(arm.evidence)],
            rule=arm.rule,
        )

    # -- beside the claims -----------------------------------------------------------------------

    def _media(self, incidents: list[Incident]) -> list[ex.ExtractedMedia]:
        made = []
        for number, found in enumerate(find_media(self.reading)):
            depicts = [
                f"ev{n + 1}"
                for n, incident in enumerate(incidents)
                if any(m.line is found.line for m in incident.mentions)
            ]
            voice = self.claims.voice(found.span)
            claimed = [
                i
                for i, s in enumerate(self.said)
                if s.source is None and found.span.contains(s.cue)
            ]
            made.append(
                ex.ExtractedMedia(
                    id=f"me{number + 1}",
                    kind=found.kind,
                    caption=self.reading.quote(found.span),
                    verification=found.verification,
                    claimed_by=[f"at{i + 1}" for i in sorted({*voice.vouchers, *claimed})],
                    depicts=depicts,
                )
            )
        return made

    def _unknowns(self) -> list[ex.ExtractedUnknown]:
        return [
            ex.ExtractedUnknown(
                id=f"un{number + 1}",
                about=found.about,
                as_of_text=self.reading.quote(found.as_of) if found.as_of else None,
                evidence=[self.reading.quote(found.span)],
            )
            for number, found in enumerate(find_unknowns(self.reading))
        ]


# -- small decisions -----------------------------------------------------------------------------


def _counted(words: str, harmed: Harmed) -> CountValue:
    """Return the count that the printed words give; people told by name are counted as listed."""
    value = parse_count(words)
    if not any(harmed.count.contains(Span(p.start, p.end)) for p in harmed.people):
        return value
    number = harmed.number
    told: dict[str, Any] = {"min": number, "max": number, "best": number}
    if number is None:
        return value.model_copy(update=told | {"qualifier": "unspecified", "derived": None})
    return value.model_copy(update=told | {"qualifier": "exact", "derived": "enumerated"})


def _count(value: CountValue) -> ex.ExtractedCount:
    return ex.ExtractedCount(**value.model_dump())


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in kept) and len(kept) < _MAX_EVIDENCE:
            kept.append(span)
    return kept


def _gap(left: Span, right: Span) -> int:
    return max(0, right.start - left.end, left.start - right.end)


def _named(source: str) -> bool:
    """Tell whether a source phrase holds a proper name."""
    return (
        re.search(
            r"(?<!^)\b[A-ZÀ-ÞА-Я][\w’'-]+|^[A-ZÀ-ÞА-Я][\w’'-]+\s+[A-ZÀ-ÞА-Я]|^[A-Z]{2,}\b", source
        )
        is not None
    )


def _territory(incident: Incident) -> SubEventType | None:
    """Say who took the place, where the text names an actor whose kind tells it."""
    if incident.outcome not in ("territory_gained", "territory_gained_partial"):
        return None
    kinds = [p.actor.kind for p in incident.parts() if p.role == "initiator"]
    if not kinds or incident.typed.event_type != "Battles":
        return None
    if all(kind in ("state_forces", "police", "state") for kind in kinds):
        return "Government regains territory"
    if all(kind.startswith(("armed_group", "militia", "paramilitary")) for kind in kinds):
        return "Non-state actor overtakes territory"
    return None


def _fill_refs(
    attributions: list[ex.ExtractedAttribution],
    events: list[ex.ExtractedEvent],
    casualties: list[ex.ExtractedCasualty],
    weapons: list[ex.ExtractedWeapon],
) -> None:
    by_id = {row.id: row for row in attributions}
    for event in events:
        for name in event.attribution_ids:
            by_id[name].refs.append(event.id)
    claimed: list[ex.ExtractedCasualty | ex.ExtractedWeapon] = [*casualties, *weapons]
    for row in claimed:
        for name in (*row.claimed_by, *row.denied_by):
            by_id[name].refs.append(row.id)
