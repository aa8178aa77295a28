import csv
import io
import json

import pytest
from export_samples import RAID, RAID_EXTRACTION, RAID_TEXT, exported, raid

from summarizer.article import Article
from summarizer.errors import ExportError, SummaryFormatError
from summarizer.read.exported import read_exported, texts_by_digest
from summarizer.write.cells import csv_cell, whole
from summarizer.write.columns import COLUMNS
from summarizer.write.formats import (
    EVENT_FORMATS,
    Options,
    check_tables,
    export_folder,
    export_stream,
)
from summarizer.write.policies import ALL_TIME_FRAMES, Policies
from summarizer.write.rows import Exported, Ledger
from summarizer.write.tables import table_rows

NOTE = (
    "On 2021-03-03: Raid on Tal Amin [Tal Amin]. Claim: disputed; sources: the mayor, A clinic,"
    " Residents. Dawn Front: accused (by the mayor), denied by The Dawn Front."
)
DIFFER = (
    "[sources differ (sources-differ=separate), left empty: the mayor: at least 12, A clinic: 15]"
)
RANGE = "['between 20 and 25' is no single number: left empty (sources-differ=separate)]"
PLANNED = "not held: events that are planned, which are never exported as events (1)"
OTHER_HARM = "claims about injured, missing, captured or detained people"


def filled(row: dict) -> dict:
    return {key: value for key, value in row.items() if value not in (None, "", [])}


def with_event(**fields) -> Exported:
    """The raid with other facts about its first event."""
    first = RAID_EXTRACTION["events"][0] | fields
    rows = {"events": [first, *RAID_EXTRACTION["events"][1:]]}
    return exported(RAID, RAID_EXTRACTION | rows)


def written(name: str, item: Exported, **options) -> tuple[list[list[str]], list[str]]:
    out = io.StringIO(newline="")
    ledger = export_stream(name, [item], out, Options(**options))
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""))), list(ledger.lines())


ROWS = {
    "acled": {
        "event_id_cnty": "summarizer:raid:ev1",
        "event_date": "2021-03-03",
        "year": "2021",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "actor1": "Dawn Front",
        "actor2": "residents of Tal Amin",
        "inter2": "Civilians",
        "civilian_targeting": "Civilian targeting",
        "admin1": "Karsa province",
        "location": "Tal Amin",
        "geo_precision": "1",
        "source": "River Post; the mayor; A clinic; Residents",
        "notes": f"{NOTE} {DIFFER}",
        "tags": "claim_status=disputed; time_frame=current",
    },
    "ged": {
        "relid": "summarizer:raid:ev1",
        "year": "2021",
        "type_of_violence": "3",
        "dyad_name": "Dawn Front - Civilians",
        "side_a": "Dawn Front",
        "side_b": "Civilians",
        "number_of_sources": "3",
        "source_article": f'River Post, 2021-03-05, "Raid on Tal Amin", https://example.org/raid'
        f" {DIFFER}",
        "source_office": "River Post",
        "source_date": "2021-03-05",
        "source_headline": "Raid on Tal Amin",
        "source_original": "the mayor; A clinic",
        "where_prec": "1",
        "where_coordinates": "Tal Amin",
        "where_description": "Tal Amin, Karsa province",
        "adm_1": "Karsa province",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2021-03-03",
        "date_end": "2021-03-03",
        "low": "12",
        "high": "15",
    },
    "airwars": {
        "code": "summarizer:raid:ev1",
        "date_type": "single",
        "date": "2021-03-03",
        "local_first_reported_by": "River Post",
        "local_first_reported_url": "https://example.org/raid",
        "location_name": "Tal Amin",
        "region": "Karsa province",
        "strike_status_name": "Contested strike",
        "strike_type_name": "Attack",
        "geolocation_accuracy_name": "Town",
        "undetermined_killed_min": "12",
        "undetermined_killed_max": "15",
        "undetermined_injured_min": "20",
        "undetermined_injured_max": "25",
        "belligerent_1_belligerent_name": "Dawn Front",
        "belligerent_1_type": "Suspected",
        "belligerent_1_strike_reports": "1",
        "notes": NOTE,
    },
    "hxl": {
        "date_start": "2021-03-03",
        "date_end": "2021-03-03",
        "side_a": "Dawn Front",
        "side_b": "residents of Tal Amin",
        "source": "the mayor; A clinic; Residents",
        "description": f"{NOTE} {DIFFER} {RANGE}",
        "location": "Tal Amin",
        "adm_1": "Karsa province",
        "event_type": "Violence against civilians",
    },
}
LOST = {
    "acled": [f"not held: {OTHER_HARM} (2)", "not held: denials, kept in the notes only (1)"],
    "ged": ["not held: claims about injured people (1)"],
    "airwars": [],
    "hxl": [],
}


