"""Harm to people by name that the list of victims and verbs does not show.

"Ruiz, who was kidnapped on Monday, was found dead"; "Ruiz's murder"; "the dead were identified as
Ana Ruiz and Luis Paz".
"""

from __future__ import annotations

import re

from summarizer.document import Span
from summarizer.extract.rules.casualties.parse import Parse
from summarizer.extract.rules.casualties.verbs import is_unreal

_LIST = r"(?P<v>M(?:(?:,&|[,&])M)*)"
_WHERE = r"(?:,p[opfrt]{0,8})?"  # ", in the northern department of Lempa"
_RELATIVE = re.compile(rf"{_LIST}{_WHERE},qa+(?P<h>H)")
_PARTED = re.compile(rf"{_LIST}{_WHERE},q[^.]*?,a+(?P<h>H)")
_LONG_LIST = re.compile(r"(?P<v>M(?:(?:[,.]&|[,&.])M)+),?o*a+(?P<h>H)")
_OWN = re.compile(r"[’']s\s+(?:\w+\s+)?$|[’']\s+$")
_VICTIMS = re.compile(
    r"\b(?:(?:victims|dead|bodies|deceased|(?:people|persons|men|women) killed)\s+(?:\w+\s+){0,4}?"
    r"(?:identified\s+as|are|were|include)|(?P<hurt>(?:injured|wounded)\s+(?:\w+\s+){0,4}?"
    r"(?:identified\s+as|are|were|include)))[\s:]+$",
    re.IGNORECASE,
)


def read_apposed(p: Parse) -> None:
    """Read "two nurses, Ana Ruiz and Rosa Leon": the names of those counted, and no one more."""
    for match in re.finditer(r"N[,.]?(?P<v>M(?:(?:,&|[,&])M)*)", p.symbols):
        number = p.chunks[match.start()].number
        members = p.victims_in(match, "v")
        people = p.people_in(members)
        if number is None or number.value.best is None:
            continue
        while len(people) > number.value.best:  # "..., and a guard, Luis Paz": one of the list
            members, people = members[:-1], people[:-1]
        if len(people) == len(members) == number.value.best:
            p.used.update(members)
            p.names[match.start()] = people


def read_long_list(p: Parse) -> None:
    """Read a list with semicolons: "her son, Tomas; Rosa Leon, a cook; and a guard were killed"."""
    for match in _LONG_LIST.finditer(p.symbols):
        members, word = p.victims_in(match, "v"), match.start("h")
        marks = [k for k in range(match.start("v"), match.end("v")) if p.symbols[k] == "."]
        listed = marks and all(p.words(k) == ";" for k in marks)
        if listed and any(p.chunks[k].person for k in members) and not is_unreal(p, word):
            for group in p.grouped(members):
                p.record(group, p.harm_of(word), word, rule="list")


def read_parted(p: Parse) -> None:
    """Read both harms of "Ruiz, who was kidnapped on 5 January, was found dead"."""
    for pattern in (_RELATIVE, _PARTED):
        for match in pattern.finditer(p.symbols):
            members = [k for k in p.victims_in(match, "v") if p.chunks[k].person]
            word = match.start("h")
            if members and word not in p.owner and not is_unreal(p, word):
                p.record(members, p.harm_of(word), word, rule="parted")


def read_owned(p: Parse) -> None:
    """Read "Ruiz's murder" and "Ruiz's death"."""
    for match in re.finditer(r"Mo?D", p.symbols):
        k, word = match.start(), match.end() - 1
        between = p.text[p.chunks[k].end : p.chunks[word].start]
        if p.chunks[k].person and k not in p.used and _OWN.match(between):
            p.record([k], p.harm_of(word), word, rule="owned")


def read_identified(p: Parse) -> None:
    """Read "the victims were identified as Ana Ruiz, Luis Paz, and guard Tomas Leon"."""
    for match in re.finditer(_LIST, p.symbols):
        members = p.victims_in(match, "v")
        if any(not p.chunks[k].person or k in p.used for k in members):
            continue
        lead = _VICTIMS.search(p.before(members[0]))
        if lead is None:
            continue
        index = p.record(
            members, "injured" if lead["hurt"] else "killed", members[0], rule="identified"
        )
        start = p.line.sentence.start + lead.start()
        p.amend(index, word=None, span=Span(start, p.chunks[members[-1]].end))
