"""Files of many records: JSON, JSON lines, CSV, Parquet. One record is in memory at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import IO, Any

from summarizer.errors import ArticleError
from summarizer.read.fields import to_article
from summarizer.read.record import ReadOptions, Records, Unread, load
from summarizer.read.text import MAX_BYTES, decode

MAX_LINE = 4 * MAX_BYTES  # an article in JSON escapes and its metadata
_STEP = 1 << 16
_PARQUET_ROWS = 64


def read_jsonl(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of each line; its number is that of the line."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Unread(str(number), f"this line is longer than {MAX_LINE / 1e6:g} MB")
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as err:
            yield Unread(str(number), f"this line is no JSON: {err}")
            continue
        yield to_article(record, options.fields, str(number))


def read_json(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of each element of a list, or the one that the file is."""
    number = 0
    for number, record in enumerate(_elements(file), start=1):
        yield to_article(record, options.fields, str(number))
    if not number:
        raise ArticleError("this list is empty")


def _elements(file: IO[bytes]) -> Iterator[Any]:
    """Yield the values of a JSON list one by one, or the one value that is no list."""
    text = codecs.getreader("utf-8-sig")(file, "strict")
    buffer = text.read(_STEP).lstrip()
    if not buffer.startswith("["):
        buffer += text.read(MAX_LINE)
        yield _only(buffer)
        return
    decoder = json.JSONDecoder()
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip().removeprefix(",").lstrip()
        if buffer.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(buffer)
            if end == len(buffer):
                raise ValueError("a number may go on in the next piece")
        except ValueError as err:
            piece = text.read(max(_STEP, len(buffer)))
            if not piece or len(buffer) > MAX_LINE:
                raise ArticleError(f"this is no JSON list to its end: {err}") from err
            buffer += piece
            continue
        yield value
        buffer = buffer[end:]


def _only(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as err:
        raise ArticleError(f"this is no JSON: {err}; one record a line is a .jsonl file") from err


def read_csv(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of each row below the header; its number is that of the row."""
    start = _peek(file)
    encoding = decode(start).encoding if start else "utf-8"
    text = io.TextIOWrapper(file, encoding, newline="")
    csv.field_size_limit(MAX_LINE)
    first = start.split(b"\n", 1)[0]
    delimiter = max((b",", b";", b"\t"), key=first.count).decode()
    rows = csv.DictReader(text, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as err:
            yield Unread(str(number), f"this row is no CSV: {err}")
            continue
        if row is None:
            text.detach()
            return
        row.pop(None, None)  # cells beyond the header
        yield to_article(row, options.fields, str(number))


def _peek(file: IO[bytes]) -> bytes:
    """Return the beginning of *file*, cut at a line's end, without moving on."""
    start: bytes = file.peek(_STEP)[:_STEP]  # type: ignore[attr-defined]  # all our files are buffered
    return start[: start.rfind(b"\n") + 1] or start


def read_parquet(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the article of each row; its number is that of the row."""
    parquet = load("pyarrow.parquet", "parquet")
    number = 0
    for batch in parquet.ParquetFile(file).iter_batches(batch_size=_PARQUET_ROWS):
        for row in batch.to_pylist():
            number += 1
            yield to_article(row, options.fields, str(number))
