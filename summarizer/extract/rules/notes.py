"""What stands beside the claims: footage, corrections and contradictions, and what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.document import Span
from summarizer.extract.rules.reading import Line, Reading
from summarizer.patterns import Pattern
from summarizer.schema.terms import MediaKind, Verification

_MEDIA = Pattern(
    r"(?<!social )\b(?P<what>footage|videos?|video clips?|clips?|photographs?|photos|images?"
    r"|satellite (?:images?"
    r"|imagery|photographs?)|pictures|audio recordings?|recordings?|leaked documents?)\b"
    r"(?=[^.;]{0,90}\b(?:show\w*|of|post\w*|purport\w*|appear\w*|publish\w*|releas\w*|circulat\w*|verif\w*"
    r"|geolocat\w*|captur\w*|from|shared|broadcast|seen|depict\w*)\b)",
    re.IGNORECASE,
)
_KINDS: list[tuple[MediaKind, str]] = [
    ("satellite", "satellite"), ("video", "video"), ("video", "footage"), ("video", "clip"),
    ("audio", "audio"), ("audio", "recording"), ("document", "document"), ("image", "photo"),
    ("image", "image"), ("image", "picture"),
]  # fmt: skip
_VERIFIED: list[tuple[Verification, Pattern]] = [
    ("unverified", Pattern(r"\bunverified\b|\b(?:not|never|n't|unable to|could not"
    r"|neither)\b[^.;]{0,60}\bverif\w*", re.I)),
    ("debunked", Pattern(r"\b(?:debunk\w*|fake|old footage|from another)\b", re.I)),
    ("geolocated", Pattern(r"\bgeolocat\w*", re.I)),
    ("verified", Pattern(r"\bverified\b|\bauthenticat\w*", re.I)),
]  # fmt: skip
_UNKNOWN = Pattern(
    r"\b(?:there (?:was|were|is|has been|have been) no (?:immediate |official )?(?:word"
    r"|information|news"
    r"|indication|details?|comment|confirmation|claim of responsibility|reports? (?:on|about"
    r"|of))|it (?:was|is|remains|remained) not (?:immediately |yet )?(?:clear|known"
    r"|possible)|(?:was|is|remain(?:s|ed)?) (?:unclear|unknown)"
    r"|could not (?:be )?(?:independently )?(?:be )?"
    r"(?:verif\w+|confirmed)|it was unclear|no group (?:has |had )?(?:immediately )?claimed"
    r"|no one (?:has |had )?(?:immediately )?claimed"
    r"|has (?:released|given) no (?:figures?|details))\b",
    re.IGNORECASE,
)
_NO_CASUALTIES = Pattern(
    r"no (?:\w+ )?reports? of (?:any )?(?:\w+ )?(?:casualt|injur|death|victim)", re.I
)
_CORRECTION = Pattern(
    r"^(?:correction|clarification|editor['’]s note|update|corrected)\b\s*[:.–—-]"
    r"|\ban earlier version of"
    r" this (?:article|story|report)\b|^this (?:article|story|report) (?:has been"
    r"|was) (?:amended|corrected|updated)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MediaFound:
    """A passage that points at footage or images."""

    line: Line
    span: Span
    kind: MediaKind
    verification: Verification


@dataclass(frozen=True)
class UnknownFound:
    """A passage in which the article says what is not known."""

    span: Span
    about: str
    as_of: Span | None


def find_media(reading: Reading) -> list[MediaFound]:
    """Return one record for each sentence that points at media."""
    found: list[MediaFound] = []
    for line in reading.lines:
        if line.sentence.zone != "body":
            continue
        match = _MEDIA.search(reading.text, line.sentence.start, line.sentence.end)
        if match is None:
            continue
        word = match["what"].lower()
        kind = next(kind for kind, stem in _KINDS if stem in word)
        words = line.sentence.text
        verification: Verification = next(
            (v for v, pattern in _VERIFIED if pattern.search(words)), "claimed"
        )
        following = reading.document.sentence_at(min(len(reading.text) - 1, line.sentence.end + 2))
        if (
            verification == "claimed"
            and following is not None
            and re.search(r"\b(?:footage|video|it|images?)\b", following.text, re.I)
        ):
            verification = next(
                (v for v, pattern in _VERIFIED if pattern.search(following.text)), verification
            )
        found.append(MediaFound(line, line.sentence.span, kind, verification))
    return found


def find_unknowns(reading: Reading) -> list[UnknownFound]:
    """Return what the article itself says is not known, sentence by sentence."""
    found: list[UnknownFound] = []
    for line in reading.lines:
        if line.sentence.zone != "body":
            continue
        sentence = line.sentence
        match = _UNKNOWN.search(reading.text, sentence.start, sentence.end)
        if match is None or _NO_CASUALTIES.search(sentence.text):
            continue
        said = next((d for d in line.dates if abs(d.start - match.end()) < 12), None)
        as_of = Span(said.start, said.end) if said else None
        rest = reading.text[(as_of or match_span(match)).end : sentence.end]
        about = re.sub(
            r"^\s*(?:of|on|about|whether|who|how|if|that)?\s*(?:the\s+)?", "", rest
        ).strip(" .,:;")
        if len(about.split()) < 2:
            about = sentence.text.strip(" .")
        found.append(UnknownFound(sentence.span, about, as_of))
    return found


def match_span(match: re.Match[str]) -> Span:
    """Return a match as a span."""
    return Span(match.start(), match.end())


def find_corrections(reading: Reading) -> list[Span]:
    """Return the sentences in which the article corrects itself."""
    return [
        line.sentence.span
        for line in reading.lines
        if line.sentence.zone == "body" and _CORRECTION.search(line.sentence.text)
    ]
