import pytest

from summarizer.ground import Grounder, ground

TEXT = (
    "On Saturday the army’s 4th Division shelled the market of Umm Darif, killing at least 43"
    " people, the committee said.The office did not confirm 8–11 deaths or two hundred wounded.\n\n"
    "“We can’t leave,” said Mariam, a teacher. Residents who lived nearby reported hearing several"
    " explosions during the evening, and the Turkish-backed non-combatants left. The committee said"
    " that 12,000 families were not able to return; an oﬃcial put the cost at $5 million."
)
GROUNDER = Grounder(TEXT)


@pytest.mark.parametrize(
    ("quote", "match", "printed"),
    [
        ("killing at least 43 people", "exact", "killing at least 43 people"),
        ("the army's 4th Division", "normalized", "the army’s 4th Division"),
        ("THE MARKET OF UMM DARIF", "normalized", "the market of Umm Darif"),
        ("the  market\nof Umm Darif", "normalized", "the market of Umm Darif"),
        ("8-11 deaths", "normalized", "8–11 deaths"),
        ("said. The office", "normalized", "said.The office"),
        ("wounded. “We can’t leave", "normalized", "wounded.\n\n“We can’t leave"),
        ("the mar\u00adket of Umm Darif", "normalized", "the market of Umm Darif"),
        ("an official put the cost", "normalized", "an oﬃcial put the cost"),
        ('"We can\'t leave," said Mariam', "normalized", "We can’t leave,” said Mariam"),
        ("43 people the committee said", "fuzzy", "43 people, the committee said"),
        (
            "Residents who livednearby reported hearing several explosions",
            "fuzzy",
            "Residents who lived nearby reported hearing several explosions",
        ),
        (
            "Residents who lived nearby reported hearing several explosons during the evening",
            "fuzzy",
            "Residents who lived nearby reported hearing several explosions during the evening",
        ),
        (
            "reported hearing several explosions during evening",
            "fuzzy",
            "reported hearing several explosions during the evening",
        ),
    ],
)
def test_small_damage_is_forgiven_and_marked(quote, match, printed):
    """The evidence holds the article's own words."""
    evidence = GROUNDER.locate(quote)
    assert (evidence.match, evidence.quote) == (match, printed)
    assert TEXT[evidence.start : evidence.end] == printed


@pytest.mark.parametrize(
    "quote",
    [
        "killing at least 44 people",
        "killing at most 43 people, the committee said",
        "On Sunday the army’s 4th Division shelled the market of Umm Darif",
        "On Saturday the army’s 4th Division shelled the market of Umm Darim",
        "On Saturday the army’s 5th Division shelled the market of Umm Darif",
        "The office did confirm 8–11 deaths or two hundred wounded",
        "The office did not confirm 8–11 deaths or two thousand wounded",
        "The committee said that 12,000 families were notable to return",
        "12,000 families were able to return",
        "that 12,000 houses were not able to return; an official",
        "an official put the cost at €5 million",
        "hearing several explosion during the evening, and the Turkish-backed",
        "Residents who lived nearby heard several explosions",
        "reported hearing nearby Residents who lived several explosions during",
        "the explosions reported during the evening were heard by residents",
        "Something else entirely happened in another town that day",
        "",
        " ",
        "…",
    ],
)
def test_another_statement_is_no_match(quote):
    """A number, name, negation, date, hedge or unit that differs; another order; an invention."""
    evidence = GROUNDER.locate(quote)
    assert (evidence.quote, evidence.match, evidence.start, evidence.end) == (
        quote,
        "missing",
        None,
        None,
    )
    assert evidence.reason


@pytest.mark.parametrize(
    "quote",
    [
        "two",
        "8",
        "confirm 8",
        "11 deaths",
        "2,000 families",
        "combatants left",
        "We can",
        "backed no",
    ],
)
def test_a_quote_cuts_no_number_word_or_negation_in_two(quote):
    """ "two" of "two hundred", "8" of "8–11", "combatants" of "non-combatants"."""
    assert GROUNDER.locate(quote).match == "missing"


@pytest.mark.parametrize(
    ("quote", "text", "printed"),
    [
        ("三十人死亡", "当局说三十人死亡。", "三十人死亡"),
        ("قال الشهود", "قَالَ الشُّهُودُ إن القصف مستمر", "قَالَ الشُّهُودُ"),
        ("у Нижній Долині", "Вибух стався у Нижній Долині.", "у Нижній Долині"),
        ("café", "The cafe\u0301 burned.", "cafe\u0301"),
        ("१२ लोग", "हमले में १२ लोग मारे गए", "१२ लोग"),
    ],
)
def test_other_scripts_are_found_too(quote, text, printed):
    """Vowel signs, accents apart from their letters, text without blanks."""
    assert Grounder(text).locate(quote).quote == printed


def test_a_numeral_without_blanks_is_not_cut():
    """Ten is not thirty."""
    assert Grounder("当局说三十人死亡。").locate("十人死亡").match == "missing"


def test_without_capitals_no_slip_is_forgiven():
    """Names cannot be told there, so a changed letter may be another name."""
    line = "two men from mundu kele were seen near kelembe crossing at night by traders"
    assert Grounder(line).locate(line.replace("kelembe", "kelambe")).match == "missing"


def test_occurrence_and_nearness_choose_among_equal_passages():
    """Occurrence counts from 1; the nearest wins else, then the first."""
    grounder = Grounder("the bridge fell. Then the bridge burned. At last the bridge was gone.")
    assert grounder.locate("the bridge").start == 0
    assert grounder.locate("the bridge", occurrence=2).start == 22
    assert grounder.locate("the bridge", near=60).start == 49
    assert grounder.locate("The  bridge", near=60).start == 49
    assert grounder.locate("the bridge", occurrence=9).start == 0


def test_an_ellipsis_joins_parts_that_follow_one_another():
    """All parts or none; the span of both is what stands between them."""
    quote = "On Saturday the army’s 4th Division ... killing at least 43 people"
    assert [e.quote for e in GROUNDER.ground(quote)] == [
        "On Saturday the army’s 4th Division",
        "killing at least 43 people",
    ]
    assert GROUNDER.locate(quote).quote == TEXT[: TEXT.index(", the committee")]
    swapped = "killing at least 43 people [...] On Saturday the army’s 4th Division"
    assert GROUNDER.locate(swapped).match == "missing"
    assert GROUNDER.locate("On Saturday the army’s … killing at least 44 people").match == "missing"
    assert GROUNDER.locate("On … killing at least 43 people").match == "missing"


def test_parts_far_apart_are_no_quote():
    """An ellipsis may not join two passages of different reports."""
    text = "The mayor resigned on Monday. " + "Nothing happened. " * 60 + "Two people were killed."
    assert ground("The mayor resigned ... people were killed", text)[0].match == "missing"


def test_a_missing_quote_says_why():
    """The first word that differs is named."""
    evidence = GROUNDER.locate("killing at least 44 people, the committee said")
    assert evidence.reason == "a number differs: '44', the article has '43'"
