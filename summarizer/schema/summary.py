"""What is published: every record with spans, date intervals, count ranges, codes and issues.

The layers stay apart. *Stated* fields were read off the text and carry evidence. *Derived* fields
(offsets, days, codes, treaties, factuality) are computed by the library. *Assessed* fields belong
to people: ``assessment`` is always empty here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from summarizer.schema.evidence import CountValue, DateValue, Evidence, Record
from summarizer.schema.extraction import (
    EventActor,
    EventPlace,
    RelatedEvent,
    Responsibility,
    VictimName,
)
from summarizer.schema.terms import (
    ActorKind,
    ArticleType,
    AuthorStance,
    CivilianStatus,
    ClaimStatus,
    Demographic,
    Directness,
    DiscrepancyKind,
    EventType,
    Factuality,
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

SCHEMA_VERSION = "1.0"


class PrintedText(Record):
    """Words of the article with the place they stand at."""

    text: str
    evidence: Evidence


class ArticleInfo(Record):
    """The article as it was read. Printed facts carry evidence; None: not printed, not passed.

    ``published``: the caller's date, or the printed one; None means that relative dates could not
    be resolved. ``published_source`` says which. ``language`` is BCP-47. ``alignment_of_publisher``
    is for people to fill in.
    """

    id: str
    sha256: str
    char_length: int
    language: str | None
    title: PrintedText | None
    kicker: PrintedText | None
    authors: list[PrintedText]
    publisher: PrintedText | None
    republished_by: PrintedText | None
    published: DateValue | None
    published_source: Literal["caller", "text"] | None
    dateline_place: PrintedText | None
    dateline_date: DateValue | None
    article_type: ArticleType | None
    url: str | None
    alignment_of_publisher: None = None


class AbstractSentence(Record):
    """A generated sentence and the ids of the records it rests on."""

    text: str
    refs: list[str]


class Actor(Record):
    """Who acts, suffers or speaks.

    ``country`` None: not stated. ``acled_actor_type`` None: a dictionary would be needed.
    ``members_complete`` None: no members are listed. ``wikidata_id`` comes from a gazetteer only.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    title: str | None
    affiliation: str | None
    part_of: str | None
    members: list[str]
    members_complete: bool | None
    alignment_in_text: str | None
    identified: bool
    acled_actor_type: str | None
    wikidata_id: None = None
    name_in_text: Evidence
    mentions: list[Evidence]


class Location(Record):
    """A place as printed. ``coordinates`` and ``pcode`` come from a named gazetteer or stay None.

    ``where_prec`` is UCDP's 1-7, ``geo_precision`` ACLED's 1-3; None where the scale has no value.
    """

    id: str
    name: str
    granularity: Granularity
    relation: PlaceRelation
    distance_text: str | None
    parents_in_text: list[str]
    part_of: str | None
    country: str | None
    country_support: Support
    where_prec: int | None
    geo_precision: int | None
    coordinates: None = None
    gazetteer: None = None
    pcode: None = None
    name_in_text: Evidence
    mentions: list[Evidence]


class EventCodes(Record):
    """Codebook codes computed from the record; None where the codebook has no value for it.

    ``ucdp_type_of_violence``: 1 state-based, 2 non-state, 3 one-sided. ``ucdp_eligible`` None: the
    article gives no number to judge by.
    """

    ucdp_type_of_violence: int | None
    ucdp_date_prec: int | None
    ucdp_eligible: bool | None
    acled_time_precision: int | None


class Event(Record):
    """Something that happened, is planned, threatened or denied.

    ``event_type`` None: no ACLED label fits. ``date`` precision "unknown": the article does not
    date it; the publication date is never put in its place. ``outcome`` None: none stated.
    ``count`` None: not counted. ``civilian_targeting`` None: the article does not say.
    """

    id: str
    title: str
    event_type: EventType | None
    sub_event_type: SubEventType | None
    status: Status
    time_frame: TimeFrame
    claim_status: ClaimStatus
    attribution_ids: list[str]
    date: DateValue
    locations: list[EventPlace]
    actors: list[EventActor]
    responsibility: list[Responsibility]
    outcome: Outcome | None
    target: str | None
    infrastructure: str | None
    civilian_targeting: bool | None
    aggregate: bool
    count: int | None
    related: list[RelatedEvent]
    casualty_ids: list[str]
    weapon_ids: list[str]
    codes: EventCodes
    evidence: list[Evidence]
    rule: str | None


class Source(Record):
    """Who speaks, as printed.

    In the attribution, None in place of a source is a hedge without one. ``party_to_conflict``
    None: the article does not tell.
    """

    text: str
    evidence: Evidence
    actor_id: str | None
    named: bool
    alignment: str | None
    party_to_conflict: bool | None


class Attribution(Record):
    """Source, cue and content: who says what, how surely, and how the author stands to it.

    ``source`` None: a hedge without a source. ``content`` None: nothing was said ("declined to
    comment"). ``date``: of the statement, not of the event. ``factuality`` is derived.
    """

    id: str
    source: Source | None
    source_type: SourceType
    cue: Evidence
    content: Evidence | None
    stance: Stance
    directness: Directness
    chain: list[str]
    anonymous_links: list[str]
    hedges: list[str]
    author_stance: AuthorStance
    factuality: Factuality
    channel: str | None
    date: DateValue
    refs: list[str]
    rule: str | None


