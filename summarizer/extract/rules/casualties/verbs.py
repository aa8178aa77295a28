"""Harm verbs and adjectives with the victims their grammar gives them.

Active: "killed three soldiers", "killing six". Passive: "three soldiers were killed", "six dead".
A harm noun ("the deaths of 30 villagers") is read in ``nouns``.
"""

from __future__ import annotations

import re

from summarizer.extract.rules.casualties.groups import (
    coordinated,
    described,
    is_relative,
    whole_before,
)
from summarizer.extract.rules.casualties.nouns import victims_of_noun
from summarizer.extract.rules.casualties.parse import VICTIMS, Parse
from summarizer.extract.rules.casualties.people import is_person
from summarizer.extract.rules.harm import only_of
from summarizer.patterns import Pattern
from summarizer.schema.terms import Harm

# "12 soldiers, two nurses and a boy", but not "11 people, two ..." nor "six, and nine were hurt".
_LIST = re.compile(r"[NQMZ](?:,[NM](?=(?:,[NM])*,?&)|,?&[NQM](?![opft]*a?[HA]))*")
_INTRANSITIVE = Pattern(
    r"(?:died|die|perished|surrendered|(?:gave|giving|given) themselves up"
    r"|laid down their \w+|disappeared|vanished|suffocated|choked|drowned|succumbed"
    r"|were lost|did not survive"
    r"|paid with their lives|fell as martyrs|fell in combat"
    r"|fell ill|fallen ill|needed oxygen|lost consciousness|fainted|collapsed"
    r"|(?:went|gone|going) missing|lost (?:his|her|their|an?|both|one) \w+(?: \w+)?"
    r"|suffer\w* .+|in (?:hospital|intensive care|custody|detention|captivity)|behind bars)$",
    re.IGNORECASE,
)
# What may follow a headline's participle: "eight injured due to ...", "two killed overnight".
_REASON = re.compile(
    r"\s*(?:due|following|amid|alongside|today|yesterday|overnight|early|late|\w+day)\b",
    re.IGNORECASE,
)
_THEIR_LIVES = re.compile(r"\s+(?:their lives|his life|her life)\b", re.IGNORECASE)
_WAS_POSSIBLE = Pattern(r"\b(?:may|might) have (?:\w+ )?(?:been )?$", re.IGNORECASE)
_WHEN = ("late", "early", "yesterday")
_FAR = 12  # symbols between victims and their passive verb


def read_harm_words(p: Parse) -> None:
    """Add the records of every harm word of the sentence."""
    skip = -1
    for i, symbol in enumerate(p.symbols):
        if symbol not in "HGDA" or i <= skip or is_unreal(p, i):
            continue
        skip = _joined(p, i)
        harm: Harm = "killed_or_injured" if skip > i else p.harm_of(i)
        last = max(i, skip)
        for group in _victims_of(p, i, last):
            rule = f"{p.chunks[i].rule}/{_construction(p, group, i)}"
            p.record(group, harm, i, last=last, rule=rule)


def is_unreal(p: Parse, i: int) -> bool:
    """Tell whether the harm is denied, wished, feared or only possible."""
    left = p.symbols[:i]
    aux = re.search(r"[am!]*$", left)
    assert aux is not None
    if "!" in aux.group() or "!a" in left[-3:]:
        return True
    if "m" in aux.group():
        return _WAS_POSSIBLE.search(p.before(i)) is None
    infinitive = p.symbols[i] in "GH" and left.endswith("t")
    return infinitive and re.search(r"\bto\s+$", p.before(i), re.IGNORECASE) is not None


def _joined(p: Parse, i: int) -> int:
    """Return the index of the second harm word in "killed or wounded", else *i*."""
    after = p.symbols[i + 1 : i + 3]
    if after[:1] == "&" and after[1:] in ("H", "G", "A", "D"):
        harms = {p.chunks[i].harm, p.chunks[i + 2].harm}
        between = p.text[p.chunks[i].end : p.chunks[i + 2].start].strip().lower()
        if harms == {"killed", "injured"} and between in ("and", "or"):
            return i + 2
    return i


def _construction(p: Parse, group: list[int], i: int) -> str:
    if p.symbols[i] == "D":
        return "noun"
    return "active" if group[0] > i else "passive"


def _victims_of(p: Parse, i: int, last: int) -> list[list[int]]:
    """Return the victim groups of the harm word at *i*, each a list of chunk indices."""
    symbol = p.symbols[i]
    if i in p.used:
        return []
    if symbol == "D" and not p.symbols[:i].endswith("ai"):  # but "is among the victims"
        return victims_of_noun(p, i, last)
    only = only_of(p.chunks[i].rule or "")
    if only:
        found = passive(p, i, last) if symbol == "H" else _active(p, i, last)
        return [group for group in found if _fits(p, group, i, only)]
    if symbol != "D":
        groups = _active(p, i, last)
        if groups:
            return groups
    owned = re.search(r"N(?:q)?h$", p.symbols[:i]) if symbol == "H" else None
    if owned is not None:  # "four nurses it had abducted"
        return p.grouped([owned.start()])
    if symbol == "G" and not _is_intransitive(p, i):
        return []
    return passive(p, i, last)


def _fits(p: Parse, group: list[int], i: int, only: frozenset[str]) -> bool:
    """Tell whether a harm word that takes certain nouns only can have this group."""
    if p.chunks[group[0]].noun in only:
        return p.chunks[i].rule != "destroyed-fighters" or p.symbols[group[0]] == "N"
    if group[-1] in p.lives:
        return True
    return p.symbols[group[0]] == "Q" and p.chunks[i].harm == "displaced"


