"""One small article and a clean extraction of it, to be bent by the tests of ids and checks."""

from datetime import date

import pytest

from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Provenance

TEXT = (
    "Shells hit market in Umm Darif\n"
    "By Lena Ortiz\n\n"
    "Mortar shells hit the market of Umm Darif on Saturday, killing at least 12 people, including"
    " three children, the town committee said. The army denied that it had fired.\n\n"
    "On Friday the army commander, Orlan Vek, admitted the loss of two soldiers in a raid near the"
    " river. He said the army would attack the eastern farms on Thursday. “We will not stop at the"
    " bridge,” he said. Dozens of families fled. Four of the shells did not explode."
)

EXTRACTION = {
    "article": {"title": "Shells hit market in Umm Darif", "authors": ["Lena Ortiz"]},
    "headline": "At least 12 killed by shells in Umm Darif, committee says",
    "abstract": [
        {
            "text": "Shells killed at least 12 people in Umm Darif, the committee said.",
            "refs": ["hit", "dead"],
        },
        {"text": "The army denied that it had fired.", "refs": ["no"]},
    ],
    "actors": [
        {
            "id": "army",
            "name": "the army",
            "name_in_text": {"text": "The army"},
            "kind": "state_forces",
        },
        {
            "id": "vek",
            "name": "Orlan Vek",
            "name_in_text": {"text": "Orlan Vek"},
            "kind": "person",
            "affiliation": "army",
        },
        {
            "id": "committee",
            "name": "the town committee",
            "name_in_text": {"text": "the town committee"},
            "kind": "civilian_group",
        },
    ],
    "locations": [
        {
            "id": "town",
            "name": "Umm Darif",
            "name_in_text": {"text": "Umm Darif"},
            "granularity": "town",
        },
        {
            "id": "market",
            "name": "the market",
            "name_in_text": {"text": "the market"},
            "granularity": "site",
            "part_of": "town",
        },
    ],
    "events": [
        {
            "id": "attack",
            "title": "Announced attack on the eastern farms",
            "event_type": "Battles",
            "status": "planned",
            "time_frame": "future",
            "claim_status": "attributed",
            "attribution_ids": ["plan"],
            "date_text": {"text": "on Thursday"},
            "actors": [{"actor_id": "army", "role": "initiator"}],
            "evidence": [{"text": "the army would attack the eastern farms on Thursday"}],
        },
        {
            "id": "hit",
            "title": "Shelling of the market",
            "event_type": "Explosions/Remote violence",
            "status": "actual",
            "time_frame": "current",
            "claim_status": "disputed",
            "attribution_ids": ["said", "no"],
            "date_text": {"text": "on Saturday"},
            "locations": [{"location_id": "market"}],
            "responsibility": [
                {"actor_id": "army", "basis": "denied", "by": ["said"], "denied_by": ["no"]}
            ],
            "evidence": [{"text": "Mortar shells hit the market of Umm Darif on Saturday"}],
        },
        {
            "id": "raid",
            "title": "Raid near the river",
            "event_type": "Battles",
            "status": "actual",
            "time_frame": "recap",
            "claim_status": "admitted",
            "attribution_ids": ["loss"],
            "actors": [{"actor_id": "army", "role": "participant"}],
            "evidence": [{"text": "a raid near the river"}],
        },
    ],
    "attributions": [
        {
            "id": "said",
            "source": {"text": "the town committee"},
            "actor_id": "committee",
            "source_type": "local_authority",
            "cue": {"text": "said"},
            "content": {"text": "killing at least 12 people, including three children"},
            "stance": "asserts",
            "directness": "indirect",
            "refs": ["hit", "dead"],
        },
        {
            "id": "no",
            "source": {"text": "The army"},
            "actor_id": "army",
            "source_type": "military",
            "party_to_conflict": True,
            "cue": {"text": "denied"},
            "content": {"text": "that it had fired"},
            "stance": "denies",
            "directness": "indirect",
            "refs": ["hit"],
        },
        {
            "id": "loss",
            "source": {"text": "Orlan Vek"},
            "actor_id": "vek",
            "source_type": "military",
            "party_to_conflict": True,
            "cue": {"text": "admitted"},
            "content": {"text": "the loss of two soldiers in a raid near the river"},
            "stance": "admits",
            "directness": "indirect",
            "date_text": {"text": "On Friday"},
            "refs": ["raid", "lost"],
        },
        {
            "id": "plan",
            "source": {"text": "He"},
            "actor_id": "vek",
            "source_type": "military",
            "party_to_conflict": True,
            "cue": {"text": "said", "occurrence": 2},
            "content": {"text": "We will not stop at the bridge"},
            "stance": "promises",
            "directness": "direct",
            "date_text": {"text": "On Friday"},
            "refs": ["attack"],
        },
    ],
    "casualties": [
        {
            "id": "dead",
            "event_id": "hit",
            "harm": "killed",
            "count": {"text": "at least 12"},
            "claim_status": "attributed",
            "claimed_by": ["said"],
            "evidence": [{"text": "killing at least 12 people"}],
        },
        {
            "id": "young",
            "event_id": "hit",
            "harm": "killed",
            "count": {"text": "three"},
            "claim_status": "attributed",
            "claimed_by": ["said"],
            "subset_of": "dead",
            "evidence": [{"text": "including three children"}],
        },
        {
            "id": "lost",
            "event_id": "raid",
            "harm": "losses",
            "count": {"text": "two"},
            "victims": {"text": "soldiers", "actor_ids": ["army"]},
            "claim_status": "admitted",
            "claimed_by": ["loss"],
            "evidence": [{"text": "the loss of two soldiers"}],
        },
        {
            "id": "fled",
            "event_id": "hit",
            "harm": "displaced",
            "count": {"text": "Dozens of families"},
            "claim_status": "author_stated",
            "evidence": [{"text": "Dozens of families fled"}],
        },
    ],
    "weapons": [
        {
            "id": "mortar",
            "name_in_text": {"text": "Mortar shells"},
            "claim_status": "author_stated",
            "event_ids": ["hit"],
            "quantity": {"text": "Four"},
            "evidence": [
                {"text": "Mortar shells hit the market"},
                {"text": "Four of the shells did not explode"},
            ],
        }
    ],
}

PROVENANCE = Provenance(
    extractor="scripted",
    extractor_limits=None,
    library_version="0",
    schema_version="1.0",
    fingerprint="0",
    checks_run=[],
)


@pytest.fixture
def article():
    return Article(TEXT, published=date(2024, 5, 12), language="en")  # a Sunday


@pytest.fixture
def extraction():
    """A clean extraction, new for every test."""
    return Extraction.model_validate(EXTRACTION)


@pytest.fixture
def summary(article, extraction):
    return assemble(extraction, article, PROVENANCE)
