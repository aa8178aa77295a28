"""Long articles: split, read by an extractor that sees one piece at a time, put together."""

from __future__ import annotations

import asyncio
import random
import re
from itertools import pairwise

import pytest

from summarizer.article import Article
from summarizer.chunk import LEAST, rejoin, split
from summarizer.document import Span
from summarizer.errors import AuthError, ContextOverflowError, FilteredError, TruncatedError
from summarizer.extract.scripted import ScriptedExtractor
from summarizer.pipeline import summarize_article
from summarizer.schema.extraction import Extraction

PLACES = [
    a + b for a in "Var Ol Ker Tam Bes Lun Mir Dol".split() for b in "n na ek ovo ist".split()
]
FILLER = (
    "The road along the river stayed open for most of the day. Traders moved their stalls to the"
    " other side of the square. Nobody in the villages expected the winter to end soon. "
)
_FACT = re.compile(r"the mayor of (\w+) said (\d+) villagers were killed")
_AGAIN = re.compile(r"two men were hurt")
_LEAD = re.compile(r"the army lost 77 soldiers")


def long_article(words=20_000, seed=7):
    """Return a made-up article and its facts, a toll a paragraph; one sentence comes again."""
    rng = random.Random(seed)
    facts, paragraphs, used = [], [], 0
    tolls = rng.sample(range(100, 999), 400)
    while used < words:
        place, toll = rng.choice(PLACES), tolls[len(facts)]
        before, after = (FILLER * rng.randint(0, 2) for _ in range(2))
        fact = f"In week {len(facts)} the mayor of {place} said {toll} villagers were killed."
        again = " Later two men were hurt." if rng.random() < 0.5 else ""
        paragraphs.append(f"{before}{fact}{again} {after}".strip())
        facts.append((place, toll))
        used += len(paragraphs[-1].split())
    lead = "After a year of fighting the army lost 77 soldiers, its own records show."
    text = "\n\n".join(["A year on the river", lead, *paragraphs])
    return Article(text, published="2020-01-07", language="en"), facts


class PieceReader:
    """Reads what its patterns find in the text it is given, and knows of no other text."""

    name = "pieces"
    limits = None
    fingerprint = "pieces"

    def __init__(self, max_characters=None, fail=lambda article: None):
        self.max_characters = max_characters
        self.fail = fail
        self.seen = []

    async def extract(self, article):
        """Answer as a model would that counts occurrences in the text before it."""
        self.seen.append(article)
        error = self.fail(article)
        if error is not None:
            raise error
        rows = {"casualties": [], "attributions": []}
        for match in _FACT.finditer(article.text):
            name = f"f{len(rows['casualties'])}"
            rows["attributions"].append(_said(f"s{name}", match, article.text))
            rows["casualties"].append(_casualty(name, match, match[2], "killed", [f"s{name}"]))
        for pattern, toll, harm in ((_AGAIN, "two", "injured"), (_LEAD, "77", "killed")):
            for number, match in enumerate(pattern.finditer(article.text), start=1):
                name = f"{harm}{toll}{number}"
                rows["casualties"].append(_casualty(name, match, toll, harm, [], number))
        return Extraction.model_validate({"headline": "A year", "abstract": []} | rows)

    async def revise(self, article, extraction, issues):
        """Give no second answer."""
        return extraction


def _quote(text, occurrence=None):
    return {"text": text, "occurrence": occurrence}


def _casualty(name, match, toll, harm, by, occurrence=None):
    return {
        "id": name,
        "event_id": None,
        "harm": harm,
        "count": {"text": toll},
        "claim_status": "attributed" if by else "author_stated",
        "claimed_by": by,
        "evidence": [_quote(match.group(), occurrence)],
    }


def _said(name, match, text):
    before = text[: match.end()]
    said = len(re.findall(r"\bsaid\b", before))
    mayor = f"the mayor of {match[1]}"
    return {
        "id": name,
        "source": _quote(mayor, len(re.findall(rf"{mayor}\b", before))),
        "source_type": "local_authority",
        "cue": _quote("said", said),
        "content": _quote(f"{match[2]} villagers were killed"),
        "stance": "asserts",
        "directness": "indirect",
    }


