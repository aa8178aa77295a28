"""Events as the text names them: mentions by event words and by weapons at work, then incidents.

A mention is one event word in one clause with what its clause says: when, where, by whom, against
whom, with what outcome. Mentions of one happening are merged into an incident: outcomes ("were
repelled"), definite references ("the attack") and repeated reports of the same kind, place and day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summarizer.dates import resolve_date
from summarizer.extract.rules.casualties import Harmed
from summarizer.extract.rules.claims import Claims, Voice
from summarizer.extract.rules.document import Span
from summarizer.extract.rules.mood import is_perfect, status_of, time_frame_of
from summarizer.extract.rules.notes import find_corrections
from summarizer.extract.rules.reading import Line, Reading
from summarizer.extract.rules.roles import Part, parts_of
from summarizer.extract.rules.triggers import TriggerHit
from summarizer.places import PlaceMention
from summarizer.schema.evidence import DateValue
from summarizer.schema.terms import (
    EventType,
    Outcome,
    PlaceRole,
    Status,
    SubEventType,
    TimeFrame,
    WeaponCategory,
)
from summarizer.weapons import WeaponMention

_OUTCOMES: list[tuple[Outcome, re.Pattern[str]]] = [
    ("repelled", re.compile(r"\b(?:repel\w*|repuls\w*|beaten back|beat back|fended off|pushed back"
                            r"|(?:attempt|attack|assault|offensive|advance)\b[^.;]{0,80}\b(?:was|were"
                            r"|been) defeated)\b", re.I)),
    ("failed", re.compile(r"\b(?:failed|failure|unsuccessful\w*|stalled|collapsed)\b", re.I)),
    ("opponent_defeated", re.compile(r"\bdefeats?\b|\brout(?:ed)?\b", re.I)),
    ("territory_gained_partial", re.compile(
        r"\b(?:regain\w*|retak\w*|retook|recaptur\w*|captur\w*|seiz\w*)\s+(?:some|parts?|several"
        r"|a number|areas?|positions) ?(?:of)?\b", re.I)),
    ("territory_gained", re.compile(
        r"\b(?:lost to|fell to|(?:re)?captured (?:the|a)?\s*(?:strategic )?(?:town|village|city"
        r"|district"
        r"|hill|base|area)|took (?:full )?control of|seized control|overran|retook"
        r"|liberated)\b", re.I)),
    ("withdrawn", re.compile(r"\b(?:withdrew|withdrawn|pulled (?:out|back)|retreated)\b", re.I)),
    ("destroyed", re.compile(r"\b(?:destroy\w*|blowing up|blew up|blown up|razed"
    r"|levelled)\b", re.I)),
    ("intercepted", re.compile(r"\b(?:intercepted|shot down|downed)\b", re.I)),
    ("fire", re.compile(r"\b(?:caught fire|set (?:on fire|ablaze|fire)|a fire broke out"
    r"|fires?:)", re.I)),
]  # fmt: skip
_DEFINITE = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|their|his)|\b\w+day['’]s|\bin)\s+(?:\w+\s+){0,2}$", re.I
)
_INDEFINITE = re.compile(
    r"\b(?:a|an|another|new|more|further|other|several|two|three)\s+(?:\w+\s+)?$", re.I
)
_AGGREGATE = re.compile(
    r"\b(?:a series of|several|more|many|dozens of|repeated|numerous|multiple|daily|a wave of"
    r"|waves of"
    r"|intensive|continu\w+|sporadic|months of|weeks of|days of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_IMPACT = re.compile(
    r"\b(?:landed|hit|hits|struck|fell|exploded|detonated|fired|launched|dropped|used|using|hurled"
    r"|threw|thrown|planted|turned to|slammed|rained|targeted|pounded|firing|dropping|launching"
    r"|lobbed"
    r"|opened fire|destroyed|went off|deployed|employed)\b",
    re.IGNORECASE,
)
_WEAPON_EVENTS: dict[WeaponCategory, tuple[EventType, SubEventType]] = {
    **dict.fromkeys(
        ("artillery_shell", "shell_unspecified", "mortar", "rocket", "mlrs", "tank_fire",
         "ballistic_missile", "cruise_missile", "missile_unspecified", "naval_gunfire",
         "anti_tank_missile"),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ),
    **dict.fromkeys(
        ("air_dropped_bomb", "guided_bomb", "barrel_bomb", "cluster_munition", "incendiary",
         "white_phosphorus", "air_to_surface_missile", "drone_dropped_munition", "drone_one_way",
         "drone_unspecified", "thermobaric"),
        ("Explosions/Remote violence", "Air/drone strike"),
    ),
    **dict.fromkeys(
        ("landmine_ap", "landmine_av", "landmine_unspecified", "ied_roadside", "ied_vehicle",
         "ied_unspecified", "uxo_erw", "naval_mine", "drone_boat"),
        ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ),
    "ied_worn": ("Explosions/Remote violence", "Suicide bomb"),
    "grenade": ("Explosions/Remote violence", "Grenade"),
    "chemical_agent": ("Explosions/Remote violence", "Chemical weapon"),
}  # fmt: skip
_AREA = (
    r"(?:towns?|villages?|cit(?:y|ies)|districts?|hills?|bases?|areas?|positions?|territory|ground"
    r"|checkpoints?|neighbou?rhoods?|camps?|airports?|bridges?|posts?|headquarters|quarters?|parts?"
    r"|outposts?|heights|provinces?|barracks|roads?|crossings?|settlements?|land|municipalit\w+)"
)
_GROUND = re.compile(
    rf"\s+(?:[\w’'-]+\s+){{0,5}}?{_AREA}\b|\s+(?:some|much|most|it)\b", re.IGNORECASE
)
_PASSIVE_PLACE = re.compile(
    rf"\b{_AREA}\b[^,;]{{0,40}}\b(?:was|were|been|had been)\s+$", re.IGNORECASE
)
_GENERAL = frozenset({"attack-noun", "assault-noun", "attack-verb", "violation"})
_SHELLING = (
    "Shelling/artillery/missile attack",
    "Air/drone strike",
    "Remote explosive/landmine/IED",
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


@dataclass
class Incident:
    """What one or more mentions tell of one happening."""

    mentions: list[Mention] = field(default_factory=list)
    lead: bool = False

    @property
    def first(self) -> Mention:
        """The mention that carries the incident: the first of the body, else of the title."""
        return next((m for m in self.mentions if m.line.sentence.zone == "body"), self.mentions[0])

    @property
    def typed(self) -> Mention:
        """The mention that says most precisely what happened."""
        return next((m for m in self.mentions if m.sub_event_type), self.first)

    @property
    def date(self) -> DateValue | None:
        """The first date a mention gives."""
        return next((m.date for m in self.mentions if m.date is not None), None)

    @property
    def when(self) -> Span | None:
        """The words of that date."""
        return next((m.when for m in self.mentions if m.when is not None), None)

    @property
    def status(self) -> Status:
        """The status of the incident: what happened outweighs what was planned before."""
        found = [m.status for m in self.mentions]
        return "actual" if "actual" in found else found[0]

    @property
    def outcome(self) -> Outcome | None:
        """The last outcome told."""
        return next((m.outcome for m in reversed(self.mentions) if m.outcome), None)

    @property
    def voice(self) -> Voice:
        """Everybody who vouches for it; a title alone vouches for nothing."""
        body = [m.voice for m in self.mentions if m.line.sentence.zone == "body"]
        total = Voice()
        for voice in body or [m.voice for m in self.mentions]:
            total = total + voice
        return total

    def time_frame(self, published: datetime.date | None) -> TimeFrame:
        """Return whether it is news, recent context, background or still to come."""
        first = self.first
        perfect = first.perfect and first.voice.author
        return time_frame_of(self.status, self.date, published, perfect=perfect, lead=self.lead)

    def places(self) -> list[Place]:
        """Every place once, the most telling role first."""
        kept: dict[str, Place] = {}
        for mention in self.mentions:
            for place in mention.places:
                kept.setdefault(place.mention.text.casefold(), place)
        return list(kept.values())

    def parts(self) -> list[Part]:
        """Every actor once, with its first role."""
        kept: dict[str, Part] = {}
        spoken = [m for m in self.mentions if not m.voice.denied] or self.mentions
        for mention in spoken:
            for part in mention.parts:
                kept.setdefault(part.actor.text.casefold(), part)
        return list(kept.values())


class EventReader:
    """Reads the mentions of one article and merges them."""

    def __init__(self, reading: Reading, claims: Claims, published: datetime.date | None) -> None:
        self.reading = reading
        self.text = reading.text
        self.claims = claims
        self.published = published
        self._corrections = set(find_corrections(reading))

    def incidents(self, casualties: list[Harmed]) -> list[Incident]:
        """Return the incidents in the order of their first mention; the title's come last."""
        body = [m for line in self.reading.lines if line.sentence.zone == "body"
                for m in self._line(line, casualties)]  # fmt: skip
        title = [m for line in self.reading.lines if line.sentence.zone == "title"
                 for m in self._line(line, casualties)]  # fmt: skip
        found: list[Incident] = []
        for mention in body:
            home = self._home(mention, found)
            if home is not None:
                home.mentions.append(mention)
            elif not mention.reference:
                lead = mention.line is self._lead_line()
                found.append(Incident([mention], lead=lead))
        for mention in title:
            kin = [i for i in found if _kindred(i, mention)]
            news = [i for i in kin if i.time_frame(self.published) == "current"]
            home = next(iter(news or kin), None)
            if home is not None:
                home.mentions.append(mention)
            elif not mention.reference:
                found.append(Incident([mention], lead=True))
        return found

    def _lead_line(self) -> Line | None:
        return next((x for x in self.reading.lines if x.sentence.zone == "body"), None)

    # -- mentions --------------------------------------------------------------------------------

    def _line(self, line: Line, casualties: list[Harmed]) -> Iterator[Mention]:
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
        verb = hit.trigger.pos == "verb"
        status = hit.trigger.status or status_of(before, hit.text, verb=verb)
        if status is None or self._is_person(line, hit):
            return None
        if verb and hit.trigger.id == "capture-place" and self._captures_people(line, hit):
            return None
        outcome = _outcome(self.text[clause.start : clause.end]) or hit.trigger.outcome
        definite = not verb and _DEFINITE.search(before) is not None
        reference = hit.trigger.outcome in ("repelled", "opponent_defeated") and verb
        return self._mention(
            line,
            word,
            clause,
            event_type=hit.trigger.event_type,
            sub=hit.trigger.sub_event_type,
            status=status,
            outcome=outcome,
            verb=verb,
            definite=definite and not _INDEFINITE.search(before),
            rule=hit.trigger.id,
            reference=reference,
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
        kind = _WEAPON_EVENTS.get(weapon.category)
        impact = _IMPACT.search(self.text, clause.start, clause.end)
        if kind is None or impact is None:
            return None
        word = Span(weapon.start, weapon.end)
        before = self.text[clause.start : max(weapon.start, impact.start())]
        status = status_of(before, impact.group(), verb=True)
        if status is None:
            return None
        return self._mention(
            line, word, clause,
            event_type=kind[0], sub=kind[1], status=status,
            outcome=_outcome(self.text[clause.start : clause.end]),
            verb=False, definite=False, rule=f"weapon/{weapon.entry_id}", reference=False,
        )  # fmt: skip

    def _harm(self, line: Line, casualties: list[Harmed]) -> Iterator[Mention]:
        """Make an event of harm that no event word explains; it merges where one is near."""
        rows = [row for row in casualties if row.line is line and row.link is None]
        rows = [row for row in rows if row.rule not in ("none", "none-reported", "toll/number")]
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
            line, word, clause,
            event_type=event_type, sub=sub, status="actual", outcome=None,
            verb=True, definite=False, rule=f"harm/{row.rule}", reference=False,
        )  # fmt: skip

    def _mention(
        self,
        line: Line,
        word: Span,
        clause: Span,
        *,
        event_type: EventType | None,
        sub: SubEventType | None,
        status: Status,
        outcome: Outcome | None,
        verb: bool,
        definite: bool,
        rule: str,
        reference: bool,
    ) -> Mention:
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
        return Mention(
            line=line,
            word=word,
            evidence=_trimmed(self.text, scope),
            event_type=event_type,
            sub_event_type=sub,
            status=status,
            outcome=outcome,
            when=when,
            date=resolved,
            perfect=is_perfect(before) or self._perfect_clause(scope),
            definite=definite,
            aggregate=_AGGREGATE.search(before) is not None,
            places=tuple(self._places(line, scope, word)),
            parts=tuple(parts_of(self.text, line, scope, word, verb=verb)),
            voice=self.claims.voice(word),
            rule=rule,
            reference=reference,
        )

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

    # -- merging ---------------------------------------------------------------------------------

    def _home(self, mention: Mention, found: list[Incident]) -> Incident | None:
        """Return the incident that *mention* tells more of, or None."""
        same_line = [i for i in found if i.mentions[-1].line is mention.line]
        for incident in reversed(same_line):
            if self._goes_with(incident.mentions[-1], mention):
                return incident
        if mention.reference and not mention.places:
            return self._recent(mention, found, 2)
        if mention.voice.denied:  # what is denied was told before, if anything like it was
            home = self._recent(mention, found, len(self.reading.lines))
            if home is not None and _compatible_dates(home.date, mention.date):
                return home
        if mention.definite and not _lost_to(self.text, mention):
            home = self._recent(mention, found, 3)
            if home is not None and _compatible_dates(home.date, mention.date):
                return home
        if mention.event_type is None:
            return next((i for i in reversed(found) if self._may_harm(i, mention)), None)
        return next(
            (i for i in reversed(found) if self._same(i, mention)),
            None,
        )

    def _goes_with(self, earlier: Mention, mention: Mention) -> bool:
        """Tell whether two event words of one sentence tell of one event."""
        if earlier.status != mention.status or not _compatible_dates(earlier.date, mention.date):
            return False
        between = self.text[earlier.word.end : mention.word.start]
        if re.search(
            r"\b(?:lost to|after|following|before|while|in response|in retaliation)\b",
            between,
            re.I,
        ):
            return False
        one_clause = mention.line.clause_at(mention.word.start) == mention.line.clause_at(
            earlier.word.start
        )
        participle = (
            re.match(r"\s*,\s*(?:\w+ly\s+)?$", between[-3:]) and mention.outcome is not None
        )
        kin = earlier.event_type == mention.event_type or mention.reference
        kin = kin or mention.event_type is None or earlier.event_type is None
        kin = kin or {earlier.event_type, mention.event_type} == {
            "Battles",
            "Explosions/Remote violence",
        }
        listed = (
            re.match(r"\s*(?:[\w-]+\s+)?,\s*with\s", between)
            and earlier.event_type == mention.event_type
        )
        gains = mention.rule == "capture-place" and "," in between and len(between) < 90
        return (one_clause and kin) or bool(participle) or bool(listed) or gains

    def _may_harm(self, incident: Incident, mention: Mention) -> bool:
        """Tell whether harm told without an event word can be an incident's."""
        violent = incident.typed.event_type not in ("Strategic developments", "Protests")
        fits = _compatible_dates(incident.date, mention.date) and not _elsewhere(incident, mention)
        if mention.date is not None and incident.date is None:
            return False
        return violent and fits and incident.status == "actual"

    def _recent(self, mention: Mention, found: list[Incident], reach: int) -> Incident | None:
        lines = self.reading.lines
        here = lines.index(mention.line)
        for incident in reversed(found):
            last = max(lines.index(m.line) for m in incident.mentions)
            if here - last <= reach and (mention.event_type is None or _kindred(incident, mention)):
                return incident
        if mention.definite and found:
            lead = found[0]
            return lead if _kindred(lead, mention) and not mention.places else None
        return None

    def _same(self, incident: Incident, mention: Mention) -> bool:
        first = incident.typed
        if incident.status != mention.status or first.sub_event_type != mention.sub_event_type:
            return False
        if incident.time_frame(self.published) != Incident([mention]).time_frame(self.published):
            return False
        if not _compatible_dates(incident.date, mention.date) or _elsewhere(incident, mention):
            return False
        shared = _names(incident) & _place_names(mention)
        lines = self.reading.lines
        near = lines.index(mention.line) - lines.index(incident.mentions[-1].line) <= 2
        same_day = bool(incident.date and mention.date and incident.date.start == mention.date.start
                        and incident.date.precision == "day")  # fmt: skip
        if _other_side(incident, mention) or _surer(incident.voice, mention.voice):
            return False
        return (
            bool(shared)
            or (near and not mention.places and mention.date is None)
            or (same_day and (not mention.places or not _names(incident)))
        )


