"""Read an article loosely: what it seems to say about harm, weapons, denials and direct speech.

Word lists find the candidates, sentence by sentence, for ``coverage.py`` to ask which of them no
record covers. They are too loose to be records: a number beside a word for harm may count those who
fled. This is English; ``candidates_abroad.py`` reads the languages with a pack. For any other there
are no word lists, and nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.candidate import SMALL, Candidate, bounds, overlap, place
from summarizer.candidates_abroad import candidates_abroad
from summarizer.document import Document, Sentence, Span
from summarizer.forms import FormTable
from summarizer.language import detect, primary
from summarizer.lexicon import Entry, load_entries
from summarizer.numbers import NUMBER
from summarizer.packs.pack import pack_codes, pack_of
from summarizer.patterns import Pattern
from summarizer.quantities import find_numbers, parse_count
from summarizer.schema.evidence import CountValue
from summarizer.schema.terms import Harm
from summarizer.vocabulary import per_lexicon
from summarizer.weapons import find_weapons

READABLE = ("en", *pack_codes())
LEAST_SPEECH = (
    5  # words between quotation marks; fewer are a label or a name more often than a claim
)
FIRST = 4  # words before the number that a sentence begins with

# "six of them", "nine of the dead": who is counted was named before
_OF_GROUP = re.compile(
    r"\s+(?:more\s+|other\s+)?(?:of\s+(?:the|them|those|these|whom|his|her|their|its|our)\b|others?\b"
    r"|more\b|bod(?:y|ies)\b|corpses?\b|coffins\b|names\b|families\b|households\b)",
    re.IGNORECASE,
)
# Harm that is spoken of and not told: "a death threat", "to kill", "could have been killed".
_NOT_TOLD = Pattern(
    r"\b(?:could|might|would|may|will|shall|can|cannot|to|if|threat\w*|order\w*|risk\w*|fear\w*"
    r"|avoid\w*|prevent\w*)\s+(?:not\s+)?(?:be\s+|have\s+(?:been\s+)?)?$",
    re.IGNORECASE,
)
# Harm told before, spoken of again: "the wounded", "of their wounds", "the number of casualties".
_BACK = Pattern(
    r"\b(?:(?<!among )the|their|his|her|its|these|those|animals|cattle|livestock|sheep|goats"
    r"|list of|names of|account of|number of|toll of)\s+(?:the\s+)?"
    rf"(?:(?:{NUMBER}\s+)?(?:additional\s+|other\s+)?)?$",
    re.IGNORECASE,
)
_ASKED = Pattern(
    r"\bhow many(?:\s+\w+)?(?:\s+(?:they|he|she|it|had|have|has|were|was|been))*\s+$", re.IGNORECASE
)
# A death that is no harm of war, a killing that is a figure of speech
_NO_HARM = re.compile(
    r"\s+(?:in (?:his|her|their)(?: own)? beds?|of old age|of natural causes|peacefully|each other"
    r"|one another|time)\b",
    re.IGNORECASE,
)
_OF_WORDS = Pattern(r"\bthe (?:word|words|term|phrase|expression)\b", re.IGNORECASE)
_ACCESS = Pattern(r"\b(?:was|were|been|being|be|are|is)\s+$", re.IGNORECASE)
_WORD = Pattern(r"[^\W_]+")


def candidates(text: str, language: str | None = None) -> list[Candidate]:
    """Return what *text* seems to say; nothing where its *language* has no word lists.

    >>> [(c.kind, c.text) for c in candidates("Two men were killed by shells. The army denied it.")]
    [('number', 'Two'), ('harm', 'killed'), ('weapon', 'shells'), ('denial', 'denied')]
    """
    return candidates_of(Document(text), language)


def candidates_of(document: Document, language: str | None) -> list[Candidate]:
    """Return the candidates of a *document*; see ``candidates``."""
    code = primary(language) if language else detect(document.text) or "en"
    pack = pack_of(code)
    if pack is not None:
        return candidates_abroad(document, pack)
    if code not in READABLE:
        return []
    found = [*_told(document), *_weapons(document), *_denials(document), *_speech(document)]
    return sorted(found, key=place)


@per_lexicon
def harm_words() -> FormTable[Entry]:
    """Return the words for harm, the loose ones of coverage.toml among them."""
    entries = [*load_entries("harm.toml", "harm"), *load_entries("coverage.toml", "harm")]
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def loose_weapons() -> FormTable[Entry]:
    """Return the words of coverage.toml that may mean a weapon."""
    entries = load_entries("coverage.toml", "weapon")
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def victims() -> FormTable[Entry]:
    """Return the words for people who can be harmed, each with its entry of harm.toml."""
    entries = load_entries("harm.toml", "victim")
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


@per_lexicon
def _cues() -> FormTable[Entry]:
    entries = [entry for entry in load_entries("cues.toml", "cue") if not entry.data.get("puts")]
    return FormTable({form: entry for entry in reversed(entries) for form in entry.forms})


def _told(document: Document) -> Iterator[Candidate]:
    """Yield the numbers of people and the words for harm, sentence by sentence."""
    carried = False  # the sentence before told of harm: "Eleven were women" goes on from it
    around = False  # harm was told in this paragraph or the one before
    paragraph = -1
    for sentence in document.sentences:
        words = [
            (start, end, entry)
            for start, end, entry in harm_words().find(document.text, sentence.start, sentence.end)
            # soldiers who have left a hill are not displaced
            if entry.id != "fled"
            or "combatants" not in _kinds_of(document.text[max(sentence.start, start - 40) : start])
        ]
        carried = carried and sentence.paragraph == paragraph
        around = bool(words) or (around and sentence.paragraph <= paragraph + 1)
        numbers = [
            replace(row, harm=_nearest(row, words))
            for row in [
                *_numbers(sentence, bool(words), carried, around),
                *_singles(sentence, bool(words) or carried),
            ]
        ]
        yield from numbers
        yield from _harm_told(document.text, sentence, words)
        carried = bool(words) or (carried and bool(numbers))
        paragraph = sentence.paragraph


def _nearest(row: Candidate, words: list[tuple[int, int, Entry]]) -> Harm | None:
    """Return the kind of the word for harm that stands nearest to a number."""
    if not words:
        return None
    near = min(words, key=lambda word: max(row.start - word[1], word[0] - row.end))
    harm: Harm = near[2].data["harm"]
    return harm


def _harm_told(
    text: str, sentence: Sentence, words: list[tuple[int, int, Entry]]
) -> Iterator[Candidate]:
    if sentence.zone == "title" or _OF_WORDS.search(sentence.text):
        return  # a title tells what the text tells
    last = 0
    for start, end, entry in words:
        before = text[max(sentence.start, start - 40) : start]
        only = entry.data.get("only")
        if only and not {*only} & {*before.lower().split()}:
            continue  # "soldiers arrived" displaces nobody
        doubtful = entry.id in _NEED_PEOPLE and not _peopled(text, sentence, start, end)
        doubtful = doubtful or (entry.id == "capture" and _takes_things(text[end : sentence.end]))
        if entry.id == "euphemism" and _NONE.search(before):
            continue  # who finds no bodies has not said that nobody died
        if _OF_A_THING.search(before) and text[start:end] == "dead" and _names_thing(text, end):
            continue  # "a dead bus"
        if start == sentence.start and entry.id == "kidnap-active":
            continue  # "Kidnapping has become an industry"
        if doubtful or any(words.search(before) for words in (_NOT_TOLD, _BACK, _ASKED)):
            continue
        if _NO_HARM.match(text, end) or (last and text[last:start].strip() == "or"):
            continue  # "killed or missing" is one claim
        last = end
        printed = text[start:end]
        yield Candidate("harm", start, end, printed, sentence.span, harm=entry.data["harm"])


_NONE = Pattern(r"\bno\s+$", re.IGNORECASE)


def _takes_things(after: str) -> bool:
    """Tell whether what is captured is counted and no people: "captured three vehicles"."""
    first = next(iter(find_numbers(after[:60])), None)
    return first is not None and not after[: first.start].strip() and first.guard is not None


_OF_A_THING = Pattern(r"\ban?\s+$", re.IGNORECASE)


def _names_thing(text: str, start: int) -> bool:
    """Tell whether the word after *start* is a noun for something else than people."""
    word = re.match(r"\s+([a-z]+)", text[start:])
    joins = ("and", "or", "in", "on", "at", "by", "when", "after")
    return word is not None and word.group(1) not in joins and not _kinds_of(word.group(1))


def _kinds_of(text: str) -> set[str]:
    return {entry.id for _, _, entry in victims().find(text)}


# Words that tell of other things as often: a town is captured, power is lost, a road is missing.
_NEED_PEOPLE = frozenset(
    "capture lose-active missing detain displace surrender"
    " euphemism hurt-somehow hit taken fled".split()
)


def _peopled(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether people, or a number that may count some, stand close to a word."""
    left, right = max(sentence.start, start - 50), min(sentence.end, end + 40)
    if text[start:end].lower().endswith(" hit"):
        right = start  # who was hit stands before it
    if any(victims().find(text, left, right)):
        return True
    return any(number.guard is None for number in find_numbers(text[left:right]))


