"""Who was harmed, how many, and which number belongs to which."""

import pytest

from summarizer.extract.rules.casualties import find_casualties
from summarizer.extract.rules.reading import Reading


def read(text):
    return [
        (row.harm, text[slice(*row.count)], row.victims and text[slice(*row.victims)])
        for row in find_casualties(Reading(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed.", [("killed", "At least 12", "At least 12 people")]),
        (
            "A blast killed three soldiers and wounded nine others.",
            [("killed", "three", "three soldiers"), ("injured", "nine", None)],
        ),
        ("A bomb struck the bus, killing six.", [("killed", "six", None)]),
        ("The raid left 14 dead.", [("killed", "14", None)]),
        (
            "Two nurses and a driver were killed.",
            [("killed", "Two", "Two nurses"), ("killed", "a driver", "a driver")],
        ),
        (
            "A nurse and her son were killed.",
            [("killed", "A nurse and her son", "A nurse and her son")],
        ),
        ("The strike caused the deaths of 30 villagers.", [("killed", "30", "30 villagers")]),
        ("The army suffered heavy losses.", [("losses", "heavy losses", "The army")]),
        ("Eight fishermen are missing.", [("missing", "Eight", "Eight fishermen")]),
        ("Some 9 families were displaced.", [("displaced", "Some 9 families", "Some 9 families")]),
        ("Gunmen kidnapped two engineers.", [("abducted", "two", "two engineers")]),
        ("The unit lost 30 men.", [("losses", "30", "30 men")]),
        ("Ten people were killed or injured.", [("killed_or_injured", "Ten", "Ten people")]),
        ("Medics counted 22 bodies.", [("killed", "22 bodies", "22 bodies")]),
        (
            "Eleven people, mostly women and children, were killed.",
            [("killed", "Eleven", "Eleven people")],
        ),
        (
            "Two officers and five soldiers surrendered.",
            [("surrendered", "Two", "Two officers"), ("surrendered", "five", "five soldiers")],
        ),
        ("The raid claimed 100 civilian lives.", [("killed", "100", "100 civilian lives")]),
        ("Nine lives were lost in the fire.", [("killed", "Nine", "Nine lives")]),
        ("They took 40 villagers hostage.", [("abducted", "40", "40 villagers")]),
        ("The rebels released six hostages.", [("abducted", "six", "six hostages")]),
        ("Nine prisoners were exchanged at dawn.", [("detained", "Nine", "Nine prisoners")]),
        (
            "The group freed four nurses it had abducted.",
            [("abducted", "four", "four nurses")],
        ),
        ("Four students went missing.", [("missing", "Four", "Four students")]),
        (
            "A guard was killed and a second was wounded.",
            [("killed", "A guard", "A guard"), ("injured", "a second", None)],
        ),
        ("Doctors treated 60 people for burns.", [("injured", "60", "60 people")]),
        ("Two remain in critical condition.", [("injured", "Two", None)]),
        ("Fighting forced 900 residents to flee.", [("displaced", "900", "900 residents")]),
        (
            "The dead include a nurse and three boys.",
            [("killed", "a nurse", "a nurse"), ("killed", "three", "three boys")],
        ),
        ("Of 40 passengers, 12 were killed.", [("killed", "12", None)]),
        (
            "Medics named the dead as two brothers and a boy.",
            [("killed", "two", "two brothers and a boy")],
        ),
        (
            "Six citizens killed, 22 injured in shelling.",
            [("killed", "Six", "Six citizens"), ("injured", "22", None)],
        ),
        (
            "Some 340 households who arrived",
            [("displaced", "Some 340 households", "Some 340 households")],
        ),
        (
            "Captain Ivan Petrov was killed.",
            [("killed", "Captain Ivan Petrov", "Captain Ivan Petrov")],
        ),
        (
            "Mira Dorrit, 41, was killed.",
            [("killed", "Mira Dorrit", "Mira Dorrit")],
        ),
        ("The crew of eight was detained.", [("detained", "eight", "The crew of eight")]),
        ("A mother of three was killed.", [("killed", "A mother of three", "A mother of three")]),
        ("Gunmen seized 16 bus passengers.", [("abducted", "16", "16 bus passengers")]),
        ("The kidnappers let two women go.", [("abducted", "two", "two women")]),
        ("Two women were let go.", [("detained", "Two", "Two women")]),
        ("They had taken three prisoner.", [("captured", "three", "three prisoner")]),
        (
            "Nurses counted 41 patients with burning eyes.",
            [("injured", "41", "41 patients")],
        ),
        ("Two did not survive the night.", [("killed", "Two", None)]),
        (
            "Twelve people were killed, the army said. Residents say 20.",
            [("killed", "Twelve", "Twelve people"), ("killed", "20", None)],
        ),
        (
            "Six had died and 11 were in hospital.",
            [("killed", "Six", None), ("injured", "11", None)],
        ),
        ("Killed: 3. Injured: 17.", [("killed", "3", None), ("injured", "17", None)]),
        ("Another body was found at noon.", [("killed", "Another body", "Another body")]),
        ("The night cost five people their lives.", [("killed", "five", "five people")]),
        (
            "Nine people died. Most of the dead were women.",
            [("killed", "Nine", "Nine people"), ("killed", "Most of the dead", "Most of the dead")],
        ),
        ("No one was hurt.", [("injured", "No one", "No one")]),
        (
            "There were no reports of casualties.",
            [("killed_or_injured", "There were no reports of casualties", None)],
        ),
    ],
)
def test_harm_is_read_with_the_victims_its_grammar_gives_it(text, expected):
    """One row for each construction."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The brigade lost its power supply.",
        "Twelve tanks were destroyed.",
        "About 70 animals died.",
        "The 4th Division attacked at dawn.",
        "He was 43 and lived 12 km from the base.",
        "They came to kill the mayor.",
        "Ten people could be killed if the dam breaks.",
        "The soldiers were not wounded.",
        "In 2014 the war went on.",
        "The repairs came at a cost.",
        "They demanded to free the prisoners of both sides.",
        "They want to exchange 30 prisoners.",
        "Four bodies of law were cited.",
    ],
)
def test_what_harms_nobody_makes_no_record(text):
    """Objects, ages, purposes, fears and negations are no casualties."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "child", "whole"),
    [
        ("At least 23 civilians, including nine children, were killed.", "nine", "At least 23"),
        ("Shells killed 40 people, among them 12 women.", "12", "40"),
        ("Three people, two of them children, died.", "two", "Three"),
        ("Twelve people died, three of whom were children.", "three", "Twelve"),
        ("Twelve people died. Three were children.", "Three", "Twelve"),
        ("Eleven were hurt, three seriously.", "three", "Eleven"),
    ],
)
def test_a_subset_is_never_added_to_its_total(text, child, whole):
    """C07: parent and child are two records, the child points at the parent."""
    rows = find_casualties(Reading(text))
    parts = [row for row in rows if row.link == "subset"]
    assert [text[slice(*row.count)] for row in parts] == [child]
    assert text[slice(*rows[parts[0].parent].count)] == whole


def test_a_revised_toll_keeps_the_old_number_apart():
    """C08: 31 is the toll, 26 is what it replaces, 5 is the rise."""
    text = "The toll rose to 31 from 26 after five more bodies were found."
    rows = find_casualties(Reading(text))
    toll = next(row for row in rows if row.rule == "toll/number")
    assert (text[slice(*toll.count)], text[slice(*toll.supersedes)]) == ("31", "26")
    assert [text[slice(*row.count)] for row in rows if row.link == "increment"] == [
        "five more bodies"
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Nine people were killed on Sunday.", "incident"),
        ("Some 900 people have been killed since March.", "cumulative"),
        ("About 60,000 people have died since the war began.", "conflict_total"),
    ],
)
def test_a_number_tells_its_scope(text, scope):
    """C09: today's dead, this year's dead and the war's dead are three things."""
    assert [row.scope for row in find_casualties(Reading(text))] == [scope]