def summary_of(article, reader):
    return asyncio.run(summarize_article(article, reader))


ARTICLE, FACTS = long_article()


@pytest.mark.parametrize("limit", [6_000, 24_000, 60_000])
def test_every_fact_of_a_long_article_is_found_once_and_at_its_place(limit):
    """20,000 words; what stands at a border is own text of one piece and context of the next."""
    reader = PieceReader(limit)
    summary = summary_of(ARTICLE, reader)
    assert len(ARTICLE.text.split()) >= 20_000
    assert len(reader.seen) > 2
    assert all(len(piece.text) <= limit for piece in reader.seen)
    killed = [row for row in summary.casualties if row.harm == "killed"]
    assert [row.count.best for row in killed] == [77, *(toll for _, toll in FACTS)]
    hurt = [row.evidence[0].start for row in summary.casualties if row.harm == "injured"]
    assert hurt == [match.start() for match in _AGAIN.finditer(ARTICLE.text)]
    cues = [row.cue.start for row in summary.attributions]
    assert cues == [match.start() + match.group().index("said") for match in _facts()]
    for row in summary.casualties:
        [evidence] = row.evidence
        assert ARTICLE.text[evidence.start : evidence.end] == evidence.quote
    by_id = {row.id: row for row in summary.attributions}
    assert [by_id[row.claimed_by[0]].source.text for row in killed[1:]] == [
        f"the mayor of {place}" for place, _ in FACTS
    ]
    assert not [issue for issue in summary.issues if issue.code in ("V1", "V2", "V14", "model")]


def _facts():
    return list(_FACT.finditer(ARTICLE.text))


def test_the_pieces_give_what_one_reading_of_the_whole_gives():
    whole = summary_of(ARTICLE, PieceReader())
    pieces = summary_of(ARTICLE, PieceReader(8_000))
    assert pieces.casualties == whole.casualties
    assert pieces.attributions == whole.attributions


@pytest.mark.parametrize("error", [TruncatedError, ContextOverflowError])
def test_an_article_found_too_long_is_split_until_it_fits(error):
    def fail(article):
        return error("too long") if len(article.text) > 9_000 else None

    reader = PieceReader(fail=fail)
    summary = summary_of(ARTICLE, reader)
    assert [row.count.best for row in summary.casualties if row.harm == "killed"][1:] == [
        toll for _, toll in FACTS
    ]
    assert len(reader.seen[0].text) == len(ARTICLE.text)
    assert not [issue for issue in summary.issues if issue.code == "model"]


def test_a_piece_that_cannot_be_read_is_an_issue_with_its_place_and_reason():
    place, toll = FACTS[150]

    def fail(article):
        return (
            FilteredError("stopped by a filter")
            if f"{place} said {toll} " in article.text
            else None
        )

    summary = summary_of(ARTICLE, PieceReader(8_000, fail))
    found = {row.count.best for row in summary.casualties}
    [issue] = [row for row in summary.issues if row.code == "model"]
    start, end = map(int, re.findall(r"character (\d+) to (\d+)", issue.message)[0])
    assert issue.severity == "error"
    assert issue.message.endswith("stopped by a filter")
    assert issue.evidence.start == start
    missing = {t for p, t in FACTS if t not in found}
    assert toll in missing
    assert missing <= {int(m[2]) for m in _FACT.finditer(ARTICLE.text) if start <= m.start() < end}


@pytest.mark.parametrize(
    ("error", "text"), [(FilteredError, ARTICLE.text), (TruncatedError, "A shell fell on Varn.")]
)
def test_what_cannot_be_read_at_all_is_a_failure(error, text):
    """Never an empty summary in its place."""
    with pytest.raises(error):
        summary_of(Article(text, language="en"), PieceReader(8_000, lambda _: error("no")))


def test_a_wrong_key_stops_everything_at_once():
    reader = PieceReader(8_000, lambda _: AuthError("wrong key"))
    with pytest.raises(AuthError):
        summary_of(ARTICLE, reader)
    assert len(reader.seen) == 1


