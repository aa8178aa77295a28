"""Find what an article says and no record of its summary covers.

Extractors leave things out, and a missing claim looks like a claim nobody made. So the article is
read once more, loosely (``candidates.py``), and what no record covers becomes an issue with the
sentence, so that an extractor can be asked again. Nothing is added to the summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.article import Article
from summarizer.candidate import SMALL, Candidate, bounds, overlap, place
from summarizer.candidates import candidates_of, victims
from summarizer.document import Document, Span, read_document
from summarizer.numbers import NUMBER
from summarizer.packs.numbers import numbers_in
from summarizer.packs.pack import Pack, language_of, pack_of
from summarizer.packs.people import groups_in, people_in
from summarizer.patterns import Pattern
from summarizer.schema import summary as sm
from summarizer.schema.evidence import Evidence
from summarizer.weapons import categorise

CODE = "COV"
LARGE = 20  # a number from here on is told again anywhere
BESIDE = 40  # characters between one person and the quote that tells of them
NEAR = 3000  # characters; within these a smaller one may be
_WORD = Pattern(r"[^\W_]+")
_ASKED = {
    "number": "no casualty record holds the number in {text!r}",
    "harm": "no record covers the harm told by {text!r}",
    "weapon": "no weapon record covers {text!r}",
    "denial": "no attribution covers the denial {text!r}",
    "speech": "no attribution covers the direct speech {text!r}",
}
# Records of one kind of harm answer for words of another: "victims" may be dead or hurt.
_ANSWERS: dict[str, frozenset[str]] = {
    "killed": frozenset({"killed", "killed_or_injured", "losses", "neutralised"}),
    "injured": frozenset({"injured", "killed_or_injured"}),
    "killed_or_injured": frozenset({"killed", "injured", "killed_or_injured", "losses"}),
    "losses": frozenset({"losses", "killed", "killed_or_injured"}),
    "captured": frozenset({"captured", "detained", "abducted", "surrendered", "missing"}),
    "detained": frozenset({"detained", "captured", "abducted"}),
    "abducted": frozenset({"abducted", "captured", "detained", "missing"}),
    "displaced": frozenset({"displaced"}),
    "missing": frozenset({"missing", "abducted"}),
    "trapped": frozenset({"trapped", "missing"}),
}


def report(
    summary: sm.ArticleSummary, article: Article, aside: Iterable[tuple[int, int]] = ()
) -> sm.ArticleSummary:
    """Return *summary* with an issue for each candidate that none of its records covers.

    Passages at the offsets *aside*, and what follows them in their paragraph, are not read: nobody
    should be asked to record what they say.
    """
    paragraphs = read_document(article.text).paragraphs
    spans = [
        Span(start, max([end, *(p.end for p in paragraphs if p.start <= start < p.end)]))
        for start, end in aside
    ]
    found = [row for row in uncovered(summary, article) if not overlap(row.sentence, spans)]
    issues = [_issue(candidate, article) for candidate in found]
    return summary.model_copy(update={"issues": [*summary.issues, *issues]})


def uncovered(summary: sm.ArticleSummary, article: Article) -> list[Candidate]:
    """Return what *article* seems to say and no record of *summary* covers, in text order."""
    document = read_document(article.text)
    pack = None if article.is_english() else pack_of(language_of(article.text, article.language))
    records = _Records(summary, document, pack)
    found = candidates_of(document, article.language)
    # Numbers first: a toll told again answers for the words of harm beside it.
    found.sort(key=lambda row: row.kind != "number")
    missing = [row for row in found if not records.cover(row)]
    missing.sort(key=place)
    numbered = {row.sentence for row in missing if row.kind == "number"}
    # A sentence whose number is missing is asked about once, not for its words of harm as well.
    return [row for row in missing if row.kind != "harm" or row.sentence not in numbered]


def _issue(candidate: Candidate, article: Article) -> sm.Issue:
    start, end = candidate.sentence
    return sm.Issue(
        code=CODE,
        severity="warning",
        record_id=None,
        message=_ASKED[candidate.kind].format(text=candidate.text),
        evidence=Evidence(quote=article.text[start:end], start=start, end=end, match="exact"),
        revisable=True,
    )


class _Records:
    """The records of one summary, ready to be asked what they cover."""

    def __init__(
        self, summary: sm.ArticleSummary, document: Document, pack: Pack | None = None
    ) -> None:
        self._document = document
        self._pack = pack
        self._casualties = [(row, _placed(row.evidence)) for row in summary.casualties]
        self._printed = {row.id: _spots(row) for row in summary.casualties}
        self._weapons = [(row, _placed([row.name_in_text])) for row in summary.weapons]
        self._again: dict[Span, set[str]] = {}  # harm told again, by the sentence that does so
        self._said = [
            (row, _placed([row.cue]), _placed([row.content] if row.content else []))
            for row in summary.attributions
        ]
        self._other_counts = [
            *(
                (
                    bounds(row.quantity) | bounds(row.intercepted),
                    _placed([row.name_in_text, *row.evidence]),
                )
                for row in summary.weapons
            ),
            *(
                ({row.count}, _placed(row.evidence))
                for row in summary.events
                if row.count is not None
            ),
        ]

    def cover(self, row: Candidate) -> bool:
        span = Span(row.start, row.end)
        if row.kind == "number":
            return self._number(row, span)
        if row.kind == "harm":
            return self._harm(row)
        if row.kind == "weapon":
            return self._weapon(row, span)
        if row.kind == "denial":
            return any(overlap(span, [*cue, *content]) for _, cue, content in self._said)
        paragraph = [p for p in self._document.paragraphs if p.overlaps(span)]
        beside = [q for q in self._document.quotations if overlap(q, paragraph)]
        return any(
            overlap(span, content) or any(overlap(q, content) for q in beside)
            for _, _, content in self._said
        )

    def _number(self, row: Candidate, span: Span) -> bool:
        wanted = bounds(row.value)
        printed = row.text.casefold()
        qualifier = row.value.qualifier if row.value is not None else None
        for casualty, spans in self._casualties:
            held = bounds(casualty.count) | bounds(casualty.supersedes)
            here = overlap(span, self._printed[casualty.id])
            if not wanted and here and casualty.count.qualifier == qualifier:
                return True
            if not wanted and here and printed in casualty.count.text.casefold():
                return True
            if printed.startswith("one of the") and 1 in held and overlap(span, spans):
                return True  # "their father is one of the wounded": the count is another word
            if self._pack is not None and wanted == {1} and 1 in held and _beside(span, spans):
                return True  # "un cabo": who is counted may be quoted without the article
            enumerated = casualty.count.derived and printed in casualty.count.text.casefold()
            if here and row.text.casefold() in _ARTICLES and _first_of(row, casualty):
                return True
            if here and (wanted & held or enumerated):
                return True
            if wanted & bounds(casualty.count) and self._told_again(row, casualty, spans):
                self._again.setdefault(row.sentence, set()).add(casualty.harm)
                return True
        if row.text.casefold() in _ARTICLES:
            return False
        if any(wanted & held and overlap(row.sentence, at) for held, at in self._other_counts):
            return True
        return overlap(span, [named for _, spans in self._weapons for named in spans])

    def _told_again(self, row: Candidate, casualty: sm.Casualty, spans: list[Span]) -> bool:
        """Tell whether a number may be a toll that *casualty* holds from another sentence."""
        if row.title:
            return True
        same = any(overlap(row.sentence, [s]) and not self._parted(row, s) for s in spans)
        most = max(bounds(row.value))
        if same or row.part or most <= SMALL:
            return False
        if most < LARGE and all(abs(span.start - row.start) > NEAR for span in spans):
            return False  # in a long text the same small number is another toll more often
        if row.harm is not None and casualty.harm not in _ANSWERS.get(row.harm, {row.harm}):
            return False
        return row.group in (None, "people") or row.group in _groups(casualty, self._pack)

    def _parted(self, row: Candidate, span: Span) -> bool:
        """Tell whether a line ends between the two: a heading without a full stop."""
        left, right = min(row.start, span.start), max(row.start, span.start)
        return "\n" in self._document.text[left:right]

    def _harm(self, row: Candidate) -> bool:
        fits = _ANSWERS.get(row.harm or "", frozenset({row.harm or ""}))
        return bool(fits & self._again.get(row.sentence, set())) or any(
            casualty.harm in fits and overlap(row.sentence, spans)
            for casualty, spans in self._casualties
        )

    def _weapon(self, row: Candidate, span: Span) -> bool:
        if any(overlap(span, spans) for _, spans in self._weapons):
            return True
        if self._pack is not None:
            return self._weapon_abroad(row, self._pack)
        text = self._document.text
        before = text[max(row.sentence.start, row.start - 60) : row.start]
        attack = _STRIKE.match(text[row.end :][:12])
        if _NEW.search(before) and not attack and not _APPOSED.search(before):
            return False
        head = _head(row.text)
        for weapon, spans in self._weapons:
            told = not spans or spans[0].start < row.start or attack
            own = {*map(_singular, _words(weapon.name_in_text.quote))}
            plain = head in _GENERIC and not own & _GENERIC
            if head == "mine" and weapon.category.startswith("landmine"):
                return True
            if told and (head in own or (plain and categorise(row.text) == weapon.category)):
                return True
        return False

    def _weapon_abroad(self, row: Candidate, pack: Pack) -> bool:
        """Tell whether a weapon record names the same kind: "el dron" after "un dron"."""
        kind = categorise(row.text, pack.code)
        before = pack.plain(self._document.text[max(row.sentence.start, row.start - 30) : row.end])
        counted = any(
            number.value > 1 and len(before.text[number.end :].split()) < 4
            for number in numbers_in(before.text, pack)
        )
        for weapon, spans in self._weapons:
            open_ = weapon.category in _FAMILIES.get(kind or "", frozenset())
            if not open_ and weapon.category != kind:
                continue
            if overlap(row.sentence, spans):
                return True  # two names of one weapon, side by side
            same = kind not in _BROAD or not _stems(row.text, pack).isdisjoint(
                _stems(weapon.name_in_text.quote, pack)
            )
            told = open_ or not spans or spans[0].start < row.start
            if told and same and not counted:
                return True
        return False


_ARTICLES = frozenset({"a", "an", "the chief"})


def _beside(span: Span, spans: Iterable[Span]) -> bool:
    """Tell whether *span* stands within a few words of one of *spans*."""
    return any(span.start - BESIDE < s.end and s.start < span.end + BESIDE for s in spans)


def _first_of(row: Candidate, casualty: sm.Casualty) -> bool:
    """Tell whether the words of a count begin with this person: "a cook and her sons"."""
    return casualty.count.text.casefold().startswith(f"{row.text.casefold()} ")


# What a word that leaves the kind open may stand for: "el misil" is the cruise missile of before.
_FAMILIES: dict[str, frozenset[str]] = {
    "missile_unspecified": frozenset(
        "ballistic_missile cruise_missile anti_tank_missile air_defence_missile rocket".split()
    ),
    "shell_unspecified": frozenset({"artillery_shell", "mortar", "tank_fire"}),
    "drone_unspecified": frozenset({"drone_one_way", "drone_dropped_munition", "drone_boat"}),
    "landmine_unspecified": frozenset({"landmine_ap", "landmine_av"}),
    "ied_unspecified": frozenset({"ied_roadside"}),
    "unspecified": frozenset({"ied_vehicle", "ied_worn", "ied_unspecified", "air_dropped_bomb"}),
}


# Kinds that hold many weapons: a rifle answers for no machine gun.
_BROAD = frozenset({"small_arms", "unspecified", "ied_unspecified", "edged"})


def _stems(text: str, pack: Pack) -> set[str]:
    """Return how the words of a name begin: its cases differ at the end."""
    return {word[:4] for word in pack.plain(text).text.split() if len(word) > 3}


# What a weapon with a name of its own is called afterwards: "the Bayraktar ... the drone".
_GENERIC = frozenset("drone missile bomb shell rocket mine gun munition grenade".split())
_APPOSED = Pattern(r",\s+an?\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


def _spots(casualty: sm.Casualty) -> list[Span]:
    """Return where a casualty's count is printed: the whole quote where its words stand nowhere.

    "two sisters" in a quote that goes on to two brothers answers for the sisters alone.
    """
    text = casualty.count.text
    found: list[Span] = []
    for evidence, span in zip(casualty.evidence, _placed_all(casualty.evidence), strict=True):
        if span is None:
            continue
        at = evidence.quote.find(text) if casualty.supersedes is None and text else -1
        found.append(Span(span.start + at, span.start + at + len(text)) if at >= 0 else span)
    return found


def _placed_all(evidence: Iterable[Evidence]) -> list[Span | None]:
    return [None if e.start is None or e.end is None else Span(e.start, e.end) for e in evidence]


def _groups(casualty: sm.Casualty, pack: Pack | None) -> set[str]:
    text = " ".join([casualty.count.text, casualty.victims.text or ""])
    if pack is not None:
        plain = pack.plain(text).text
        return {name for _, _, name in (*groups_in(plain, pack), *people_in(plain, pack))}
    return {entry.id for _, _, entry in victims().find(text)}


_STRIKE = re.compile(r"[\s-]+(?:strike|attack|raid|fire|barrage)", re.IGNORECASE)
# A weapon that enters the story: "a mine", "24 cruise missiles", "another rocket".
_NEW = Pattern(rf"(?:\b(?:an?|another)|{NUMBER})\s+(?:[\w-]+\s+){{0,2}}$", re.IGNORECASE)


def _placed(evidence: Iterable[Evidence]) -> list[Span]:
    return [Span(e.start, e.end) for e in evidence if e.start is not None and e.end is not None]


def _words(text: str) -> list[str]:
    return [word.group().casefold() for word in _WORD.finditer(text)]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _head(text: str) -> str:
    return _singular(_words(text)[-1])
