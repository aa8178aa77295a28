import pytest

from summarizer.article import Article
from summarizer.assemble import assemble
from summarizer.check import check
from summarizer.schema import extraction as ex
from summarizer.schema.summary import SCHEMA_VERSION, Provenance
from summarizer.write.text import render

TEXT = (
    "Shells fell on the market of Tal Rafa on Sunday. At least 31 people were killed, the"
    " hospital said. The army denied it had fired. Dozens were hurt, allegedly by mortars."
)


def q(text):
    return ex.Quote(text=text)


def extraction(**changes):
    values = {
        "headline": "At least 31 killed in Tal Rafa, hospital says",
        "abstract": [ex.ExtractedSentence(text="The hospital said 31 were killed.", refs=["c1"])],
        "actors": [
            ex.ExtractedActor(
                id="p1", name="the army", name_in_text=q("The army"), kind="state_forces"
            )
        ],
        "locations": [ex.ExtractedLocation(id="l1", name="Tal Rafa", name_in_text=q("Tal Rafa"))],
        "attributions": [
            ex.ExtractedAttribution(
                id="a1",
                source=q("the hospital"),
                source_type="rescue_or_medical",
                cue=q("said"),
                content=q("At least 31 people were killed"),
                stance="asserts",
                directness="indirect",
                refs=["c1"],
            ),
            ex.ExtractedAttribution(
                id="a2",
                source=q("The army"),
                actor_id="p1",
                source_type="military",
                cue=q("denied"),
                content=q("it had fired"),
                stance="denies",
                directness="indirect",
                party_to_conflict=True,
                refs=["e1"],
            ),
            ex.ExtractedAttribution(
                id="a3",
                source=None,
                source_type="unspecified",
                cue=q("allegedly"),
                content=q("by mortars"),
                stance="asserts",
                directness="indirect",
                hedges=["allegedly"],
                refs=["w1"],
            ),
        ],
        "events": [
            ex.ExtractedEvent(
                id="e1",
                title="Shelling of the market",
                event_type="Explosions/Remote violence",
                sub_event_type="Shelling/artillery/missile attack",
                status="actual",
                time_frame="current",
                claim_status="author_stated",
                date_text=q("on Sunday"),
                locations=[ex.EventPlace(location_id="l1")],
                responsibility=[ex.Responsibility(actor_id="p1", basis="denied", denied_by=["a2"])],
                evidence=[q("Shells fell on the market of Tal Rafa on Sunday.")],
            )
        ],
        "casualties": [
            ex.ExtractedCasualty(
                id="c1",
                event_id="e1",
                harm="killed",
                count=ex.ExtractedCount(text="At least 31"),
                victims=ex.ExtractedVictims(text="people"),
                claim_status="attributed",
                claimed_by=["a1"],
                evidence=[q("At least 31 people were killed")],
            ),
            ex.ExtractedCasualty(
                id="c2",
                event_id="e1",
                harm="injured",
                count=ex.ExtractedCount(text="Dozens"),
                claim_status="author_stated",
                evidence=[q("Dozens were hurt")],
            ),
        ],
        "weapons": [
            ex.ExtractedWeapon(
                id="w1",
                name_in_text=q("mortars"),
                claim_status="unsourced",
                claimed_by=["a3"],
                event_ids=["e1"],
                evidence=[q("allegedly by mortars")],
            )
        ],
        "unknowns": [
            ex.ExtractedUnknown(
                id="u1", about="who fired", evidence=[q("The army denied it had fired.")]
            )
        ],
    }
    return ex.Extraction(**values | changes)


def shown(made, text=TEXT, published="2024-05-14", **options):
    article = Article(text, published=published, id="market")
    provenance = Provenance(
        extractor="scripted",
        extractor_limits="Only what it was given.",
        library_version="0.0",
        schema_version=SCHEMA_VERSION,
        fingerprint="f00d",
        checks_run=[],
    )
    return render(check(assemble(made, article, provenance), article), **options)


def section(page, title):
    """Return the lines below a section title."""
    return page.split(f"\n{title}\n")[1].split("\n\n")[0].split("\n")


