"""The closed lists of the field: every enum both schemas use, named as its codebooks name it.

The labels of event types are ACLED's; the rest follows PLOVER, UCDP, GTD, Airwars and PolNeAR as
``docs/codebook.md`` tells field by field.
"""

from __future__ import annotations

from typing import Literal

Support = Literal["explicit", "inferred"]

ArticleType = Literal[
    "news_report",
    "wire",
    "news_analysis",
    "live_blog",
    "explainer",
    "opinion",
    "press_release",
    "ngo_report",
    "social_post",
    "official_statement",
]

ActorKind = Literal[
    "state",
    "state_forces",
    "external_state_forces",
    "police",
    "paramilitary",
    "armed_group",
    "armed_group_unnamed",
    "militia",
    "communal_group",
    "private_military",
    "coalition",
    "rioters",
    "protesters",
    "civilians",
    "civilian_group",
    "igo",
    "ngo",
    "media",
    "social_media",
    "person",
    "unidentified",
]

Granularity = Literal[
    "site",
    "neighbourhood",
    "part_of_city",
    "town",
    "city",
    "adm3",
    "adm2",
    "adm1",
    "area",
    "region",
    "country",
    "sea_air",
    "unknown",
]

PlaceRelation = Literal[
    "in",
    "near",
    "outskirts",
    "between",
    "along",
    "north_of",
    "northeast_of",
    "east_of",
    "southeast_of",
    "south_of",
    "southwest_of",
    "west_of",
    "northwest_of",
    "rural_area_of",
    "within_km",
]

PlaceRole = Literal[
    "event", "target", "origin", "launch", "area", "rejected", "dateline", "speaker", "mentioned"
]

EventType = Literal[
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
]

SubEventType = Literal[
    "Armed clash",
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
    "Violent demonstration",
    "Mob violence",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
]

SUB_EVENT_TYPES: dict[EventType, tuple[SubEventType, ...]] = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Protests": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}

Status = Literal["actual", "attempted", "threatened", "planned", "hypothetical", "negated"]
TimeFrame = Literal["current", "recap", "background", "future"]
ClaimStatus = Literal[
    "author_stated", "unsourced", "attributed", "corroborated", "admitted", "disputed"
]

ActorRole = Literal["initiator", "target", "opponent", "participant", "ally", "mediator", "unknown"]

ResponsibilityBasis = Literal[
    "author_states", "claimed_by_actor", "admitted", "accused", "suspected", "denied"
]

Outcome = Literal[
    "repelled",
    "failed",
    "opponent_defeated",
    "territory_gained",
    "territory_gained_partial",
    "territory_lost",
    "withdrawn",
    "destroyed",
    "fire",
    "intercepted",
    "ceasefire",
]

RelationType = Literal[
    "same_as", "possibly_same", "part_of", "instance_of", "response_to", "reverses"
]

SourceType = Literal[
    "state_official",
    "military",
    "police",
    "armed_group",
    "rescue_or_medical",
    "local_authority",
    "ngo_monitor",
    "igo_un",
    "media_outlet",
    "wire_agency",
    "reporter",
    "eyewitness",
    "resident",
    "relative",
    "social_media",
    "expert",
    "document",
    "anonymous_official",
    "unspecified",
]

Stance = Literal[
    "asserts",
    "denies",
    "admits",
    "confirms",
    "accuses",
    "claims_responsibility",
    "suspects",
    "questions",
    "retracts",
    "promises",
    "threatens",
    "warns",
    "calls_for",
    "declines_comment",
    "could_not_verify",
]

Directness = Literal["direct", "indirect", "mixed"]
AuthorStance = Literal["neutral", "distanced", "endorsed", "contradicted"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]

Harm = Literal[
    "killed",
    "injured",
    "killed_or_injured",
    "missing",
    "captured",
    "detained",
    "abducted",
    "surrendered",
    "displaced",
    "trapped",
    "neutralised",
    "losses",
]

CivilianStatus = Literal["civilian", "combatant", "mixed", "contested", "unknown"]
Scope = Literal["incident", "cumulative", "conflict_total"]

Demographic = Literal[
    "children",
    "women",
    "men",
    "elderly",
    "medics",
    "journalists",
    "aid_workers",
    "rescuers",
    "detainees",
]

WeaponCategory = Literal[
    "air_dropped_bomb",
    "guided_bomb",
    "barrel_bomb",
    "cluster_munition",
    "incendiary",
    "white_phosphorus",
    "thermobaric",
    "ballistic_missile",
    "cruise_missile",
    "air_to_surface_missile",
    "anti_tank_missile",
    "air_defence_missile",
    "missile_unspecified",
    "rocket",
    "mlrs",
    "artillery_shell",
    "shell_unspecified",
    "mortar",
    "tank_fire",
    "naval_gunfire",
    "grenade",
    "landmine_ap",
    "landmine_av",
    "landmine_unspecified",
    "naval_mine",
    "ied_roadside",
    "ied_vehicle",
    "ied_worn",
    "ied_unspecified",
    "uxo_erw",
    "drone_dropped_munition",
    "drone_one_way",
    "drone_unspecified",
    "drone_boat",
    "small_arms",
    "sniper",
    "edged",
    "arson",
    "vehicle_ramming",
    "chemical_agent",
    "riot_control_agent",
    "biological",
    "radiological",
    "nuclear",
    "unspecified",
]

LaunchMethod = Literal[
    "air_launched",
    "ground_launched",
    "sea_launched",
    "mine",
    "directly_emplaced",
    "multiple",
    "unclear",
]

WeaponAction = Literal[
    "used",
    "threatened",
    "intercepted",
    "failed",
    "found",
    "seized",
    "surrendered",
    "supplied",
    "displayed",
    "produced",
    "withdrawn",
]

TargetArea = Literal["populated", "unpopulated", "unknown"]
MediaKind = Literal["video", "image", "audio", "satellite", "document", "unknown"]
Verification = Literal[
    "claimed", "unverified", "verified", "geolocated", "chronolocated", "debunked"
]
DiscrepancyKind = Literal[
    "correction",
    "competing_counts",
    "competing_claims",
    "competing_responsibility",
    "denial",
    "headline_stronger_than_body",
    "internal_inconsistency",
]
