"""Parquet files: the long tables with typed columns and real lists, written by row groups."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from summarizer.errors import ExportError
from summarizer.write.cells import whole
from summarizer.write.columns import COLUMNS
from summarizer.write.rows import Cell, Exported, Ledger, Row
from summarizer.write.tables import table_rows

ROWS_IN_GROUP = 4_000  # with all twelve tables full about 200 MB; what bounds an export


def write_parquet_folder(
    items: Iterable[Exported], folder: Path, names: Iterable[str], ledger: Ledger
) -> None:
    """Write ``folder/<table>.parquet`` for each table. Raises ``ExportError`` without pyarrow."""
    arrow = _pyarrow()
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, _TableWriter] = {}
    try:
        for name in names:
            writers[name] = _TableWriter(arrow, name, folder / f"{name}.parquet")
        for item in items:
            for name, writer in writers.items():
                for row in table_rows(name, item.summary):
                    writer.add(row)
                    ledger.rows[name] += 1
    finally:
        for writer in writers.values():
            writer.close()


class _TableWriter:
    """Gathers rows of one table and writes them a row group at a time."""

    def __init__(self, arrow: Any, name: str, path: Path) -> None:
        from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]  # no stubs

        kinds = {
            "text": arrow.string(),
            "int": arrow.int64(),
            "bool": arrow.bool_(),
            "list": arrow.list_(arrow.string()),
        }
        self._arrow = arrow
        self._schema = arrow.schema([(key, kinds[kind]) for key, kind in COLUMNS[name].items()])
        self._writer = ParquetWriter(path, self._schema)
        self._rows: list[dict[str, Cell]] = []

    def add(self, row: Row) -> None:
        self._rows.append({key: _whole_cell(value) for key, value in row.items()})
        if len(self._rows) >= ROWS_IN_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._rows.clear()


def _whole_cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return whole(value)
    return [whole(item) for item in value] if isinstance(value, list) else value


def _pyarrow() -> Any:
    try:
        import pyarrow  # type: ignore[import-untyped]  # no stubs
    except ImportError as err:
        raise ExportError(
            "parquet needs pyarrow; type: pip install 'conflict-summarizer[parquet]'"
        ) from err
    return pyarrow
