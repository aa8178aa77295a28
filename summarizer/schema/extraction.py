"""What an extractor fills in: words as printed, verbatim quotes, local ids.

No offsets, no ISO dates, no codebook codes, no coordinates: the library derives those. The
docstrings below are also the field descriptions a language model reads, so a change here is a
change of the prompt.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from summarizer.schema.evidence import CountQualifier, CountUnit
from summarizer.schema.terms import (
    ActorKind,
    ActorRole,
    ArticleType,
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
    PlaceRole,
    RelationType,
    ResponsibilityBasis,
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


class Part(BaseModel):
    """Closed to unknown keys, so that a misspelt field is an error and not a loss."""

    model_config = ConfigDict(extra="forbid")


class Quote(Part):
    """Words copied from the article letter by letter.

    ``occurrence`` (1, 2, ...) only when the same words stand in the article more than once.
    """

    text: str
    occurrence: int | None = None


class ExtractedArticle(Part):
    """What the article says about itself, as printed. None: not printed."""

    title: str | None = None
    kicker: str | None = None
    authors: list[str] = []
    publisher: str | None = None
    republished_by: str | None = None
    published_text: str | None = None
    dateline_place: str | None = None
    dateline_date: str | None = None
    article_type: ArticleType | None = None


class ExtractedSentence(Part):
    """One sentence of the abstract and the ids of the records it rests on."""

    text: str
    refs: list[str]


class ExtractedActor(Part):
    """Who acts, suffers or speaks. ``name_in_text`` as printed, never corrected."""

    id: str
    name: str
    name_in_text: Quote
    mentions: list[Quote] = []
    kind: ActorKind
    country: str | None = None
    title: str | None = None
    affiliation: str | None = None
    part_of: str | None = None
    members: list[str] = []
    members_complete: bool | None = None
    alignment_in_text: str | None = None
    identified: bool = True


class ExtractedLocation(Part):
    """A place as printed, in the article's own script. Never a coordinate."""

    id: str
    name: str
    name_in_text: Quote
    mentions: list[Quote] = []
    granularity: Granularity = "unknown"
    relation: PlaceRelation = "in"
    distance_text: str | None = None
    parents_in_text: list[str] = []
    part_of: str | None = None
    country: str | None = None
    country_support: Support = "explicit"


class EventPlace(Part):
    """A place's part in an event. Only ``event`` and ``target`` mean "it happened here"."""

    location_id: str
    role: PlaceRole = "event"
    relation: PlaceRelation = "in"
    support: Support = "explicit"


class EventActor(Part):
    """An actor's part in an event."""

    actor_id: str
    role: ActorRole
    support: Support = "explicit"


class Responsibility(Part):
    """Who is said to have done it, on what basis, by whom (attribution ids), who denies it."""

    actor_id: str
    basis: ResponsibilityBasis
    by: list[str] = []
    denied_by: list[str] = []


class RelatedEvent(Part):
    """How this event stands to another."""

    type: RelationType
    id: str


class ExtractedEvent(Part):
    """Something that happened, is planned, threatened or denied. A speech is no event.

    ``date_text``: the words that date the event itself; the day of a statement about it belongs
    to the attribution. ``outcome`` None: none is stated. ``count`` None: not counted.
    """

    id: str
    title: str
    event_type: EventType | None
    sub_event_type: SubEventType | None = None
    status: Status
    time_frame: TimeFrame
    claim_status: ClaimStatus
    attribution_ids: list[str] = []
    date_text: Quote | None = None
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
    evidence: list[Quote]
    rule: str | None = None


class ExtractedAttribution(Part):
    """Who says what, with which words. A bare hedge ("reportedly") has no source.

    ``content`` None: nothing was said ("declined to comment"). ``chain``: outermost source first.
    """

    id: str
    source: Quote | None
    actor_id: str | None = None
    source_type: SourceType
    named: bool = False
    alignment: str | None = None
    party_to_conflict: bool | None = None
    cue: Quote
    content: Quote | None
    stance: Stance
    directness: Directness
    chain: list[str] = []
    anonymous_links: list[str] = []
    hedges: list[str] = []
    author_stance: AuthorStance = "neutral"
    channel: str | None = None
    date_text: Quote | None = None
    refs: list[str] = []
    rule: str | None = None


