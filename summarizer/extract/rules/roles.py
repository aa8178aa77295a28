"""Who does what to whom around one event word: by explicit construction, never by nearness.

The subject of an active verb, the agent after "by", the owner of "X's attack" and the adjective of
"Russian strikes" initiate. The object, or what stands after "on" and "against", is the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.actors import ActorMention, country_of
from summarizer.document import Span
from summarizer.extract.rules.reading import Line
from summarizer.patterns import Pattern
from summarizer.schema.terms import ActorRole

_AUX = (
    r"(?:have|has|had|also|then|later|again|still|reportedly|allegedly|repeatedly|once|twice|now|since"
    r"|already|been|were|are|is|was|both|who|which|that|on|early|late|late on|\w+day|\w+ly"
    r"|continued"
    r"|managed|began|started|tried|attempted|for|months|weeks|days|years|to|would|will|not|never|did"
    r"|said (?:they|it|he) had|,)"
)
_LAUNCH = (
    r"(?:launch(?:ed|es|ing)?|carried out|carry out|carrying out|conduct(?:ed|s|ing)?|mounted"
    r"|mounting"
    r"|staged|staging|unleashed|stepped up|stepping up|began|begun|start(?:ed|s)?|continu(?:ed"
    r"|es|ing)"
    r"|wag(?:ed|ing)|perpetrated|made|making|led|intensified|resumed)"
)
_OWNER = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}|\s+(?:(?:ground|air|artillery|mortar|rocket|missile|drone|heavy|new"
    r"|latest|cross-border|night|dawn|suicide|car|counter|military)\s+)?",
    re.IGNORECASE,
)
_SUBJECT_GAP = re.compile(rf"\s*(?:{_AUX}\s*)*$", re.IGNORECASE)
_LAUNCHED = Pattern(rf"\b{_LAUNCH}\s+(?:[\w’'-]+\s+){{0,6}}$", re.IGNORECASE)
_PASSIVE = Pattern(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE
)
_BY = Pattern(r"\bby\s+(?:the\s+|a\s+|an\s+)?(?:suspected\s+|[\w-]+\s+){0,2}$", re.IGNORECASE)
_AGAINST = re.compile(
    r"\s*(?:\S+\s+){0,2}?(?:on|against|at|targeting|between|with|of)?\s*(?:the\s+|a\s+|an\s+|an?\s+\w+\s+of\s+)?",
    re.IGNORECASE,
)
_ADJECTIVE = Pattern(r"(?P<who>[A-Z][\w’'-]+)\s+(?:[\w-]+\s+){0,2}$")
_CIVIL = frozenset({"civilians", "civilian_group", "protesters", "person", "media", "ngo", "igo"})


@dataclass(frozen=True)
class Part:
    """An actor's part in an event, as printed."""

    actor: ActorMention
    role: ActorRole


def parts_of(text: str, line: Line, scope: Span, word: Span, *, verb: bool) -> Iterator[Part]:
    """Return the actors that the grammar ties to the event word."""
    actors = [a for a in line.actors if scope.start <= a.start and a.end <= scope.end]
    actors += [a for a in line.actors if a.end <= scope.start and a.start >= line.sentence.start]
    passive = verb and (
        _PASSIVE.search(text[scope.start : word.start]) is not None
        or re.match(
            r"(?:died|die|dead|missing|perished|killed|wounded|injured)\b",
            text[word.start : word.end],
            re.I,
        )
        is not None
    )
    taken: set[int] = set()
    subjects = _subjects(text, actors, scope, word, verb=verb)
    if verb and not passive and not subjects:
        first = _shared_subject(text, actors, scope, word) or _national(text, scope, word)
        subjects = [first] if first is not None else []
    for group in subjects:
        role: ActorRole = "initiator"
        if passive:
            role = "target" if group.kind in _CIVIL else "opponent"
        taken.add(group.start)
        yield Part(group, role)
    for actor in _listed(text, actors, _agents(text, actors, word)):
        if actor.start not in taken:
            taken.add(actor.start)
            yield Part(actor, "initiator")
    if not verb and not taken:
        adjective = _adjective(text, scope, word)
        if adjective is not None:
            taken.add(adjective.start)
            yield Part(adjective, "initiator")
    for actor in _listed(text, actors, _objects(text, actors, word)):
        if actor.start not in taken:
            yield Part(actor, "target" if actor.kind in _CIVIL else "opponent")


