"""Weapons as the text names them: what was done with them, by whom, and what is said of the law.

A user is taken from an explicit construction only ("X fired W", "W fired by X", "Russian cluster
bombs"). A weapon word under a negation or in talk of bans and supplies in general makes no record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizer.actors import ActorMention, country_of
from summarizer.document import Span
from summarizer.extract.rules.claims import Claims, Voice
from summarizer.extract.rules.found import Found
from summarizer.extract.rules.reading import Line, Reading
from summarizer.extract.rules.roles import parts_of
from summarizer.patterns import Pattern
from summarizer.quantities import find_numbers
from summarizer.schema.terms import WeaponAction, WeaponCategory
from summarizer.weapons import WeaponMention, find_legal_statements

_USE = (
    r"(?:us(?:ed|es|ing)|fir(?:ed|es|ing)|dropp(?:ed|ing)|drops|launch(?:ed|es|ing)|turned to"
    r"|hurled"
    r"|threw|throwing|planted|planting|detonat\w+|lobbed|employ\w+|deploy\w+|rained|pounded|shelled"
    r"|shell(?:ing)?|bombard\w+|attack\w+|hit|struck|target\w+|set off|opened fire|carr(?:ied"
    r"|ying) out"
    r"|wielding|armed with|resorted to|unleashed|laid|sent|drove)"
)
_USED_BEFORE = Pattern(rf"\b{_USE}\b[^.;:]{{0,60}}$", re.IGNORECASE)
_SUBJECT_OF_USE = re.compile(
    rf"\s*(?:(?:have|has|had|also|then|reportedly|allegedly|again|later|repeatedly|\w+ly|who|that|which"
    rf"|are|is|were|was|began|started|continued|to|of|said to have"
    rf"|accused of)\s+)*{_USE}\b[^.;:]{{0,90}}$",
    re.IGNORECASE,
)
_USED_BY = re.compile(
    r"\s+(?:that (?:was|were) |which (?:was|were) )?(?:fired|dropped|launched|used|planted"
    r"|thrown|laid"
    r"|operated|flown|carried)?\s*(?:\w+ly )?by\s+(?:the\s+)?(?:suspected\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ACTIONS: list[tuple[WeaponAction, Pattern]] = [
    ("intercepted", Pattern(r"\b(?:intercept\w*|shot down|shoot(?:ing)? down|down(?:ed|ing)"
                               r"|destroyed in the air|neutralised in flight"
                               r"|repelled by air defen[cs]e)\b", re.I)),
    ("failed", Pattern(r"\b(?:failed to (?:explode|detonate)|did not (?:explode|detonate|go off)"
                          r"|unexploded|misfired|malfunction\w*|dud)\b", re.I)),
    ("seized", Pattern(r"\b(?:seiz\w+|confiscat\w+|captur\w+|impound\w+)\b", re.I)),
    ("found", Pattern(r"\b(?:found|discover\w+|uncover\w+|unearth\w+|recovered|defus\w+"
    r"|dismantl\w+"
                         r"|cleared|demin\w+|disarm\w+|cache)\b", re.I)),
    ("surrendered", Pattern(r"\b(?:surrender\w+|handed (?:over|in)|gave up|laid down)\b", re.I)),
    ("supplied", Pattern(r"\b(?:suppl\w+|deliver\w+|shipped|shipments?|sold|sales?"
    r"|transfer\w*|provid\w+"
                            r"|donat\w+|export\w*|smuggl\w+)\b", re.I)),
    ("produced", Pattern(r"\b(?:produc\w+|manufactur\w+|built|assembl\w+|develop\w+)\b", re.I)),
    ("displayed", Pattern(r"\b(?:display\w*|parad\w+|exhibit\w*|on show|show(?:ed|n"
    r"|ing) off)\b", re.I)),
    ("withdrawn", Pattern(r"\b(?:withdr\w+|pull\w* back)\b", re.I)),
    ("threatened", Pattern(r"\b(?:threaten\w*|would use|will use|could use"
    r"|plans? to use)\b", re.I)),
]  # fmt: skip
_LISTED = Pattern(
    rf"\b(?P<what>found|seized|captured|recovered|discovered|intercepted|shot down)\b"
    rf"(?!.*\b{_USE}\b)[^.;]*,?[^.;]*$",
    re.IGNORECASE | re.DOTALL,
)
_LISTED_AS: dict[str, WeaponAction] = {
    "found": "found", "seize": "seized", "captu": "seized", "recov": "found", "disco": "found",
    "inter": "intercepted", "shot ": "intercepted",
}  # fmt: skip
_IMPACT = Pattern(
    rf"\b(?:{_USE}|land\w*|fell|falling|explod\w+|blast|attack\w*|strikes?|raid|shelling|bombing"
    r"|bombardment|kill\w*|wound\w*|injur\w*|died|destroy\w*|damag\w*|burn\w*|assault|fire|fighting"
    r"|clash\w*|ambush\w*|offensive|went off|blew|packed with|rigged|remnants|fragments"
    r"|blam\w+|accus\w+"
    r"|craters?)\b",
    re.IGNORECASE,
)
_DENIED = Pattern(
    r"\b(?:no|not|never|without|neither|nor|n't|not have any|does not possess|denied (?:using"
    r"|having))\b"
    r"(?:\s+[\w’'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_NO_EVIDENCE = Pattern(
    r"\b(?:no evidence|not find (?:any )?evidence|no sign|no trace)\b[^.;]*$", re.IGNORECASE
)
_IN_GENERAL = Pattern(
    r"\b(?:ban(?:s|ned|ning)? (?:on|of|the)?|convention on|treaty on|prohibit\w*|capable of"
    r"|ability to"
    r"|end to the use of|stop using|(?:members?|states?|specialist|expert)s? (?:of"
    r"|in))\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
# between a number and the weapon it counts: "nine small drones", not "nine killed as shells"
_COUNTED = re.compile(
    r"\s+(?:(?!(?:killed|wounded|injured|dead|as|when|after|in|and|people|men|soldiers|with|by|were|was"
    r"|of|on)\b)[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
_CALIBRE = Pattern(r"\b\d{2,3}(?:\.\d+)?[- ]?(?:mm|millimetres?|millimeters?)\b", re.IGNORECASE)
_MODEL = Pattern(
    r"\b(?:[A-Z]{1,4}-\d{1,3}[A-Z]?\d?|Kh-\d+|S-\d{2,3}|Iskander(?:-M)?|Shahed(?:-\d+)?|Grad|Bayraktar"
    r"(?: TB2)?|Kalibr|Himars|HIMARS|Katyusha|Tomahawk|Geran-\d|Kinzhal|ATACMS|Storm Shadow)\b"
)


@dataclass
class Arm:
    """One weapon of the article with every passage that names it."""

    category: WeaponCategory
    mention: WeaponMention
    action: WeaponAction
    line: Line
    evidence: list[Span] = field(default_factory=list)
    users: list[ActorMention] = field(default_factory=list)
    voice: Voice = field(default_factory=Voice)
    words: list[Span] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    legal: Span | None = None
    quantity: Span | None = None
    calibre: Span | None = None
    model: Span | None = None

    @property
    def rule(self) -> str:
        """The lexicon entry that names it."""
        return self.mention.entry_id


def find_arms(reading: Reading, claims: Claims) -> list[Arm]:
    """Return the weapons in the order of their first mention in the body, else the title."""
    found: list[Arm] = []
    lines = sorted(reading.lines, key=lambda x: x.sentence.zone == "title")
    for line in lines:
        for weapon in _whole_names(reading.text, line.weapons):
            arm = _read(reading.text, line, weapon, claims)
            if arm is None:
                continue
            home = _loose(found, arm)
            if home is None:
                found.append(arm)
            else:
                _add(home, arm)
    return found


_NO_USERS = frozenset({"media", "person", "civilians"})
_SAME_NAME = re.compile(
    r"\s+(?:of\s+(?:the|an?)\s+(?:\w+-fired\s+)?|with\s+\d+\s+)?(?:type\s+)?", re.IGNORECASE
)


def _whole_names(text: str, weapons: Sequence[WeaponMention]) -> list[WeaponMention]:
    """Join the words of one weapon: "Kh-59 missiles", "rockets of the HIMARS launcher"."""
    made: list[WeaponMention] = []
    for weapon in weapons:
        last = made[-1] if made else None
        if last is None or not _one_name(text, last, weapon):
            made.append(weapon)
            continue
        vague = last.category in ("unspecified", "missile_unspecified", "drone_unspecified")
        better = weapon if vague and not weapon.category.endswith("unspecified") else last
        words = text[last.start : weapon.end]
        made[-1] = replace(better, start=last.start, end=weapon.end, text=words)
    return made


def _one_name(text: str, left: WeaponMention, right: WeaponMention) -> bool:
    """Tell whether two words name one weapon; two kinds side by side lost the comma of a list."""
    between = text[left.end : right.start]
    if _SAME_NAME.fullmatch(between) is None:
        return False
    loose = [w.category.endswith("unspecified") for w in (left, right)]
    return bool(between.strip()) or left.category == right.category or any(loose)


def _loose(found: list[Arm], arm: Arm) -> Arm | None:
    """Return the weapon already known that these words mean: the same kind, or a shorter name."""
    for other in found:
        if other.action != arm.action or _apart(other, arm):
            continue
        general = (
            arm.category.endswith("_unspecified") and arm.category.split("_")[0] in other.category
        )
        if other.category == arm.category or general:
            return other
    return None


def _apart(left: Arm, right: Arm) -> bool:
    """Tell whether models or users keep two weapons of one kind apart."""
    if right.line is left.line and _listed_apart(left.mention, right.mention):
        return True
    if right.calibre and not left.calibre and not right.voice.author:
        return True  # "blamed the army's own 122-mm guns" names no user of the shells told before
    if left.model and right.model and left.mention.text != right.mention.text:
        return True
    users = [{a.text.casefold() for a in arm.users} for arm in (left, right)]
    countries = [{a.country for a in arm.users} - {None} for arm in (left, right)]
    if all(users) and not (users[0] & users[1]):
        return not (countries[0] & countries[1])
    return False


def _listed_apart(left: WeaponMention, right: WeaponMention) -> bool:
    """Tell whether one sentence names two kinds: "CBU-58 bombs and BLU-63 submunitions"."""
    names = [w.text.casefold().removesuffix("s") for w in (left, right)]
    general = any(w.category.endswith("unspecified") for w in (left, right))
    return not general and names[0] not in names[1] and names[1] not in names[0]


def _add(home: Arm, arm: Arm) -> None:
    home.evidence += arm.evidence
    if arm.model and not home.model:  # "the drone", later "a Bayraktar TB2": the fuller name
        home.mention = arm.mention
        home.words = arm.words + home.words
    else:
        home.words += arm.words
    home.found += arm.found
    known = {a.text.casefold() for a in home.users}
    if arm.voice.author or not home.voice.author:  # an accusation makes no user of a known weapon
        home.users += [a for a in arm.users if a.text.casefold() not in known]
    home.voice = home.voice + arm.voice
    home.legal = home.legal or arm.legal
    home.quantity = home.quantity or arm.quantity
    home.calibre = home.calibre or arm.calibre
    home.model = home.model or arm.model


def _read(text: str, line: Line, weapon: WeaponMention, claims: Claims) -> Arm | None:
    clause = line.clause_at(weapon.start)
    before = text[line.sentence.start : weapon.start]
    if (
        _DENIED.search(before)
        or _NO_EVIDENCE.search(before)
        or _IN_GENERAL.search(before)
        or _is_actor(line, weapon)
    ):
        return None
    action = _action(text, line, clause, weapon)
    if action is None:
        return None
    word = Span(weapon.start, weapon.end)
    voice = claims.voice(word)
    content = claims.content_around(word)
    span = clause
    if content is not None:
        span = Span(max(clause.start, content.start), min(clause.end, content.end))
    users = _users(text, line, weapon, claims) if action in ("used", "threatened") else []
    if users and users[0].start < span.start and line.sentence.start <= users[0].start:
        span = Span(users[0].start, max(span.end, weapon.end))
    calibre = _CALIBRE.search(text, max(line.sentence.start, weapon.start - 24), weapon.end)
    model = _MODEL.search(
        text, max(line.sentence.start, weapon.start - 24), min(weapon.end + 16, line.sentence.end)
    )
    return Arm(
        category=weapon.category,
        mention=weapon,
        action=action,
        line=line,
        evidence=[_trim(text, span)],
        users=users,
        voice=voice,
        words=[word],
        found=[Found("weapon", weapon.form, word, "weapons.toml", weapon.entry_id)],
        legal=_legal(text, line),
        quantity=_quantity(text, line, weapon),
        calibre=Span(*calibre.span()) if calibre else None,
        model=Span(*model.span()) if model else None,
    )


def _is_actor(line: Line, weapon: WeaponMention) -> bool:
    return any(a.start <= weapon.start < a.end for a in line.actors)


def _action(text: str, line: Line, clause: Span, weapon: WeaponMention) -> WeaponAction | None:
    near = Span(max(clause.start, weapon.start - 70), min(line.sentence.end, weapon.end + 70))
    words = text[near.start : near.end]
    for action, pattern in _ACTIONS:
        match = pattern.search(words)
        if match is not None:
            used = _USED_BEFORE.search(text[clause.start : weapon.start])
            if used and action in ("supplied", "produced", "found", "withdrawn"):
                return "used"
            return action
    listed = _LISTED.search(text[line.sentence.start : weapon.start])
    if listed is not None:  # "items found in the trenches included rifles, mines and ..."
        return _LISTED_AS[listed["what"].lower()[:5]]
    sentence = text[line.sentence.start : line.sentence.end]
    return "used" if line.triggers or _IMPACT.search(sentence) else None


def _users(text: str, line: Line, weapon: WeaponMention, claims: Claims) -> list[ActorMention]:
    own = _speakers_own(text, line, weapon, claims)
    if own is not None:
        return [own]
    for actor in sorted(line.actors, key=lambda a: a.start):
        near = actor.start >= weapon.end and actor.start - weapon.end < 60
        if near and _USED_BY.fullmatch(text[weapon.end : actor.start]):
            return [actor]
    before = [a for a in line.actors if a.end <= weapon.start]
    if before:
        last = max(before, key=lambda a: a.end)
        gap = text[last.end : weapon.start]
        owner = re.fullmatch(r"(?:['’]s?)?\s+(?:own\s+)?(?:[\w-]+\s+)?", gap)
        if (owner or _SUBJECT_OF_USE.fullmatch(gap)) and last.kind not in _NO_USERS:
            return [last]
    wielders = _wielder(text, line, weapon)
    if wielders:
        return wielders
    adjective = re.search(
        r"(?P<who>[A-Z][\w’'-]+)\s+(?:[\w-]+\s+)?$", text[line.sentence.start : weapon.start]
    )
    if adjective is not None:
        country = country_of(adjective["who"])
        made = re.search(r"-(?:made|built|supplied|type)$", adjective["who"])
        if country is not None and made is None:
            start = line.sentence.start + adjective.start("who")
            return [ActorMention(start, start + len(adjective["who"]), adjective["who"],
                                 "state_forces", country, "adjective")]  # fmt: skip
    return []


_PRONOUN = re.compile(r"(?:that\s+)?(?:they|it|we)\b", re.IGNORECASE)
_WITH = re.compile(r".*\b(?:with|using)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE | re.DOTALL)


def _speakers_own(
    text: str, line: Line, weapon: WeaponMention, claims: Claims
) -> ActorMention | None:
    """Return the speaker of "X said they had fired W": the pronoun heads what X says."""
    word = Span(weapon.start, weapon.end)
    for index in claims.around(word)[:1]:
        said = claims.said[index]
        if said.content is None or said.source is None or said.carried:
            continue
        pronoun = _PRONOUN.match(text, said.content.start, said.content.end)
        if pronoun is None or not _SUBJECT_OF_USE.fullmatch(text[pronoun.end() : weapon.start]):
            continue
        named = [
            a
            for a in line.actors
            if said.source.contains(Span(a.start, a.end)) and a.kind not in _NO_USERS
        ]
        if len(named) == 1:
            return named[0]
    return None


def _wielder(text: str, line: Line, weapon: WeaponMention) -> list[ActorMention]:
    """Return who did what was done with the weapon: "troops shelled the camp with mortars"."""
    clause = line.clause_at(weapon.start)
    verbs = [
        hit
        for hit in line.triggers
        if clause.start <= hit.start and hit.end <= weapon.start and hit.trigger.pos == "verb"
    ]
    if not verbs or not _WITH.fullmatch(text[verbs[-1].end : weapon.start]):
        return []
    word = Span(verbs[-1].start, verbs[-1].end)
    parts = parts_of(text, line, clause, word, verb=True)
    return [p.actor for p in parts if p.role == "initiator" and p.actor.kind not in _NO_USERS]


def _legal(text: str, line: Line) -> Span | None:
    sentence = line.sentence
    spans = find_legal_statements(text[sentence.start : sentence.end])
    return Span(sentence.start + spans[0][0], sentence.start + spans[0][1]) if spans else None


def _quantity(text: str, line: Line, weapon: WeaponMention) -> Span | None:
    start = line.sentence.start
    for number in find_numbers(text[start : weapon.end]):
        end = start + number.end
        between = text[end : weapon.start]
        if (
            end <= weapon.start
            and _COUNTED.fullmatch(between)
            and number.guard in (None, "objects")
        ):
            return Span(start + number.start, end)
    return None


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    return Span(start, end)
