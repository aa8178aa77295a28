"""Texts without capitals get the case that names would have, letter for letter in place."""

import pytest

from summarizer.extract.rules.compose import Composer
from summarizer.recase import recased

TEXT = (
    "APOPA, 3 JUL -- JUDGE ELVIRA TOCHEZ WAS KILLED ON TUESDAY IN SAN LUIS DE LA REINA. "
    "THE NATIONAL FRONT [FNA] DENIED IT."
)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "the mayor of apopa, rene ocampo, was kidnapped. police said so.",
            "The mayor of Apopa, Rene Ocampo, was kidnapped. Police said so.",
        ),
        ("THE TOWN OF SAN LUIS DE LA REINA", "The town of San Luis de la Reina"),
        ("soldiers of el salvador", "Soldiers of El Salvador"),
        ("the people's front [fpo] and the fpo", "The people's front [FPO] and the FPO"),
        ("on 3 may he may march on 4 march", "On 3 May he may march on 4 March"),
        ("dr. j. pineda met the u.s. envoy", "Dr. J. Pineda met the U.S. envoy"),
        ("The mayor of apopa stays as printed.", "The mayor of apopa stays as printed."),
        ("1989", "1989"),
    ],
)
def test_names_get_their_capitals_back(printed, expected):
    assert recased(printed) == expected
    assert len(recased(printed)) == len(printed)


@pytest.mark.parametrize("text", [TEXT, TEXT.lower()])
def test_what_is_quoted_is_quoted_as_printed(text):
    """The grammar reads the recased text; every copied word is the article's own."""
    made = Composer(text, None).extraction()
    quotes = [q.text for row in (*made.casualties, *made.events) for q in row.evidence]
    quotes += [q.text for row in made.actors for q in (row.name_in_text, *row.mentions)]
    words = [row.name for row in (*made.actors, *made.locations)]
    assert quotes
    assert words
    assert [w for w in (*quotes, *words) if w not in text] == []
