"""CSV files: UTF-8, a header row, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from summarizer.write.cells import csv_cell
from summarizer.write.columns import COLUMNS
from summarizer.write.rows import Exported, Ledger, Row
from summarizer.write.tables import table_rows

BOM = "\ufeff"


class CsvWriter:
    """Writes rows under a fixed header. A row with a key the header lacks is an error."""

    def __init__(self, stream: IO[str], columns: Sequence[str], *, bom: bool = False) -> None:
        self.columns = tuple(columns)
        self._known = frozenset(columns)
        self._writer = csv.writer(stream, lineterminator="\r\n")
        if bom:
            stream.write(BOM)
        self._writer.writerow(self.columns)

    def tags(self, tags: Iterable[str]) -> None:
        """Write a second header row as it is; HXL tags start with ``#``, which nothing runs."""
        self._writer.writerow(list(tags))

    def write(self, row: Row) -> None:
        """Write one row; columns it does not name stay empty."""
        unknown = row.keys() - self._known
        if unknown:
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        self._writer.writerow([csv_cell(row.get(name)) for name in self.columns])


def write_csv_tables(
    items: Iterable[Exported],
    streams: Mapping[str, IO[str]],
    ledger: Ledger,
    *,
    bom: bool = False,
) -> None:
    """Write the long tables named in *streams*, row by row, into their streams."""
    writers = {name: CsvWriter(out, list(COLUMNS[name]), bom=bom) for name, out in streams.items()}
    for item in items:
        for name, writer in writers.items():
            for row in table_rows(name, item.summary):
                writer.write(row)
                ledger.rows[name] += 1


def write_csv_folder(
    items: Iterable[Exported],
    folder: Path,
    names: Iterable[str],
    ledger: Ledger,
    *,
    bom: bool = False,
) -> None:
    """Write ``folder/<table>.csv`` for each table; the folder is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        streams = {
            name: stack.enter_context(
                (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            for name in names
        }
        write_csv_tables(items, streams, ledger, bom=bom)