def test_the_top_says_what_whose_and_when():
    assert shown(extraction()).split("\n")[:5] == [
        "At least 31 killed in Tal Rafa, hospital says",
        "published 2024-05-14 (as given) · 169 characters · id market",
        "",
        "The hospital said 31 were killed.",
        "",
    ]


def test_a_casualty_has_its_range_its_claimant_and_its_quote():
    assert section(shown(extraction()), "Casualties, by claimant") == [
        "  [ca1] at least 31 killed: people",
        "    a source's claim; by “the hospital” (rescue or medical) [at1]",
        "    event ev1",
        "    “At least 31 people were killed” (49-79)",
        "  [ca2] injured: no figure given (printed: “Dozens”)",
        "    stated by the article itself",
        "    event ev1",
        "    “Dozens were hurt” (130-146)",
    ]


def test_a_weapon_has_its_action_its_user_and_its_hedge():
    assert section(shown(extraction()), "Weapons") == [
        "  [we1] “mortars” (mortar): used",
        "    hedged, no source named [at3]; hedged: “allegedly”",
        "    user: not said; events: ev1",
        "    “allegedly by mortars” (148-168)",
    ]


def test_an_event_has_its_status_its_days_and_who_denies_it():
    assert section(shown(extraction()), "Events") == [
        "  [ev1] Shelling of the market",
        "    actual, current; Shelling/artillery/missile attack",
        "    date: “on Sunday”, 2024-05-12",
        "    stated by the article itself",
        "    where: Tal Rafa (event)",
        "    who did it: the army, denied; denied by “The army” (military), a party to",
        "      the conflict [at2]",
        "    see ca1, ca2, we1",
        "    “Shells fell on the market of Tal Rafa on Sunday.” (0-48)",
    ]


def test_a_hedge_without_a_source_says_so():
    assert section(shown(extraction()), "Who says what")[-3:] == [
        "  [at3] a hedge without a source",
        "    word: “allegedly”",
        "    “by mortars” (158-168)",
    ]


def test_a_quote_that_is_not_in_the_article_is_shown_and_marked():
    invented = extraction(
        unknowns=[
            ex.ExtractedUnknown(
                id="u1", about="the toll", evidence=[q("At least 99 people were killed")]
            )
        ]
    )
    page = shown(invented, width=120)
    assert "“At least 99 people were killed” (NOT IN THE ARTICLE: " in page
    assert section(page, "Could not be confirmed")[0].startswith("  error V1, un1: ")


def test_missing_quotes_come_first_among_the_issues():
    made = extraction(
        headline="A headline that is much too long for a list since it has seventeen words and"
        " more than fifteen",
        unknowns=[ex.ExtractedUnknown(id="u1", about="x", evidence=[q("no such words here")])],
    )
    heads = [
        line.split(":")[0]
        for line in section(shown(made), "Could not be confirmed")
        if line.startswith("  error") or line.startswith("  warning")
    ]
    assert heads[0] == "  error V1, un1"
    assert heads[-1] == "  warning V11, the whole"


def test_the_foot_names_the_engine_and_its_limits():
    assert shown(extraction()).split("\n")[-4:] == [
        "Made by scripted, summarizer 0.0, fingerprint f00d.",
        "Its limits: Only what it was given.",
        "Not reviewed. (12-34): where a quote stands, in characters.",
        "",
    ]


def test_no_escape_sequence_of_an_article_reaches_the_terminal():
    text = TEXT.replace("Tal Rafa", "Tal\x1b[2JRafa")
    hostile = extraction(
        headline="Tal\x1b[2JRafa\x9b31m",
        locations=[],
        events=[],
        casualties=[],
        weapons=[],
        unknowns=[
            ex.ExtractedUnknown(
                id="u1", about="\x1b]0;gone\x07", evidence=[q("market of Tal\x1b[2JRafa")]
            )
        ],
    )
    page = shown(hostile, text)
    assert not [char for char in page if ord(char) < 32 and char != "\n"]
    assert "Tal␛[2JRafa<U+009B>31m" in page


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(width):
    assert max(len(line) for line in shown(extraction(), width=width).split("\n")) <= width


def test_colours_change_no_word():
    import re

    coloured = shown(extraction(), colour=True)
    assert re.sub(r"\x1b\[\d+m", "", coloured) == shown(extraction())