@pytest.mark.parametrize("name", list(ROWS))
def test_an_event_becomes_one_row_and_the_plan_none(name):
    """The whole row is compared; what the format cannot hold is counted."""
    (header, *rest), lines = written(name, raid())
    form = EVENT_FORMATS[name]
    assert tuple(header) == form.columns
    if form.tags:
        assert tuple(rest.pop(0)) == form.tags
    assert [filled(dict(zip(header, row, strict=True))) for row in rest] == [ROWS[name]]
    assert lines == [*LOST[name], PLANNED]


def test_the_headers_have_the_length_their_users_expect():
    assert len(EVENT_FORMATS["acled"].columns) == 31
    assert len(EVENT_FORMATS["ged"].columns) == 49
    assert EVENT_FORMATS["ged"].columns[44:47] == ("best", "high", "low")


def test_hxl_tags_are_well_formed():
    for tag in EVENT_FORMATS["hxl"].tags:
        name, *attributes = tag.split("+")
        assert name.startswith("#")
        assert name[1:].isalnum()
        assert all(attribute.isalnum() and attribute.islower() for attribute in attributes)


@pytest.mark.parametrize(
    "status", ["planned", "threatened", "hypothetical", "negated", "attempted"]
)
@pytest.mark.parametrize("name", [*ROWS, "geojson"])
def test_what_did_not_happen_is_no_event(name, status):
    out = io.StringIO()
    ledger = export_stream(name, [with_event(status=status)], out, Options())
    assert ledger.rows[name] == 0


@pytest.mark.parametrize("frame", ["recap", "background"])
def test_old_events_are_exported_on_request_only(frame):
    old = with_event(time_frame=frame)
    rows, lines = written("acled", old)
    assert len(rows) == 1
    assert f"not held: {frame} events; --time-frames all exports them (1)" in lines
    every = Policies(time_frames=ALL_TIME_FRAMES)
    assert len(written("acled", old, policies=every)[0]) == 2


@pytest.mark.parametrize(
    ("date_text", "day", "year", "precision"),
    [
        ("on 3 March 2021", "2021-03-03", "2021", "1"),
        ("in March 2021", "", "2021", "3"),
        (None, "", "", ""),
    ],
)
def test_a_row_has_a_day_only_where_the_article_fixes_one(date_text, day, year, precision):
    quote = {"text": date_text} if date_text else None
    text = RAID_TEXT.replace("on 3 March 2021", date_text or "at dawn")
    article = Article(text, published="2021-03-05", id="raid", language="en")
    first = RAID_EXTRACTION["events"][0] | {"date_text": quote}
    rows = {"events": [first, *RAID_EXTRACTION["events"][1:]]}
    (header, row), _ = written("acled", exported(article, RAID_EXTRACTION | rows))
    cells = dict(zip(header, row, strict=True))
    assert (cells["event_date"], cells["year"], cells["time_precision"]) == (day, year, precision)


def test_ged_leaves_out_events_in_which_nobody_is_said_to_have_died():
    spared = RAID_EXTRACTION["casualties"][2:]
    item = exported(RAID, RAID_EXTRACTION | {"casualties": spared})
    rows, lines = written("ged", item)
    assert len(rows) == 1
    assert "not held: events without a reported death, which GED does not hold (1)" in lines


