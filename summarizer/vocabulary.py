"""The vocabulary in force: the library's own files, with a user's lexicon folders laid over them.

Everything that reads words asks ``active()``. ``use(lexicon)`` puts another vocabulary in force for
a block of code, and for that thread or task alone, so that two readers with different lexicons can
work side by side. What is built from a vocabulary (a table of forms, say) is kept with it, by
``per_lexicon`` in place of ``functools.cache``.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Row = Mapping[str, Any]

_NO_READING = frozenset({"yes", "no"})  # fields that change no reading


@dataclass(frozen=True, eq=False)
class Layer:
    """What one folder changes: by file, the ids switched off, and by table the new rows.

    A row whose id is known takes that entry's place; any other is tried before those below it.
    """

    name: str
    removed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)

    def over(self, below: tuple[Row, ...], file: str, table: str) -> tuple[Row, ...]:
        """Return the rows of one table with this layer laid over those *below*."""
        off = self.removed.get(file, frozenset())
        own = {row["id"]: row for row in self.rows.get((file, table), ())}
        known = {row["id"] for row in below}
        new = [row for name, row in own.items() if name not in known or name in off]
        kept = [own.get(row["id"], row) for row in below if row["id"] not in off]
        return (*new, *kept)

    def content(self) -> Any:
        """Return what the layer changes, in plain values, the same for the same change."""
        rows = [
            [file, table, [{k: v for k, v in row.items() if k not in _NO_READING} for row in rows]]
            for (file, table), rows in sorted(self.rows.items())
        ]
        return [sorted((file, sorted(ids)) for file, ids in self.removed.items()), rows]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A whole vocabulary. ``layers``: user folders over the library's files, the last on top."""

    layers: tuple[Layer, ...] = ()
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """Changes with every entry that may change a reading; empty without a user's entries."""
        return _kept(self, "digest", lambda: _digest(self.layers))

    @property
    def name(self) -> str | None:
        """The folders' names and the digest; None without a user's entries."""
        if not self.layers:
            return None
        return f"{' + '.join(layer.name for layer in self.layers)} ({self.digest or 'no entries'})"

    def rows(self, file: str, table: str) -> tuple[Row, ...]:
        """Return the rows of a table of ``summarizer/vocab``, the first to be tried first."""
        rows = core_rows(file, table)
        for layer in self.layers:
            rows = layer.over(rows, file, table)
        return rows

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave behind what was built from it: another process builds its own."""
        return Lexicon, (self.layers,)


def _digest(layers: tuple[Layer, ...]) -> str:
    contents = [layer.content() for layer in layers if layer.removed or layer.rows]
    if not contents:
        return ""
    return hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:12]


CORE = Lexicon()
_active: ContextVar[Lexicon] = ContextVar("lexicon", default=CORE)


def active() -> Lexicon:
    """Return the vocabulary in force here."""
    return _active.get()


@contextmanager
def use(lexicon: Lexicon | None) -> Iterator[None]:
    """Put *lexicon* in force within a ``with`` block; None: what is in force stays."""
    if lexicon is None:
        yield
        return
    token = _active.set(lexicon)
    try:
        yield
    finally:
        _active.reset(token)


def use_from_now_on(lexicon: Lexicon) -> None:
    """Put *lexicon* in force for the rest of this process, as a worker does when it starts."""
    _active.set(lexicon)


def per_lexicon(function: Callable[P, T]) -> Callable[P, T]:
    """Cache what a function of hashable arguments builds from the vocabulary in force."""

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        results = _active.get()._kept
        key = (function, args) if not kwargs else (function, args, tuple(sorted(kwargs.items())))
        try:
            return results[key]  # type: ignore[no-any-return]  # what this very function returned
        except KeyError:
            result = results[key] = function(*args, **kwargs)
            return result

    return kept


def _kept(lexicon: Lexicon, key: str, make: Callable[[], T]) -> T:
    if key not in lexicon._kept:
        lexicon._kept[key] = make()
    result: T = lexicon._kept[key]
    return result


# -- the library's own files ---------------------------------------------------------------------


@cache
def read_vocabulary(name: str) -> str:
    """Return the text of one file of ``summarizer/vocab``."""
    return files("summarizer.vocab").joinpath(name).read_text(encoding="utf-8")


@cache
def core_rows(file: str, table: str) -> tuple[Row, ...]:
    """Return the rows of one table as the library ships it."""
    text = read_vocabulary(file)
    if file.endswith(".tsv"):
        return tuple(row for _, row in tsv_rows(file, text))
    return tuple(_core_tables(file)[table])


@cache
def _core_tables(file: str) -> dict[str, Any]:
    return tomllib.loads(read_vocabulary(file))


def tsv_rows(file: str, text: str) -> Iterator[tuple[int, Row]]:
    """Yield line numbers and rows of ``places.tsv`` or ``countries.tsv``.

    Raises ``ValueError`` with the line's number for one that has not the columns it should have.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith(("#", "-")):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        columns = TSV_COLUMNS[file]
        if len(cells) != len(columns) or not cells[0]:
            raise ValueError(number, f"needs {', '.join(columns)} with tabs between")
        yield number, _tsv_row(file, cells)


TSV_COLUMNS = {
    "places.tsv": ("name", "granularity", "country"),
    "countries.tsv": ("country", "forms"),
}


def _tsv_row(file: str, cells: list[str]) -> Row:
    if file == "places.tsv":
        name, granularity, country = cells
        return {
            "id": f"{country}/{name}",
            "name": name,
            "granularity": granularity,
            "country": country or None,
        }
    country, forms = cells
    words = [form.strip() for form in forms.split(",") if form.strip()]
    return {"id": country, "country": country, "forms": words}
