"""Who acts, suffers or speaks: mentions of actors by kind, and what sort of source a phrase names.

Names stay as printed. A country stands for its state only where it stands alone ("Russia said").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.lexicon import Entry, Hit, PhraseFinder, load_entries
from summarizer.patterns import Pattern
from summarizer.schema.terms import ActorKind, Demographic, SourceType
from summarizer.vocabulary import active, per_lexicon

_UNIT = Pattern(
    r"(?:\d{1,3}(?:st|nd|rd|th|d)\s+)?(?:[A-Z][\w’'-]+\s+){0,3}"
    r"(?:Division|Brigade|Battalion|Regiment|Corps|Army|Squadron|Command|Militia|Forces|Front)\b"
)
_UPPER_UNIT = Pattern(
    r"(?:\d{1,3}(?:ST|ND|RD|TH|D)\s+)?(?:[A-Z]+\s+){0,2}(?:DIVISION|BRIGADE|BATTALION|REGIMENT)\b"
)
_BACKED = Pattern(
    r"(?:[\w’'.]+[-–](?:backed|led|aligned|supported|allied|linked|held|trained|funded)"
    r"|pro[-–][\w’'-]+|anti[-–][\w’'-]+|\w+-affiliated)\s+$",
    re.IGNORECASE,
)
_MODIFIER = Pattern(
    r"(?<![\w–-])(?:elite|armed|local|unidentified|unknown|government|rebel|opposition|Shia|Sunni"
    r"|Kurdish|Islamist|foreign|allied|regime|state|military|army|other|young"
    r"|heavily armed|masked|hooded|rival"
    r"|tribal|ethnic|Christian|Muslim|Alawite|Druze|leftist|right-wing)\s+$",
    re.IGNORECASE,
)
_CHAIN = Pattern(
    r"\b[\w’']+(?:[-–][\w’']+){1,4}(?=\s+(?:offensive|forces|attack|alliance|assault))"
)
_ALIGNED = Pattern(
    r"\b((?:pro|anti)-[\w’'-]+|[\w’']+-(?:linked|aligned|affiliated|run|backed|controlled)"
    r"|opposition|state-run|state-owned)\b",
    re.IGNORECASE,
)
_LED = Pattern(
    r"\b[\w’'.]+[-–](?:backed|led|aligned|supported|allied)\s+(?:units?|elements|groups?)\b", re.I
)
_SHARED = Pattern(r"(?P<word>[\w’'.-]+)\s*(?:,\s*|\s+and\s+)$")  # "Iraqi and Afghan militias"
_STATES = frozenset({"state", "state_forces", "external_state_forces", "police"})


@dataclass(frozen=True)
class ActorMention:
    """An actor named at these offsets. ``country`` None: not told by the words themselves."""

    start: int
    end: int
    text: str
    kind: ActorKind
    country: str | None
    entry_id: str
    demographic: Demographic | None = None
    form: str | None = None  # the words that the entry was found by; None: a pattern read them


@per_lexicon
def _countries() -> dict[str, str]:
    """Return every country name, adjective and demonym with its country."""
    table: dict[str, str] = {}
    for row in active().rows("countries.tsv", "country"):
        for form in (row["country"], *row["forms"]):
            table.setdefault(form, row["country"])
    return table


@per_lexicon
def _folded_countries() -> dict[str, str]:
    return {form.casefold(): country for form, country in _countries().items()}


@per_lexicon
def _finder() -> PhraseFinder:
    countries = [
        Entry(f"country-{form}", (form,), data={"kind": "state", "country": country})
        for form, country in _countries().items()
    ]
    return PhraseFinder((*load_entries("actors.toml", "actor"), *countries))


def country_of(word: str) -> str | None:
    """Return the country that a name, adjective or demonym stands for.

    >>> country_of("Iranian-led")
    'Iran'
    """
    stem = word.partition("-")[0].partition("–")[0].removesuffix("’s").removesuffix("'s")
    return _folded_countries().get(stem.casefold())


def find_actors(text: str) -> list[ActorMention]:
    """Return the actors of *text* in order, each with the modifiers that identify it.

    >>> [(m.text, m.kind) for m in find_actors("Syrian troops fought masked gunmen.")]
    [('Syrian troops', 'state_forces'), ('masked gunmen', 'unidentified')]
    """
    upper = text.isupper()
    found = [_mention(text, hits) for hits in _joined(text, _finder().find(text), upper)]
    listed = [mention for mention in found if mention.kind != "state_forces"]
    for match in (_UPPER_UNIT if upper else _UNIT).finditer(text):
        span = (match.start(), match.end(), match.group())
        if any(_is_all_of(text, match, mention) for mention in listed):
            continue
        found.append(ActorMention(*span, "state_forces", _country_in(match.group()), "unit"))
    for match in _LED.finditer(text):
        country = _country_in(match.group())
        span = (match.start(), match.end(), match.group())
        found.append(ActorMention(*span, "armed_group_unnamed", country, "led"))
    for match in _CHAIN.finditer(text):
        parts = [part for part in re.split(r"[-–]", match.group()) if _member(part)]
        if len(parts) >= 2:
            span = (match.start(), match.end(), match.group())
            found.append(ActorMention(*span, "coalition", None, "chain"))
    found.sort(key=lambda mention: (mention.start, mention.start - mention.end))
    kept: list[ActorMention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _is_all_of(text: str, match: re.Match[str], mention: ActorMention) -> bool:
    """Tell whether a name that the word lists know is the whole match, but for an article."""
    article = text[match.start() : mention.start].strip().lower()
    return mention.end == match.end() and mention.start >= match.start() and article in ("", "the")


def members_of(chain: str) -> list[tuple[str, ActorKind, str | None]]:
    """Split "regime-Russian-Hezbollah" into its members: (word, kind, country)."""
    return [member for part in re.split(r"[-–]", chain) if (member := _member(part))]


def _member(part: str) -> tuple[str, ActorKind, str | None] | None:
    country = country_of(part)
    if country is not None:
        return part, "external_state_forces", country
    hits = _finder().find(part)
    if hits and hits[0].text == part:
        return part, hits[0].entry.data["kind"], None
    return None


def _joined(text: str, hits: list[Hit], upper: bool) -> list[list[Hit]]:
    """Group a country adjective with the actor word that follows it: "Syrian" + "army"."""
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and _adjacent(text, groups[-1][-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [group for group in groups if _stands_alone(text, group, upper)]


def _adjacent(text: str, left: Hit, right: Hit) -> bool:
    between = text[left.end : right.start]
    return (
        left.entry.id.startswith("country-")
        and not right.entry.id.startswith("country-")
        and re.fullmatch(
            r"(?:['’]s)?\s+(?:(?:state|government|armed|air|special|elite)\s+)?", between
        )
        is not None
    )


def _stands_alone(text: str, group: list[Hit], upper: bool) -> bool:
    """Drop an adjective that names no actor here ("Syrian capital", "US-made")."""
    if len(group) > 1 or not group[0].entry.id.startswith("country-"):
        return True
    hit = group[0]
    country = hit.entry.data["country"]
    if text[hit.end : hit.end + 1] in ("-", "–") or text[hit.start - 1 : hit.start] in ("-", "–"):
        return False
    if hit.text.casefold() == country.casefold():
        before = text[max(0, hit.start - 12) : hit.start].lower()
        if re.search(
            r"\b(?:in|of|from|near|to|across|into|inside|within|at|for)\s+(?:the )?$", before
        ):
            return False
        return re.match(r"['’]s\b", text[hit.end :]) is None
    return hit.text.lower().endswith("s") and hit.text[:1].isupper() and not upper


def _country_in(text: str) -> str | None:
    for word in re.findall(r"[\w’'.-]+", text):
        country = country_of(word)
        if country:
            return country
    return None


def _mention(text: str, group: list[Hit]) -> ActorMention:
    start, end = group[0].start, group[-1].end
    for pattern in (_MODIFIER, _BACKED, _MODIFIER):
        match = pattern.search(text, max(0, start - 40), start)
        if match:
            start = match.start()
    while len(group) > 1 and (shared := _SHARED.search(text, max(0, start - 30), start)):
        if country_of(shared["word"]) is None:
            break
        start = shared.start()
    data = group[-1].entry.data
    country = data.get("country") or _country_in(text[group[0].start : group[-1].start])
    country = country or _country_in(text[start : group[-1].start])
    return ActorMention(
        start, end, text[start:end], data["kind"], country, group[-1].entry.id,
        data.get("demographic"), group[-1].text,
    )  # fmt: skip


def acled_actor_type(kind: ActorKind, country: str | None, topic: str | None) -> str | None:
    """Return ACLED's actor type; None where only a dictionary of groups could tell."""
    if kind in ("state", "state_forces", "police"):
        foreign = country is not None and topic is not None and country != topic
        return "External/Other forces" if foreign else "State forces"
    table = {
        "external_state_forces": "External/Other forces",
        "coalition": "External/Other forces",
        "private_military": "External/Other forces",
        "igo": "External/Other forces",
        "armed_group_unnamed": "Rebel group",
        "militia": "Political militia",
        "paramilitary": "Political militia",
        "communal_group": "Identity militia",
        "rioters": "Rioters",
        "protesters": "Protesters",
        "civilians": "Civilians",
        "civilian_group": "Civilians",
    }
    return table.get(kind)


