"""What an article in a language with a pack seems to say: level 1, word lists and neighbours."""

import pytest

from summarizer.candidates import candidates
from summarizer.packs.pack import load_pack_entries, pack_codes


def asked(text, code):
    return [(row.kind, row.text) for row in candidates(text, code)]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "es",
            "Murieron al menos doce pescadores y otros siete resultaron heridos, dijo el alcalde.",
            [
                ("harm", "Murieron"),
                ("number", "al menos doce"),
                ("number", "siete"),
                ("harm", "heridos"),
            ],
        ),
        (
            "es",
            "Un dron dejó caer una granada sobre la barca. El gobierno lo negó.",
            [("weapon", "dron"), ("weapon", "granada"), ("denial", "negó")],
        ),
        ("es", "La mina hirió a una niña.", [("harm", "hirió"), ("number", "una")]),
        (
            "es",
            "Huyeron unas 40 familias.",
            [("harm", "Huyeron"), ("number", "unas 40")],
        ),
        (
            "fr",
            "Une vingtaine de villageois ont été tués, dont trois enfants, et un berger est mort.",
            [
                ("number", "Une vingtaine"),
                ("harm", "tués"),
                ("number", "trois"),
                ("number", "un"),
                ("harm", "mort"),
            ],
        ),
        (
            "fr",
            "Des roquettes ont blessé 2 300 civils.",
            [("weapon", "roquettes"), ("harm", "blessé"), ("number", "2 300")],
        ),
        ("fr", "Plusieurs civils ont péri.", [("number", "Plusieurs"), ("harm", "péri")]),
        (
            "uk",
            "Внаслідок обстрілу з міномета загинули двоє дітей, ще п’ятьох поранено.",
            [
                ("weapon", "міномета"),
                ("harm", "загинули"),
                ("number", "двоє"),
                ("number", "п’ятьох"),
                ("harm", "поранено"),
            ],
        ),
        (
            "uk",
            "Уламки дрона вбили водія. Міноборони заперечило удар.",
            [("weapon", "дрона"), ("harm", "вбили"), ("number", "вбили водія")],
        ),
        (
            "ru",
            "При взрыве мины погибли трое рабочих, ранены не менее сорока человек.",
            [
                ("weapon", "мины"),
                ("harm", "погибли"),
                ("number", "трое"),
                ("harm", "ранены"),
                ("number", "не менее сорока"),
            ],
        ),
        (
            "ru",
            "Задержаны двадцать один человек, двое пропали без вести. Военные опровергли это.",
            [
                ("harm", "Задержаны"),
                ("number", "двадцать один"),
                ("number", "двое"),
                ("harm", "пропали без вести"),
                ("denial", "опровергли"),
            ],
        ),
        (
            "ru",
            "Десятки жителей ранены. Из них восемь человек в больнице.",
            [
                ("number", "Десятки"),
                ("harm", "ранены"),
                ("number", "восемь"),
                ("harm", "в больнице"),
            ],
        ),
        (
            "ar",
            "قُتل خمسة عمال وطفلان في انفجار عبوة ناسفة، وأصيب عشرات.",
            [
                ("harm", "قُتل"),
                ("number", "خمسة"),
                ("number", "طفلان"),
                ("weapon", "عبوة ناسفة"),
                ("harm", "وأصيب"),
                ("number", "عشرات"),
            ],
        ),
        (
            "ar",
            "نزحت ٨٥ عائلة، ونفى الجيش ذلك.",
            [("harm", "نزحت"), ("number", "٨٥"), ("denial", "ونفى")],
        ),
    ],
)
def test_harm_counts_weapons_and_denials_are_seen(code, text, expected):
    """Which of them a record covers is for the coverage check."""
    assert asked(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "El puente mide 40 metros y se abrió en 1987."),
        ("es", "Dos vecinos contaron que la feria abrió."),
        ("es", "El diputado pidió la pena de muerte en 12 artículos."),
        ("fr", "Le marché a rouvert mardi avec 40 étals."),
        ("fr", "Le maire, 54 ans, a inauguré deux écoles."),
        ("uk", "Міст завдовжки 40 метрів відкрили 1987 року."),
        ("uk", "Кількість загиблих не змінилася."),
        ("ru", "Мост длиной 40 метров открыли в 1987 году."),
        ("ru", "Число погибших не изменилось."),
        ("ar", "افتُتح السوق يوم السبت بعد ثلاثة أعوام."),
        ("ar", "طول الجسر ٤٠ متراً."),
    ],
)
def test_nothing_is_asked_where_nobody_is_harmed(code, text):
    """Ages, lengths, years, words that point back."""
    assert asked(text, code) == []


ASIDES = [
    (code, entry, line, expected)
    for code in pack_codes()
    for entry in load_pack_entries(code, "harm.toml", "aside")
    for expected, lines in ((False, entry.yes), (True, entry.no))
    for line in lines
]


@pytest.mark.parametrize(
    ("code", "entry", "line", "expected"),
    ASIDES,
    ids=[f"{code}-{entry.id}-{expected}" for code, entry, _, expected in ASIDES],
)
def test_asides_keep_their_examples(code, entry, line, expected):
    """A `yes` line leaves nothing to ask for, a `no` line does."""
    of_harm = entry.data["kind"] in ("phrase", "back", "before")
    kinds = {"harm"} if of_harm else {"number"}
    if entry.data["kind"] == "spared":
        kinds = {"harm", "number"}
    assert bool([kind for kind, _ in asked(line, code) if kind in kinds]) is expected