def test_deaths_are_shared_out_by_who_died():
    rows = [
        {"id": "a", "event_id": "raid", "harm": "killed", "count": {"text": "15"},
         "victims": {"civilian_status": "civilian"}, "claim_status": "author_stated",
         "evidence": [{"text": "put the dead at 15"}]},
    ]  # fmt: skip
    (header, row), _ = written("ged", exported(RAID, RAID_EXTRACTION | {"casualties": rows}))
    cells = dict(zip(header, row, strict=True))
    assert [cells[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown")] == [
        "", "", "15", ""
    ]  # fmt: skip
    assert (cells["low"], cells["best"], cells["high"]) == ("15", "15", "15")


# -- GeoJSON --------------------------------------------------------------------------------------


def assert_rfc_7946(collection: dict) -> None:
    """What RFC 7946 asks of a FeatureCollection whose features may be unlocated."""
    assert collection["type"] == "FeatureCollection"
    assert isinstance(collection["features"], list)
    assert "crs" not in collection
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert "geometry" in feature
        assert "properties" in feature
        assert isinstance(feature["id"], str | int)
        assert feature["geometry"] is None or feature["geometry"]["type"] in ("Point", "Polygon")
        assert not {"coordinates", "features", "geometries"} & feature.keys()


def test_geojson_holds_a_feature_without_an_invented_point():
    out = io.StringIO()
    export_stream("geojson", [raid(), raid()], out, Options())
    collection = json.loads(out.getvalue())
    assert_rfc_7946(collection)
    feature = collection["features"][0]
    assert feature == {
        "type": "Feature",
        "id": "summarizer:raid:ev1",
        "geometry": None,
        "properties": {
            "id": "ev1", "article_id": "raid", "title": "Raid on Tal Amin",
            "event_type": "Violence against civilians", "sub_event_type": "Attack",
            "status": "actual", "time_frame": "current", "claim_status": "disputed",
            "date_start": "2021-03-03", "date_end": "2021-03-03", "date_prec": 1, "where_prec": 1,
            "place": "Tal Amin", "country": None, "actors": "Dawn Front; residents of Tal Amin",
            "killed_min": 12, "killed_max": 15, "injured_min": 20, "injured_max": 25,
            "sources": "the mayor; A clinic; Residents",
            "quote": "raided the village of Tal Amin", "start": 45, "end": 75, "notes": None,
        },
    }  # fmt: skip
    assert RAID_TEXT[45:75] == feature["properties"]["quote"]


def test_an_empty_source_is_still_valid_geojson():
    out = io.StringIO()
    export_stream("geojson", [], out, Options())
    assert json.loads(out.getvalue()) == {"type": "FeatureCollection", "features": []}


# -- long tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(COLUMNS))
def test_a_table_uses_its_own_columns_only(name):
    for row in table_rows(name, raid().summary):
        assert set(row) <= set(COLUMNS[name])


def test_each_casualty_claim_is_a_row_with_its_quote_and_offsets():
    rows = [filled(row) for row in table_rows("casualties", raid().summary)]
    assert rows[2] == {
        "article_id": "raid",
        "id": "ca3",
        "event_id": "ev1",
        "harm": "injured",
        "claim_status": "attributed",
        "claimed_by": ["at2"],
        "sources": ["A clinic"],
        "victims": "the injured",
        "civilian_status": "unknown",
        "scope": "incident",
        "count_text": "between 20 and 25",
        "count_min": 20,
        "count_max": 25,
        "count_qualifier": "range",
        "count_unit": "persons",
        "quote": "the injured at between 20 and 25",
        "start": 187,
        "end": 219,
        "match": "exact",
    }
    assert [row["quote"] for row in rows] == [RAID_TEXT[r["start"] : r["end"]] for r in rows]
    assert "count_min" not in rows[3]  # dozens: no number, and no 0


def test_plans_stand_in_a_table_of_their_own():
    summary = raid().summary
    assert [row["id"] for row in table_rows("events", summary)] == ["ev1"]
    assert [row["status"] for row in table_rows("unrealised_events", summary)] == ["planned"]


def test_duckdb_and_pandas_read_every_table(tmp_path):
    pandas = pytest.importorskip("pandas", reason="reads the CSV files; pip install pandas")
    duckdb = pytest.importorskip("duckdb", reason="reads both kinds; pip install duckdb")
    pytest.importorskip("pyarrow", reason="writes Parquet; pip install pyarrow")
    made = export_folder("csv", [raid(), raid()], tmp_path / "csv", Options())
    export_folder("parquet", [raid(), raid()], tmp_path / "parquet", Options())
    for name in COLUMNS:
        rows = made.rows[name]
        frame = pandas.read_csv(tmp_path / "csv" / f"{name}.csv")
        assert (list(frame.columns), len(frame)) == (list(COLUMNS[name]), rows)
        for path in (f"csv/{name}.csv", f"parquet/{name}.parquet"):
            read = duckdb.sql(f"select * from '{tmp_path / path}'")
            assert read.columns == list(COLUMNS[name])
            assert len(read.fetchall()) == rows
    parquet = tmp_path / "parquet/casualties.parquet"
    query = f"select count_min, claimed_by from '{parquet}' where article_id = 'raid' limit 4"
    assert duckdb.sql(query).fetchall() == [
        (12, ["at1"]), (15, ["at2"]), (20, ["at2"]), (None, ["at4"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        (["=1", "b"], "'=1; b"),
        ("at least 12", "at least 12"),
        (0, "0"),
        (None, ""),
        (False, "false"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_a_cell_runs_nothing_and_keeps_null_apart_from_zero(value, cell):
    assert csv_cell(value) == cell


def test_half_characters_become_one_character_each():
    assert whole("a\ud83d😀") == "a\ufffd😀"


def test_a_mark_for_spreadsheets_is_written_on_request_only():
    for bom in (False, True):
        out = io.StringIO()
        export_stream("acled", [], out, Options(bom=bom))
        assert out.getvalue().startswith("\ufeff") is bom


def test_a_table_that_does_not_exist_is_named():
    with pytest.raises(ExportError, match="no table named 'deaths'; there are: articles, events"):
        check_tables(["deaths"])
    with pytest.raises(ExportError, match="give a folder, or one table"):
        export_stream("csv", [], io.StringIO(), Options())


# -- round trip -----------------------------------------------------------------------------------


@pytest.mark.parametrize("with_text", [False, True])
def test_json_lines_come_back_as_they_went_out(tmp_path, with_text):
    path = tmp_path / "out.jsonl"
    items = [raid(), Exported(raid().summary)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        export_stream("jsonl", items, stream, Options(with_text=with_text))
    back = [Exported(*pair) for pair in read_exported(str(path))]
    assert [item.summary for item in back] == [item.summary for item in items]
    assert [item.text for item in back] == [RAID_TEXT if with_text else None, None]
    again = io.StringIO()
    export_stream("jsonl", back, again, Options(with_text=with_text))
    assert again.getvalue().encode() == path.read_bytes()


def test_a_text_on_disk_finds_its_summary(tmp_path):
    (tmp_path / "raid.txt").write_bytes(RAID_TEXT.encode())
    (tmp_path / "out.jsonl").write_text(raid().summary.model_dump_json(), encoding="utf-8")
    texts = texts_by_digest([str(tmp_path / "raid.txt")])
    assert next(read_exported(str(tmp_path / "out.jsonl"), texts)) == (raid().summary, RAID_TEXT)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", "line 1: no JSON; make the file with"),
        ("[]", "line 1: not a summary"),
        ("{}", "line 1: not a summary: article"),
        ('\n{"summary": {}}', "line 2: not a summary"),
    ],
)
def test_a_line_that_is_no_summary_is_named(tmp_path, content, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SummaryFormatError, match=message):
        list(read_exported(str(path)))


def test_the_line_of_a_failed_article_is_no_summary(tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"error": "empty", "path": "a.txt"}\n', encoding="utf-8")
    assert list(read_exported(str(path))) == [(None, None)]


def test_an_export_holds_one_article_at_a_time():
    """The source is drawn on only as rows are written, never read ahead."""
    open_at_once = []

    class Watched(Exported):
        alive = 0

        def __new__(cls, *args, **kwargs):
            cls.alive += 1
            open_at_once.append(cls.alive)
            return super().__new__(cls)

        def __del__(self):
            type(self).alive -= 1

    summary = raid().summary
    for name in (*ROWS, "geojson", "jsonl"):
        export_stream(name, (Watched(summary) for _ in range(20)), io.StringIO(), Options())
    assert max(open_at_once) <= 2


def test_a_ledger_says_each_loss_once():
    ledger = Ledger()
    ledger.lose("weapon records", 2)
    ledger.lose("weapon records")
    ledger.lose("denials", 0)
    assert list(ledger.lines()) == ["not held: weapon records (3)"]