def _subjects(
    text: str, actors: list[ActorMention], scope: Span, word: Span, *, verb: bool
) -> list[ActorMention]:
    before = [a for a in actors if a.end <= word.start]
    if not before:
        return []
    last = max(before, key=lambda a: a.end)
    gap = text[last.end : word.start]
    if verb:
        plain = _SUBJECT_GAP.match(gap) is not None
    else:
        launched = _LAUNCHED.search(gap)
        plain = launched is not None and _SUBJECT_GAP.match(gap[: launched.start()]) is not None
        plain = plain or _OWNER.fullmatch(gap) is not None
    if not plain or re.search(
        r"\b(?:on|against|of|to|for|from|at)\s+(?:the\s+)?$", text[scope.start : last.start], re.I
    ):
        return []
    return _listed(text, actors, [last])


_AND_VERB = re.compile(
    r"(?:^|.*\s)and\s+(?:(?:then|later|also|again|had|have|has|would|will)\s+)*$",
    re.IGNORECASE | re.DOTALL,
)
_NATIONAL = Pattern(
    rf"(?P<who>[A-Z][\w’'-]+)\s+(?:(?:army|air force|government|naval|tank|fighter|combat"
    rf"|state)\s+)?"
    rf"(?:artillery|warplanes?|jets?|aircrafts?|planes|helicopters?|gunships?|drones?|tanks|navy|warships?"
    rf"|ships|bombers|gunners|commandos|batteries|missiles|rockets|shells)\s+(?:{_AUX}\s+)*$"
)


def _shared_subject(
    text: str, actors: list[ActorMention], scope: Span, word: Span
) -> ActorMention | None:
    """Return the subject of "X moved out and shelled Y": no other stands before the second verb."""
    inside = [a for a in actors if scope.start <= a.start and a.end <= word.start]
    first = min(inside, key=lambda a: a.start, default=None)
    if first is None or not re.fullmatch(
        r"(?:(?:that|the|a|an|and|but)\s+)*", text[scope.start : first.start], re.IGNORECASE
    ):
        return None
    gap = text[first.end : word.start]
    if _AND_VERB.match(gap) is None or re.search(r"[;:]|\b(?:said|say|says|told)\b", gap):
        return None
    begun = re.match(r"\s+(?:(?:had|have|has|also|then|\w+ly)\s+)*\w+(?:ed|t|ew|ve|ok|an)\b", gap)
    return first if begun is not None else None


def _national(text: str, scope: Span, word: Span) -> ActorMention | None:
    """Return the country whose arms are the subject: "Russian artillery shelled"."""
    match = _NATIONAL.search(text, scope.start, word.start)
    return _of_country(match) if match is not None else None


def _of_country(match: re.Match[str]) -> ActorMention | None:
    """Return the forces of a country named by its adjective; its name alone is a place."""
    country = country_of(match["who"])
    if country is None or country.casefold() == match["who"].casefold():
        return None
    start, end = match.span("who")
    return ActorMention(start, end, match["who"], "state_forces", country, "adjective")


def _listed(text: str, actors: list[ActorMention], found: list[ActorMention]) -> list[ActorMention]:
    """Add the actors that stand in one list with those found: "rebels and Jabhat al-Nusra"."""
    result = list(found)
    ordered = sorted(actors, key=lambda a: a.start)
    for actor in found:
        index = ordered.index(actor)
        for step in (-1, 1):
            here = index
            while 0 <= here + step < len(ordered):
                left, right = sorted((ordered[here], ordered[here + step]), key=lambda a: a.start)
                between = text[left.end : right.start].strip().lower()
                if between not in ("and", ",", ", and", "and the", "& "):
                    break
                here += step
                if ordered[here] not in result:
                    result.append(ordered[here])
    return sorted(result, key=lambda a: a.start)


def _agents(text: str, actors: list[ActorMention], word: Span) -> list[ActorMention]:
    for actor in sorted(actors, key=lambda a: a.start):
        if actor.start < word.end or actor.start - word.end > 80:
            continue
        between = text[word.end : actor.start]
        if _BY.search(between) and not re.search(r"[;:]|\b(?:said|killed|wounded)\b", between):
            return [actor]
    return []


def _objects(text: str, actors: list[ActorMention], word: Span) -> list[ActorMention]:
    for actor in sorted(actors, key=lambda a: a.start):
        if actor.start < word.end or actor.start - word.end > 45:
            continue
        between = text[word.end : actor.start]
        if re.search(r"\bby\b|[,;:.]", between):
            return []
        return [actor] if _AGAINST.fullmatch(between) else []
    return []


def _adjective(text: str, scope: Span, word: Span) -> ActorMention | None:
    match = _ADJECTIVE.search(text, scope.start, word.start)
    if match is None:
        return None
    return _of_country(match)