def _numbers(sentence: Sentence, harmed: bool, carried: bool, around: bool) -> Iterator[Candidate]:
    if not (harmed or carried or around):
        return
    text, offset = sentence.text, sentence.start
    for number in find_numbers(text):
        if number.guard is not None or number.value.qualifier == "unspecified":
            continue
        before, after = text[: number.start], text[number.end :]
        group = _group(text, number.end)
        if _NO_COUNT.match(after) or _NO_COUNT_BEFORE.search(before):
            continue
        if number.text.lower() in ("some", "many", "several") and group is None:
            continue
        if number.text.lower() == "one" and not _ONE.match(after):
            continue
        if number.text.lower() == "many" and before.lower().rstrip().endswith("how"):
            continue
        if _is_age(before, after) or _DOING.match(text[number.end :]):
            continue
        if find_weapons(" ".join(after.split()[:2])):
            continue
        # In a sentence without a word for harm, only who is counted first goes on from before.
        first = group is not None and (harmed or len(before.split()) < FIRST)
        exact = number.value.qualifier == "exact"
        listed = exact and group is not None and not harmed and _LISTED.search(before)
        if harmed or carried:
            named = bool(first or listed or _OF_GROUP.match(after))
        else:
            named = bool(listed or (not before.strip() and _PART.match(after)))
        if _TOLD_AS.search(before) or (harmed and _PEOPLES.match(after)):
            named = True
        large = max(bounds(number.value), default=0) > SMALL
        if named or (harmed and (large or _BARE.match(after))):
            yield Candidate(
                "number",
                offset + number.start,
                offset + number.end,
                number.text,
                sentence.span,
                number.value,
                group,
                title=sentence.zone == "title",
                part=_PART.match(after) is not None or _PART_BEFORE.search(before) is not None,
            )
    for match in _SHARE.finditer(text):
        start, end = offset + match.start(), offset + match.end()
        value = parse_count(match.group())
        yield Candidate("number", start, end, match.group(), sentence.span, value)