# -- sources -------------------------------------------------------------------------------------


@per_lexicon
def _sources() -> list[tuple[str, SourceType, bool | None, Pattern]]:
    """Return (id, type, party, pattern) of ``sources.toml``; the first that fits wins."""
    return [
        (
            row["id"],
            row.get("type", row["id"]),
            row.get("party"),
            Pattern(rf"(?<!\w)(?:{'|'.join(row['patterns'])})(?!\w)"),
        )
        for row in active().rows("sources.toml", "source")
    ]


def source_type(text: str) -> tuple[SourceType, bool | None]:
    """Return the type of source a phrase names, and whether it is a party to the conflict.

    >>> source_type("Hezbollah leader Hassan Nasrallah")
    ('armed_group', True)
    >>> source_type("the pro-regime Al-Masdar News")
    ('media_outlet', False)
    """
    folded = text.casefold()
    for _, kind, party, pattern in _sources():
        if pattern.search(folded):
            return kind, party
    if _finder().find(text) and _finder().find(text)[0].entry.data["kind"] in _STATES:
        return "state_official", True
    return "unspecified", None


def source_entry(text: str) -> str | None:
    """Return the id of the entry of ``sources.toml`` that a phrase is read by, or None."""
    folded = text.casefold()
    return next((name for name, _, _, pattern in _sources() if pattern.search(folded)), None)


def alignment_of(text: str) -> str | None:
    """Return the alignment a phrase prints ("pro-regime", "state-run"), or None."""
    match = _ALIGNED.search(text)
    return match.group(1) if match else None
