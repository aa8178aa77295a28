"""The gold form: what a person says a right summary of one article must hold.

The records carry the field names and values of ``schema/summary.py``, so that a gold record and a
published one can be laid side by side. What a person need not write has a default; offsets are
written in by ``summarizer.gold.fill``. Dates and counts are spelt out, which lets the library's own
reading of the printed words be scored too.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.schema.evidence import CountQualifier, CountUnit, DatePrecision
from summarizer.schema.extraction import (
    EventActor,
    EventPlace,
    RelatedEvent,
    Responsibility,
    VictimName,
)
from summarizer.schema.terms import (
    ActorKind,
    AuthorStance,
    CivilianStatus,
    ClaimStatus,
    Demographic,
    Directness,
    DiscrepancyKind,
    EventType,
    Granularity,
    Harm,
    LaunchMethod,
    MediaKind,
    Outcome,
    PlaceRelation,
    Scope,
    SourceType,
    Stance,
    Status,
    SubEventType,
    Support,
    TargetArea,
    TimeFrame,
    Verification,
    WeaponAction,
    WeaponCategory,
)

# The kinds of record, in the order of a summary, with what their ids start with.
KINDS = {
    "actors": "ac",
    "locations": "lo",
    "events": "ev",
    "attributions": "at",
    "casualties": "ca",
    "weapons": "we",
    "media": "me",
    "discrepancies": "dx",
    "unknowns": "un",
}
NUMBERLESS = frozenset({"vague", "unspecified", "none_reported", "relative"})


class GoldPart(BaseModel):
    """Frozen, closed to unknown keys: a misspelt field is an error and not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldQuote(GoldPart):
    """Words of the article with their offsets: ``article.text[start:end] == quote``."""

    quote: str = Field(min_length=1)
    start: int
    end: int


