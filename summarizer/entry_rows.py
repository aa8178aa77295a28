"""What an entry of each kind must and may say, file by file; a user's folder is held to it.

Only ``lexicon_folder`` and the tests read this: our own files are tested, not validated at start.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from summarizer.schema.terms import (
    SUB_EVENT_TYPES,
    ActorKind,
    AuthorStance,
    CivilianStatus,
    Demographic,
    EventType,
    Granularity,
    Harm,
    LaunchMethod,
    Outcome,
    SourceType,
    Stance,
    Status,
    SubEventType,
    WeaponCategory,
)


def _small(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _single(words: list[str]) -> list[str]:
    for word in words:
        if re.fullmatch(r"[^\W_]+", word) is None:
            raise ValueError(f"takes single words without marks, and {word!r} is none")
    return _small(words)


def _printed(forms: list[str]) -> list[str]:
    for form in forms:
        if re.search(r"[^\W_]", form) is None:
            raise ValueError(f"{form!r} has no letter or digit to be found by")
    return forms


def _patterns(patterns: list[str]) -> list[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as err:
            raise ValueError(f"{pattern!r} is no regular expression: {err}") from err
        if re.search(pattern, "") is not None:
            raise ValueError(f"{pattern!r} fits any text, even none")
    return patterns


Forms = Annotated[list[str], Field(min_length=1), AfterValidator(_printed)]
SingleWords = Annotated[list[str], AfterValidator(_single)]
Words = Annotated[list[str], AfterValidator(_small)]
Patterns = Annotated[list[str], AfterValidator(_patterns)]


class EntryRow(BaseModel):
    """What every entry has. ``source``: where its words come from, for people."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, Field(min_length=1)]
    yes: list[str] = []
    no: list[str] = []
    source: str | None = None


class PhraseRow(EntryRow):
    """An entry found by its printed forms, with the neighbouring words that spoil the reading."""

    forms: Forms
    not_before: SingleWords = []
    not_after: SingleWords = []


class WeaponRow(PhraseRow):
    """``weapons.toml`` and the looser words of ``coverage.toml``."""

    category: WeaponCategory
    launch_method: LaunchMethod = "unclear"


class ActorRow(PhraseRow):
    """``actors.toml``. ``demographic``: of victims whom counts are kept of."""

    kind: ActorKind
    demographic: Demographic | None = None


class WordRow(EntryRow):
    """An entry found by its printed forms, whatever stands beside them."""

    forms: Forms


class HarmRow(WordRow):
    """``harm.toml``. ``role``: how the word stands to its victims; ``only``: the nouns it takes."""

    harm: Harm
    role: Literal["verb", "active", "noun", "adjective"]
    only: Words = []


class LooseHarmRow(WordRow):
    """``coverage.toml``: words too loose for a record."""

    harm: Harm
    only: Words = []


class VictimRow(WordRow):
    """``harm.toml``: a word for people, and what it says of them by itself."""

    civilian_status: CivilianStatus = "unknown"
    demographic: Demographic | None = None


class RoleRow(WordRow):
    """``roles.toml``: an office, trade or kinship that stands beside a person's name."""

    civilian_status: CivilianStatus = "unknown"


class EventRow(EntryRow):
    """``events.toml``. ``not_near``: words that spoil the reading anywhere in the sentence."""

    forms: Annotated[list[str], AfterValidator(_printed)] = []
    patterns: Patterns = []
    pos: Literal["noun", "verb"]
    event_type: EventType
    sub_event_type: SubEventType | None = None
    outcome: Outcome | None = None
    status: Status | None = None
    movement: bool = False
    territory: bool = False
    not_before: Words = []
    not_after: Words = []
    not_near: Words = []

    @model_validator(mode="after")
    def _hang_together(self) -> EventRow:
        if not self.forms and not self.patterns:
            raise ValueError("has neither forms nor patterns to be found by")
        subtypes = SUB_EVENT_TYPES[self.event_type]
        if self.sub_event_type is not None and self.sub_event_type not in subtypes:
            raise ValueError(
                f"sub_event_type {self.sub_event_type!r} does not belong to {self.event_type!r};"
                f" use one of: {', '.join(subtypes)}"
            )
        return self


class CueRow(WordRow):
    """``cues.toml``: a word that attributes a statement. The switches: see the file's head."""

    kind: Literal["verb", "phrase", "hedge", "claimed", "silence", "unverified"]
    stance: Stance = "asserts"
    author_stance: AuthorStance = "neutral"
    addressee: bool = False
    nouny: bool = False
    needs_clause: bool = False
    needs_that: bool = False
    quoting: bool = False
    puts: bool = False
    not_before: SingleWords = []
    object: bool = False
    known_source: bool = False
    known_object: bool = False
    after_people: bool = False
    first_word: bool = False
    by: bool = False


class SourceRow(EntryRow):
    """``sources.toml``. ``type``: left out where the id is the type. Patterns in small letters."""

    type: SourceType | None = None
    patterns: Annotated[Patterns, Field(min_length=1)]
    party: bool | None = None

    @model_validator(mode="after")
    def _has_a_type(self) -> SourceRow:
        if self.type is None and self.id not in SourceType.__args__:  # type: ignore[attr-defined]  # a Literal
            raise ValueError(f"has no 'type'; use one of: {', '.join(SourceType.__args__)}")  # type: ignore[attr-defined]
        return self


class VagueRow(PhraseRow):
    """``vague_numbers.toml``: ``value`` is what a codebook enters for the word, at export."""

    value: int | None = None


class AddressRow(PhraseRow):
    """``injection.toml``: words by which a text speaks to a machine."""


class PlaceRow(BaseModel):
    """A line of ``places.tsv``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    name: str
    granularity: Granularity
    country: str | None


class CountryRow(BaseModel):
    """A line of ``countries.tsv``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    country: str
    forms: list[str]


TABLES: dict[tuple[str, str], type[BaseModel]] = {
    ("weapons.toml", "weapon"): WeaponRow,
    ("actors.toml", "actor"): ActorRow,
    ("harm.toml", "harm"): HarmRow,
    ("harm.toml", "victim"): VictimRow,
    ("roles.toml", "role"): RoleRow,
    ("events.toml", "event"): EventRow,
    ("cues.toml", "cue"): CueRow,
    ("sources.toml", "source"): SourceRow,
    ("coverage.toml", "harm"): LooseHarmRow,
    ("coverage.toml", "weapon"): WeaponRow,
    ("vague_numbers.toml", "vague"): VagueRow,
    ("injection.toml", "address"): AddressRow,
    ("places.tsv", "place"): PlaceRow,
    ("countries.tsv", "country"): CountryRow,
}
