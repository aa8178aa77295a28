"""Read a user's lexicon folder, and say of everything wrong in it where it is and what to do.

A folder holds files named as those of ``summarizer/vocab``. A TOML file may switch entries off with
``remove = ["id", ...]`` at its top; in a TSV file a line "-NAME" does so.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import VocabularyError
from summarizer.vocabulary import CORE, Layer, Lexicon, Row, tsv_rows

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

MAX_BYTES = 50_000_000  # a places list of all the world has about 12 million
_DATA = (".toml", ".tsv")
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """Something wrong at a line of a file (None: the whole file), in an entry (None: in none)."""

    path: str
    line: int | None
    entry: str | None
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        entry = "" if self.entry is None else f"entry {self.entry!r} "
        return f"{where}: {entry}{self.message}"


@dataclass
class Folder:
    """A layer with what is wrong in its files. ``lines``: where each entry begins."""

    layer: Layer
    problems: list[Problem] = field(default_factory=list)
    lines: dict[tuple[str, str, str], int | None] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)


def read_lexicon(*folders: str | Path) -> Lexicon:
    """Return the vocabulary with these folders laid over it, the last on top.

    Raises ``VocabularyError`` for a folder that is not there or not sound.
    """
    lexicon = CORE
    for name in folders:
        read = read_folder([name], lexicon)
        if read.problems:
            more = len(read.problems) - 1
            rest = f" (and {more} more)" if more else ""
            raise VocabularyError(
                f"{read.problems[0]}{rest}; to see all that is wrong:"
                f" summarizer lexicon check {name}"
            )
        lexicon = Lexicon((*lexicon.layers, read.layer))
    return lexicon


def read_folder(paths: Sequence[str | Path], below: Lexicon = CORE) -> Folder:
    """Read a folder, or some files, as one layer over *below*. What is broken is left out of it.

    Raises ``VocabularyError`` where there is no such folder or file.
    """
    rows: dict[tuple[str, str], tuple[Row, ...]] = {}
    removed: dict[str, frozenset[str]] = {}
    name = Path(paths[0]).resolve().name or str(paths[0])
    read = Folder(Layer(name, removed, rows))
    for path in _files(paths):
        one = _File(path)
        one.read(below)
        for table, good in one.rows.items():
            rows[path.name, table] = tuple(good)
        if one.removed:
            removed[path.name] = frozenset(one.removed)
        read.problems += sorted(one.problems, key=lambda problem: problem.line or 0)
        read.lines |= {(path.name, *key): line for key, line in one.lines.items()}
        read.paths[path.name] = str(path)
    return read


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for name in paths:
        path = Path(name)
        if path.is_dir():
            try:
                found = sorted(p for p in path.iterdir() if p.suffix in _DATA)
            except OSError as err:
                raise VocabularyError(f"{path} cannot be read: {err.strerror or err}") from err
            if not found:
                raise VocabularyError(
                    f"{path} holds no lexicon file; name them as ours: {', '.join(_names())}"
                )
            yield from found
        elif path.is_file():
            yield path
        else:
            raise VocabularyError(
                f"there is no lexicon folder {str(path)!r}; make one with files such as"
                " weapons.toml in it (docs/lexicon.md)"
            )


def _names() -> list[str]:
    from summarizer.entry_rows import TABLES

    return list(dict.fromkeys(file for file, _ in TABLES))


class _File:
    """One file on its way to rows: good ones are kept, of the others it is said what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[str, list[Row]] = {}
        self.removed: set[str] = set()
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str, str], int | None] = {}
        self._text = ""

    def _wrong(self, message: str, *, line: int | None = None, entry: str | None = None) -> None:
        self.problems.append(Problem(str(self.path), line, entry, message))

    def read(self, below: Lexicon) -> None:
        from summarizer.entry_rows import TABLES

        names = _names()
        if self.path.name not in names:
            self._wrong(
                "no lexicon file has this name;"
                + _meant(self.path.name, names, f" use one of: {', '.join(names)}")
            )
            return
        models = {table: model for (file, table), model in TABLES.items() if file == self.path.name}
        try:
            if self.path.stat().st_size > MAX_BYTES:
                self._wrong(f"is larger than {MAX_BYTES // 1_000_000} MB; split or shorten it")
                return
            self._text = self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self._wrong("is not UTF-8 text; save it as UTF-8")
            return
        except OSError as err:
            self._wrong(f"cannot be read: {err.strerror or err}")
            return
        if self.path.suffix == ".tsv":
            [(table, model)] = models.items()
            self._read_lines(table, model, below)
        else:
            known = {row["id"] for table in models for row in below.rows(self.path.name, table)}
            self._read_tables(models, known)

    # -- TSV -------------------------------------------------------------------------------------

    def _read_lines(self, table: str, model: type[BaseModel], below: Lexicon) -> None:
        good = self.rows.setdefault(table, [])
        lines = self._text.split("\n")
        for number, line in enumerate(lines, start=1):
            if line.startswith("-"):
                self._switch_off(line.removeprefix("-").strip(), number, table, below)
                continue
            try:
                read = list(tsv_rows(self.path.name, line.rstrip("\r")))
            except ValueError as err:
                self._wrong(f"this line {err.args[1]}", line=number)
                continue
            for _, row in read:
                self._take(row, number, table, model, good)

    def _switch_off(self, name: str, number: int, table: str, below: Lexicon) -> None:
        rows = below.rows(self.path.name, table)
        off = {row["id"] for row in rows if name in (row["id"], row.get("name"))}
        if not off:
            names = [row.get("name", row["id"]) for row in rows]
            self._wrong(
                f"there is no {name!r} to switch off;" + _meant(name, names, " leave the line out"),
                line=number,
            )
        self.removed |= off

    # -- TOML ------------------------------------------------------------------------------------

    def _read_tables(self, models: dict[str, type[BaseModel]], known: set[str]) -> None:
        try:
            data = tomllib.loads(self._text)
        except RecursionError:
            self._wrong("is no lexicon: its brackets are nested too deeply")
            return
        except tomllib.TOMLDecodeError as err:
            place = re.search(r"at line (\d+)", str(err))
            self._wrong(
                f"is no TOML: {str(err)[:1].lower()}{str(err)[1:]}; mend that place",
                line=int(place[1]) if place else self._text.count("\n") + 1,
            )
            return
        self._remove(data.pop("remove", []), known)
        for table, rows in data.items():
            if table not in models:
                names = [*models, "remove"]
                self._wrong(
                    f"{table!r} is no kind of entry here;"
                    + _meant(table, names, f" use [[{']] or [['.join(models)}]]"),
                    line=self._line_of(rf"\s*\[*\s*{re.escape(table)}\b"),
                )
                continue
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self._wrong(
                    f"each entry begins with [[{table}]], in two pairs of brackets",
                    line=self._line_of(rf"\s*\[*\s*{re.escape(table)}\b"),
                )
                continue
            starts = self._starts(table, len(rows))
            good = self.rows.setdefault(table, [])
            for row, line in zip(rows, starts, strict=True):
                self._take(row, line, table, models[table], good)

    def _remove(self, ids: Any, known: set[str]) -> None:
        line = self._line_of(r"\s*remove\s*=")
        if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
            self._wrong('remove takes a list of ids: remove = ["id", ...]', line=line)
            return
        for name in ids:
            if name in known:
                self.removed.add(name)
            else:
                self._wrong(
                    f"there is no entry {name!r} to remove;"
                    + _meant(name, sorted(known), " take it out of the list"),
                    line=line,
                )

    def _line_of(self, pattern: str, start: int = 1, end: int | None = None) -> int | None:
        for number, line in enumerate(self._text.splitlines()[start - 1 : end], start=start):
            if re.match(pattern, line):
                return number
        return None

    def _starts(self, table: str, count: int) -> list[int | None]:
        """Return the line each entry begins at; None where the file does not let us tell."""
        header = re.compile(rf"\s*\[\[\s*[\"']?{re.escape(table)}[\"']?\s*\]\]")
        found = [n for n, line in enumerate(self._text.splitlines(), 1) if header.match(line)]
        return list(found) if len(found) == count else [None] * count

    # -- one entry -------------------------------------------------------------------------------

    def _take(
        self, row: Row, line: int | None, table: str, model: type[BaseModel], good: list[Row]
    ) -> None:
        from pydantic import ValidationError

        named = row.get("id")
        entry = named if isinstance(named, str) and named else None
        try:
            checked = model.model_validate(row).model_dump(exclude_none=True, exclude={"source"})
        except ValidationError as err:
            for message, key in _sentences(err, model):
                self._wrong(message, line=self._line_in(line, key), entry=entry)
            return
        if entry is not None and (table, entry) in self.lines:
            first = self.lines[table, entry]
            where = "" if first is None else f", first in line {first}"
            self._wrong(f"is there twice{where}; rename one of them", line=line, entry=entry)
            return
        if entry is not None:
            self.lines[table, entry] = line
        good.append(checked)

    def _line_in(self, start: int | None, key: str | None) -> int | None:
        """Return the line of *key* in the entry that begins at *start*."""
        if start is None or key is None or self.path.suffix == ".tsv":
            return start
        after = self._line_of(r"\s*\[", start + 1)
        found = self._line_of(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", start + 1, after)
        return found or start


def _sentences(err: ValidationError, model: type[BaseModel]) -> Iterator[tuple[str, str | None]]:
    """Yield what is wrong with an entry, and the key it is about."""
    for fault in err.errors():
        place = [str(part) for part in fault["loc"]]
        key = place[0] if place else None
        given, kind = fault["input"], fault["type"]
        if kind == "missing":
            yield f"has no {key!r}; add it", None
        elif kind == "extra_forbidden":
            keys = list(model.model_fields)
            yield f"has an unknown key {key!r};{_meant(str(key), keys, _choices(keys))}", key
        elif kind == "literal_error":
            values = re.findall(r"'([^']+)'", str(fault.get("ctx", {}).get("expected", "")))
            meant = _meant(str(given), values, _choices(values))
            yield f"has {key} = {given!r}, which is none of ours;{meant}", key
        elif kind == "value_error":
            said = str(fault.get("ctx", {}).get("error", fault["msg"]))
            yield f"{key}: {said}" if key else said, key
        elif kind == "too_short":
            yield f"has an empty {key!r}; give it at least one", key
        else:
            said = fault["msg"].removeprefix("Input ")
            yield f"{'.'.join(place)} {said}, not {given!r:.80}", key


def _choices(values: Sequence[str]) -> str:
    return f" use one of: {', '.join(values)}"


def _meant(word: str, known: Iterable[str], otherwise: str = "") -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f" did you mean {near[0]!r}?" if near else otherwise
