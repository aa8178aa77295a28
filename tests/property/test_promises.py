"""Promises that hold for any text: grounding never lies, no number is made up, nothing crashes."""

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.actors import find_actors, source_type
from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import check
from summarizer.dates import find_dates, resolve_date
from summarizer.fold import fold
from summarizer.ground import Grounder
from summarizer.numbers import read_number
from summarizer.places import find_places
from summarizer.quantities import count_is_printed, find_numbers, integers_in, parse_count
from summarizer.schema.extraction import Extraction
from summarizer.schema.summary import Provenance
from summarizer.tokens import tokenize
from summarizer.weapons import find_legal_statements, find_weapons

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
PIECES = (
    "The the a not no shells fell on Saturday killing 12 43 two hundred dozen at least more than to"
    " or and between people women in Homs café cafe\u0301 قَالَ ١٢ قتيلان שלום 三十人 у Нижній Долині"
    " « » “we can’t” , . : ; – — - … [...] $5 5% oﬃce \u202e \u00ad \u0301 2014 3-5 June overnight"
    " last week ago since mid-May first anniversary half third couple"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), max_size=30).map(" ".join)
TEXTS = ANY | WORDS
SENTENCE = st.lists(
    st.sampled_from(
        "soldiers shelled eastern villages before withdrawing toward several bridges while"
        " residents watched columns leaving along river roads during long evenings".split()
    ),
    min_size=6,
    max_size=14,
)


@given(TEXTS, TEXTS, st.integers(-5, 200), st.integers(-3, 4))
@example("a\u0301b", "a", 0, 1)
@example("ﬃﬃ", "ffi", 0, 1)
def test_grounding_never_lies(text, quote, near, occurrence):
    """Whatever is marked as found is what stands there, and is not empty."""
    grounder = Grounder(text)
    for span in [*grounder.ground(quote, near=near, occurrence=occurrence), grounder.locate(quote)]:
        if span.match == "missing":
            assert (span.quote, span.start, span.end) == (quote, None, None)
            assert span.reason
        else:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.quote
            assert span.match != "exact" or span.quote in quote  # a part, beside an ellipsis


@given(TEXTS, st.data())
def test_whole_words_of_the_text_are_found_where_they_stand(text, data):
    """A quote of whole words, letter by letter, is exact or it cuts a number or a negation."""
    cuts = [0, *(match.end() for match in re.finditer(r"\s+", text)), len(text)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts))))
    quote = text[start:end]
    [span] = Grounder(text).ground(quote)[:1]
    if span.match == "exact":
        assert span.quote == quote
    else:
        assert span.reason or span.quote


@given(SENTENCE, st.integers(0, 9999), st.integers(0, 9999), st.data())
def test_a_changed_number_is_never_found(words, printed, other, data):
    """In the middle of the longest quote."""
    at = data.draw(st.integers(1, len(words) - 1))
    text = " ".join(["Late", *words[:at], str(printed), *words[at:]]) + "."
    quote = " ".join([*words[:at], str(other), *words[at:]])
    evidence = Grounder(text).locate(quote)
    assert (evidence.match == "missing") is (printed != other)


@given(SENTENCE, st.sampled_from("not never no without denied hardly".split()), st.data())
def test_an_added_or_lost_negation_is_never_found(words, negation, data):
    """In either direction."""
    at = data.draw(st.integers(1, len(words) - 1))
    plain = " ".join(words)
    negated = " ".join([*words[:at], negation, *words[at:]])
    assert Grounder(f"Late {plain}.").locate(negated).match == "missing"
    assert Grounder(f"Late {negated}.").locate(plain).match == "missing"


@given(TEXTS)
def test_folding_keeps_every_offset_in_the_text(text):
    """One offset for each character, never going back."""
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert folded.offsets == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)
    for token in tokenize(folded, text):
        assert folded.text[token.start : token.end] == token.text


@given(TEXTS)
@example("a couple")
@example("two or three dozen")
@example("half a million")
@example("10 and THE A")
@example("12 soldiers and a nurse")
def test_every_integer_of_a_count_is_printed(text):
    """C15: parse_count invents no number."""
    count = parse_count(text)
    assert count.text == text
    assert count_is_printed(count, text)
    numbers = [n for n in (count.min, count.best, count.max) if n is not None]
    assert numbers == sorted(numbers)
    if count.qualifier in ("vague", "unspecified", "relative", "none_reported"):
        assert numbers == []