def _is_age(before: str, after: str) -> bool:
    """Tell whether a number beside these words is an age in words: "a farmer of seventy"."""
    if _AGE_AFTER.match(after):
        return True
    if _AGED.search(before) and re.match(r"[,.;]", after.strip()[:1]):
        return True
    return bool(_AGED_NAME.search(before)) and bool(_AGED_ON.match(after))


_AGED = Pattern(
    r"(?:\bwho (?:was|is|were|are)|\b[Aa]n?\s+(?:[\w-]+\s+){1,2}of"
    r"|[A-Z]\w+, (?:[\w-]+\s+){1,2}and)\s+$"
)
_AGED_NAME = Pattern(r"[A-Z]\w+,\s+$")
_AGED_ON = re.compile(r"(?:,|\s+and\s+[\w-]+,)\s+(?:who|of|from|had|was|were)\b")
_AGE_AFTER = re.compile(r"(?:\s+and\s+[\w-]+)?\s+years?\s+old\b")
# What people who were not harmed do: "several hundred fighters held parts of the town".
_DOING = re.compile(
    r"\s+(?:[\w-]+\s+){1,3}(?:(?<!are )(?<!were )(?<!still )(?<!being )held|entered|attacked"
    r"|stormed|fired|spoke|testified|arrived|took down|went out|took part"
    r"|(?:are|were|remain) still (?:in|at|there)|of the brigade)\b"
    # and what becomes of those who are let go or spared
    r"|\s+[\w-]+(?:, [^,.;]{1,30},)? (?:is|are|was|were) (?:alive|still in (?:their|the))\b"
    r"|\s+of (?:the|them|those)(?: [\w-]+){0,3} (?:was|were|(?:has|have|had) been)"
    r" (?:released|freed|exchanged|acquitted|admitted)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\s+of\s+(?:the|them|those|these|whom|his|her|their|its)\b", re.IGNORECASE)