class ExtractedCount(Part):
    """A number as printed, and how to read it.

    "at least 12": min 12, max null. "about 80": best 80. "dozens", "heavy casualties": no number
    at all, qualifier vague. Leave min, max, best and qualifier null to let the library read
    ``text``.
    """

    text: str
    min: int | None = None
    max: int | None = None
    best: int | None = None
    qualifier: CountQualifier | None = None
    unit: CountUnit | None = None
    derived: Literal["enumerated", "dual"] | None = None


class VictimName(Part):
    """A person the article names among the victims."""

    name: str
    age: str | None = None
    sex: str | None = None
    role: str | None = None


class ExtractedVictims(Part):
    """Who was harmed. ``label_by``: who calls them that, when it is not the article itself."""

    text: str | None = None
    actor_ids: list[str] = []
    support: Support = "explicit"
    side: str | None = None
    civilian_status: CivilianStatus = "unknown"
    demographics: list[Demographic] = []
    names: list[VictimName] = []
    label_by: str | None = None


class ExtractedCasualty(Part):
    """What one claimant says about harm to one group: one record per claimant and number.

    ``subset_of``, ``part_of``, ``increment_of``: the id of the casualty record it belongs to.
    ``supersedes``: the older toll as printed, which this one replaces.
    """

    id: str
    event_id: str | None
    harm: Harm
    count: ExtractedCount
    victims: ExtractedVictims = ExtractedVictims()
    claim_status: ClaimStatus
    claimed_by: list[str] = []
    denied_by: list[str] = []
    blamed: list[str] = []
    scope: Scope = "incident"
    period: str | None = None
    subset_of: str | None = None
    part_of: str | None = None
    increment_of: str | None = None
    supersedes: str | None = None
    evidence: list[Quote]
    rule: str | None = None


class LegalStatement(Part):
    """The article's own words about legality. ``asserted_by``: "author" or an attribution id."""

    quote: Quote
    asserted_by: str


class ExtractedWeapon(Part):
    """A named weapon or weapon class. "Strike" or "blew up" alone name none.

    ``user_actor_ids`` only where the article says who used it, never from nearness.
    """

    id: str
    name_in_text: Quote
    model: str | None = None
    calibre: str | None = None
    category: WeaponCategory | None = None
    launch_method: LaunchMethod | None = None
    action: WeaponAction = "used"
    claim_status: ClaimStatus
    claimed_by: list[str] = []
    denied_by: list[str] = []
    user_actor_ids: list[str] = []
    event_ids: list[str] = []
    quantity: ExtractedCount | None = None
    intercepted: ExtractedCount | None = None
    target_area: TargetArea = "unknown"
    legal_statement: LegalStatement | None = None
    evidence: list[Quote]
    rule: str | None = None


class ExtractedMedia(Part):
    """Footage or images the article points to. Claimed footage confirms nothing."""

    id: str
    kind: MediaKind
    caption: Quote
    posted_by: str | None = None
    verification: Verification = "claimed"
    verified_by: str | None = None
    claimed_by: list[str] = []
    depicts: list[str] = []


class ExtractedDiscrepancy(Part):
    """Where the article's claims do not agree. ``resolved_by`` None: the article leaves it open."""

    id: str
    kind: DiscrepancyKind
    about: str
    between: list[str]
    resolved_by: Literal["author"] | None = None
    resolved_to: str | None = None
    evidence: list[Quote]


class ExtractedUnknown(Part):
    """What the article itself says is not known."""

    id: str
    about: str
    as_of_text: Quote | None = None
    evidence: list[Quote]


class Extraction(Part):
    """Everything one extractor reads off one article. Ids are local to this answer."""

    article: ExtractedArticle = ExtractedArticle()
    headline: str
    abstract: list[ExtractedSentence]
    actors: list[ExtractedActor] = []
    locations: list[ExtractedLocation] = []
    events: list[ExtractedEvent] = []
    attributions: list[ExtractedAttribution] = []
    casualties: list[ExtractedCasualty] = []
    weapons: list[ExtractedWeapon] = []
    media: list[ExtractedMedia] = []
    discrepancies: list[ExtractedDiscrepancy] = []
    unknowns: list[ExtractedUnknown] = []