def _is_intransitive(p: Parse, i: int) -> bool:
    return _INTRANSITIVE.search(p.words(i)) is not None


def _stands_alone(p: Parse, i: int) -> bool:
    """Tell whether the harm word is a whole verb without a form of "be" before it."""
    return _is_intransitive(p, i) or bool(only_of(p.chunks[i].rule or ""))


# -- active --------------------------------------------------------------------------------------


def _active(p: Parse, i: int, last: int) -> list[list[int]]:
    """Return the victims after the verb at *i*."""
    if p.symbols[i] not in "HG" or _is_intransitive(p, i):
        return []
    if p.symbols[i] == "H" and p.symbols[:i].endswith("a"):
        return []
    first = last + 1
    if p.symbols[first : first + 1] == "." and p.words(first)[0] in '"“”':
        first += 1  # killed "no fewer than three"
    match = _LIST.match(p.symbols, first)
    if match is None or _is_headline(p, i, first):
        return []
    members = p.victims_in(match)
    more = re.match(r"(?:,?i[NQM,&]*)?,?\+N", p.symbols[match.end() :])
    if more is not None:  # "killed 15 civilians, including two girls, as well as 3 fighters"
        members.append(match.end() + more.end() - 1)
    rule = p.chunks[i].rule
    if rule == "lives" and _THEIR_LIVES.match(p.text, p.chunks[members[-1]].end):
        p.lives.add(members[-1])  # "cost five people their lives"
    if rule == "lose-active" and p.symbols[members[0]] != "N":
        return []
    takes_things = p.symbols[i] == "H" or rule in ("capture-active", "detain-active")
    if takes_things and p.symbols[members[0]] == "Q" and _counts_things(p, members[-1]):
        return []
    return p.grouped(members)


def _is_headline(p: Parse, i: int, first: int) -> bool:
    """Tell whether "six killed" stands before "22 injured": two participles, no object."""
    pair = re.match(r"[NQ][HA](?![NQMZ])", p.symbols[first:])
    return pair is not None and p.symbols[i] == "H" and p.symbols[i - 1 : i] in ("N", "Q")


def _counts_things(p: Parse, j: int) -> bool:
    """Tell whether a bare number counts something other than people ("captured 12 tanks")."""
    after = p.symbols[j + 1 : j + 2]
    word = p.text[p.chunks[j].end : p.chunks[j].end + 24].strip().split(" ")[0]
    return after == "o" and word.isalpha() and word.lower() not in _WHEN


# -- passive -------------------------------------------------------------------------------------


def passive(p: Parse, i: int, last: int) -> list[list[int]]:
    """Return the victims before the passive verb, participle or adjective at *i*."""
    left = p.symbols[:i]
    j = len(left.rstrip("aml")) - 1
    aux = "a" in left[j + 1 :]
    if not aux and left.endswith("ai"):  # "the commander was among the dead"
        aux, j = True, i - 3
    subject = _subject(p, i, j, aux=aux)
    if subject is None:
        return []
    whole = whole_before(p, subject)
    j = described(p, subject if whole is None else whole)
    if left[j] == "Z" and not aux and not _is_intransitive(p, i):
        return []
    if left[j] == "N" and left[j + 1 : i] == "q" and _stands_alone(p, i):
        return p.grouped([j])
    if left[j] == "M" and "q" in left[j + 1 : i]:
        return []  # "the people who were killed" are known already
    if left[j] == "Q" and left[j + 1 : j + 2] == "o" and not _counts_people(p, j):
        return []
    if not aux and not _is_reduced(p, i, last, "" if whole is not None else left[j + 1 :], j):
        return []
    return p.grouped(coordinated(p, j))


def _subject(p: Parse, i: int, j: int, *, aux: bool) -> int | None:
    """Return the victims nearest to the left of *j*, if nothing between cuts them off."""
    left = p.symbols[:i]
    gap = 0
    while j >= 0 and left[j] not in VICTIMS:
        relative = aux and (left[j + 1 : j + 2] == "a" or is_relative(p, j))
        told = left[j] == "q" and left[j - 1 : j] == "N" and j == i - 1
        relative = relative or (told and is_relative(p, j) and _stands_alone(p, i))
        crossing = left[j] in "TGD.!h" or (left[j] == "q" and not relative)
        dead = left[j] in "HA" and left[:j].endswith("f")  # "three of the wounded died"
        if (crossing or left[j] in "HA") and not dead:
            return None
        gap += 1
        if gap > _FAR:
            return None
        j -= 1
    return j if j >= 0 else None


def _counts_people(p: Parse, j: int) -> bool:
    """Tell whether the noun after a bare number is built like a word for a person."""
    end = j + 1
    while p.symbols[end : end + 1] == "o":
        end += 1
    return is_person(p.words(end - 1))


def _is_reduced(p: Parse, i: int, last: int, between: str, j: int) -> bool:
    """Tell whether "N killed" without a form of "be" is passive: a headline or a participle."""
    if _stands_alone(p, i):
        return True
    if p.symbols[i] == "A":
        return between == ""
    if between not in ("", "q") or p.symbols[j] not in "NQ":
        return False
    if _REASON.match(p.text, p.chunks[last].end, p.line.sentence.end):
        return True
    return p.symbols[last + 1 : last + 2] in ("", *"NQpbq.,&rit")
