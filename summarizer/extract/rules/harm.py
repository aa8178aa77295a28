"""A sentence as a string of symbols, one for each chunk that matters to casualty patterns.

    N  counted victims ("at least 12 people")      H  harm verb, active or passive ("killed")
    Q  a bare quantity ("12")                      G  harm verb, active only ("killing")
    M  victims without a number ("a soldier")      D  harm noun ("casualties")
    Z  "no one", "no civilians"                    A  harm adjective ("dead")
    T  "toll"     F  "found", "recovered"          B  "bodies" before "of"
    a  form of "be"   b  by   &  and, or   ,  comma   i  including   f  of   t  to   r  from
    l  left, leaving  m  modal  q  who, that  p  other preposition  !  not  h  he, they
    +  as well as, along with                       o  anything else

Articles, adverbs and "have" leave no symbol. "At least 23 civilians, including nine children, were
killed" is ``N,iN,aH``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from summarizer.document import Sentence
from summarizer.extract.rules.named import Person, find_people, role_status
from summarizer.forms import FormTable
from summarizer.lexicon import Entry, load_entries
from summarizer.patterns import Pattern
from summarizer.quantities import NumberSpan, find_numbers
from summarizer.schema.terms import CivilianStatus, Demographic, Harm
from summarizer.vocabulary import per_lexicon

_SKIP = frozenset(
    "has have had also reportedly allegedly apparently later then only already still seriously"
    " critically badly slightly severely lightly immediately subsequently instantly there since all"
    " both just now again recently further meanwhile believed feared presumed"
    " the a an another its his her their these those this that's".split()
) | {"confirmed", "reported", "declared", "pronounced"}
_CLASSES: dict[str, str] = {}
for _sign, _words in {
    "a": "was were been be being is are got gets remain remains remained",
    "b": "by",
    "&": "and or",
    "i": "including included include includes whom among",
    "f": "of",
    "t": "to at",
    "r": "from",
    "l": "left leaves leaving leave",
    "m": "could may might would will can should must if",
    "q": "who that which where when while after before as because",
    "p": "in on near inside outside during aboard with for into over around across under"
    " between through against within along toward towards",
    "T": "toll",
    "F": "found recovered pulled retrieved discovered exhumed buried",
    "!": "not never",
    "h": "he she they it we i you him them",
}.items():
    _CLASSES |= dict.fromkeys(_words.split(), _sign)
_WORD = Pattern(r"(?i:as well as|along with|together with)\b|[\w’'-]+|[,;:.()“”\"—–]")
# words that end a victim's noun group to the left: "the two men and [the boy]"
_NO_FILLER = frozenset(
    "was were been be is are and or who that in on at by from have had has when after as to than"
    " but with of for while where over about against into near said told lost if killed wounded"
    " injured dead missing including include included includes people among citing"
    " killing wounding leaving under behind them us during since until without within between"
    " shot seized freed released took taken takes holding held hit struck abducted kidnapped"
    " arrested detained captured attacked beat buried treated found saw counted executed"
    " because so also then what whose".split()
)
_FILLER = rf"(?:(?!(?:{'|'.join(sorted(_NO_FILLER))})\b)[\w’'.-]+\s+)"
# What begins a group of its own: "two officers and [five soldiers]", "people, [mostly women]".
_NEW_GROUP = (
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|scores|hundreds"
    r"|several|another|at|some|about|around|more|mostly|mainly|nearly|almost|all|many|most)\b)"
)
# The group goes on after a noun in the singular: "100 civilian lives", "97 rebel fighters".
_PLURAL = r"(?:(?<=s)|(?<=people)|(?<=men)|(?<=children)|(?<=police))"
_NONE_OF = re.compile(r"\s+of\s+(?:the|his|her|its|their|our|those|these)\s+\w+", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_LIVES = re.compile(r"\s+(?!of\b)(?:[\w,-]+\s+){0,5}?(?:lives|life)\b", re.IGNORECASE)
_LAST_WORD = Pattern(r"(?<![\w-])(?P<word>[\w’'.-]+)\s+$")
_ARTICLE = Pattern(
    r"(?<![\w-])(?:an?|the|his|her|its|their|another|this|several)\s+$", re.IGNORECASE
)
# "A sixth is missing", "another was hurt": one more of those counted before.
_ONE_MORE = Pattern(
    r"\b(?:an?\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|another)"
    r"(?=\s+(?:was|is|had|has|died|remain(?:s|ed)|lost (?:an?|his|her)|suffered)\b)",
    re.IGNORECASE,
)
_GROUPS = frozenset({"family", "crew", "household", "couple"})
_SINGLE = frozenset(
    "mother father widow widower grandmother grandfather boy girl man woman youth child baby son"
    " daughter toddler infant soldier".split()
)
_SURNAME = re.compile(r"(?:\s+[A-ZÀ-Ý][a-zà-ÿ][\wÀ-ÿ’'-]*){1,3}(?=\s+[a-z]|[,.])")
_CROWD = frozenset({"people", "police", "troops", "civilians", "citizens"})
_NO = Pattern(r"\b(?:no one|nobody|none|not a single (?=\w)|no (?=\w))", re.IGNORECASE)


@dataclass(frozen=True)
class Chunk:
    """One symbol with its span and what it stands for; offsets into the article's text."""

    symbol: str
    start: int
    end: int
    number: NumberSpan | None = None  # offsets of the number are relative to the sentence
    noun: str | None = None
    civilian_status: CivilianStatus = "unknown"
    demographic: Demographic | None = None
    harm: Harm | None = None
    rule: str | None = None
    bodies: bool = False
    person: Person | None = None  # one named; offsets relative to the sentence, like the number's
    victim: str | None = None  # the entry of the noun


