"""Who says what: the constructions, one row each."""

import pytest

from summarizer.document import Document
from summarizer.extract.rules.attributions import find_attributions


def read(text):
    return [
        (
            said.source and text[slice(*said.source)],
            text[slice(*said.cue)],
            said.content and text[slice(*said.content)],
            said.stance,
        )
        for said in find_attributions(Document(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army said rebels attacked the base.",
            [("The army", "said", "rebels attacked the base", "asserts")],
        ),
        (
            "Nine people died, officials said on Monday, and more were missing.",
            [("officials", "said", "Nine people died", "asserts")],
        ),
        (
            "According to the mayor, two men were hurt.",
            [("the mayor", "According to", "two men were hurt", "asserts")],
        ),
        (
            "Two men were hurt, according to the mayor.",
            [("the mayor", "according to", "Two men were hurt", "asserts")],
        ),
        (
            "The army denied that it had shelled the town.",
            [("The army", "denied", "it had shelled the town", "denies")],
        ),
        (
            "“We heard two blasts,” said Ilan Dorrit, a baker.",
            [("Ilan Dorrit", "said", "We heard two blasts", "asserts")],
        ),
        (
            "The charge was denied by the army.",
            [("the army", "was denied", "The charge", "denies")],
        ),
        (
            "The army said it had not fired on the town.",
            [("The army", "said", "it had not fired on the town", "denies")],
        ),
        (
            "The ministry said the report was false.",
            [("The ministry", "said", "the report was false", "denies")],
        ),
        (
            "The ministry said it had no information on the blast.",
            [("The ministry", "said", "it had no information on the blast", "asserts")],
        ),
        (
            "Rebels have reportedly left the town.",
            [(None, "reportedly", "left the town", "asserts")],
        ),
        (
            "The ministry declined to comment.",
            [("The ministry", "declined to comment", None, "declines_comment")],
        ),
        (
            "A lawyers' union put the number of dead at 40 and said dozens were missing.",
            [
                (
                    "A lawyers' union",
                    "put",
                    "the number of dead at 40 and said dozens were missing",
                    "asserts",
                ),
                ("A lawyers' union", "said", "dozens were missing", "asserts"),
            ],
        ),
        (
            "The men were shepherds, relatives say, and no rebels, as the ministry has stated.",
            [
                ("relatives", "say", "The men were shepherds", "asserts"),
                (
                    "the ministry",
                    "has stated",
                    "The men were shepherds, relatives say, and no rebels",
                    "asserts",
                ),
            ],
        ),
    ],
)
def test_an_attribution_has_source_cue_and_content(text, expected):
    """A01, A02, A05."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Residents told Radio Vale that men in uniform had burned three huts.",
            [("Residents", "told", "men in uniform had burned three huts", "asserts")],
        ),
        (
            "A nurse told AFP the ward was full.",
            [("A nurse", "told", "the ward was full", "asserts")],
        ),
        (
            "The men looted shops and drove off cattle, residents told Radio Vale.",
            [("residents", "told", "The men looted shops and drove off cattle", "asserts")],
        ),
        (
            '"The bridge is gone. We cross by boat," a ferryman told reporters by telephone.',
            [("a ferryman", "told", "The bridge is gone. We cross by boat", "asserts")],
        ),
        (
            "Two guards died, the officials said, speaking on condition of anonymity.",
            [("the officials", "said", "Two guards died", "asserts")],
        ),
        (
            "The rebels, who hold the north, claimed responsibility.",
            [("The rebels, who hold the north", "claimed responsibility", None,
              "claims_responsibility")],
        ),
        (
            "The attack, claimed by the Northern Front, killed nine.",
            [("the Northern Front", "claimed by", "The attack", "claims_responsibility")],
        ),
        ("A road claimed by the Northern Front runs along the river.", []),
        (
            "The army blamed the Northern Front.",
            [("The army", "blamed", "the Northern Front", "accuses")],
        ),
        (
            "The council condemned the shelling and called it a crime.",
            [
                ("The council", "condemned", "the shelling and called it a crime", "accuses"),
                ("The council", "called", "it a crime", "accuses"),
            ],
        ),
        (
            "The embassy referred questions to the ministry, which did not reply.",
            [
                ("The embassy", "referred questions to", None, "declines_comment"),
                ("the ministry", "did not reply", None, "declines_comment"),
            ],
        ),
        (
            "The governor neither confirmed nor denied the raid.",
            [("The governor", "neither confirmed nor denied", None, "declines_comment")],
        ),
        (
            "We cannot verify either account.",
            [("We", "cannot verify", "either account", "could_not_verify")],
        ),
        (
            "Neither account could be independently verified.",
            [(None, "could be independently verified", "Neither account", "could_not_verify")],
        ),
        (
            "They did not exclude that more had drowned.",
            [("They", "did not exclude", "more had drowned", "suspects")],
        ),
        (
            "Local media reported heavy fighting near the dam.",
            [("Local media", "reported", "heavy fighting near the dam", "asserts")],
        ),
        (
            "Satellite images show that the depot was hit.",
            [("Satellite images", "show", "the depot was hit", "asserts")],
        ),
        ("Engineers found two more landmines.", []),
        ("A truce declared for the feast ended at dawn.", []),
        ("No inquiry has been announced.", []),
        (
            "Witnesses in Vale, a border town, said the bridge was burning.",
            [("Witnesses in Vale, a border town", "said", "the bridge was burning", "asserts")],
        ),
        (
            "According to the bulletin the men fired two rockets.",
            [("the bulletin", "According to", "the men fired two rockets", "asserts")],
        ),
        (
            "At least nine men were killed in the raid the Northern Council added.",
            [("the Northern Council", "added", "At least nine men were killed in the raid",
              "asserts")],
        ),
        (
            "The council on Monday announced that the school would close.",
            [("The council", "announced", "the school would close", "asserts")],
        ),
    ],
)  # fmt: skip
def test_what_the_wires_and_ministries_write_is_read(text, expected):
    """Addressees, verbs without content, things unsaid, lost commas; and what is no statement."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "State radio reported that the men had left, citing an officer who in turn cited"
            " scouts on the hill.",
            ["State radio", "an officer", "scouts on the hill"],
        ),
        (
            "A teacher said he had been told by elders that the chief was dead.",
            ["A teacher", "elders"],
        ),
        (
            "A spokesman said in a message, quoted by a monitoring group, that the base fell.",
            ["a monitoring group", "A spokesman"],
        ),
        (
            "A nurse was quoted by the Daily Post as saying that the ward was full.",
            ["the Daily Post", "A nurse"],
        ),
    ],
)
def test_who_passes_a_statement_on_is_a_link_of_one_chain(text, chain):
    """A03: outermost first; a link makes no second statement."""
    (said,) = find_attributions(Document(text))
    assert [text[slice(*link)] for link in said.chain] == chain


def test_a_block_quote_after_a_colon_needs_no_marks():
    """A10: the paragraph after the colon is the speaker's."""
    text = (
        "The commander said his men would hold the line, and spoke of the coming days:\n\n"
        "We are facing a hard month and our people know it."
    )
    assert read(text)[-1][2:] == ("We are facing a hard month and our people know it.", "asserts")


def test_a_cue_inside_a_noun_phrase_is_no_statement():
    """ "A statement posted on Facebook" is where it was said, not a second saying."""
    text = "Nine people died, the committee said in a statement posted on Facebook."
    assert read(text) == [("the committee", "said", "Nine people died", "asserts")]
