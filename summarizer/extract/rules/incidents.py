"""Incidents: the mentions that tell of one happening, merged.

Outcomes ("were repelled"), definite references ("the attack") and repeated reports of the same
kind, place and day belong to the event they tell more of; different places are different events.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summarizer.document import Span
from summarizer.extract.rules.claims import Claims, Voice
from summarizer.extract.rules.harmed import Harmed
from summarizer.extract.rules.means import PLANTED
from summarizer.extract.rules.mentions import Mention, MentionReader, Place
from summarizer.extract.rules.mood import time_frame_of
from summarizer.extract.rules.reading import Line, Reading
from summarizer.extract.rules.roles import Part
from summarizer.schema.evidence import DateValue
from summarizer.schema.terms import Outcome, Status, TimeFrame

_FINE = ("site", "neighbourhood", "part_of_city", "town")
_KIND_OF_PLACE = re.compile(
    r"\s+(?:neighbou?rhood|district|city|town|village|province|countryside|area|governorate|suburb|camp"
    r"|quarter|region)s?$",
    re.IGNORECASE,
)
_AFTER_FIGHT = re.compile(
    r"\bafter\s+(?:(?:a|an|the|days?|weeks?|months?|hours?|heavy|fierce|intense|[\w-]+)\s+){0,4}(?:of\s+)?"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)
_GENERAL = frozenset({"attack-noun", "assault-noun", "attack-verb", "violation"})
_SHELLING = (
    "Shelling/artillery/missile attack",
    "Air/drone strike",
    "Remote explosive/landmine/IED",
)


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
        precise = [m for m in self.mentions if m.sub_event_type]
        telling = [m for m in precise if not _is_blast(m)]
        return next(iter(telling or precise), self.first)

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


class IncidentReader:
    """Reads the mentions of one article and merges them."""

    def __init__(self, reading: Reading, claims: Claims, published: datetime.date | None) -> None:
        self.reading = reading
        self.text = reading.text
        self.published = published
        self._mentions = MentionReader(reading, claims, published)

    def incidents(self, casualties: list[Harmed]) -> list[Incident]:
        """Return the incidents in the order of their first mention; the title's come last."""
        body = [m for line in self.reading.lines if line.sentence.zone == "body"
                for m in self._mentions.mentions(line, casualties)]  # fmt: skip
        title = [m for line in self.reading.lines if line.sentence.zone == "title"
                 for m in self._mentions.mentions(line, casualties)]  # fmt: skip
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

    # -- merging ---------------------------------------------------------------------------------

    def _home(self, mention: Mention, found: list[Incident]) -> Incident | None:
        """Return the incident that *mention* tells more of, or None."""
        same_line = [i for i in found if i.mentions[-1].line is mention.line]
        for incident in reversed(same_line):
            if self._goes_with(incident.mentions[-1], mention):
                return incident
        ambush = self._ambush(mention, found)
        if ambush is not None:
            return ambush
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

    def _ambush(self, mention: Mention, found: list[Incident]) -> Incident | None:
        """Return the ambush that a blast, a shot or a fight told right after it belongs to."""
        if mention.date is not None or mention.places or mention.status != "actual" or not found:
            return None
        lines = self.reading.lines
        last = found[-1]
        words = [self.text[slice(*m.word)].lower() for m in last.mentions]
        near = lines.index(mention.line) - lines.index(last.mentions[-1].line) <= 2
        violent = mention.event_type in (
            "Battles",
            "Explosions/Remote violence",
            "Violence against civilians",
        )
        if near and violent and any(word.startswith("ambush") for word in words):
            return last
        return None

    def _goes_with(self, earlier: Mention, mention: Mention) -> bool:
        """Tell whether two event words of one sentence tell of one event."""
        if earlier.status != mention.status or not _compatible_dates(earlier.date, mention.date):
            return False
        between = self.text[earlier.word.end : mention.word.start]
        if earlier.rule == "capture-place" and mention.rule in ("clash-noun", "assault-noun"):
            return _AFTER_FIGHT.search(between) is not None
        if "massacre" in self.text[earlier.word.start : mention.word.end].lower() and {
            earlier.event_type,
            mention.event_type,
        } == {"Violence against civilians", "Explosions/Remote violence"}:
            return True  # the massacre is what the strike did
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
        if incident.status != mention.status or not _alike(first, mention):
            return False
        if incident.time_frame(self.published) != Incident([mention]).time_frame(self.published):
            return False
        if not _compatible_dates(incident.date, mention.date) or _elsewhere(incident, mention):
            return False
        shared = _one_place(incident, mention)
        lines = self.reading.lines
        near = lines.index(mention.line) - lines.index(incident.mentions[-1].line) <= 2
        same_day = bool(incident.date and mention.date and incident.date.start == mention.date.start
                        and incident.date.precision == "day")  # fmt: skip
        if _other_side(incident, mention) or _surer(incident.voice, mention.voice):
            return False
        return (
            shared
            or (near and not mention.places and mention.date is None)
            or (same_day and (not mention.places or not _names(incident)))
        )


def _surer(left: Voice, right: Voice) -> bool:
    """Tell whether one is only hedged where the other is not: two claims, not one report."""
    return bool(left.hedged and not left.author) != bool(right.hedged and not right.author)


def _names(incident: Incident) -> set[str]:
    return {name for m in incident.mentions for name in _place_names(m)}


def _place_names(mention: Mention, *, fine: bool | None = None) -> set[str]:
    """Return the places that tell where it was, "north of X" only where nothing nearer does.

    *fine*: only those within a city or smaller than one, or only the larger ones.
    """
    found = [p for p in mention.places if p.mention.granularity not in ("country", "region")]
    nearer = [p for p in found if not p.mention.relation.endswith("_of")] or found
    return {
        _KIND_OF_PLACE.sub("", place.mention.text).casefold()
        for place in nearer
        if fine is None or (place.mention.granularity in _FINE) == fine
    }


def _scales(incident: Incident, mention: Mention) -> Iterator[tuple[set[str], set[str]]]:
    for fine in (True, False):
        there = {name for m in incident.mentions for name in _place_names(m, fine=fine)}
        yield _place_names(mention, fine=fine), there


def _elsewhere(incident: Incident, mention: Mention) -> bool:
    """Tell whether the places differ: two quarters of one city are two places."""
    for here, there in _scales(incident, mention):
        if here and there:
            return not (here & there)
    return bool(_place_names(mention)) and bool(_names(incident))


def _one_place(incident: Incident, mention: Mention) -> bool:
    """Tell whether both name one place, on the finest scale that both name."""
    for here, there in _scales(incident, mention):
        if here and there:
            return bool(here & there)
    return False


def _is_blast(mention: Mention) -> bool:
    """Tell whether the word is "explosion" or "blast", which any weapon may cause."""
    return mention.rule == "bombing-noun" and mention.sub_event_type == PLANTED.sub_event_type


def _alike(first: Mention, mention: Mention) -> bool:
    """Tell whether two mentions can be of one event by what they say happened."""
    if first.sub_event_type == mention.sub_event_type:
        return True
    explosive = {first.event_type, mention.event_type} == {PLANTED.event_type}
    return explosive and (_is_blast(first) or _is_blast(mention))


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
    if _alike(incident.typed, mention):
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