@given(TEXTS)
def test_numbers_in_running_text_stand_where_they_say(text):
    """Spans hold their text and come in order."""
    spans = find_numbers(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert all(number >= 0 for number in integers_in(text))
    assert (read_number(text) or 0) >= 0


@given(TEXTS, st.none() | st.dates(), st.booleans(), st.booleans())
@example("999 decades ago", date.min, False, False)
@example("31 February", date.max, True, True)
def test_any_words_give_a_date_value(text, published, past_perfect, future):
    """No crash, no interval that ends before it starts, nothing relative without a day."""
    value = resolve_date(text, published, past_perfect=past_perfect, future=future)
    assert value.text == text
    if value.start is not None and value.end is not None:
        assert value.start <= value.end
    if published is None and value.anchor == "publication":
        assert (value.start, value.end) == (None, None)
    assert all(text[s.start : s.end] == s.text for s in find_dates(text))


@given(TEXTS)
@example("near Handarat, 12 km south of Homs and between Homs and Hama")
@example("the regime-Russian-Iranian-Hezbollah offensive")
def test_names_in_any_text_stand_where_they_say(text):
    """Actors, places, weapons and words about legality, in any script."""
    for mention in (*find_actors(text), *find_places(text), *find_weapons(text)):
        assert text[mention.start : mention.end] == mention.text != ""
    assert all(0 <= start < end <= len(text) for start, end in find_legal_statements(text))
    assert source_type(text)[0]


PROVENANCE = Provenance(
    extractor="any",
    extractor_limits=None,
    library_version="0",
    schema_version="1.0",
    fingerprint="0",
    checks_run=[],
)
NAMES = st.sampled_from(["a", "b", "ev1", "ca2", "author", ""])
QUOTES = st.builds(dict, text=TEXTS, occurrence=st.none() | st.integers(-2, 3))
NUMBERS = st.none() | st.integers(-3, 10**9)
EVENTS = st.fixed_dictionaries(
    {
        "id": NAMES,
        "title": TEXTS,
        "event_type": st.sampled_from(["Battles", None]),
        "status": st.sampled_from(["actual", "planned", "negated"]),
        "time_frame": st.sampled_from(["current", "future"]),
        "claim_status": st.sampled_from(["author_stated", "attributed", "admitted", "disputed"]),
        "attribution_ids": st.lists(NAMES, max_size=2),
        "date_text": st.none() | QUOTES,
        "count": NUMBERS,
        "evidence": st.lists(QUOTES, max_size=2),
    }
)
CASUALTIES = st.fixed_dictionaries(
    {
        "id": NAMES,
        "event_id": st.none() | NAMES,
        "harm": st.sampled_from(["killed", "missing"]),
        "count": st.fixed_dictionaries(
            {
                "text": TEXTS,
                "min": NUMBERS,
                "max": NUMBERS,
                "best": NUMBERS,
                "qualifier": st.sampled_from([None, "exact", "vague", "none"]),
                "derived": st.sampled_from([None, "enumerated", "dual"]),
            }
        ),
        "claim_status": st.sampled_from(["author_stated", "attributed", "admitted"]),
        "claimed_by": st.lists(NAMES, max_size=2),
        "subset_of": st.none() | NAMES,
        "part_of": st.none() | NAMES,
        "supersedes": st.none() | TEXTS,
        "evidence": st.lists(QUOTES, max_size=2),
    }
)
ATTRIBUTIONS = st.fixed_dictionaries(
    {
        "id": NAMES,
        "source": st.none() | QUOTES,
        "actor_id": st.none() | NAMES,
        "source_type": st.just("unspecified"),
        "cue": QUOTES,
        "content": st.none() | QUOTES,
        "stance": st.sampled_from(["asserts", "denies"]),
        "directness": st.sampled_from(["direct", "indirect"]),
        "date_text": st.none() | QUOTES,
        "refs": st.lists(NAMES, max_size=2),
    }
)
EXTRACTIONS = st.fixed_dictionaries(
    {
        "headline": TEXTS,
        "abstract": st.lists(
            st.fixed_dictionaries({"text": TEXTS, "refs": st.lists(NAMES, max_size=2)}), max_size=2
        ),
        "article": st.fixed_dictionaries(
            {"title": st.none() | TEXTS, "published_text": st.none() | TEXTS}
        ),
        "events": st.lists(EVENTS, max_size=3),
        "casualties": st.lists(CASUALTIES, max_size=3),
        "attributions": st.lists(ATTRIBUTIONS, max_size=2),
    }
)


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(lambda t: t.strip() and "\x00" not in t), EXTRACTIONS, st.none() | st.dates())
@example("x", {"headline": "\x00", "abstract": [{"text": "\x00", "refs": ["a"]}]}, None)
def test_any_extraction_of_any_article_becomes_a_checked_summary(text, rows, published):
    """The article is hostile data, and so may be what a model made of it."""
    article = Article(text, published=published)
    made = check(assemble(Extraction.model_validate(rows), article, PROVENANCE), article)
    for kind in ("events", "casualties", "attributions"):
        assert len(getattr(made, kind)) == len(rows.get(kind, []))
    ids = [row.id for row in (*made.events, *made.casualties, *made.attributions)]
    assert len(ids) == len(set(ids))
    assert type(made).model_validate_json(made.model_dump_json()) == made
    assert check(made, article) == made


@pytest.mark.parametrize("size", [20_000])
def test_a_hostile_length_is_read_in_the_end(size):
    """Patterns must not run away on repetition."""
    for unit in (
        "a ",
        "1 ",
        "1,",
        "one ",
        "and ",
        "“",
        "...",
        "May ",
        "at least ",
        "- ",
        "a-",
        "\u0301",
    ):
        text = unit * (size // len(unit))
        find_numbers(text)
        find_dates(text)
        parse_count(text[:4000])
        Grounder(text).ground(text[100:900] + " and seven other words that are not there at all")