_PART_BEFORE = Pattern(r"\bother\s+$", re.IGNORECASE)


def _singles(sentence: Sentence, told: bool) -> Iterator[Candidate]:
    """Yield the single people of an enumeration: "12 people, among them a boy of 15"."""
    if not told or sentence.zone == "title":
        return
    text, offset = sentence.text, sentence.start
    for match in _SINGLE.finditer(text):
        words = text[match.end() :].split()[:4]
        person = _group(text, match.end()) is not None or _WHO.match(text, match.end())
        if not words or not person or not _counted(text, match.start(1)):
            continue
        start, end = offset + match.start(1), offset + match.end(1)
        one = CountValue(text=match.group(1), min=1, max=1, best=1, qualifier="exact")
        group = _group(text, match.end())
        yield Candidate("number", start, end, match.group(1), sentence.span, one, group, part=True)


_SINGLE = Pattern(
    r"\b(?:including|among (?:them|the \w+)(?: (?:is|are|was|were))?|and)\s+(an?|the chief)\s",
    re.IGNORECASE,
)


_WHO = re.compile(r"(?:[\w-]+\s+){1,2}who\b")


def _counted(text: str, stop: int) -> bool:
    """Tell whether a number of people stands before *stop*: the list goes on from it."""
    return any(
        number.guard is None and _group(text, number.end) is not None
        for number in find_numbers(text[:stop])
    )


# "lists 34, among them six pupils, two nurses": who is counted there was harmed before
_LISTED = Pattern(r"\b(?:among (?:them|whom)|including)\b[^.;:]*$", re.IGNORECASE)
# "the number is five", "put the dead at nine": a toll without a word for who is counted
_TOLD_AS = Pattern(
    r"\b(?:the (?:number|figure|toll|count)(?: (?:of|is|was|at))?|to number|record of|ledger says"
    r"|register says|list (?:says|has)|arrived at"
    r"|put (?:it|the (?:dead|toll|number|wounded)) at)\s+$",
    re.IGNORECASE,
)
_PEOPLES = re.compile(r"\s+[A-Z][a-z]+s\b")