class Victims(Record):
    """Who was harmed, as printed. ``text`` None: the article does not say who."""

    text: str | None
    actor_ids: list[str]
    support: Support
    side: str | None
    civilian_status: CivilianStatus
    demographics: list[Demographic]
    names: list[VictimName]
    label_by: str | None


class Casualty(Record):
    """How many people a source says were harmed. Never our own estimate.

    ``event_id`` None: no event could be named for it. ``supersedes`` None: no older toll is given.
    """

    id: str
    event_id: str | None
    harm: Harm
    count: CountValue
    victims: Victims
    claim_status: ClaimStatus
    claimed_by: list[str]
    denied_by: list[str]
    blamed: list[str]
    scope: Scope
    period: str | None
    subset_of: str | None
    part_of: str | None
    increment_of: str | None
    supersedes: CountValue | None
    evidence: list[Evidence]
    rule: str | None


class LegalStatement(Record):
    """The article's own words about legality. ``asserted_by``: "author" or an attribution id."""

    evidence: Evidence
    asserted_by: str


class Weapon(Record):
    """A named weapon and what is said of its use.

    ``treaties_derived`` lists the instruments that treat this category, from a static table; it
    never says that a state is a party or that a use was unlawful. ``quantity`` None: not counted.
    """

    id: str
    name_in_text: Evidence
    model: str | None
    calibre: str | None
    category: WeaponCategory
    launch_method: LaunchMethod
    launch_support: Support
    action: WeaponAction
    claim_status: ClaimStatus
    claimed_by: list[str]
    denied_by: list[str]
    user_actor_ids: list[str]
    event_ids: list[str]
    quantity: CountValue | None
    intercepted: CountValue | None
    target_area: TargetArea
    legal_statement: LegalStatement | None
    treaties_derived: list[str]
    evidence: list[Evidence]
    rule: str | None


class Media(Record):
    """Footage or images the article points to."""

    id: str
    kind: MediaKind
    caption: Evidence
    posted_by: str | None
    present_in_text: Literal[False] = False
    verification: Verification
    verified_by: str | None
    claimed_by: list[str]
    depicts: list[str]


class Discrepancy(Record):
    """Where claims do not agree. ``resolved_by`` None: the article leaves it open."""

    id: str
    kind: DiscrepancyKind
    about: str
    between: list[str]
    resolved_by: Literal["author"] | None
    resolved_to: str | None
    evidence: list[Evidence]


class Unknown(Record):
    """What the article itself says is not known. ``as_of`` None: it does not say as of when."""

    id: str
    about: str
    as_of: DateValue | None
    evidence: list[Evidence]


class Issue(Record):
    """Something the library could not confirm. ``revisable``: an extractor may be asked again.

    ``code`` names the rule (V1-V14 of docs/codebook.md, or the step that noticed it);
    ``record_id`` None: it concerns the whole summary.
    """

    code: str
    severity: Literal["error", "warning", "note"]
    record_id: str | None
    message: str
    evidence: Evidence | None = None
    revisable: bool = False


class Assessment(Record):
    """Grades that only people give. The library fills in none of them."""

    harm_status: None = None
    source_reliability: None = None
    information_credibility: None = None
    reviewer: None = None


class ModelRun(Record):
    """The requests to a language model behind a summary, as billed, failed attempts included.

    ``model`` as asked for, ``model_answered`` as the server names it. ``requests`` counts what was
    sent: retries, re-asks, passes and revisions too. Token counts are sums over the answers that
    reported them; None: none did. ``tokens_cached`` are part of ``tokens_in``. ``cost_usd`` None:
    the price table has no such model; ``priced_as_of`` is that table's day. ``started`` and
    ``finished`` are UTC; None where the clock was switched off so that bytes can be compared.
    """

    model: str
    model_answered: str | None
    provider: str
    mode: str
    prompt: str
    prompt_sha256: str
    language: str
    temperature: float | None
    seed: int | None
    system_fingerprint: str | None
    passes: int
    requests: int
    tokens_in: int | None
    tokens_out: int | None
    tokens_cached: int | None
    cost_usd: float | None
    priced_as_of: date | None
    started: datetime | None
    finished: datetime | None


class Provenance(Record):
    """Which engine made this, from what, and how to repeat it.

    ``model_run`` None: no language model was asked. ``fallback`` None: the engine asked for is the
    one that answered; else it is the reason why the offline engine answered in its place, and
    ``model_run`` tells what the failed try was billed. ``lexicon`` None: the library's own words
    alone; else the names of the user's folders and a digest of their entries.
    """

    extractor: str
    extractor_limits: str | None
    library_version: str
    schema_version: str
    fingerprint: str
    checks_run: list[str]
    model_run: ModelRun | None = None
    fallback: str | None = None
    lexicon: str | None = None


class ArticleSummary(Record):
    """One article as claims: who says what happened, to whom, where, when, with what.

    Ids are unique within the summary and given in the order of the text.
    """

    schema_version: Literal["1.0"] = "1.0"
    article: ArticleInfo
    headline: str
    abstract: list[AbstractSentence]
    actors: list[Actor]
    locations: list[Location]
    events: list[Event]
    attributions: list[Attribution]
    casualties: list[Casualty]
    weapons: list[Weapon]
    media: list[Media]
    discrepancies: list[Discrepancy]
    unknowns: list[Unknown]
    issues: list[Issue]
    assessment: Assessment = Field(default_factory=Assessment)
    provenance: Provenance
