"""Everything that can be noticed in a lexicon before an article is read with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.actors import country_of
from summarizer.lexicography.examples import (
    READERS,
    WITHOUT_EXAMPLES,
    Failure,
    failure_of,
    rows_with_examples,
)
from summarizer.lexicography.overlaps import Key, Overlap, overlaps
from summarizer.lexicon_folder import Folder, Problem, Severity, read_folder
from summarizer.vocabulary import CORE, Layer, Lexicon, Row, active, use

OURS = "summarizer/vocab"


@dataclass
class Report:
    """What was looked at, and what is wrong with it."""

    name: str
    entries: int = 0
    examples: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether there are no errors; warnings leave a lexicon usable."""
        return all(problem.severity != "error" for problem in self.problems)


def check_core() -> Report:
    """Check the library's own vocabulary."""
    with use(CORE):
        rows = [(f, table, row) for f, table in READERS for row in active().rows(f, table)]
        own: set[Key] = {(file, table, row["id"]) for file, table, row in rows}
        folder = Folder(Layer(OURS), lines=dict.fromkeys(own))
        return _Checker(folder, own).report


def check_folder(paths: Sequence[str | Path], below: Lexicon = CORE) -> Report:
    """Check a folder, or some files of one, as they would lie over *below*.

    Raises ``VocabularyError`` where there is no such folder or file.
    """
    folder = read_folder(paths, below)
    with use(below):
        broken = {(f.file, f.table, f.entry, f.line) for f in _failures()}
    with use(Lexicon((*below.layers, folder.layer))):
        checker = _Checker(folder, set(folder.lines))
        checker.others(broken)
    return checker.report


def _failures() -> list[Failure]:
    return [
        failure
        for file, table in READERS
        for row, line, wanted in rows_with_examples(file, table)
        if (failure := failure_of(file, table, row, line, wanted)) is not None
    ]


def _is_name(row: Row) -> bool:
    """Tell whether an entry has only forms with a capital, which seldom mean anything else."""
    return all(any(letter.isupper() for letter in form) for form in row.get("forms", ("",)))


class _Checker:
    """Looks at the entries *own* of a folder, with the vocabulary in force around them."""

    def __init__(self, folder: Folder, own: set[Key]) -> None:
        self._folder = folder
        self._own = own
        self._failures = _failures()
        self.report = Report(folder.layer.name, len(own), problems=list(folder.problems))
        self._examples()
        for overlap in overlaps(own):
            self._overlap(overlap)
        self._countries()

    def _say(self, key: Key, message: str, severity: Severity = "error") -> None:
        path = self._folder.paths.get(key[0], f"{OURS}/{key[0]}")
        line = self._folder.lines.get(key)
        self.report.problems.append(Problem(path, line, key[2], message, severity))

    def _examples(self) -> None:
        for file, table in READERS:
            for row in active().rows(file, table):
                key = (file, table, row["id"])
                if key not in self._own:
                    continue
                self.report.examples += len(row.get("yes", ())) + len(row.get("no", ()))
                if (file, table) in WITHOUT_EXAMPLES:
                    continue
                if not row.get("yes"):
                    self._say(key, "has no yes example; add a sentence that it must read")
                if not row.get("no") and not _is_name(row):
                    self._say(
                        key,
                        "has no no example; add a sentence with its letters that it must not read",
                    )
        for failure in self._failures:
            key = (failure.file, failure.table, failure.entry)
            if key in self._own:
                self._say(key, f"{failure}; mend the forms or the example")

    def others(self, before: set[tuple[str, str, str, str]]) -> None:
        """Warn of examples of other entries that held without this folder and do not with it."""
        for failure in self._failures:
            key = (failure.file, failure.table, failure.entry)
            if key not in self._own and (*key, failure.line) not in before:
                self._say(key, f"{failure}, since this lexicon lies over it", "warning")

    def _overlap(self, overlap: Overlap) -> None:
        key = overlap.other if overlap.other in self._own else overlap.first
        other = overlap.first if key == overlap.other else overlap.other
        home = self._folder.layer.name if other in self._own else OURS
        there = f"entry {other[2]!r} of {home}/{other[0]}"
        if not overlap.clash:
            message = (
                f"form {overlap.form!r} is also a form of {there}, [[{other[1]}]]: it is read as"
                " both; leave it to one of them if that is not meant"
            )
            self._say(key, message, "warning")
            return
        both = {overlap.first, overlap.other} <= self._own and self._folder.layer.name != OURS
        message = (
            f"form {overlap.form!r} stands with other values in {there};"
            f" {overlap.first[2]!r} reads it and {overlap.other[2]!r} never does"
        )
        self._say(key, message, "error" if both else "warning")

    def _countries(self) -> None:
        for row in active().rows("places.tsv", "place"):
            key, country = ("places.tsv", "place", row["id"]), row.get("country")
            if key in self._own and country is not None and country_of(country) != country:
                self._say(key, f"names no known country ({country!r}); add it to countries.tsv")