def _surer(left: Voice, right: Voice) -> bool:
    """Tell whether one is only hedged where the other is not: two claims, not one report."""
    return bool(left.hedged and not left.author) != bool(right.hedged and not right.author)


def _names(incident: Incident) -> set[str]:
    return {name for m in incident.mentions for name in _place_names(m)}


def _place_names(mention: Mention) -> set[str]:
    """Return the places that tell where it was, "north of X" only where nothing nearer does."""
    found = [p for p in mention.places if p.mention.granularity not in ("country", "region")]
    nearer = [p for p in found if not p.mention.relation.endswith("_of")]
    return {place.mention.text.casefold() for place in nearer or found}


def _elsewhere(incident: Incident, mention: Mention) -> bool:
    here, there = _place_names(mention), _names(incident)
    return bool(here) and bool(there) and not (here & there)


def _other_side(incident: Incident, mention: Mention) -> bool:
    def initiators(parts: list[Part]) -> set[str]:
        return {p.actor.text.casefold() for p in parts if p.role == "initiator"}

    mine, theirs = initiators(list(mention.parts)), initiators(incident.parts())
    return bool(mine) and bool(theirs) and not (mine & theirs)


def _kindred(incident: Incident, mention: Mention) -> bool:
    """Tell whether a general word ("the attack") can stand for the incident's kind of event."""
    kind = incident.typed.event_type
    if mention.event_type is None or kind is None:
        return True
    if kind == "Strategic developments" or mention.event_type == "Strategic developments":
        return kind == mention.event_type and incident.typed.rule == mention.rule
    if mention.rule in _GENERAL or mention.reference:
        return kind in ("Battles", "Explosions/Remote violence", "Violence against civilians")
    if incident.typed.sub_event_type == mention.sub_event_type:
        return True
    return mention.sub_event_type in _SHELLING and incident.typed.sub_event_type in _SHELLING


def _compatible_dates(left: DateValue | None, right: DateValue | None) -> bool:
    """Tell whether two dates can be one: unknown fits all, intervals must overlap."""
    if left is None or right is None or "unknown" in (left.precision, right.precision):
        return True
    if left.start and right.end and left.start > right.end:
        return False
    if right.start and left.end and right.start > left.end:
        return False
    vague = {"vague_period", "open_start"}
    return (left.precision in vague) == (right.precision in vague)


def _lost_to(text: str, mention: Mention) -> bool:
    before = text[mention.line.sentence.start : mention.word.start]
    return re.search(r"\blost to\b[^,;]{0,60}$", before, re.I) is not None


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
