"""By what means: the aircraft or the weapon at work tells what kind of event a general word means.

"Jets raided the town" is an air strike and no clash, "an attack with rockets on the port" is
shelling. Only what the grammar ties to the event word counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.document import Span
from summarizer.patterns import Pattern
from summarizer.schema.terms import EventType, SubEventType, WeaponCategory
from summarizer.weapons import WeaponMention


class Kind(NamedTuple):
    """What kind of event it is, in ACLED's words."""

    event_type: EventType | None
    sub_event_type: SubEventType | None


SHELLING = Kind("Explosions/Remote violence", "Shelling/artillery/missile attack")
AIR = Kind("Explosions/Remote violence", "Air/drone strike")
PLANTED = Kind("Explosions/Remote violence", "Remote explosive/landmine/IED")
CHEMICAL = Kind("Explosions/Remote violence", "Chemical weapon")
SUICIDE = Kind("Explosions/Remote violence", "Suicide bomb")
GRENADE = Kind("Explosions/Remote violence", "Grenade")

BY_WEAPON: dict[WeaponCategory, Kind] = {
    **dict.fromkeys(
        ("artillery_shell", "shell_unspecified", "mortar", "rocket", "mlrs", "tank_fire",
         "ballistic_missile", "cruise_missile", "missile_unspecified", "naval_gunfire",
         "anti_tank_missile", "air_defence_missile"),
        SHELLING,
    ),
    **dict.fromkeys(
        ("air_dropped_bomb", "guided_bomb", "barrel_bomb", "cluster_munition", "incendiary",
         "white_phosphorus", "air_to_surface_missile", "drone_dropped_munition", "drone_one_way",
         "drone_unspecified", "thermobaric"),
        AIR,
    ),
    **dict.fromkeys(
        ("landmine_ap", "landmine_av", "landmine_unspecified", "ied_roadside", "ied_vehicle",
         "ied_unspecified", "uxo_erw", "naval_mine", "drone_boat"),
        PLANTED,
    ),
    "ied_worn": SUICIDE,
    "grenade": GRENADE,
    "chemical_agent": CHEMICAL,
}  # fmt: skip

_AIRCRAFT = (
    r"(?<!anti-)(?:warplanes?|war planes?|(?:fighter|combat|attack) (?:jets?|planes?|helicopters?)"
    r"|jets?|aircrafts?|planes?|helicopters?|gunships?|bombers?|air ?force|aviation|drones?|UAVs?"
    r"|(?:Su|MiG|F|Mi|Tu|Ka)-\d+\w*)(?!-)"
)
_FLOWN = Pattern(rf"\b{_AIRCRAFT}(?:\s+(?!by\b|and\b)[\w’'-]+){{0,4}}\s+$", re.IGNORECASE)
_FLOWN_BY = re.compile(rf"[^,;:.]{{0,40}}\bby\b[^,;:.]{{0,40}}\b{_AIRCRAFT}\b", re.IGNORECASE)
_FLOWN_NOUN = Pattern(rf"\b{_AIRCRAFT}\s+$", re.IGNORECASE)
_WITH = re.compile(r"\s+with\s+(?:[\w-]+\s+){0,3}?$", re.IGNORECASE)
# words that say that there was violence, and not of what kind
GENERAL = frozenset(
    {"attack-noun", "attack-verb", "assault-noun", "attack-fired-on", "hit-passive"}
)


def by_means(
    text: str, scope: Span, word: Span, rule: str, weapons: list[WeaponMention], *, verb: bool
) -> Kind | None:
    """Return the kind of event that the means tell, or None where the word itself decides.

    *scope*: the clause; *rule*: the entry the word was found by.
    """
    if rule == "explode-verb":
        return _exploded(scope, weapons)
    if not verb:
        named = next((w for w in weapons if 0 <= word.start - w.end <= 1), None)
        named = named or next((w for w in weapons if w.start <= word.start < w.end), None)
        if named is not None and rule in (*GENERAL, "bombing-noun", "shelling"):
            return BY_WEAPON.get(named.category)
    if rule not in GENERAL:
        return None
    if _by_aircraft(text, scope, word, verb=verb):
        return AIR
    inside = [w for w in weapons if scope.start <= w.start and w.end <= scope.end]
    if any(w.category == "chemical_agent" for w in inside):
        return CHEMICAL
    if text[word.start : word.end].lower().startswith("attack"):
        used = next((w for w in inside if _WITH.fullmatch(text[word.end : w.start])), None)
        if used is not None and BY_WEAPON.get(used.category) == SHELLING:
            return SHELLING
    return None


def _by_aircraft(text: str, scope: Span, word: Span, *, verb: bool) -> bool:
    before = text[scope.start : word.start]
    if _FLOWN_BY.match(text, word.end, scope.end):
        return True
    return (_FLOWN if verb else _FLOWN_NOUN).search(before) is not None


def _exploded(scope: Span, weapons: list[WeaponMention]) -> Kind | None:
    inside = [w for w in weapons if scope.start <= w.start and w.end <= scope.end]
    kinds = {BY_WEAPON.get(w.category) for w in inside}
    return next((kind for kind in (SUICIDE, SHELLING, GRENADE) if kind in kinds), None)
