"""Run the yes and no examples of entries, each as the module that reads it would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer import candidates, injection, weapons
from summarizer.actors import find_actors, source_entry, source_type
from summarizer.document import Document
from summarizer.extract.rules.attributions import find_attributions
from summarizer.extract.rules.casualties import find_casualties
from summarizer.extract.rules.named import find_people
from summarizer.extract.rules.reading import Reading
from summarizer.extract.rules.triggers import find_triggers
from summarizer.lexicon import load_entries
from summarizer.vocabulary import Row, active
from summarizer.write.policies import vague_words


def _roles(line: str) -> set[str]:
    named = {(person.role(line) or "").casefold().split(" ")[-1] for person in find_people(line)}
    entries = load_entries("roles.toml", "role")
    return {entry.id for entry in entries if named & {form.casefold() for form in entry.forms}}


# By file and table: which entries read a line.
_Reader = Callable[[str], set[str]]


def _sources(line: str) -> set[str]:
    found = source_entry(line)
    return {source_type(line)[0] if found is None else found}


READERS: dict[tuple[str, str], _Reader] = {
    ("weapons.toml", "weapon"): lambda line: {m.entry_id for m in weapons.find_weapons(line)},
    ("actors.toml", "actor"): lambda line: {m.entry_id for m in find_actors(line)},
    ("events.toml", "event"): lambda line: {hit.trigger.id for hit in find_triggers(line)},
    ("harm.toml", "harm"): lambda line: {
        row.rule.split("/")[0] for row in find_casualties(Reading(line))
    },
    ("harm.toml", "victim"): lambda line: {
        entry.id for _, _, entry in candidates.victims().find(line)
    },
    ("roles.toml", "role"): _roles,
    ("cues.toml", "cue"): lambda line: {
        said.rule.split("/")[0] for said in find_attributions(Document(line))
    },
    ("sources.toml", "source"): _sources,
    ("coverage.toml", "harm"): lambda line: {
        entry.id for _, _, entry in candidates.harm_words().find(line)
    },
    ("coverage.toml", "weapon"): lambda line: {
        entry.id for _, _, entry in candidates.loose_weapons().find(line)
    },
    ("injection.toml", "address"): lambda line: {
        hit.entry.id for hit in injection.finder().find(line)
    },
    ("vague_numbers.toml", "vague"): lambda line: {
        hit.entry.id for hit in vague_words().find(line)
    },
}
# Nouns for people need a harm word beside them; a list of them carries no sentence each.
WITHOUT_EXAMPLES = frozenset({("harm.toml", "victim")})


@dataclass(frozen=True)
class Failure:
    """An example that does not hold. ``read_by``: the entries that read the line."""

    file: str
    table: str
    entry: str
    line: str
    wanted: bool
    read_by: tuple[str, ...]

    def __str__(self) -> str:
        others = ", ".join(repr(name) for name in self.read_by) or "nothing"
        if self.wanted:
            return f"does not read its yes example {self.line!r} (read by: {others})"
        return f"reads its no example {self.line!r}"


def rows_with_examples(file: str, table: str) -> Iterator[tuple[Row, str, bool]]:
    """Yield each example in force of one table with its entry, and whether it is to be read."""
    for row in active().rows(file, table):
        yield from ((row, line, True) for line in row.get("yes", ()))
        yield from ((row, line, False) for line in row.get("no", ()))


def failure_of(file: str, table: str, row: Row, line: str, wanted: bool) -> Failure | None:
    """Try one example under the vocabulary in force; None: it holds."""
    found = READERS[file, table](line)
    # A loose word is there to notice what nothing else does: any reading of the line will do.
    held = bool(found) if wanted and file == "coverage.toml" else (row["id"] in found) is wanted
    if held:
        return None
    return Failure(file, table, row["id"], line, wanted, tuple(sorted(found)))
