"""People by name: who is one, what is said of them, and the harm they come to."""

import pytest

from summarizer.document import Document
from summarizer.extract.rules.casualties import find_casualties
from summarizer.extract.rules.compose import Composer
from summarizer.extract.rules.named import find_people, role_status
from summarizer.extract.rules.reading import Reading


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They shot former judge Ana Ruiz, 45.", [("Ana Ruiz", "former judge", "45")]),
        ("Ana Ruiz, mayor of Apopa, fled.", [("Ana Ruiz", "mayor of Apopa", None)]),
        ("Ruiz's son, Tomas, was shot.", [("Tomas", "Ruiz's son", None)]),
        ("A cook, Ana Ruiz, 31, died.", [("Ana Ruiz", "A cook", "31")]),
        ("Peruvian cook Luis de la Paz died.", [("Luis de la Paz", "Peruvian cook", None)]),
        ("Ana Ruiz and J. Leon fled.", [("Ana Ruiz", None, None), ("J. Leon", None, None)]),
        ("Father Ruiz died.", [("Ruiz", "Father", None)]),
        ("Ruiz died.", []),  # one word and no role: it may be a place
        ("It fell near Abu Kamal.", []),
        ("The Ana Ruiz battalion attacked.", []),
        ("The Liberation Front attacked on Friday Morning.", []),
        ("San Salvador department was calm.", []),
    ],
)  # fmt: skip
def test_people_are_told_with_their_role_and_age(sentence, expected):
    found = find_people(sentence)
    age = [sentence[slice(*p.age)] if p.age else None for p in found]
    names = [sentence[p.start : p.end] for p in found]
    assert list(zip(names, [p.role(sentence) for p in found], age, strict=True)) == expected


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("mayor of Apopa", "civilian"),
        ("a retired colonel", "combatant"),
        ("police inspector", "unknown"),
        ("the tall one", "unknown"),
    ],
)
def test_a_role_states_a_status_or_none(role, status):
    assert role_status(role) == status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz, mayor of Apopa, was killed.", [("killed", ["Ana Ruiz"], 1)]),
        (
            "Ana Ruiz, mayor of Apopa, in the northern department of Lempa, who was kidnapped on"
            " 5 January, was found dead.",
            [("abducted", ["Ana Ruiz"], 1), ("killed", ["Ana Ruiz"], 1)],
        ),
        (
            "Ruiz's son, Tomas; Rosa Leon, the town secretary; and bodyguard Juan Ortiz, were also"
            " killed.",
            [("killed", ["Tomas", "Rosa Leon", "Juan Ortiz"], 3)],
        ),
        ("Gunmen kidnapped engineer Ana Ruiz.", [("abducted", ["Ana Ruiz"], 1)]),
        ("The murder of Ana Ruiz and Luis Paz.", [("killed", ["Ana Ruiz", "Luis Paz"], 2)]),
        ("Ana Ruiz's murder was condemned.", [("killed", ["Ana Ruiz"], 1)]),
        (
            "The victims were identified as Ana Ruiz, Luis Paz, and guard Tomas Leon.",
            [("killed", ["Ana Ruiz", "Luis Paz", "Tomas Leon"], 3)],
        ),
        ("It killed two nurses, Ana Ruiz and Rosa Paz.", [("killed", ["Ana Ruiz", "Rosa Paz"], 2)]),
        ("A cook, Ana Ruiz, 52, and her nephew were killed.", [("killed", ["Ana Ruiz"], 2)]),
        ("Five were held for the killing of Mr Ruiz.", [("detained", [], 5)]),  # told before
        ("Ana Ruiz was not killed.", []),
        ("Ana Ruiz may be killed.", []),
        ("Ana Ruiz said two people were killed.", [("killed", [], 2)]),
    ],
)  # fmt: skip
def test_named_victims_become_claims(text, expected):
    """The age of a victim is never a number of victims."""
    made = Composer(text, None).extraction().casualties
    found = [(row.harm, [n.name for n in row.victims.names], row.count.best) for row in made]
    assert sorted(found) == sorted(expected)


def test_a_last_name_stands_for_the_name_given_before():
    text = "Ana Ruiz was kidnapped in Apopa. Ruiz was kidnapped by men. Luis Paz was kidnapped."
    made = Composer(text, None).extraction().casualties
    assert [[n.name for n in row.victims.names] for row in made] == [["Ana Ruiz"], ["Luis Paz"]]
    assert len(made[0].evidence) == 2


def test_every_name_is_quoted_letter_for_letter():
    text = "CARLOS RUIZ, MAYOR OF APOPA, WAS KILLED ON TUESDAY WITH HIS DRIVER."
    made = Composer(text, None).extraction().casualties
    assert [(n.name, n.role) for n in made[0].victims.names] == [("CARLOS RUIZ", "MAYOR OF APOPA")]
    assert [q.text for row in made for q in row.evidence if q.text not in text] == []
    assert find_casualties(Reading(text))[0].people[0].start == 0
    assert Document(text).casing == "upper"
