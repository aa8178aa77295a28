"""What must hold for every export, tried on what the rules extractor makes of the seeds."""

import csv
import io
import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pure"))  # the samples live there

from export_samples import SEEDS, seed

from summarizer.errors import LanguageError
from summarizer.pipeline import Summarizer
from summarizer.write.columns import COLUMNS
from summarizer.write.formats import EVENT_FORMATS, Options, export_stream
from summarizer.write.policies import ALL_TIME_FRAMES, Policies
from summarizer.write.rows import Exported
from summarizer.write.tables import table_rows

ACLED_ID = re.compile(r"^[A-Z]{3}\d+$")


@cache
def seeds() -> tuple[Exported, ...]:
    made = []
    reader = Summarizer("rules")
    for folder in sorted(path.name for path in SEEDS.iterdir() if path.is_dir()):
        article = seed(folder)
        try:
            made.append(Exported(reader.run(article), article.text))
        except LanguageError:
            continue  # the rules say by name which languages they do not read
    assert len(made) > 10
    return tuple(made)


def rows_of(name: str, **policies) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    chosen = Policies(time_frames=ALL_TIME_FRAMES, **policies)
    export_stream(name, seeds(), out, Options(chosen))
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    return rows[1:] if EVENT_FORMATS[name].tags else rows


EVENTS = {
    f"summarizer:{item.summary.article.id}:{event.id}": (item, event)
    for item in seeds()
    for event in item.summary.events
}


def test_an_acled_row_has_a_day_only_where_the_event_has_one():
    rows = rows_of("acled")
    assert rows
    for row in rows:
        _, event = EVENTS[row["event_id_cnty"]]
        assert event.status == "actual"
        day = str(event.date.start) if event.date.precision == "day" else ""
        assert row["event_date"] == day
        assert not ACLED_ID.match(row["event_id_cnty"])
        assert row["latitude"] == row["longitude"] == row["iso"] == ""


@pytest.mark.parametrize("policy", ["separate", "lowest", "highest", "latest", "majority"])
def test_without_a_policy_for_words_every_number_is_claimed_by_someone(policy):
    """No cell holds a number that no claim about the event prints, sums of one source apart."""
    for row in rows_of("acled", sources_differ=policy):
        if not row["fatalities"] or " added to " in row["notes"]:
            continue
        item, event = EVENTS[row["event_id_cnty"]]
        claims = [c for c in item.summary.casualties if c.event_id == event.id]
        printed = {
            number
            for claim in claims
            for number in (claim.count.min, claim.count.best, claim.count.max)
        }
        assert int(row["fatalities"]) in printed


def test_a_ged_row_has_a_reported_death_and_bounds_in_order():
    rows = rows_of("ged", sources_differ="lowest")
    assert rows
    for row in rows:
        numbers = [int(row[name]) for name in ("low", "best", "high") if row[name]]
        assert numbers == sorted(numbers)
        item, event = EVENTS[row["relid"]]
        killed = [c for c in item.summary.casualties if c.event_id == event.id]
        assert any(c.harm == "killed" and c.count.qualifier != "none" for c in killed)
        assert row["id"] == row["side_a_dset_id"] == row["priogrid_gid"] == ""


def test_no_cell_of_any_table_can_run():
    for name in EVENT_FORMATS:
        for row in rows_of(name):
            assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r\n"))]


def test_every_quote_of_every_table_stands_in_its_article():
    for item in seeds():
        for name in COLUMNS:
            for row in table_rows(name, item.summary):
                if row.get("start") is not None:
                    assert item.text[row["start"] : row["end"]] == row["quote"]


def test_the_tables_hold_every_record():
    for item in seeds():
        summary = item.summary
        events = [row["id"] for name in ("events", "unrealised_events")
                  for row in table_rows(name, summary)]  # fmt: skip
        assert sorted(events) == sorted(row.id for row in summary.events)
        for name, kind in (("casualties",) * 2, ("weapons",) * 2, ("places", "locations")):
            assert [row["id"] for row in table_rows(name, summary)] == [
                row.id for row in getattr(summary, kind)
            ]


def test_geojson_is_valid_and_places_nothing():
    out = io.StringIO()
    export_stream("geojson", seeds(), out, Options())
    collection = json.loads(out.getvalue())
    assert {feature["geometry"] for feature in collection["features"]} == {None}
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids))
