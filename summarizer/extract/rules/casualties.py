"""Harm to people as the text states it: who, how many, which harm, and which number belongs where.

Each harm word of a sentence is read with the victims its grammar gives it ("N were killed",
"killing N", "the death of N", "a toll of Q"). Nothing is taken from nearness alone, and a harm word
without victims makes no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from summarizer.document import Span
from summarizer.extract.rules.frames import frame_of
from summarizer.extract.rules.harm import only_of
from summarizer.extract.rules.harmed import NOUN_HARM, Harmed, none_harmed, scoped
from summarizer.extract.rules.reading import Line, Reading
from summarizer.quantities import parse_count
from summarizer.schema.terms import CivilianStatus, Harm

VICTIMS = "NQMZ"
# "12 soldiers, two nurses and a boy", but not "11 people, two ..." nor "six, and nine were hurt".
_LIST = re.compile(r"[NQMZ](?:,[NM](?=(?:,[NM])*,?&)|,?&[NQM](?![opft]*a?[HA]))*")
# A noun that the word lists do not have counts people if it is built like one: "a deminer".
_PERSON = re.compile(r"\w{3,}(?:er|or|ist|ian|man|woman|men|women|ee|ant|ent)s?$", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"(?:tanker|bulldozer|mortar|container|trailer|tractor|motor|quarter|shelter|tower|transformer"
    r"|generator|helicopter|launcher|locker|number|corner|letter|water|river|power|paper|other|later"
    r"|after|center|monument|settlement|apartment|element|fragment|plant|restaurant|sector|mirror"
    r"|harbor|freighter|fighter-bomber|bomber|interceptor|document|statement)s?$",
    re.IGNORECASE,
)
_INTRANSITIVE = re.compile(
    r"(?:died|die|perished|surrendered|(?:gave|giving|given) themselves up"
    r"|laid down their \w+|disappeared|vanished|suffocated|choked|drowned|succumbed"
    r"|were lost|did not survive"
    r"|paid with their lives|fell as martyrs|fell in combat"
    r"|fell ill|fallen ill|needed oxygen|lost consciousness|fainted|collapsed"
    r"|(?:went|gone|going) missing|lost (?:his|her|their|an?|both|one) \w+(?: \w+)?"
    r"|suffer\w* .+|in (?:hospital|intensive care|custody|detention|captivity)|behind bars)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?:[NQM](?:,&|[,&])?)*[NQM],?$")
_MOSTLY = re.compile(
    r"(?:mostly|mainly|most of|nearly all|almost all|all|many of)\b", re.IGNORECASE
)
# What may follow a headline's participle: "eight injured due to ...", "two killed overnight".
_REASON = re.compile(
    r"\s*(?:due|following|amid|alongside|today|yesterday|overnight|early|late|\w+day)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:^|[,;:“\"]\s*)the\s+(?:\w+\s+)?$", re.IGNORECASE)
_GRAVELY = re.compile(
    r"\s+(?:(?:of them|were|was|are)\s+)*(?:seriously|critically|severely|gravely|badly|fatally"
    r"|slightly|lightly)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:named|identified|listed|described)\s+(?:all\s+|both\s+)?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"^T[oprfaq]{0,8}?(?:r(?P<was>[QN])t(?P<now>[QN])|[taf](?P<n>[QN])(?:,?o?r(?P<old>[QN]))?)"
)
_REACHED = re.compile(
    r"\b(?:reach(?:ed|es|ing)|ris(?:en|es|ing) to|rose to|climb\w* to|stands? at|stood at|put at"
    r"|at as high as|passed|topp\w+|exceed\w*|put\w* \w+ at|to)\s+(?:at )?$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:(?:number|count|total) of (?:\w+ ){0,2}|put\w* the"
    r" |puts its )$",
    re.IGNORECASE,
)
_NUMBER_IS = re.compile(r"^[oprf]{0,4}[ta](?P<n>[QN])(?:,?o?r(?P<old>[QN]))?")
_SUFFER = re.compile(
    r"\b(?:suffer\w*|tak(?:e|es|en|ing)|took|sustain\w*|incur\w*|inflict\w*|caus\w+|report\w*"
    r"|at the"
    r" cost of|result\w* in|left|leaving|bore|with|involving)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_SUFFERED = re.compile(
    r"\b(?:have|has|had)?\s*(?:suffer\w*|taken|took|sustained|incurred)\s+(?:\w+\s+){0,2}$", re.I
)
_BODIES = re.compile(
    r"\b(?:receiv\w+|count\w+|found|recover\w+|retriev\w+|brought|pulled|discover\w+|saw|seen"
    r"|buri\w+|exhum\w+|unearth\w+|took in)\b",
    re.IGNORECASE,
)
_BURIED = re.compile(r"buried\b(?!\s+(?:under|beneath|in the rubble|alive))", re.IGNORECASE)
_WITH_WOUNDS = re.compile(
    r"\s*(?:of\s+(?:the\s+|those\s+)?\w+\s+)?(?:[\w’'-]+\s+){0,5}?(?:with|have|had|suffered|sustained"
    r"|suffering|showing|showed)"
    r"\s+(?:from\s+)?(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:wounds?|injur(?:y|ies)|burns|fractures"
    r"|suffocation|breathing \w+|respiratory \w+|symptoms|concussions?|nausea|blisters"
    r"|smoke inhalation|gas poisoning|cuts"
    r"|(?:burning|red|streaming|watering) eyes|shrapnel|amputations?)\b",
    re.IGNORECASE,
)


_COUNTABLE = ("killed", "injured", "missing", "killed_or_injured", "abducted", "detained")
_NEAR = 300  # characters from a count to the sentence that gives another
_FIGURE = re.compile(
    r"\b(?:(?:put|puts|gave|gives|set)\s+(?:the|that|its|this|a)\s+(?:figure|number|count|total|toll)"
    r"(?:\s+(?:at|as|of))|(?:figure|number|count|total)\s+(?:is|was|has risen to|rose to|stood at"
    r"|had risen to|stands at)|(?:say|says|said|counted|spoke of|speaks? of|reported)"
    r"(?:\s+it (?:was|is))?)"
    r"\s+(?:now\s+|only\s+)?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*(?:[.;]|,|\sand\s+(?:the|a)\s|$)")


_ANOTHER = re.compile(r"(?:another|a \w+|one more)\s+(?:body|corpse)\b", re.IGNORECASE)
_THEIR_LIVES = re.compile(r"\s+(?:their lives|his life|her life)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:(?:(?:about|nearly|almost|more than|fewer than|less than|at least|some)\s+)?"
    r"(?:half|all|a third|a quarter|two[- ]thirds)|most|many"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
    r"(?=\s+of the victims))\s+of"
    r"\s+(?:the\s+)?(?P<of>dead|victims|killed|injured|wounded|missing|them)\b",
    re.IGNORECASE,
)
_SHARED_HARM: dict[str, Harm] = {
    "dead": "killed", "killed": "killed", "injured": "injured", "wounded": "injured",
    "missing": "missing",
}  # fmt: skip


def find_casualties(reading: Reading) -> list[Harmed]:
    """Return the statements of harm in the order of the text, title included."""
    found: list[Harmed] = []
    for line in reading.lines:
        told = next((r for r in reversed(found) if r.link is None and r.harm in _COUNTABLE), None)
        if told is not None and line.sentence.start - told.span.end > _NEAR:
            told = None
        made = _Sentence(reading.text, line, told).read()
        found.extend(_linked(made, found))
    return found


def _linked(made: list[Harmed], before: list[Harmed]) -> Iterator[Harmed]:
    """Yield a sentence's records with ``parent`` as an index over the whole document.

    -1 stands for the last whole record of the same harm before this sentence, if it is near.
    """
    shift = len(before)
    for row in made:
        if row.parent is None:
            yield row
        elif row.parent >= 0:
            yield replace(row, parent=row.parent + shift)
        else:
            whole = next(
                (
                    i
                    for i in range(shift - 1, max(-1, shift - 5), -1)
                    if before[i].harm == row.harm
                    and before[i].link is None
                    and row.line.sentence.start - before[i].span.end < 600
                ),
                None,
            )
            yield replace(row, parent=whole, link=row.link if whole is not None else None)


class _Sentence:
    """The casualty grammar of one sentence."""

    def __init__(self, text: str, line: Line, told: Harmed | None = None) -> None:
        self.told = told  # the last whole count before this sentence, if it is near
        self.text = text
        self.line = line
        self.chunks = line.chunks
        self.symbols = "".join(c.symbol for c in line.chunks)
        self.made: list[Harmed] = []
        self.used: set[int] = set()  # chunks that some record has counted
        self.lives: set[int] = set()  # victims whose lives something cost
        self.owner: dict[int, int] = {}  # harm chunk -> its first record

    def read(self) -> list[Harmed]:
        for row in none_harmed(self.text, self.line):
            self.made.append(row)
            self.used.update(
                k for k, c in enumerate(self.chunks) if row.span.overlaps(Span(c.start, c.end))
            )
        self._tolls()
        skip = -1
        for i, symbol in enumerate(self.symbols):
            if symbol not in "HGDA" or i <= skip or self._unreal(i):
                continue
            skip = self._joined_harm(i)
            combined = skip > i
            harm: Harm = "killed_or_injured" if combined else self.chunks[i].harm or "killed"
            groups = self._victims_of(i, max(i, skip))
            for group in groups:
                self._record(group, harm, i, max(i, skip))
        self._bodies()
        self._hurt()
        self._framed()
        self._named_dead()
        self._together()
        self._of_the_harmed()
        self._shares()
        self._kinds()
        self._other_counts()
        self._subsets()
        self._parts()
        self._increments()
        self.made = [scoped(self.text, row) for row in self.made]
        return self.made

    # -- whose harm ------------------------------------------------------------------------------

    def _joined_harm(self, i: int) -> int:
        """Return the index of the second harm word in "killed or wounded", else *i*."""
        after = self.symbols[i + 1 : i + 3]
        if after[:1] == "&" and after[1:] in ("H", "G", "A", "D"):
            harms = {self.chunks[i].harm, self.chunks[i + 2].harm}
            between = self.text[self.chunks[i].end : self.chunks[i + 2].start].strip().lower()
            if harms == {"killed", "injured"} and between in ("and", "or"):
                return i + 2
        return i

    def _unreal(self, i: int) -> bool:
        """Tell whether the harm is denied, wished, feared or only possible."""
        left = self.symbols[:i]
        aux = re.search(r"[am!]*$", left)
        assert aux is not None
        if "!" in aux.group() or "!a" in left[-3:]:
            return True
        if "m" in aux.group():
            before = self.text[self.line.sentence.start : self.chunks[i].start]
            return re.search(r"\b(?:may|might) have (?:\w+ )?(?:been )?$", before, re.I) is None
        infinitive = self.symbols[i] in "GH" and left.endswith("t")
        return infinitive and self.text[: self.chunks[i].start].rstrip().lower().endswith(" to")

    def _victims_of(self, i: int, last: int) -> list[list[int]]:
        """Return the victim groups of the harm word at *i*, each a list of chunk indices."""
        symbol = self.symbols[i]
        if i in self.used:
            return []
        if symbol == "D" and self.symbols[:i].endswith("ai"):  # "among the victims"
            symbol = "A"
        if symbol == "D":
            return self._of_noun(i, last)
        only = only_of(self.chunks[i].rule or "")
        if only:
            found = self._passive(i, last) if symbol == "H" else self._active(i, last)
            return [
                g
                for g in found
                if (
                    self.chunks[g[0]].noun in only
                    and (self.chunks[i].rule != "destroyed-fighters" or self.symbols[g[0]] == "N")
                )
                or g[-1] in self.lives
                or (self.symbols[g[0]] == "Q" and self.chunks[i].harm == "displaced")
            ]
        active = self._active(i, last)
        if active:
            return active
        owned = re.search(r"N(?:q)?h$", self.symbols[:i]) if symbol == "H" else None
        if owned is not None:  # "four nurses it had abducted"
            return self._grouped([owned.start()])
        if symbol == "G" and not self._is_died(i):
            return []
        return self._passive(i, last)

    def _is_died(self, i: int) -> bool:
        return (
            _INTRANSITIVE.search(self.text[self.chunks[i].start : self.chunks[i].end]) is not None
        )

    def _stands_alone(self, i: int) -> bool:
        return self._is_died(i) or bool(only_of(self.chunks[i].rule or ""))

    def _active(self, i: int, last: int) -> list[list[int]]:
        if self.symbols[i] not in "HG" or self._is_died(i):
            return []
        if self.symbols[i] == "H" and self.symbols[:i].endswith("a"):
            return []
        first = last + 1
        if self.symbols[first : first + 1] == "." and self._is_mark(first):
            first += 1  # killed "no fewer than three"
        match = _LIST.match(self.symbols, first)
        if match is None or self._is_headline(i, first):
            return []
        members = [first + k for k, symbol in enumerate(match.group()) if symbol in VICTIMS]
        more = re.match(r"(?:,?i[NQM,&]*)?,?\+N", self.symbols[first + match.end() :])
        if more is not None:  # "killed 15 civilians, including two girls, as well as 3 fighters"
            members.append(first + match.end() + more.end() - 1)
        if self.chunks[i].rule == "lives" and _THEIR_LIVES.match(
            self.text, self.chunks[members[-1]].end
        ):
            self.lives.add(members[-1])  # "cost five people their lives"
        if self.chunks[i].rule == "lose-active" and self.symbols[members[0]] != "N":
            return []
        if (
            (self.symbols[i] == "H" or self.chunks[i].rule in ("capture-active", "detain-active"))
            and self.symbols[members[0]] == "Q"
            and self._noun_follows(members[-1])
        ):
            return []
        return self._grouped(members)

    def _is_headline(self, i: int, first: int) -> bool:
        """Tell whether "six killed" stands before "22 injured": two participles, no object."""
        pair = re.match(r"[NQ][HA](?![NQMZ])", self.symbols[first:])
        return pair is not None and self.symbols[i] == "H" and self.symbols[i - 1 : i] in ("N", "Q")

    def _is_mark(self, k: int) -> bool:
        return self.text[self.chunks[k].start] in '"“”'

    def _noun_follows(self, j: int) -> bool:
        """Tell whether a bare number counts something other than people ("captured 12 tanks")."""
        after = self.symbols[j + 1 : j + 2]
        word = self.text[self.chunks[j].end : self.chunks[j].end + 24].strip().split(" ")[0]
        return (
            after == "o" and word.isalpha() and word.lower() not in ("late", "early", "yesterday")
        )

    def _passive(self, i: int, last: int) -> list[list[int]]:
        left = self.symbols[:i]
        j = i - 1
        while j >= 0 and left[j] in "aml":
            j -= 1
        aux = "a" in left[j + 1 :]
        if not aux and left[:i].endswith("ai"):  # "the commander was among the dead"
            aux, j = True, i - 3
        gap = 0
        while j >= 0 and left[j] not in VICTIMS:
            relative = aux and (left[j + 1 : j + 2] == "a" or self._is_relative(j))
            told = left[j] == "q" and left[j - 1 : j] == "N" and j == i - 1
            relative = relative or (told and self._is_relative(j) and self._stands_alone(i))
            crossing = left[j] in "TGD.!h" or (left[j] == "q" and not relative)
            dead = left[j] in "HA" and left[:j].endswith("f")  # "three of the wounded died"
            if (crossing or left[j] in "HA") and not dead:
                return []
            gap += 1
            if gap > 12:
                return []
            j -= 1
        if j < 0:
            return []
        head = self._apposed(j)
        if head is not None:
            j = head
        while j > 0 and self._is_attribute(j) and self._earlier(j - 1) is not None:
            j = self._earlier(j - 1) or 0
        if left[j] == "Z" and not aux and not self._is_died(i):
            return []
        if left[j] == "N" and left[j + 1 : i] == "q" and self._stands_alone(i):
            return self._grouped([j])
        if left[j] == "M" and "q" in left[j + 1 : i]:
            return []  # "the people who were killed" are known already
        if left[j] == "Q" and left[j + 1 : j + 2] == "o" and not self._counts_people(j):
            return []
        if not aux and not self._reduced(i, last, j, head is not None):
            return []
        return self._grouped(self._coordinated(j))

    def _apposed(self, j: int) -> int | None:
        """Return the whole that the victims at *j* are part of: "[9 people], mostly women"."""
        match = _WITHIN.search(self.symbols[: j + 1])
        if match is None:
            return None
        first = match.start()
        marks = re.search(r",?i[haHA]?$", self.symbols[:first])
        if marks is not None:
            word = self.chunks[marks.start() + (marks.group()[0] == ",")]
            whom = self.text[word.start : word.end].lower() == "whom"
            return None if whom else self._earlier(marks.start())
        for k in range(first, j + 1):
            mostly = _MOSTLY.match(self.text, self.chunks[k].start) is not None
            if self.symbols[k] in "NQM" and (mostly or self.chunks[k].noun == "of them"):
                before = k - 1 - (self.symbols[k - 1 : k] == ",")
                return before if before >= 0 and self.symbols[before] in "NQ" else None
        return None

    def _is_relative(self, j: int) -> bool:
        """Tell whether *j* opens a relative clause of the victims: "20 fighters who guarded it"."""
        word = self.text[self.chunks[j].start : self.chunks[j].end].lower()
        return self.symbols[j - 1 : j] in ("N", "M") and word in ("who", "that", "which")

    def _is_attribute(self, j: int) -> bool:
        """Tell whether the victims at *j* only describe others: "a bus with [soldiers]"."""
        before = self.symbols[j - 1]
        chunk = self.chunks[j - 1]
        if self.text[chunk.start : chunk.end].lower() == "whom":
            return False
        if before == "f":  # "one of his men", but not "a total of 24 men"
            return self.symbols[j - 2 : j - 1] in ("N", "Q", "M", "Z")
        return before in "iprM"

    def _earlier(self, j: int) -> int | None:
        """Return the victim chunk before *j* in the same noun group, if there is one."""
        for k in range(j - 1, max(-1, j - 7), -1):
            if self.symbols[k] in "NQZ":
                return k
            if self.symbols[k] not in "op,frtM":
                return None
        return None

    def _counts_people(self, j: int) -> bool:
        """Tell whether the noun after a bare number is built like a word for a person."""
        end = j + 1
        while self.symbols[end : end + 1] == "o":
            end += 1
        word = self.text[self.chunks[end - 1].start : self.chunks[end - 1].end]
        return _PERSON.search(word) is not None and _NO_PERSON.search(word) is None

    def _reduced(self, i: int, last: int, j: int, apposed: bool) -> bool:
        """Tell whether "N killed" without a form of "be" is passive: a headline or a participle."""
        if self._is_died(i) or only_of(self.chunks[i].rule or ""):
            return True
        between = "" if apposed else self.symbols[j + 1 : i]
        if self.symbols[i] == "A":
            return between == ""
        if between not in ("", "q") or self.symbols[j] not in "NQ":
            return False
        if _REASON.match(self.text, self.chunks[last].end, self.line.sentence.end):
            return True
        return self.symbols[last + 1 : last + 2] in (
            "N",
            "Q",
            "",
            "p",
            "b",
            "q",
            ".",
            ",",
            "&",
            "r",
            "i",
            "t",
        )

    def _coordinated(self, j: int) -> list[int]:
        """Return the victims that stand beside *j* in one list, *j* last."""
        members = [j]
        if self.symbols[j] == "Q":
            return members  # "12 martyrs and 30 wounded" are two counts
        left = self.symbols[:j]
        while True:
            match = re.search(r"[NM](?:,&|[,&])$", left)
            if match is None:
                return sorted(members)
            before = self.symbols[match.start() - 1 : match.start()]
            if before == "f" and match.group()[1:] == ",":
                return sorted(members)  # "of 40 passengers, 12 were killed"
            if before in ("i", "b") or (
                before in ("p", "t") and self.symbols[match.start()] == "M"
            ):
                return sorted(members)
            members.append(match.start())
            left = left[: match.start()]

    def _grouped(self, members: list[int]) -> list[list[int]]:
        """Put counted victims apart, each its own record; uncounted ones stay together."""
        fresh = [k for k in members if k not in self.used]
        groups: list[list[int]] = []
        for k in fresh:
            if (
                self.symbols[k] == "M"
                and groups
                and all(self.symbols[g] == "M" for g in groups[-1])
            ):
                groups[-1].append(k)
            else:
                groups.append([k])
        return groups

    def _of_noun(self, i: int, last: int) -> list[list[int]]:
        """Read "12 deaths", "heavy casualties", "the killing of two boys", "caused casualties"."""
        of = re.match(r"f[NQM](?:(?:,&|[,&])[NQM])*", self.symbols[last + 1 :])
        if of is not None:
            members = [last + 1 + k for k, s in enumerate(of.group()) if s in VICTIMS]
            return self._grouped(members)
        amount = re.match(r"o{0,3}[ta](?P<n>N)", self.symbols[last + 1 :])
        if amount is not None:  # "losses amounted to 120 servicemen"
            return self._grouped([last + 1 + amount.start("n")])
        if i and self.symbols[i - 1] in "NQ" and i - 1 not in self.used:
            return [[i - 1]]
        if self.symbols[:i].endswith("Qf") and i - 2 not in self.used:  # "dozens of casualties"
            return [[i - 2]]
        before = self.text[self.line.sentence.start : self.chunks[i].start]
        plural = self.text[self.chunks[i].start : self.chunks[i].end].lower() in NOUN_HARM
        if plural and _SUFFER.search(before):
            return [[i]]
        return []

    # -- records ---------------------------------------------------------------------------------

    def _record(self, group: list[int], harm: Harm, i: int, last: int, rule: str = "") -> int:
        first, end = self.chunks[group[0]], self.chunks[group[-1]]
        self.used.update(group)
        victims: Span | None = Span(first.start, end.end)
        count = self._count_of(group)
        status = _status([self.chunks[k].civilian_status for k in group])
        demographics = tuple(
            dict.fromkeys(d for k in group if (d := self.chunks[k].demographic) is not None)
        )
        if self.symbols[group[0]] in "QD":
            victims = self._sufferer(i) if self.symbols[i] == "D" else None
        if first.noun in ("of them", "others", "other", "more", "victims", "dead"):
            victims = None if first.noun in ("others", "other", "more") else victims
        edges = [first.start, end.end, self.chunks[i].start, self.chunks[last].end]
        if victims is not None:
            edges += [victims.start, victims.end]
        row = Harmed(
            line=self.line,
            span=self._whole(Span(min(edges), max(edges))),
            harm=harm,
            count=count,
            victims=victims,
            rule=rule or f"{self.chunks[i].rule}/{self._construction(group, i)}",
            civilian_status=status,
            demographics=demographics,
            word=Span(self.chunks[i].start, self.chunks[last].end),
        )
        self.made.append(row)
        self.owner.setdefault(i, len(self.made) - 1)
        return len(self.made) - 1

    def _construction(self, group: list[int], i: int) -> str:
        if self.symbols[i] == "D":
            return "noun"
        return "active" if group[0] > i else "passive"

    def _count_of(self, group: list[int]) -> Span:
        first = self.chunks[group[0]]
        if first.symbol == "D":
            return Span(first.start, first.end)
        if first.number is not None and first.noun not in ("families", "family", "households"):
            start = self.line.sentence.start + first.number.start
            end = self.line.sentence.start + first.number.end
            vague = first.number.value.qualifier == "vague"
            harm = self.chunks[group[0] + 1 : group[0] + 2]
            if vague and harm and harm[0].symbol == "D":
                return Span(start, harm[0].end)
            if first.bodies or (vague and first.symbol == "N"):
                return Span(start, first.end)
            return Span(start, end)
        return Span(first.start, self.chunks[group[-1]].end)

    def _sufferer(self, i: int) -> Span | None:
        """Return the subject of "X suffered heavy losses", else nobody."""
        start = self.line.clause_at(self.chunks[i].start).start
        before = self.text[start : self.chunks[i].start]
        verb = _SUFFERED.search(before)
        if verb is None:
            return None
        left = start + verb.start()
        while left > start and self.text[left - 1].isspace():
            left -= 1
        actors = [a for a in self.line.actors if start <= a.start and a.end <= left]
        if not actors or left - actors[-1].end > 14:
            return None
        first = actors[-1].start
        for earlier, later in pairwise(reversed(actors)):
            between = self.text[later.end : earlier.start].strip().lower()
            if between not in ("and", ",", ", and"):
                break
            first = later.start
        article = re.search(r"\b(?:both|the)\s+$", self.text[start:first], re.IGNORECASE)
        if article is not None:
            first = start + article.start()
        return Span(first, left)

    def _whole(self, span: Span) -> Span:
        """Close a quotation mark or bracket that the span would cut open."""
        text = self.text[span.start : span.end]
        if text.count("(") > text.count(")"):
            close = self.text.find(")", span.end, self.line.sentence.end)
            return Span(span.start, close + 1) if close >= 0 else span
        return span

    # -- tolls, bodies, none ---------------------------------------------------------------------

    def _tolls(self) -> None:
        for row in re.finditer(r"(?<![A-Za-z&])[AH]\.Q(?![A-Zaobpo])", self.symbols):
            i = row.start()
            mark = self.text[self.chunks[i].end : self.chunks[i + 2].start].strip()
            if mark == ":":  # "Killed: 3. Injured: 17."
                self._record([i + 2], self.chunks[i].harm or "killed", i, i, rule="table")
                self.used.add(i)
        for i, symbol in enumerate(self.symbols):
            number_of = symbol in "HAD" and _NUMBER_OF.search(
                self.text[self.line.sentence.start : self.chunks[i].start]
            )
            if symbol == "T":
                match = _TOLL.match(self.symbols[i:])
            elif number_of:
                match = _NUMBER_IS.match(self.symbols[i + 1 :])
            else:
                continue
            if match is None:
                self._far_toll(i)
                continue
            names = match.groupdict()
            shift = i if symbol == "T" else i + 1
            now = next(shift + match.start(n) for n in ("n", "now") if names.get(n))
            old = next((shift + match.start(n) for n in ("old", "was") if names.get(n)), None)
            if now in self.used:
                continue
            harm: Harm = self.chunks[i].harm or "killed"
            index = self._record([now], harm, i, i, rule="toll/number")
            if symbol in "HAD":
                self.used.add(i)
            if old is not None:
                self.used.add(old)
                older = self._count_of([old])
                toll = self.made[index]
                span = Span(toll.span.start, max(toll.span.end, older.end))
                self.made[index] = replace(toll, supersedes=older, span=span)

    def _far_toll(self, i: int) -> None:
        """Read "the toll from the shelling of ... has reached 20": the verb before the number."""
        for k in range(i + 1, len(self.chunks)):
            chunk = self.chunks[k]
            if chunk.symbol in "NQ" and k not in self.used:
                before = self.text[self.chunks[i].end : chunk.start]
                if _REACHED.search(before):
                    self._record([k], self.chunks[i].harm or "killed", i, i, rule="toll/number")
                    if self.symbols[i] in "HAD":
                        self.used.add(i)
                return

    def _bodies(self) -> None:
        for k, chunk in enumerate(self.chunks):
            if chunk.symbol == "F" and _BURIED.match(self.text, chunk.start):
                for group in self._passive(k, k):
                    self._record(group, "killed", k, k, rule="burial")
                if self.symbols[k - 1 : k] in ("h", "M") and self.symbols[k + 1 : k + 2] == "N":
                    for group in self._grouped([k + 1]):
                        self._record(group, "killed", k, k, rule="burial")
            if chunk.bodies and chunk.number is None and k not in self.used:
                self._one_body(k)
            if not chunk.bodies or k in self.used:
                continue
            if chunk.number is None:
                if self.symbols[k + 1 : k + 3] == "fN" and k + 2 not in self.used:
                    index = self._record([k + 2], "killed", k, k, rule="bodies")
                    whole = Span(chunk.start, self.chunks[k + 2].end)
                    self.made[index] = replace(self.made[index], count=whole)
                continue
            clause = self.line.clause_at(chunk.start)
            if _BODIES.search(self.text[clause.start : clause.end]):
                self._record([k], "killed", k, k, rule="bodies")

    def _one_body(self, k: int) -> None:
        """Read "the body of a fisherman was found", "another body was recovered"."""
        chunk = self.chunks[k]
        clause = self.line.clause_at(chunk.start)
        singular = chunk.noun in ("body", "corpse")
        if not singular or not _BODIES.search(self.text[clause.start : clause.end]):
            return
        owner = self.symbols[k + 1 : k + 3] == "fM" and self._singular([k + 2])
        if not owner and not _ANOTHER.match(self.text, chunk.start):
            return
        index = self._record([k, k + 2] if owner else [k], "killed", k, k, rule="bodies")
        whole = Span(chunk.start, self.chunks[k + 2].end if owner else chunk.end)
        self.made[index] = replace(self.made[index], count=whole, victims=whole)

    def _hurt(self) -> None:
        """Read "34 others were brought in with wounds", "eleven have minor injuries"."""
        for k, chunk in enumerate(self.chunks):
            if chunk.symbol not in "NQM" or k in self.used:
                continue
            if k > 1 and self.symbols[k - 2 : k] == "Qf" and k - 2 in self.used:
                continue  # "eleven of the 17 have minor injuries"
            match = _WITH_WOUNDS.match(self.text, chunk.end, self.line.sentence.end)
            if match is None or (chunk.symbol == "M" and not self._singular([k])):
                continue
            index = self._record([k], "injured", k, k, rule="with-wounds")
            row = self.made[index]
            self.made[index] = replace(row, span=Span(row.span.start, match.end()))

    def _framed(self) -> None:
        """Read victims whose harm is told around them: "took 12 people hostage"."""
        for k, chunk in enumerate(self.chunks):
            if chunk.symbol not in "NQM" or k in self.used:
                continue
            if chunk.symbol == "M" and not self._singular([k]):
                continue
            found = frame_of(self.text, self.line.clause_at(chunk.start), chunk)
            if found is None:
                continue
            index = self._record([k], found.harm, k, k, rule=f"frame/{found.rule}")
            row = self.made[index]
            span = Span(min(row.span.start, found.span.start), max(row.span.end, found.span.end))
            self.made[index] = replace(row, span=span)

    def _together(self) -> None:
        """Read "he was killed along with his wife", "eleven were hurt, three seriously"."""
        for match in re.finditer(r"aH\+(?P<v>[NM](?:(?:,&|[,&])[NM])*)", self.symbols):
            i = match.start() + 1
            if self._unreal(i):
                continue
            members = [match.start("v") + k for k, s in enumerate(match["v"]) if s in VICTIMS]
            for group in self._grouped(members):
                self._record(group, self.chunks[i].harm or "killed", i, i, rule="together")
        for match in re.finditer(r"H[^.]{0,8},&?(?P<q>Q)", self.symbols):
            k = match.start("q")
            owner = self.owner.get(match.start())
            tail = _GRAVELY.match(self.text, self.chunks[k].end, self.line.sentence.end)
            if owner is None or k in self.used or tail is None:
                continue
            row = self.made[owner]
            index = self._record([k], row.harm, k, k, rule="gravely")
            span = Span(self.chunks[k].start, tail.end())
            self.made[index] = replace(
                self.made[index], parent=owner, link="subset", word=None, span=span
            )

    def _named_dead(self) -> None:
        """Read "named the dead as two brothers and a boy of 15"."""
        for match in re.finditer(r"[AD](?P<s>[qa])(?P<v>[NM](?:(?:,&|[,&])[NM])*)", self.symbols):
            i = match.start()
            before = self.text[self.line.sentence.start : self.chunks[i].start]
            lead = _NAMED if match["s"] == "q" else _THE
            if lead.search(before) is None:
                continue
            members = [match.start("v") + k for k, s in enumerate(match["v"]) if s in VICTIMS]
            harm: Harm = "killed" if self.symbols[i] == "D" else self.chunks[i].harm or "killed"
            for group in [[k] for k in members if k not in self.used]:
                self._record(group, harm, i, i, rule="named-dead")

    def _of_the_harmed(self) -> None:
        """Read "fourteen of the injured were children": a part of a group told before."""
        for match in re.finditer(r"(?<!i)Qf[HAQ]", self.symbols):
            k = match.start()
            if k in self.used or k + 2 in self.owner:
                continue
            known = self._same_number(k + 2)  # "four of the nine"
            if self.symbols[k + 2] == "Q" and known is None:
                continue
            harm = self.chunks[k + 2].harm or (known.harm if known else "killed")
            index = self._record([k], harm, k + 2, k + 2, rule="of-the-harmed")
            parent = next((n for n, r in enumerate(self.made) if r.harm == harm and n != index), -1)
            self.made[index] = replace(self.made[index], parent=parent, link="subset", word=None)

    def _shares(self) -> None:
        """Read "most of the dead were women": a part of the group told before, without a number."""
        for match in _SHARE.finditer(self.text, self.line.sentence.start, self.line.sentence.end):
            span = Span(*match.span())
            if any(span.overlaps(row.count) for row in self.made):
                continue
            whole = next((n for n, r in enumerate(self.made) if r.span.start < span.start), None)
            them = match["of"].lower() == "them"
            if them and (whole is None or self.text[: span.start].rstrip()[-1:] != ","):
                continue
            known = self.made[whole] if whole is not None else self.told
            harm = _SHARED_HARM.get(match["of"].lower()) or (known.harm if known else None)
            if harm is None or known is None or known.harm not in _COUNTABLE:
                continue
            parent = whole if whole is not None else -1
            if known.harm != harm:
                continue
            self.made.append(
                Harmed(self.line, span, harm, span, span, "share", parent=parent, link="subset")
            )

    def _kinds(self) -> None:
        """Read "three of whom were children" and, after a count, "Three were children"."""
        for match in re.finditer(
            r"(?<![a-z.])Q(?P<whom>fi)?a(?P<kind>M)(?=[.,&;]|$)", self.symbols
        ):
            k, kind = match.start(), self.chunks[match.start("kind")]
            first = not self.symbols[:k].strip(",&")
            whole = next((n for n, r in enumerate(self.made) if r.link is None), None)
            if k in self.used or kind.demographic is None:
                continue
            if match["whom"] and whole is not None:
                harm, parent = self.made[whole].harm, whole
            elif first and not match["whom"] and self.told is not None:
                harm, parent = self.told.harm, -1
            else:
                continue
            index = self._record([k], harm, k, k, rule="kind")
            row = self.made[index]
            self.made[index] = replace(
                row,
                parent=parent,
                link="subset",
                word=None,
                span=Span(row.span.start, kind.end),
                demographics=(kind.demographic,),
                civilian_status=kind.civilian_status,
            )

    def _other_counts(self) -> None:
        """Read "Residents say 20", "the hospital put the figure at 14" after a count was told."""
        if self.told is None or self.made:
            return
        for k, chunk in enumerate(self.chunks):
            if chunk.symbol != "Q" or chunk.number is None or chunk.number.value.best is None:
                continue
            before = self.text[self.line.sentence.start : chunk.start]
            if _FIGURE.search(before) and _CLOSED.match(self.text, chunk.end):
                self._record([k], self.told.harm, k, k, rule="other-count")
                return

    def _same_number(self, k: int) -> Harmed | None:
        number = self.chunks[k].number
        if number is None:
            return None
        return next(
            (
                row
                for row in self.made
                if parse_count(self.text[slice(*row.count)]).best == number.value.best
            ),
            None,
        )

    def _parts(self) -> None:
        """Read "14 killed in three villages: nine in A, three in B": parts of one total (C14)."""
        colon = self.text.find(":", self.line.sentence.start, self.line.sentence.end)
        whole = next((n for n, r in enumerate(self.made) if r.span.end <= colon), None)
        if colon < 0 or whole is None:
            return
        for k, chunk in enumerate(self.chunks):
            place = self.symbols[k + 1 : k + 2] == "p"
            if chunk.symbol == "Q" and chunk.start > colon and place and k not in self.used:
                index = self._record([k], self.made[whole].harm, k, k, rule="part")
                row = self.made[index]
                end = next((c.start for c in self.chunks[k + 1 :] if c.symbol in ",&."), None)
                span = Span(row.span.start, end or self.line.sentence.end)
                self.made[index] = replace(
                    row, parent=whole, link="part", word=None, span=self._trimmed(span)
                )

    def _trimmed(self, span: Span) -> Span:
        words = self.text[span.start : span.end].rstrip(" ,.;")
        return Span(span.start, span.start + len(words))

    # -- parts of a whole ------------------------------------------------------------------------

    def _subsets(self) -> None:
        for match in re.finditer(
            r"i(?:h|[AH](?:po{1,4})?)?a?(?P<v>[NQM](?:(?:,&|[,&])[NQM])*)", self.symbols
        ):
            members = [match.start("v") + k for k, s in enumerate(match["v"]) if s in VICTIMS]
            self._attach(members, self._whole_of(match.start(), members[-1]), match.start())
        for k, chunk in enumerate(self.chunks):
            acting = self.symbols[k - 1 : k] == "q" and self.symbols[k + 1 : k + 2] == "o"
            if chunk.noun == "of them" and k not in self.used and not acting:
                self._attach([k], self._whole_of(k, k), k)

    def _whole_of(self, start: int, end: int) -> int:
        """Return the record a subset belongs to: -1 is one of an earlier sentence."""
        counted = [n for n, row in enumerate(self.made) if row.link is None and row.word]
        told = [n for n, row in enumerate(self.made) if row.link != "increment"]
        before = [n for n in told if self.made[n].span.start < self.chunks[start].start]
        after_words = self.symbols[end + 1 :]
        if re.match(
            r",?[opft]*a", after_words
        ):  # "23 people, including nine children, were killed"
            around = [
                n
                for n in counted
                if (word := self.made[n].word) is not None and word.start > self.chunks[end].end
            ]
            if around:
                return around[0]
        return before[-1] if before else -1

    def _attach(self, members: list[int], whole: int, lead: int) -> None:
        members = [k for k in members if k not in self.used]
        parent = self.made[whole] if whole >= 0 else None
        if parent is not None and parent.harm not in (
            "killed", "injured", "killed_or_injured", "missing", "captured", "detained", "abducted",
            "surrendered", "displaced", "trapped",
        ):  # fmt: skip
            return
        marker = self.symbols[lead + 1 : lead + 2]
        harm: Harm = parent.harm if parent is not None else "killed"
        if marker in ("H", "A"):
            harm = self.chunks[lead + 1].harm or "killed"
        elif parent is None and not re.search(r"[AHD]i", self.symbols[max(0, lead - 1) : lead + 1]):
            return
        elif parent is None:
            harm = self.chunks[lead - 1].harm or "killed"
        for group in self._grouped(members):
            plain = all(self.symbols[k] == "M" for k in group)
            if plain and not self._singular(group):
                self._describe(whole, group)
                continue
            number = len(self.made)
            anchor = self.chunks[lead]
            self._record(group, harm, group[0], group[0], rule="subset")
            row = self.made[number]
            self.made[number] = replace(
                row, parent=whole, link="subset", span=Span(anchor.start, row.span.end), word=None
            )

    def _singular(self, group: list[int]) -> bool:
        words = self.text[self.chunks[group[0]].start : self.chunks[group[0]].end]
        return re.match(r"(?:an?|one|his|her|their)\s", words, re.IGNORECASE) is not None

    def _describe(self, whole: int, group: list[int]) -> None:
        """Add "mostly women and children" to the record they are part of."""
        if whole < 0:
            return
        row = self.made[whole]
        more = tuple(d for k in group if (d := self.chunks[k].demographic) is not None)
        self.made[whole] = replace(
            row, demographics=tuple(dict.fromkeys((*row.demographics, *more)))
        )

    def _increments(self) -> None:
        """Read "two more bodies, bringing the toll to 31": 2 is part of the rise (C08)."""
        total = next((n for n, row in enumerate(self.made) if row.rule == "toll/number"), None)
        if total is None:
            return
        for n, row in enumerate(self.made):
            if n == total or row.harm != self.made[total].harm or row.link is not None:
                continue
            self.made[n] = replace(row, parent=total, link="increment")


def _status(found: list[CivilianStatus]) -> CivilianStatus:
    known = set(found) - {"unknown"}
    if not known:
        return "unknown"
    return next(iter(known)) if len(known) == 1 else "mixed"
