"""The formats by name, and what each writes to: one file, or a folder of tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from summarizer.errors import ExportError
from summarizer.write import acled, airwars, ged, hxl
from summarizer.write.columns import COLUMNS
from summarizer.write.csv import CsvWriter, write_csv_folder, write_csv_tables
from summarizer.write.geojson import write_geojson
from summarizer.write.parquet import write_parquet_folder
from summarizer.write.policies import Policies
from summarizer.write.rows import Exported, Ledger, Row

Rows = Callable[[Exported, Policies, Ledger], Iterator[Row]]


@dataclass(frozen=True)
class EventFormat:
    """A format of one CSV file with a row for each event."""

    columns: tuple[str, ...]
    rows: Rows
    tags: tuple[str, ...] = ()


EVENT_FORMATS = {
    "acled": EventFormat(acled.COLUMNS, acled.acled_rows),
    "ged": EventFormat(ged.COLUMNS, ged.ged_rows),
    "airwars": EventFormat(airwars.COLUMNS, airwars.airwars_rows),
    "hxl": EventFormat(tuple(hxl.TAGS), hxl.hxl_rows, tuple(hxl.TAGS.values())),
}
FORMATS = ("jsonl", "csv", "parquet", *EVENT_FORMATS, "geojson")
FOLDERS = ("csv", "parquet")


@dataclass(frozen=True)
class Options:
    """How to write. ``tables``: which long tables; ``bom``: for spreadsheets that guess encodings.

    ``with_text``: JSON lines carry the article beside the summary.
    """

    policies: Policies = field(default_factory=Policies)
    tables: tuple[str, ...] = tuple(COLUMNS)
    bom: bool = False
    with_text: bool = False


def check_tables(names: Sequence[str]) -> tuple[str, ...]:
    """Return *names* as they are; raise ``ExportError`` for a table that does not exist."""
    for name in names:
        if name not in COLUMNS:
            raise ExportError(f"no table named {name!r}; there are: {', '.join(COLUMNS)}")
    return tuple(names)


def export_folder(name: str, items: Iterable[Exported], folder: Path, options: Options) -> Ledger:
    """Write the long tables as CSV or Parquet files into *folder*."""
    ledger = Ledger()
    if name == "parquet":
        write_parquet_folder(items, folder, options.tables, ledger)
    else:
        write_csv_folder(items, folder, options.tables, ledger, bom=options.bom)
    return ledger


def export_stream(
    name: str, items: Iterable[Exported], stream: IO[str], options: Options
) -> Ledger:
    """Write a format of one file, or a single CSV table, to *stream*."""
    ledger = Ledger()
    if name == "jsonl":
        _write_jsonl(items, stream, ledger, with_text=options.with_text)
    elif name == "geojson":
        write_geojson(items, stream, options.policies, ledger)
    elif name == "csv" and len(options.tables) == 1:
        write_csv_tables(items, {options.tables[0]: stream}, ledger, bom=options.bom)
    elif name in EVENT_FORMATS:
        _write_events(name, items, stream, options, ledger)
    else:
        raise ExportError(f"{name} writes several files: give a folder, or one table by --tables")
    return ledger


def _write_events(
    name: str, items: Iterable[Exported], stream: IO[str], options: Options, ledger: Ledger
) -> None:
    form = EVENT_FORMATS[name]
    writer = CsvWriter(stream, form.columns, bom=options.bom)
    if form.tags:
        writer.tags(form.tags)
    for item in items:
        for row in form.rows(item, options.policies, ledger):
            writer.write(row)
            ledger.rows[name] += 1


def _write_jsonl(
    items: Iterable[Exported], stream: IO[str], ledger: Ledger, *, with_text: bool
) -> None:
    for item in items:
        line = item.summary.model_dump_json()
        if with_text:
            text = json.dumps(item.text)  # ASCII, so that any str the article holds comes back
            line = f'{{"summary":{line},"text":{text}}}'
        stream.write(line + "\n")
        ledger.rows["jsonl"] += 1
