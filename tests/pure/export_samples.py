"""Hand-made extractions over our own texts, assembled into summaries for exports and the page."""

from __future__ import annotations

import tomllib
from pathlib import Path

from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import CHECKS, check
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import ArticleSummary, Provenance
from summarizer.write.rows import Exported

SEEDS = Path(__file__).parents[2] / "seeds"
MADE_BY_HAND = Provenance(
    extractor="scripted",
    extractor_limits=None,
    library_version="0",
    schema_version="1.0",
    fingerprint="samples",
    checks_run=list(CHECKS),
)


def q(text: str, occurrence: int | None = None) -> dict:
    return {"text": text, "occurrence": occurrence}


def summary_of(article: Article, extraction: dict) -> ArticleSummary:
    made = assemble(Extraction.model_validate(extraction), article, MADE_BY_HAND)
    return check(made, article)


def exported(article: Article, extraction: dict) -> Exported:
    return Exported(summary_of(article, extraction), article.text)


def seed(name: str) -> Article:
    head = tomllib.loads((SEEDS / name / "article.toml").read_text("utf-8"))
    text = (SEEDS / name / "article.txt").read_bytes().decode("utf-8")
    return Article(text, published=head["published"], publisher=head["publisher"], language="en",
                   title=head["title"], id=name)  # fmt: skip


# -- a short raid, for comparing whole rows -------------------------------------------------------

RAID_TEXT = (
    "Raid on Tal Amin\n\n"
    "Fighters of the Dawn Front raided the village of Tal Amin in Karsa province on 3 March 2021,"
    " killing at least 12 people, the mayor said. A clinic put the dead at 15 and the injured at"
    " between 20 and 25. The Dawn Front denied it. Residents said dozens were missing."
    " The army plans to retake the village. =cmd is no formula."
)
RAID = Article(RAID_TEXT, published="2021-03-05", publisher="River Post", id="raid", language="en",
               url="https://example.org/raid")  # fmt: skip
RAID_EXTRACTION = {
    "article": {"title": "Raid on Tal Amin"},
    "headline": "Dawn Front raids Tal Amin, the mayor says",
    "abstract": [{"text": "At least 12 people were killed, the mayor said.", "refs": ["c1"]}],
    "actors": [
        {"id": "dawn", "name": "Dawn Front", "name_in_text": q("Dawn Front"),
         "kind": "armed_group", "mentions": [q("Dawn Front", 2)]},
        {"id": "folk", "name": "residents of Tal Amin", "name_in_text": q("people"),
         "kind": "civilians"},
        {"id": "army", "name": "army", "name_in_text": q("The army"), "kind": "state_forces"},
    ],
    "locations": [
        {"id": "tal", "name": "Tal Amin", "name_in_text": q("Tal Amin", 2), "granularity": "town",
         "part_of": "karsa", "parents_in_text": ["Karsa province"]},
        {"id": "karsa", "name": "Karsa province", "name_in_text": q("Karsa province"),
         "granularity": "adm1"},
    ],
    "events": [
        {"id": "raid", "title": "Raid on Tal Amin", "event_type": "Violence against civilians",
         "sub_event_type": "Attack", "status": "actual", "time_frame": "current",
         "claim_status": "disputed", "attribution_ids": ["mayor", "clinic"],
         "date_text": q("on 3 March 2021"),
         "locations": [{"location_id": "tal"}],
         "actors": [{"actor_id": "dawn", "role": "initiator"},
                    {"actor_id": "folk", "role": "target"}],
         "responsibility": [{"actor_id": "dawn", "basis": "accused", "by": ["mayor"],
                             "denied_by": ["denial"]}],
         "civilian_targeting": True,
         "evidence": [q("raided the village of Tal Amin")]},
        {"id": "retake", "title": "Retaking of Tal Amin", "event_type": "Battles",
         "status": "planned", "time_frame": "future", "claim_status": "author_stated",
         "actors": [{"actor_id": "army", "role": "initiator"}],
         "evidence": [q("plans to retake the village")]},
    ],
    "attributions": [
        {"id": "mayor", "source": q("the mayor"), "source_type": "local_authority",
         "cue": q("said"), "content": q("killing at least 12 people"), "stance": "asserts",
         "directness": "indirect", "refs": ["raid", "c1"]},
        {"id": "clinic", "source": q("A clinic"), "source_type": "rescue_or_medical",
         "cue": q("put"), "content": q("the dead at 15"), "stance": "asserts",
         "directness": "indirect", "refs": ["raid", "c2", "c3"]},
        {"id": "denial", "source": q("The Dawn Front"), "actor_id": "dawn",
         "source_type": "armed_group", "party_to_conflict": True, "named": True,
         "cue": q("denied"), "content": None, "stance": "denies", "directness": "indirect",
         "refs": ["raid"]},
        {"id": "folk-say", "source": q("Residents"), "source_type": "resident",
         "cue": q("said", 2), "content": q("dozens were missing"), "stance": "asserts",
         "directness": "indirect", "refs": ["c4"]},
    ],
    "casualties": [
        {"id": "c1", "event_id": "raid", "harm": "killed", "count": {"text": "at least 12"},
         "victims": {"text": "people"}, "claim_status": "attributed", "claimed_by": ["mayor"],
         "evidence": [q("killing at least 12 people")]},
        {"id": "c2", "event_id": "raid", "harm": "killed", "count": {"text": "15"},
         "victims": {"text": "the dead"}, "claim_status": "attributed", "claimed_by": ["clinic"],
         "evidence": [q("put the dead at 15")]},
        {"id": "c3", "event_id": "raid", "harm": "injured",
         "count": {"text": "between 20 and 25"}, "victims": {"text": "the injured"},
         "claim_status": "attributed", "claimed_by": ["clinic"],
         "evidence": [q("the injured at between 20 and 25")]},
        {"id": "c4", "event_id": "raid", "harm": "missing", "count": {"text": "dozens"},
         "claim_status": "attributed", "claimed_by": ["folk-say"],
         "evidence": [q("dozens were missing")]},
    ],
}  # fmt: skip


def raid() -> Exported:
    return exported(RAID, RAID_EXTRACTION)
