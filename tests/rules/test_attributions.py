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