@per_lexicon
def _victims() -> tuple[str, dict[str, Any]]:
    table: dict[str, Any] = {}
    for entry in load_entries("harm.toml", "victim"):
        for form in entry.forms:
            table.setdefault(form.casefold(), entry)
    forms = sorted(table, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms), table


@per_lexicon
def _harm_words() -> FormTable[Entry]:
    entries = load_entries("harm.toml", "harm")
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def only_of(rule: str) -> frozenset[str]:
    """Return the nouns that a harm word takes as its victims; empty: any."""
    entry = next((e for e in load_entries("harm.toml", "harm") if e.id == rule), None)
    return frozenset(entry.data.get("only", ())) if entry is not None else frozenset()


@per_lexicon
def _nouns() -> FormTable[Entry]:
    entries = load_entries("harm.toml", "victim")
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns, _ = _victims()
    more = (
        rf"(?:\s*(?:,|\band\b|\bor\b)\s+(?!{_NEW_GROUP})(?:{_FILLER}){{0,1}}?"
        rf"(?:{nouns})\b(?!\s+(?:was|were)))?"
    )
    counted = re.compile(
        rf"(?:\s+of)?(?:\s+(?:the|its|his|their|our|her|these|those))?\s+(?:{_FILLER}){{0,5}}?"
        rf"(?P<noun>{nouns})(?![\w-])(?:{_PLURAL}|(?!\s+(?:{nouns})\b)){more}"
        r"|\s+(?P<others>others?|more|of them)\b",
        re.IGNORECASE,
    )
    plain = re.compile(
        rf"(?<![\w-])(?:(?:an?|the|his|her|its|their|another|this|several)\s+)?"
        rf"(?:{_FILLER}){{0,3}}?(?P<noun>{nouns})(?![\w-])",
        re.IGNORECASE,
    )
    return counted, plain


def chunk(sentence: Sentence, known: frozenset[str] = frozenset()) -> list[Chunk]:
    """Return the chunks of one sentence in order. *known*: last names given in full before."""
    text, offset = sentence.text, sentence.start
    harms = list(_harm_words().find(text))
    taken = [_named(text, person) for person in find_people(text, known)] if harms else []
    taken += _numbers(text, taken)
    taken += _nobody(text, taken)
    taken += _harms(text, harms, taken)
    taken += _plain(text, taken)
    taken.sort(key=lambda c: c.start)
    taken = _sized(text, taken)
    chunks: list[Chunk] = []
    position = 0
    for piece in [*taken, None]:
        limit = piece.start if piece else len(text)
        for match in _WORD.finditer(text, position, limit):
            symbol = _symbol(match.group())
            if symbol:
                chunks.append(Chunk(symbol, match.start(), match.end()))
        if piece:
            chunks.append(piece)
            position = piece.end
    return [_shift(c, offset) for c in chunks]


def _shift(c: Chunk, offset: int) -> Chunk:
    return Chunk(
        c.symbol, c.start + offset, c.end + offset, c.number, c.noun, c.civilian_status,
        c.demographic, c.harm, c.rule, c.bodies, c.person, c.victim,
    )  # fmt: skip


def _symbol(word: str) -> str:
    folded = word.casefold()
    if folded in _CLASSES:
        return _CLASSES[folded]
    if " " in folded:
        return "+"
    if folded in _SKIP:
        return ""
    if folded in (",", "(", ")", "—", "–", "-", "--"):
        return ","
    if folded in (";", ":", ".", "“", "”", '"'):
        return "."
    return "o"


def _numbers(text: str, taken: list[Chunk]) -> list[Chunk]:
    counted, _ = _heads()
    _, table = _victims()
    chunks: list[Chunk] = []
    for number in find_numbers(text):
        if number.guard is not None or (chunks and number.start < chunks[-1].end):
            continue
        if any(c.start < number.end and number.start < c.end for c in taken):
            continue  # an age
        head = counted.match(text, number.end)
        if head is not None and any(c.start < head.end() and number.start < c.end for c in taken):
            head = None
        if head is None:
            chunks.append(Chunk("Q", number.start, number.end, number))
        elif head["others"]:
            chunks.append(Chunk("N", number.start, head.end(), number, noun=head["others"].lower()))
        else:
            noun = re.sub(r"\s+", " ", head["noun"]).casefold()
            chunks.append(_victim("N", number.start, head.end(), number, noun, table))
    return chunks


