"""Mentions of events: one event word, or one weapon at work, in one clause.

Each says what its clause says: when, where, by whom, against whom, with what outcome, in whose
voice. Which mentions tell of one happening is decided in ``incidents``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.dates import resolve_date
from summarizer.document import Span
from summarizer.extract.rules.claims import Claims, Voice
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.harmed import Harmed
from summarizer.extract.rules.means import BY_WEAPON, GENERAL, Kind, by_means
from summarizer.extract.rules.mood import is_perfect, presupposed, status_of
from summarizer.extract.rules.notes import find_corrections
from summarizer.extract.rules.reading import Line, Reading
from summarizer.extract.rules.roles import Part, parts_of
from summarizer.extract.rules.triggers import TriggerHit
from summarizer.patterns import Pattern
from summarizer.places import PlaceMention
from summarizer.schema.evidence import DateValue
from summarizer.schema.terms import (
    EventType,
    Outcome,
    PlaceRole,
    Status,
    SubEventType,
)
from summarizer.weapons import WeaponMention

_OUTCOMES: list[tuple[Outcome, Pattern]] = [
    ("repelled", Pattern(r"\b(?:repel\w*|repuls\w*|beaten back|beat back|fended off|pushed back"
                            r"|(?:attempt|attack|assault|offensive|advance)\b[^.;]{0,80}\b(?:was|were"
                            r"|been) defeated)\b", re.I)),
    ("failed", Pattern(r"\b(?:failed|failure|unsuccessful\w*|stalled|collapsed)\b", re.I)),
    ("opponent_defeated", Pattern(r"\bdefeats?\b|\brout(?:ed)?\b", re.I)),
    ("territory_gained_partial", Pattern(
        r"\b(?:regain\w*|retak\w*|retook|recaptur\w*|captur\w*|seiz\w*)\s+(?:some|parts?|several"
        r"|a number|areas?|positions) ?(?:of)?\b", re.I)),
    ("territory_gained", Pattern(
        r"\b(?:lost to|fell to|(?:re)?captured (?:the|a)?\s*(?:strategic )?(?:town|village|city"
        r"|district"
        r"|hill|base|area)|took (?:full )?control of|seized control|overran|retook"
        r"|liberated)\b", re.I)),
    ("withdrawn", Pattern(r"\b(?:withdrew|withdrawn|pulled (?:out|back)|retreated)\b", re.I)),
    ("destroyed", Pattern(r"\b(?:destroy\w*|blowing up|blew up|blown up|razed"
    r"|levelled)\b", re.I)),
    ("intercepted", Pattern(r"\b(?:intercepted|shot down|downed)\b", re.I)),
    ("fire", Pattern(r"\b(?:caught fire|set (?:on fire|ablaze|fire)|a fire broke out"
    r"|fires?:)", re.I)),
]  # fmt: skip
_DEFINITE = Pattern(
    r"(?:\b(?:the|this|that|these|those|its|their|his)|\b\w+day['’]s|\bin)\s+(?:\w+\s+){0,2}$", re.I
)
_INDEFINITE = Pattern(
    r"\b(?:a|an|another|new|more|further|other|several|two|three)\s+(?:\w+\s+)?$", re.I
)
_AGGREGATE = Pattern(
    r"\b(?:a series of|several|more|many|dozens of|repeated|numerous|multiple|daily|a wave of"
    r"|waves of"
    r"|intensive|continu\w+|sporadic|months of|weeks of|days of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_IMPACT = Pattern(
    r"\b(?:landed|hit|hits|struck|fell|exploded|detonated|fired|launched|dropped|used|using|hurled"
    r"|threw|thrown|planted|turned to|slammed|rained|targeted|pounded|firing|dropping|launching"
    r"|lobbed"
    r"|opened fire|destroyed|went off|deployed|employed|killed|kills?|killing|wounded|wounding"
    r"|injured|injuring|maimed)\b",
    re.IGNORECASE,
)
_NO_EVENT = frozenset(
    {
        "none",
        "none-reported",
        "toll/number",
        "burial",
        "of-the-harmed",
        "with-wounds",
        "bodies",
        "part",
    }
)  # harm that tells of no happening of its own
_HEARD = frozenset({"bombing-noun", "clash-noun", "gunfire"})
# "They heard explosions", "video of a blast": they tell of an event that has another report
_PERCEIVED = Pattern(
    r"\b(?:described?|describing|hours of|video|footage|images?|photographs?|recording|sounds? of"
    r"|first came)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "(banned in Russia)" tells of the group and not of where it was
_BANNED = Pattern(
    r"\((?:\w+\s+){0,2}(?:banned|outlawed|designated|proscribed|prohibited)\b[^()]*$", re.IGNORECASE
)
_STRUCK = re.compile(
    r"(?:\W+\w+){0,6}?\s+(?:was|were|been)\s+(?:\w+ly\s+)?(?:destroyed|hit|struck|damaged)\b"
    r"(?!\s+by)",
    re.IGNORECASE,
)
_AREA = (
    r"(?:towns?|villages?|cit(?:y|ies)|districts?|hills?|bases?|areas?|positions?|territory|ground"
    r"|checkpoints?|neighbou?rhoods?|camps?|airports?|bridges?|posts?|headquarters|quarters?|parts?"
    r"|outposts?|heights|provinces?|barracks|roads?|crossings?|settlements?|land|municipalit\w+)"
)
_GROUND = re.compile(
    rf"\s+(?:[\w’'-]+\s+){{0,5}}?{_AREA}\b|\s+(?:some|much|most|it)\b", re.IGNORECASE
)
_PASSIVE_PLACE = Pattern(
    rf"\b{_AREA}\b[^,;]{{0,40}}\b(?:was|were|been|had been)\s+$", re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """A place with its part in the event."""

    mention: PlaceMention
    role: PlaceRole


@dataclass(frozen=True)
class Mention:
    """One event word in its clause. ``event_type`` None: harm is told, but not what did it."""

    line: Line
    word: Span
    evidence: Span
    event_type: EventType | None
    sub_event_type: SubEventType | None
    status: Status
    outcome: Outcome | None
    when: Span | None
    date: DateValue | None
    perfect: bool
    definite: bool
    aggregate: bool
    places: tuple[Place, ...]
    parts: tuple[Part, ...]
    voice: Voice
    rule: str
    reference: bool = False  # names an event told before: only merges
    found: tuple[Found, ...] = ()  # its words in the word lists


@dataclass(frozen=True)
class EventWord:
    """An event word as it stands in its clause, before the rest of the clause is read."""

    span: Span
    clause: Span
    kind: Kind
    status: Status
    rule: str
    outcome: Outcome | None = None
    verb: bool = False
    definite: bool = False
    reference: bool = False
    found: tuple[Found, ...] = ()


class MentionReader:
    """Reads the mentions of one article, line by line."""

    def __init__(self, reading: Reading, claims: Claims, published: datetime.date | None) -> None:
        self.reading = reading
        self.text = reading.text
        self.claims = claims
        self.published = published
        self._corrections = set(find_corrections(reading))

    def mentions(self, line: Line, casualties: list[Harmed]) -> Iterator[Mention]:
        """Yield the mentions of one line in the order of its words."""
        if line.sentence.span in self._corrections:
            return  # "an earlier version gave the day as Saturday" tells of no second event
        made: list[Mention] = []
        for hit in line.triggers:
            mention = self._trigger(line, hit)
            if mention is not None:
                made.append(mention)
        covered = [m.word for m in made]
        for weapon in line.weapons:
            clause = line.clause_at(weapon.start)
            if any(clause.contains(word) for word in covered):
                continue
            mention = self._weapon(line, weapon, clause)
            if mention is not None:
                made.append(mention)
                covered.append(mention.word)
        if not made:
            made.extend(self._harm(line, casualties))
        yield from sorted(made, key=lambda m: m.word.start)

    def _trigger(self, line: Line, hit: TriggerHit) -> Mention | None:
        word = Span(hit.start, hit.end)
        clause = line.clause_at(hit.start)
        before = self.text[clause.start : hit.start]
        verb = hit.trigger.pos == "verb" or re.search(r"\bto\s+$", before) is not None
        after = self.text[hit.end : clause.end]
        status = hit.trigger.status or status_of(before, hit.text, verb=verb, after=after)
        if status is None or self._is_person(line, hit):
            return None
        if verb and hit.trigger.id == "capture-place" and self._captures_people(line, hit):
            return None
        told = not verb and presupposed(before)
        means = by_means(self.text, clause, word, hit.trigger.id, line.weapons, verb=verb)
        named = _DEFINITE.search(before) is not None and not _INDEFINITE.search(before)
        repelled = verb and hit.trigger.outcome in ("repelled", "opponent_defeated")
        seen = hit.trigger.id in _HEARD and _PERCEIVED.search(before) is not None
        return self._mention(
            line,
            EventWord(
                word,
                clause,
                means or Kind(hit.trigger.event_type, hit.trigger.sub_event_type),
                "actual" if told else status,
                hit.trigger.id,
                outcome=_outcome(self.text[clause.start : clause.end]) or hit.trigger.outcome,
                verb=verb,
                definite=(not verb and named) or told,
                reference=repelled or told or seen,
                found=(Found("event", hit.text, word, "events.toml", hit.trigger.id),),
            ),
        )

    def _is_person(self, line: Line, hit: TriggerHit) -> bool:
        """Tell whether the word is part of an actor's or a weapon's name."""
        return any(a.start <= hit.start and hit.end < a.end for a in line.actors)

    def _captures_people(self, line: Line, hit: TriggerHit) -> bool:
        """Tell whether what is captured is no place: people, vehicles, or not told."""
        if not hit.text.lower().startswith(("captur", "recaptur", "overran", "overrun")):
            return False
        if any(0 <= p.lead - hit.end < 40 for p in line.places):
            return False
        before = self.text[line.clause_at(hit.start).start : hit.start]
        if _PASSIVE_PLACE.search(before):
            return False
        return _GROUND.match(self.text, hit.end, line.sentence.end) is None

    def _weapon(self, line: Line, weapon: WeaponMention, clause: Span) -> Mention | None:
        kind = BY_WEAPON.get(weapon.category)
        impact = _IMPACT.search(self.text, clause.start, clause.end)
        if kind is None or impact is None or self._is_struck(line, weapon):
            return None
        word = Span(weapon.start, weapon.end)
        before = self.text[clause.start : max(weapon.start, impact.start())]
        status = status_of(before, impact.group(), verb=True)
        if status is None:
            return None
        return self._mention(
            line,
            EventWord(
                word,
                clause,
                kind,
                status,
                f"weapon/{weapon.entry_id}",
                outcome=_outcome(self.text[clause.start : clause.end]),
                found=(Found("event", weapon.form, word, "weapons.toml", weapon.entry_id),),
            ),
        )

    def _is_struck(self, line: Line, weapon: WeaponMention) -> bool:
        """Tell whether the weapon is what was hit or shot down, not what did it."""
        if _STRUCK.match(self.text, weapon.end, line.sentence.end):
            return True
        return any(hit.trigger.id == "airdrop-shot-down" for hit in line.triggers)

    def _harm(self, line: Line, casualties: list[Harmed]) -> Iterator[Mention]:
        """Make an event of harm that no event word explains; it merges where one is near."""
        rows = [row for row in casualties if row.line is line and row.link is None]
        rows = [row for row in rows if row.rule not in _NO_EVENT]
        if not rows:
            return
        row = rows[0]
        if row.count is not None and row.rule.endswith("/noun") and row.victims is None:
            return
        event_type: EventType | None = None
        sub: SubEventType | None = None
        if row.harm in ("detained",):
            event_type, sub = "Strategic developments", "Arrests"
        elif row.harm == "abducted":
            event_type, sub = "Violence against civilians", "Abduction/forced disappearance"
        elif row.harm == "displaced":
            event_type, sub = "Strategic developments", "Other"
        word = row.word or row.span
        clause = line.clause_at(word.start)
        if not clause.contains(row.span):
            clause = Span(min(clause.start, row.span.start), max(clause.end, row.span.end))
        yield self._mention(
            line,
            EventWord(
                word,
                clause,
                Kind(event_type, sub),
                "actual",
                f"harm/{row.rule}",
                verb=True,
                found=row.found,
            ),
        )

    def _mention(self, line: Line, event: EventWord) -> Mention:
        word, clause, status = event.span, event.clause, event.status
        scope = self._scope(line, word, clause)
        when = self._when(line, scope, word)
        before = self.text[clause.start : word.start]
        resolved = None
        if when is not None:
            resolved = resolve_date(
                self.text[when.start : when.end],
                self.published,
                past_perfect=re.search(r"\bhad\s+(?:\w+\s+)?$", before) is not None,
                future=status in ("planned", "threatened"),
            )
        if status == "actual" and self._ahead(resolved):
            status = "planned"  # what is dated after publication has not happened yet
        parts = tuple(parts_of(self.text, line, scope, word, verb=event.verb))
        kind = event.kind
        if event.rule in GENERAL and kind.event_type == "Battles" and _on_civilians(parts):
            kind = Kind("Violence against civilians", "Attack")
        return Mention(
            line=line,
            word=word,
            evidence=_trimmed(self.text, scope),
            event_type=kind.event_type,
            sub_event_type=kind.sub_event_type,
            status=status,
            outcome=event.outcome,
            when=when,
            date=resolved,
            perfect=is_perfect(before) or self._perfect_clause(scope),
            definite=event.definite,
            aggregate=_AGGREGATE.search(before) is not None,
            places=tuple(self._places(line, scope, word)),
            parts=parts,
            voice=self.claims.voice(word),
            rule=event.rule,
            reference=event.reference,
            found=event.found,
        )

    def _ahead(self, when: DateValue | None) -> bool:
        if when is None or when.start is None or self.published is None:
            return False
        return when.start > self.published

    def _perfect_clause(self, scope: Span) -> bool:
        words = self.text[scope.start : scope.end]
        return (
            re.search(r"\b(?:have|has) (?:\w+ly |also )?(?:\w+ed|been|taken|sent|lost)\b", words)
            is not None
        )

    def _scope(self, line: Line, word: Span, clause: Span) -> Span:
        """Return the part of the clause that one voice speaks."""
        content = self.claims.content_around(word)
        if content is not None:
            return Span(
                max(clause.start, content.start), max(word.end, min(clause.end, content.end))
            )
        return clause

    def _when(self, line: Line, scope: Span, word: Span) -> Span | None:
        """Return the time words of the clause that date no statement, the nearest to the word."""
        sentence = line.sentence.span
        said = [s for s in self.claims.said if s.date and sentence.contains(s.date)]
        spoken = [s.date for s in said if s.date]
        spoken += [s.source for s in self.claims.said if s.source and sentence.contains(s.source)]
        free = [
            Span(d.start, d.end)
            for d in line.dates
            if not any(s.overlaps(Span(d.start, d.end)) for s in spoken)
        ]
        inside = [d for d in free if scope.contains(d)]
        if not inside and not any(scope.contains(s) for s in spoken):
            content = self.claims.content_around(word)
            inside = [d for d in free if content is None or content.contains(d)]
            if len({line.clause_at(t.start) for t in line.triggers}) > 1:
                inside = [d for d in inside if d.end <= word.start]  # "On Friday, A and then B"
        if not inside:
            return None
        return min(inside, key=lambda d: (_distance(d, word), d.start))

    def _places(self, line: Line, scope: Span, word: Span) -> Iterator[Place]:
        taken = [Span(a.start, a.end) for a in line.actors]
        taken += [s.source for s in self.claims.said
                  if s.source and line.sentence.span.contains(s.source)]  # fmt: skip
        free = [p for p in line.places if not any(t.overlaps(Span(p.start, p.end)) for t in taken)]
        content = self.claims.content_around(word) or line.sentence.span
        alone = len({line.clause_at(t.start) for t in line.triggers}) <= 1
        wide = content if alone else scope
        inside = [p for p in free if wide.contains(Span(p.start, p.end))]
        if not inside:
            inside = [p for p in free if content.contains(Span(p.start, p.end))]
            if not alone:
                inside = [p for p in inside if _distance(Span(p.start, p.end), word) < 90]
        for place in inside:
            if _BANNED.search(self.text, line.sentence.start, place.start):
                continue
            before = self.text[max(line.sentence.start, place.lead - 24) : place.lead]
            role: PlaceRole = "event"
            if re.search(r"\bfrom\s+(?:the\s+)?$", before, re.I):
                role = "origin"
            elif re.search(
                r"\b(?:on|against|at|target\w*|hit|struck|shelled|bombed)\s+(?:the\s+)?$",
                before,
                re.I,
            ):
                role = "target"
            yield Place(place, role)


def _on_civilians(parts: tuple[Part, ...]) -> bool:
    targets = [p for p in parts if p.role in ("target", "opponent")]
    return bool(targets) and all(
        p.role == "target" and p.actor.kind in ("civilians", "civilian_group") for p in targets
    )


def _outcome(clause: str) -> Outcome | None:
    return next((name for name, pattern in _OUTCOMES if pattern.search(clause)), None)


def _distance(left: Span, right: Span) -> int:
    return max(0, right.start - left.end, left.start - right.end)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    lead = re.compile(
        r"(?:(?:,|;|:|—|–|-|\s)+|(?:and|but|while|with|however|meanwhile|where|which|that)\b,?\s+)+",
        re.I,
    ).match(text, start, end)
    start = lead.end() if lead else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    return Span(start, end) if end > start else span