class GoldCount(GoldPart):
    """A printed quantity. A bound the article does not give is left out, which is never 0.

    One number with qualifier "exact" stands for all three; "none" is 0, 0, 0.
    """

    text: str
    min: int | None = None
    max: int | None = None
    best: int | None = None
    qualifier: CountQualifier = "exact"
    unit: CountUnit = "persons"
    derived: Literal["enumerated", "dual"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_number_is_enough(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        given = {data[key] for key in ("min", "max", "best") if data.get(key) is not None}
        qualifier = data.get("qualifier", "exact")
        if qualifier == "none" and not given:
            given = {0}
        if qualifier in ("exact", "none") and len(given) == 1:
            value = given.pop()
            return data | {"min": value, "max": value, "best": value}
        return data


class GoldDate(GoldPart):
    """Days as ISO dates, both included; None: that end is not known."""

    text: str | None = None
    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    anchor: str | None = None
    note: str | None = None


class GoldRecord(GoldPart):
    """What every gold record has.

    ``required`` False: neither a gain when found nor a loss when missed. ``accept`` lists, by field
    name, further values that count as right.
    """

    id: str
    required: bool = True
    accept: dict[str, list[Any]] = {}
    note: str | None = None


class GoldActor(GoldRecord):
    """Who acts, suffers or speaks."""

    name: str
    name_in_text: GoldQuote
    mentions: list[GoldQuote] = []
    kind: ActorKind
    country: str | None = None
    title: str | None = None
    affiliation: str | None = None
    part_of: str | None = None
    members: list[str] = []
    members_complete: bool | None = None
    alignment_in_text: str | None = None
    identified: bool = True


class GoldLocation(GoldRecord):
    """A place as printed."""

    name: str
    name_in_text: GoldQuote
    mentions: list[GoldQuote] = []
    granularity: Granularity
    relation: PlaceRelation = "in"
    distance_text: str | None = None
    parents_in_text: list[str] = []
    part_of: str | None = None
    country: str | None = None
    country_support: Support = "explicit"


class GoldEvent(GoldRecord):
    """Something that happened, is planned, threatened or denied."""

    title: str
    event_type: EventType | None
    sub_event_type: SubEventType | None = None
    status: Status
    time_frame: TimeFrame
    claim_status: ClaimStatus
    attribution_ids: list[str] = []
    date: GoldDate = GoldDate()
    locations: list[EventPlace] = []
    actors: list[EventActor] = []
    responsibility: list[Responsibility] = []
    outcome: Outcome | None = None
    target: str | None = None
    infrastructure: str | None = None
    civilian_targeting: bool | None = None
    aggregate: bool = False
    count: int | None = None
    related: list[RelatedEvent] = []
    evidence: list[GoldQuote] = Field(min_length=1)


class GoldSource(GoldPart):
    """Who speaks, as printed."""

    evidence: GoldQuote
    actor_id: str | None = None
    named: bool = False
    alignment: str | None = None
    party_to_conflict: bool | None = None

    @property
    def text(self) -> str:
        """The printed words, as ``summary.Source`` has them."""
        return self.evidence.quote


class GoldAttribution(GoldRecord):
    """Who says what. ``source`` None: a bare hedge; ``content`` None: nothing was said."""

    source: GoldSource | None
    source_type: SourceType
    cue: GoldQuote
    content: GoldQuote | None
    stance: Stance = "asserts"
    directness: Directness = "indirect"
    author_stance: AuthorStance = "neutral"
    chain: list[str] = []
    anonymous_links: list[str] = []
    hedges: list[str] = []
    channel: str | None = None
    date: GoldDate = GoldDate()
    refs: list[str] = []


class GoldVictims(GoldPart):
    """Who was harmed."""

    text: str | None = None
    actor_ids: list[str] = []
    support: Support = "explicit"
    side: str | None = None
    civilian_status: CivilianStatus = "unknown"
    demographics: list[Demographic] = []
    names: list[VictimName] = []
    label_by: str | None = None


class GoldCasualty(GoldRecord):
    """What one claimant says about harm to one group: one record per claimant and number."""

    event_id: str | None
    harm: Harm
    count: GoldCount
    victims: GoldVictims = GoldVictims()
    claim_status: ClaimStatus
    claimed_by: list[str] = []
    denied_by: list[str] = []
    blamed: list[str] = []
    scope: Scope = "incident"
    period: str | None = None
    subset_of: str | None = None
    part_of: str | None = None
    increment_of: str | None = None
    supersedes: GoldCount | None = None
    evidence: list[GoldQuote] = Field(min_length=1)


class GoldLegalStatement(GoldPart):
    """The article's own words about legality. ``asserted_by``: "author" or an attribution id."""

    evidence: GoldQuote
    asserted_by: str = "author"


class GoldWeapon(GoldRecord):
    """A named weapon. ``evidence`` left out: the words that name it.

    ``treaties_derived`` None: what the library's table gives for the category.
    """

    name_in_text: GoldQuote
    model: str | None = None
    calibre: str | None = None
    category: WeaponCategory
    launch_method: LaunchMethod | None = None
    action: WeaponAction = "used"
    claim_status: ClaimStatus
    claimed_by: list[str] = []
    denied_by: list[str] = []
    user_actor_ids: list[str] = []
    event_ids: list[str] = []
    quantity: GoldCount | None = None
    intercepted: GoldCount | None = None
    target_area: TargetArea = "unknown"
    legal_statement: GoldLegalStatement | None = None
    treaties_derived: list[str] | None = None
    evidence: list[GoldQuote] = []


class GoldMedia(GoldRecord):
    """Footage or images the article points to."""

    kind: MediaKind
    caption: GoldQuote
    posted_by: str | None = None
    verification: Verification = "claimed"
    verified_by: str | None = None
    claimed_by: list[str] = []
    depicts: list[str] = []


class GoldDiscrepancy(GoldRecord):
    """Where claims do not agree."""

    kind: DiscrepancyKind
    about: str
    between: list[str] = []
    resolved_by: Literal["author"] | None = None
    resolved_to: str | None = None
    evidence: list[GoldQuote] = Field(min_length=1)


class GoldUnknown(GoldRecord):
    """What the article itself says is not known."""

    about: str
    as_of: GoldDate | None = None
    evidence: list[GoldQuote] = Field(min_length=1)


class Gold(GoldPart):
    """The gold of one article. ``article`` is the name of the folder that holds both.

    ``numbers_allowed``: integers that a casualty count may hold although no gold record does.
    """

    # The key is called "schema" in the file; pydantic keeps that name for itself.
    schema_: Literal["gold/1"] = Field(alias="schema")
    article: str
    annotator: str | None = None
    note: str | None = None
    actors: list[GoldActor] = []
    locations: list[GoldLocation] = []
    events: list[GoldEvent] = []
    attributions: list[GoldAttribution] = []
    casualties: list[GoldCasualty] = []
    weapons: list[GoldWeapon] = []
    media: list[GoldMedia] = []
    discrepancies: list[GoldDiscrepancy] = []
    unknowns: list[GoldUnknown] = []
    numbers_allowed: list[int] = []
