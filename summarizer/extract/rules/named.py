"""People by name: the name, the role before it, the age and the role behind it.

"former mayor [Ana Ruiz], 45, leader of the union" is one person. A name of one word counts only
behind a role, or where the text gave it in full before. Whether harm is done to them is asked
elsewhere; names of places and of organisations are no people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.actors import country_of
from summarizer.document import Span
from summarizer.lexicon import load_entries
from summarizer.recase import is_common
from summarizer.schema.terms import CivilianStatus
from summarizer.vocabulary import per_lexicon

_PART = r"[A-ZÀ-Þ](?:[’'][A-ZÀ-Þ])?[\wÀ-ÿ-]*[a-zß-ÿ][\wÀ-ÿ-]*"
_NAME = re.compile(
    rf"(?<![\w.’'-])(?:(?:{_PART})|(?:[A-Z]\.))"
    rf"(?:[ \n](?:(?:de|del|la|las|los|y|al|el|bin|ibn|van|von|der|da|dos)[ \n]){{0,2}}"
    rf"(?:{_PART}|[A-Z]\.)|[ \n](?:al|el|bin|d)-{_PART}){{0,5}}"
)
# What ends in one of these is an office, a place or a body of people, and no person.
_BODIES = frozenset(
    "Front Army Union Party Ministry Movement University Hospital Street Avenue City Province"
    " Airport Department Brigade Battalion Forces Force Committee Council Church National"
    " International News Agency Radio Television Tv Times Post Herald Command Guard Police"
    " Court Bank Company Group Federation Confederation Association Institute College School"
    " Museum Square Bridge River Valley Mountains Road Highway Region District State States"
    " Republic Kingdom Islands Island Sea Gulf Coast Cathedral Mosque Palace Hotel Square"
    " Center Centre Foundation Organization Organisation Congress Parliament Assembly Senate"
    " Embassy Cartel Commission Corps Division Regiment Unit Militia Cross Crescent Prison"
    " Camp Base Station Park Plaza Village Town Neighborhood House Observatory Coalition"
    " Alliance Brigades Bureau Office Service Services Authority Nations Zone".split()
)  # fmt: skip
_NO_NAME = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Islam Christmas Easter Ramadan"
    " God Allah".split()
)
# "the Ana Ruiz battalion", "Apopa department": the name is a part of another name.
_INSIDE = re.compile(
    r"(?:[ -](?!(?:and|or|of|in|was|who)\b)[a-z]+){0,4}?[ ]"
    r"(?:front|battalion|brigade|party|movement|army|cartel|federation|department|province|city|town|village|street|avenue|neighborhood|farm|canton"
    r"|municipality|hotel|bridge|hospital|road|highway|river|airport|garrison|barracks|university"
    r"|school|region|district|prison|camp|command|commando|unit|column|group|organization|newspaper"
    r"|radio|agency)\b"
)
_PLACED = re.compile(r"\b(?:in|at|near|from|to|toward|towards|outside|around|via|into|through)\s+$")
_STOP = frozenset(
    "the a an his her its their our my this that these those and or but of in on at by from"
    " to for with as was were is are be been had has have that who which when where while"
    " after before against including killed wounded injured murdered assassinated kidnapped"
    " abducted shot said told named identified killing wounding kidnapping abducting murdering"
    " assassinating murder death assassination between than also not were did both among under"
    " over about machinegunned attacked ambushed".split()
)
# "Mr Ruiz" is what a paper calls somebody it has named before.
_COURTESY = re.compile(r"\b(?:mr|mrs|ms|miss)\.?\s+$", re.IGNORECASE)
_AGE = re.compile(
    r",?\s+(?:aged\s+)?(?P<age>\d{1,2})(?:[ -]years?[ -]old)?(?=[,;.)]|\s+and\b|\s+was\b)"
)
_APPOSED = re.compile(
    r",\s+(?P<role>(?:(?:an?|the|his|her|their|former)\s+)?(?:[\w’'.-]+\s+){0,5}?(?P<head>[\w’'-]+)"
    r"(?:\s+(?:of|in|for|at|to|from)\s+(?:(?!(?:was|were|who|has|had)\b)[\w’'.\[\]()-]+\s*){1,8})?)"
    r"(?=[,;.]|\s+and\b)"
)


@dataclass(frozen=True)
class Person:
    """Somebody named. ``lead``: where the words before the name that say who it is begin.

    ``end`` is the end of the name, ``close`` of the age and role behind it.
    """

    lead: int
    start: int
    end: int
    close: int
    age: Span | None = None
    behind: Span | None = None
    again: bool = False  # by the last name of somebody named in full before

    def moved(self, offset: int) -> Person:
        """Return the same person *offset* characters on."""

        def on(span: Span | None) -> Span | None:
            return Span(span.start + offset, span.end + offset) if span else None

        return replace(
            self,
            lead=self.lead + offset,
            start=self.start + offset,
            end=self.end + offset,
            close=self.close + offset,
            age=on(self.age),
            behind=on(self.behind),
        )

    def role(self, text: str) -> str | None:
        """Return the printed role: behind the name, else before it."""
        if self.behind is not None:
            return text[slice(*self.behind)]
        return text[self.lead : self.start].strip(" ,\n") or None


@per_lexicon
def _roles() -> tuple[frozenset[str], dict[str, CivilianStatus]]:
    status: dict[str, CivilianStatus] = {
        form: entry.data["civilian_status"]
        for entry in (
            *reversed(load_entries("harm.toml", "victim")),
            *reversed(load_entries("roles.toml", "role")),
        )
        for form in entry.forms
    }
    return frozenset(form.split()[-1] for form in status), status


def role_status(role: str) -> CivilianStatus:
    """Return the civilian status that a printed role states, "unknown" where it states none."""
    words = re.findall(r"[\w’'-]+", role.casefold().split(" of ")[0])
    _, status = _roles()
    for size in (3, 2, 1):
        if " ".join(words[-size:]) in status:
            return status[" ".join(words[-size:])]
    return "unknown"


def find_people(text: str, known: frozenset[str] = frozenset()) -> list[Person]:
    """Return the people named in *text*, a sentence. *known*: last names the article gave in full.

    >>> text = "They shot former judge Ana Ruiz, 45, a leader of the union, in Lima."
    >>> [(text[p.start : p.end], p.role(text)) for p in find_people(text)]
    [('Ana Ruiz', 'a leader of the union')]
    """
    found: list[Person] = []
    limit = 0
    for match in _NAME.finditer(text):
        if match.start() < limit:
            continue
        person = _person(text, match.start(), match.end(), known)
        if person is not None:
            found.append(person)
            limit = person.close
    return found


def _person(text: str, start: int, end: int, known: frozenset[str]) -> Person | None:
    if _INSIDE.match(text, end):
        return None
    words = [(start + m.start(), m.group()) for m in re.finditer(r"\S+", text[start:end])]
    heads, _ = _roles()
    titled = False
    while words and _is_lead(text, words, heads):
        titled = words[0][1].rstrip(".").casefold() in heads
        words = words[1:]
    while words and words[-1][1] in _PARTICLES:
        words = words[:-1]
    if not words or any(w in _BODIES or w in _NO_NAME for _, w in words):
        return None
    start = words[0][0]
    end = words[-1][0] + len(words[-1][1])
    lead = _lead(text, start, end, heads)
    titled = titled or lead is not None
    proper = [w for _, w in words if not w.endswith(".") and w not in _PARTICLES]
    if not proper or all(is_common(w.casefold()) and not titled for w in proper):
        return None
    name = text[start:end]
    if country_of(name) is not None or (_PLACED.search(text[:start]) and not titled):
        return None
    if len(words) == 1 and not titled and name not in known:
        return None
    person = _closed(text, start if lead is None else lead, start, end)
    courtesy = len(words) == 1 and _COURTESY.search(text[person.lead : start]) is not None
    return replace(person, again=courtesy or name in known)


_PARTICLES = frozenset("de del la las los y al el bin ibn van von der da dos".split())


def _is_lead(text: str, words: list[tuple[int, str]], heads: frozenset[str]) -> bool:
    """Tell whether the first capitalised word leads to the name: a title, a nation, "The"."""
    at, word = words[0]
    folded = word.rstrip(".").casefold()
    if word in _PARTICLES or country_of(word) is not None or (folded in heads and len(words) > 1):
        return True
    if word.endswith(".") and len(word) == 2:
        return False
    opens = at == 0 or text[:at].rstrip()[-1:] in '.:;"“”]('
    return is_common(folded) and (opens or folded in _STOP)


def _lead(text: str, start: int, end: int, heads: frozenset[str]) -> int | None:
    """Return where the role right before a name begins, or None: there is none."""
    base = max(0, start - 120)
    before = re.search(
        r"(?<![\w’'-])([\w’'-]+)(?:\.|,)?\s+(?:\([^)]{1,30}\)\s+|\[[^\]]{1,80}\]\s+)?$",
        text[base:start],
    )
    if before is None or before.group(1).casefold() not in heads:
        return None
    comma = before.group().rstrip().endswith(",")
    first = base + before.start(1)
    for _ in range(5):
        word = re.search(r"(?<![\w’'.-])([\w’'.-]+)\s+$", text[max(0, first - 40) : first])
        if word is None or _ends_group(word.group(1)):
            break
        first = max(0, first - 40) + word.start(1)
    if not comma:
        return first
    # "her son, Tomas", "the owner, Ana Ruiz": one person if the noun is a definite one
    owner = re.search(
        r"(?:(?:[A-Z][\w’'-]*\s)?\b[\w-]+['’]s|\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts))\s+$",
        text[:first],
    )
    if owner is None and _AGE.match(text, end) is not None:
        owner = re.search(
            r"\ban?\s+$", text[:first], re.IGNORECASE
        )  # "a farmer, Ana Ruiz, 45, was shot"
    return owner.start() if owner else None


def _ends_group(word: str) -> bool:
    return word.casefold() in _STOP or word.endswith(("'s", "’s"))


def _closed(text: str, lead: int, start: int, end: int) -> Person:
    heads, _ = _roles()
    close, age, behind = end, None, None
    match = _AGE.match(text, close)
    if match is not None:
        age, close = Span(*match.span("age")), match.end()
    apposed = _APPOSED.match(text, close)
    if (
        apposed is not None
        and apposed["head"].casefold() in heads
        and not apposed["role"][:1].isupper()
    ):
        behind = Span(*apposed.span("role"))
        close = behind.end
        match = _AGE.match(text, close)
        if match is not None and age is None:
            age, close = Span(*match.span("age")), match.end()
    return Person(lead, start, end, close, age, behind)