SHAPES = [
    ARTICLE.text,
    "word " * 3000,  # neither paragraph nor sentence
    "A shell fell. " * 800,  # one paragraph
    "x" * 9000,  # not even a blank
    "\n\n".join(f"Line {n}" for n in range(900)),
    "Title\n\n" + "\n\n".join("Ein langer Absatz. " * n for n in range(40)),
]


@pytest.mark.parametrize("text", SHAPES)
@pytest.mark.parametrize("limit", [2_500, 7_000])
def test_pieces_follow_one_another_and_their_offsets_lead_back(text, limit):
    article = Article(text, published="2020-01-07")
    pieces = split(article, limit)
    assert pieces[0].own.start == 0
    assert pieces[-1].own.end == len(text)
    assert all(left.own.end == right.own.start for left, right in pairwise(pieces))
    for piece in pieces:
        assert piece.article.published == article.published
        joined = "\n\n".join(text[part.start : part.end] for part in piece.parts)
        assert joined == piece.article.text
        offset = piece.article.text.rindex(text[piece.own.start : piece.own.end])
        assert piece.to_whole(offset, offset + 1) == (piece.own.start, piece.own.start + 1)
        assert len(piece.article.text) <= max(limit, 2 * LEAST)


def test_each_piece_begins_with_headline_and_lead():
    head = ARTICLE.text[: ARTICLE.text.index("show.") + 5]
    assert {piece.article.text.startswith(head) for piece in split(ARTICLE, 8_000)} == {True}


def test_what_runs_over_a_seam_stands_nowhere():
    piece = split(ARTICLE, 8_000)[1]
    seam = piece.parts[0].end
    assert piece.to_whole(seam - 3, seam + 4) is None


def test_a_short_article_is_one_piece_as_it_is():
    article = Article("Two men were killed.", id="mine")
    [piece] = split(article, 4_000)
    assert piece.article is article
    assert piece.own == Span(0, len(article.text))


def test_a_stretch_is_split_within_its_own_borders():
    own = split(ARTICLE, 20_000)[2].own
    pieces = split(ARTICLE, 6_000, own)
    assert (pieces[0].own.start, pieces[-1].own.end) == own
    assert len(pieces) > 2


EVENT = {
    "id": "e1",
    "title": "The army loses soldiers",
    "event_type": "Battles",
    "status": "actual",
    "time_frame": "current",
    "claim_status": "author_stated",
    "evidence": [_quote("the army lost 77 soldiers")],
}


def _toll(name, quote, event="e1"):
    return {
        "id": name,
        "event_id": event,
        "harm": "killed",
        "count": {"text": "77"},
        "victims": {"text": "soldiers"},
        "claim_status": "author_stated",
        "evidence": [_quote(quote)],
    }


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([_toll("c1", "the army lost 77 soldiers"), _toll("c2", "the 77 dead soldiers")], 1),
        ([_toll("c1", "the army lost 77 soldiers"), _toll("c2", "the 77 dead soldiers", None)], 2),
    ],
)
def test_one_toll_of_one_event_told_in_two_pieces_is_one_record(rows, left):
    """Without the same event it may be another toll, and both are kept."""
    filler = "\n\n".join([FILLER * 5] * 12)
    lead = "A year on\n\nAfter a year the army lost 77 soldiers."
    article = Article(f"{lead}\n\n{filler}\n\nSongs were sung for the 77 dead soldiers.")
    pieces = split(article, 4_000)
    base = {"headline": "", "abstract": []}
    answers = [
        Extraction.model_validate(
            base
            | {
                "events": [EVENT],
                "casualties": [
                    row for row in rows if row["evidence"][0]["text"] in piece.article.text
                ],
            }
        )
        for piece in pieces
    ]
    made = rejoin(article, list(zip(pieces, answers, strict=True)))
    assert len(made.events) == 1
    assert [len(made.casualties), sum(len(row.evidence) for row in made.casualties)] == [left, 2]


def test_an_extractor_without_a_bound_reads_the_whole():
    made = Extraction(headline="A year on the river", abstract=[])
    extractor = ScriptedExtractor({ARTICLE.id: made})
    asyncio.run(summarize_article(ARTICLE, extractor))
    assert extractor.asked == [ARTICLE.id]