# "one of the officials said", "two security officials": those who speak
_NO_COUNT = re.compile(
    r"\s+(?:of\s+(?:the|its|his|her|their)\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:officials?|witnesses|sources|sides|spokes\w+|survivors|analysts|diplomats|reporters"
    r"|animals|goats|pages|percent|streets|division|brigade|battalion|regiment|hospitals|houses"
    r"|reports?|on board|berths|people involved|people familiar|people briefed|people close"
    r"|retired|lawyers?|judges|aid workers|voters|workers who)\b",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = Pattern(
    r"(?:\b(?:every|each|no|any|only|all|apart from|(?:leave|leaves|left) out|lawyers? for"
    r"|part(?:y|ies) of|crowds? of|of (?:the|those|these)|aged \d+ (?:and|or|to))\s+"
    r"|[*:#$={/&])$",
    re.IGNORECASE,
)
# What may follow a number without a word for people: "nine were killed", "four in Ngazu, two hurt".
_BARE = re.compile(
    r"\s*(?:[.,;:!?)”\"]|$|(?:was|were|is|are|had|have|has|in|at|from|to|and|or|dead|killed|died"
    r"|wounded|injured|hurt|missing|remain\w*|still|suffered|seriously|critically|lightly|who|perished"
    r"|yesterday|today)\b)",
    re.IGNORECASE,
)
# "half of them", "most of the dead": a claim about victims without a number of its own
_SHARE = Pattern(
    r"\b(?:(?:about|nearly|almost|more than|fewer than|less than) )?(?:half|a third|a quarter"
    r"|two[ -]thirds) of them\b"
    r"|\b(?:half|most|one|all|a third|a quarter|two[ -]thirds|the majority|none)"
    r" of (?:those killed|the (?:dead|wounded|injured|victims"
    r"|missing|killed|casualties|bodies))\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?:\s+of\s+(?:them|the dead|the wounded|the injured|the victims|those)|\s+\w+)?"
    r"\s+(?:an?|was|were|is|has|died|killed|wounded|injured|missing|dead|civilian|child|woman|man|boy|girl|soldier|fighter)\b",
    re.IGNORECASE,
)


def _group(text: str, start: int) -> str | None:
    """Return who is counted: the entry of the victim's word within five words after *start*."""
    line_end = text.find("\n", start)  # a heading counts nobody of the line below it
    stop = start
    for word in [*_WORD.finditer(text, start, len(text) if line_end < 0 else line_end)][:5]:
        stop = word.end()
    return next((entry.id for _, _, entry in victims().find(text, start, stop)), None)


def _last_word(text: str, stop: int) -> list[str]:
    return [
        word.casefold() for word in text[max(0, stop - 30) : stop].replace("-", " ").split()[-1:]
    ]


def _weapons(document: Document) -> Iterator[Candidate]:
    named = [Span(mention.start, mention.end) for mention in find_weapons(document.text)]
    loose = [
        Span(start, end)
        for start, end, entry in loose_weapons().find(document.text)
        if entry.not_after.isdisjoint(_last_word(document.text, start))
    ]
    for span in [*named, *(span for span in loose if not overlap(span, named))]:
        sentence = document.sentence_at(span.start)
        held = sentence.span if sentence else span
        before, after = document.text[held.start : span.start], document.text[span.end : held.end]
        if _NO_WEAPON_BEFORE.search(before) or _NO_WEAPON.match(after):
            continue
        if sentence is None or sentence.zone != "title":  # a title tells what the text tells
            yield Candidate("weapon", *span, document.text[span.start : span.end], held)


# "artillery sergeant", "83 artillery units": people and places named after a weapon
_NO_WEAPON = re.compile(
    r"[\s-]+(?:sergeants?|officers?|units?|crews?|brigades?|regiments?|divisions?|battalions?|experts?"
    r"|positions?|schools?|factory|factories|depots?|squads?|operators?|conventions?|inspectorates?"
    r"|inspectors?|watchdogs?|programmes?|programs?|stocks?|stockpiles?|corvettes?|ships?|boats?)\b",
    re.IGNORECASE,
)
_NO_WEAPON_BEFORE = Pattern(
    r"\b(?:no (?:trace|remains|evidence|signs?|use)|not (?:find|see|found|use)|without"
    r"|(?:not|never) (?:been )?(?:fir|launch|dropp)(?:ed|ing) (?:an?|any)"
    r"|(?:convention|treaty|ban) on|prohibition of)\b[^.;]*$",
    re.IGNORECASE,
)


def _denials(document: Document) -> Iterator[Candidate]:
    for start, end, entry in _cues().find(document.text):
        if entry.data["stance"] != "denies":
            continue
        sentence = document.sentence_at(start)
        if sentence is None or sentence.zone == "title":
            continue  # a title tells what the text tells
        if _ACCESS.search(document.text, max(0, start - 12), start):
            continue  # "were denied access" denies no claim
        yield Candidate("denial", start, end, document.text[start:end], sentence.span)


def _speech(document: Document) -> Iterator[Candidate]:
    """Yield the quotations whose sentence names a way of speaking outside them."""
    for quotation in document.quotations:
        words = document.text[quotation.start : quotation.end]
        sentence = document.sentence_at(quotation.start)
        if sentence is None or len(words.split()) < LEAST_SPEECH:
            continue
        if words.rstrip("\"'”’»").endswith("?") or document.text[: quotation.start].endswith(
            ("(", '("', "(“", "(«")
        ):
            continue  # a question claims nothing, and what is put in brackets translates
        edges = (sentence.start, max(sentence.end, min(quotation.end + 80, len(document.text))))
        spoken = any(
            entry.data["kind"] in ("verb", "phrase") and not quotation.overlaps(Span(start, end))
            for start, end, entry in _cues().find(document.text, *edges)
        )
        if spoken:
            yield Candidate("speech", *quotation, words, sentence.span)