def _victim(
    symbol: str, start: int, end: int, number: NumberSpan | None, noun: str, table: dict[str, Any]
) -> Chunk:
    entry = table[noun]
    return Chunk(
        symbol,
        start,
        end,
        number,
        noun,
        entry.data["civilian_status"],
        entry.data.get("demographic"),
        bodies=noun in ("bodies", "body", "corpses", "corpse"),
        victim=entry.id,
    )


def _nobody(text: str, taken: list[Chunk]) -> list[Chunk]:
    _, table = _victims()
    _, plain = _heads()
    chunks: list[Chunk] = []
    for match in _NO.finditer(text):
        if any(c.start < match.end() and match.start() < c.end for c in taken):
            continue
        if match.group().lower().startswith(("no ", "not ")):
            if match.group().lower() == "no one":
                chunks.append(Chunk("Z", match.start(), match.end()))
                continue
            noun = plain.match(text, match.end())
            if noun is not None:
                name = re.sub(r"\s+", " ", noun["noun"]).casefold()
                chunks.append(_victim("Z", match.start(), noun.end(), None, name, table))
        else:
            group = _NONE_OF.match(text, match.end())
            chunks.append(Chunk("Z", match.start(), group.end() if group else match.end()))
    return chunks


_ROLES = {"verb": "H", "active": "G", "noun": "D", "adjective": "A"}


def _harms(text: str, harms: list[tuple[int, int, Entry]], taken: list[Chunk]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for start, end, entry in harms:
        if any(c.start < end and start < c.end for c in taken):
            continue
        symbol = _ROLES[entry.data["role"]]
        if entry.id == "lives" and _LIVES.match(text, end) is None:
            continue
        if symbol == "G" and _OF.match(text, end):
            symbol = "D"
        chunks.append(Chunk(symbol, start, end, harm=entry.data["harm"], rule=entry.id))
    return chunks


def _plain(text: str, taken: list[Chunk]) -> list[Chunk]:
    """Return the uncounted victims: a noun with up to three words and an article before it."""
    _, table = _victims()
    chunks: list[Chunk] = []
    for match in _ONE_MORE.finditer(text):
        if not any(c.start < match.end() and match.start() < c.end for c in taken):
            chunks.append(Chunk("M", match.start(), match.end(), noun="others"))
    taken = [*taken, *chunks]
    limit = 0
    for noun_start, end, _ in _nouns().find(text):
        start = max(limit, _group_start(text, noun_start))
        inside = [c for c in taken if c.start < end and start < c.end]
        if inside:
            start = max(c.end for c in inside)
            while start < end and text[start].isspace():
                start += 1
            if start > noun_start:
                continue
        noun = re.sub(r"\s+", " ", text[noun_start:end]).casefold()
        name = _SURNAME.match(text, end) if noun not in _CROWD else None
        end = name.end() if name else end
        chunks.append(_victim("M", start, end, None, noun, table))
        limit = end
    return chunks


def _named(text: str, person: Person) -> Chunk:
    """Return somebody named as a victim chunk: "mayor Ana Ruiz, 45", "her son, Tomas"."""
    status = role_status(person.role(text) or "")
    return Chunk("M", person.lead, person.close, None, "named", status, person=person)


def last_names(text: str, chunks: list[Chunk]) -> frozenset[str]:
    """Return what the people named in full in a sentence may be called later on: "Ruiz"."""
    found: set[str] = set()
    for piece in chunks:
        if piece.person is not None:
            words = text[piece.person.start : piece.person.end].split()
            found.update(w for w in words[1:] if len(w) > 3 and w[:1].isupper())
    return frozenset(found)


def _sized(text: str, chunks: list[Chunk]) -> list[Chunk]:
    """Read "a family of six" as six people, "a mother of three" and "a boy of 15" as one."""
    made: list[Chunk] = []
    for piece in chunks:
        last = made[-1] if made else None
        if (
            last is not None
            and last.symbol == "M"
            and piece.symbol == "Q"
            and piece.number is not None
            and text[last.end : piece.start].lower().strip() == "of"
        ):
            if last.noun in _GROUPS:
                made[-1] = replace(last, symbol="N", end=piece.end, number=piece.number)
                continue
            if last.noun in _SINGLE:
                made[-1] = replace(last, end=piece.end)
                continue
        made.append(piece)
    return made


def _group_start(text: str, noun: int) -> int:
    """Return where the noun group that ends with the noun at *noun* begins."""
    start = noun
    for _ in range(3):
        word = _LAST_WORD.search(text, max(0, start - 40), start)
        if word is None or word["word"].lower() in _NO_FILLER:
            break
        start = word.start("word")
    article = _ARTICLE.search(text, max(0, start - 12), start)
    return article.start() if article else start
