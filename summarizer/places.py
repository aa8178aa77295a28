"""Places as printed, with what the words say of their kind and position.

No coordinates: those come from a gazetteer that somebody names. Unlisted names are read only where
the words around them say that they are places ("near X", "X district").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.actors import country_of
from summarizer.lexicon import Entry, PhraseFinder
from summarizer.patterns import Pattern
from summarizer.schema.terms import Granularity, PlaceRelation
from summarizer.vocabulary import active, per_lexicon

_KIND_WORDS: dict[str, Granularity] = {
    "province": "adm1", "governorate": "adm1", "department": "adm1", "state": "adm1",
    "region": "adm1", "oblast": "adm1", "county": "adm2", "district": "neighbourhood",
    "districts": "neighbourhood", "neighbourhood": "neighbourhood",
    "neighborhood": "neighbourhood", "neighbourhoods": "neighbourhood", "suburb": "neighbourhood",
    "quarter": "neighbourhood", "village": "town", "town": "town", "villages": "town",
    "city": "city", "camp": "site", "airport": "site", "airbase": "site", "air base": "site",
    "base": "site", "hospital": "site", "university": "site", "market": "site", "bridge": "site",
    "crossing": "site", "checkpoint": "site", "prison": "site", "mosque": "site",
    "church": "site", "farms": "site", "farm": "site", "road": "site", "highway": "site",
    "square": "site", "street": "site", "building": "site", "embassy": "site", "dam": "site",
    "valley": "area", "mountains": "area", "river": "area", "strip": "area", "island": "area",
    "municipality": "adm3", "jurisdiction": "adm3", "port": "site", "power plant": "site",
    "plant": "site", "refinery": "site", "school": "site", "barracks": "site", "hill": "site",
}  # fmt: skip
_COMPASS: dict[str, PlaceRelation] = {
    "north": "north_of", "northeast": "northeast_of", "north-east": "northeast_of",
    "east": "east_of", "southeast": "southeast_of", "south-east": "southeast_of",
    "south": "south_of", "southwest": "southwest_of", "south-west": "southwest_of",
    "west": "west_of", "northwest": "northwest_of", "north-west": "northwest_of",
}  # fmt: skip
_DIRECTION = "|".join(sorted(_COMPASS, key=len, reverse=True))
_NAME = (
    r"(?:(?:al|el|ar|as|at|az|ash|an|ad|Al|El|Ar|As|Ash|An|Ad|Deir|Tel|Umm|Beit|Kafr|Ain)[- ])?"
    r"[A-ZÀ-ÞА-ЯІЇЄ][\w’'-]+(?:[ -](?:al|el|de|del|la|las|los|ez|ash|ad|an|as|di|da|do)[- ]?"
    r"[A-ZÀ-Þ][\w’'-]+|[ -][A-ZÀ-Þ][\w’'-]+){0,3}"
)
_KINDS = "|".join(sorted(map(re.escape, _KIND_WORDS), key=len, reverse=True))
_WITH_KIND = Pattern(rf"(?P<name>{_NAME})(?:['’]s)?\s+(?P<kind>{_KINDS})\b")
_KIND_OF = Pattern(rf"\b(?P<kind>{_KINDS})\s+of\s+(?P<name>{_NAME})")
_UPPER_KIND = Pattern(
    r"(?P<name>(?!THE\b|A\b|THIS\b|IN\b|OF\b)[A-Z][A-Z'-]+(?: (?:DE|LA|DEL|LAS|LOS|EL|SAN|SANTA)|"
    r" (?!AND\b|IN\b|OF\b|THE\b)[A-Z'-]+){0,3})"
    r" (?P<kind>DEPARTMENT|PROVINCE|CITY|TOWN|VILLAGE|DISTRICT)\b"
)
_AFTER_PREPOSITION = Pattern(
    rf"\b(?:in|near|at|from|around|outside|towards?|into|inside|of|and|across|on)\s+"
    rf"(?:the\s+)?(?P<name>{_NAME})"
)
_LEFT = Pattern(
    r"(?P<km>(?:about |some |around )?[\d,.]+\s*"
    r"(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?)\s+)?"
    rf"(?:(?:to\s+)?(?:the\s+)?(?P<compass>{_DIRECTION})"
    rf"(?:\s+and\s+(?P<second>{_DIRECTION}))?\s+(?:of|from)"
    r"|(?P<near>near|close to|outside|around|in the vicinity of)"
    r"|(?P<outskirts>(?:on )?(?:the )?(?:\w+ )?(?:outskirts|edge|edges|suburbs) of)"
    r"|(?P<rural>(?:the )?(?:\w+ )?(?:countryside|rural area|rural areas) of)"
    r"|(?P<from>from))\s+(?:the\s+)?(?:(?:city|town|village|province|district)\s+of\s+)?$",
    re.IGNORECASE,
)
_PART = Pattern(
    r"(?P<part>(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east"
    r"|north-west|south-east|south-west)(?:ern)?|central|downtown|greater|rural|old)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_STOP = frozenset(
    "The A An On In At He She It They We I But And"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " January February March April May June July August September October November December"
    " God Allah Muslim Christian Islamic President Minister General Ministry Army Police State Arab"
    " English Human Security Civil Revolutionary National Ramadan Eid Christmas Twitter Telegram"
    " Facebook Both However Meanwhile".split()
)


@dataclass(frozen=True)
class PlaceMention:
    """A place named at these offsets, with its relation to the name ("near", "north_of" ...).

    ``lead`` is where the words of the relation begin ("near" in "near Handarat").
    """

    start: int
    end: int
    text: str
    granularity: Granularity
    relation: PlaceRelation
    country: str | None
    lead: int
    distance: str | None = None
    entry_id: str | None = None  # None: not in the list, read by a pattern


@per_lexicon
def _finder() -> PhraseFinder:
    entries = []
    for row in active().rows("places.tsv", "place"):
        data = {"granularity": row["granularity"], "country": row.get("country")}
        entries.append(Entry(row["id"], (row["name"],), data=data))
    return PhraseFinder(entries)


def find_places(text: str) -> list[PlaceMention]:
    """Return the places of *text* in order.

    >>> [(p.text, p.relation) for p in find_places("Shells fell near Handarat, north of Aleppo.")]
    [('Handarat', 'near'), ('Aleppo', 'north_of')]
    """
    spans: list[tuple[int, int, Granularity, str | None]] = []
    upper = text.isupper()
    listed: dict[tuple[int, int], str] = {}
    for hit in _finder().find(text):
        data = hit.entry.data
        if hit.text[0].isupper() or not any(c.isupper() for c in text) or "-" in hit.text:
            spans.append((hit.start, hit.end, data["granularity"], data["country"]))
            listed[hit.start, hit.end] = hit.entry.id
    spans.extend(_unlisted(text, upper))
    spans.extend(_countries(text))
    spans.sort(key=lambda span: (span[0], span[0] - span[1]))
    kept: list[tuple[int, int, Granularity, str | None]] = []
    for span in spans:
        if kept and span[0] < kept[-1][1]:
            if span[1] - span[0] > kept[-1][1] - kept[-1][0]:
                country = span[3] or kept[-1][3]
                kept[-1] = (span[0], span[1], span[2], country)
            continue
        kept.append(span)
    # A listed name comes before a pattern that finds the same words, so it is the one kept.
    return [replace(_mention(text, *span), entry_id=listed.get(span[:2])) for span in kept]


def _unlisted(text: str, upper: bool) -> list[tuple[int, int, Granularity, str | None]]:
    spans: list[tuple[int, int, Granularity, str | None]] = []
    if upper:
        for match in _UPPER_KIND.finditer(text):
            kind = _KIND_WORDS[match["kind"].lower()]
            spans.append((match.start("name"), match.end(), kind, None))
        return spans
    for match in _WITH_KIND.finditer(text):
        if match["name"].split()[0] not in _STOP and country_of(match["name"]) is None:
            kind = _KIND_WORDS[match["kind"].lower()]
            end = match.end("name") if match["kind"].endswith("ricts") else match.end()
            spans.append((match.start("name"), end, kind, None))
    for match in _KIND_OF.finditer(text):
        if match["name"].split()[0] not in _STOP:
            kind = _KIND_WORDS[match["kind"].lower()]
            spans.append((match.start("name"), match.end("name"), kind, None))
    for match in _AFTER_PREPOSITION.finditer(text):
        name = match["name"]
        if _plain_place(text, match, name):
            spans.append((match.start("name"), match.end("name"), "unknown", None))
    return spans


def _plain_place(text: str, match: re.Match[str], name: str) -> bool:
    """Accept an unlisted name after "in", "near" or "from"; after other words only a listed one."""
    word = match.group().split()[0].lower()
    if word in ("of", "and", "on", "across", "into") or name.split()[0] in _STOP:
        return False
    if country_of(name) is not None or name.isupper():
        return False
    following = text[match.end() : match.end() + 14]
    return not re.match(r"['’]s\b|\s+(?:said|told|army|forces|troops|fighters|News)\b", following)


def _countries(text: str) -> list[tuple[int, int, Granularity, str | None]]:
    spans: list[tuple[int, int, Granularity, str | None]] = []
    for match in re.finditer(rf"\b(?:in|across|into|inside|of|from)\s+(?P<name>{_NAME})", text):
        country = country_of(match["name"])
        if country is not None and country.casefold() == match["name"].casefold():
            spans.append((match.start("name"), match.end("name"), "country", country))
    return spans


def _mention(
    text: str, start: int, end: int, granularity: Granularity, country: str | None
) -> PlaceMention:
    relation: PlaceRelation = "in"
    lead, distance = start, None
    part = _PART.search(text, max(0, start - 20), start)
    if part and granularity != "neighbourhood":
        start = lead = part.start()
        granularity = "part_of_city" if granularity in ("city", "town") else "area"
    if granularity == "part_of_city" and re.match(r"\s+(?:city|province)\b", text[end:]):
        word = re.match(r"\s+(city|province)\b", text[end:])
        assert word is not None
        end += word.end()
        granularity = "part_of_city" if word[1] == "city" else "adm1"
    left = _LEFT.search(text, max(0, start - 70), start)
    if left:
        lead = left.start()
        distance = left["km"].strip() if left["km"] else None
        relation = _relation(left)
    elif re.search(r"\bbetween\s+$", text[max(0, start - 12) : start], re.IGNORECASE):
        relation = "between"
    return PlaceMention(start, end, text[start:end], granularity, relation, country, lead, distance)


def _relation(left: re.Match[str]) -> PlaceRelation:
    if left["compass"]:
        return _COMPASS[left["compass"].lower()]
    for name in ("near", "outskirts", "rural"):
        if left[name]:
            return "rural_area_of" if name == "rural" else "near" if name == "near" else "outskirts"
    return "in"


def where_prec(granularity: Granularity, relation: PlaceRelation) -> int | None:
    """Return UCDP's 1-7; None where the article does not tell what kind of place it is."""
    if granularity == "unknown":
        return 2 if relation in ("near", "outskirts") else None
    if granularity in ("country", "sea_air"):
        return 6 if granularity == "country" else 7
    if relation in ("between", "along"):
        return 5
    table = {"adm2": 3, "adm3": 3, "adm1": 4, "region": 5, "area": 5}
    if granularity in table:
        return table[granularity]
    return 1 if relation == "in" else 2


def geo_precision(granularity: Granularity, relation: PlaceRelation) -> int | None:
    """Return ACLED's 1-3; None for a whole country, which ACLED does not code, or unknown kinds."""
    ucdp = where_prec(granularity, relation)
    if ucdp is None or ucdp == 6:
        return None
    return {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 7: 3}[ucdp]
