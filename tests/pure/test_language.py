import tomllib
from pathlib import Path

import pytest

from summarizer.errors import LanguageError
from summarizer.language import detect, name_of, profiles, require

YES = [(code, line) for code, profile in profiles().items() for line in profile.yes]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/article.toml"))
NO = [(code, line) for code, profile in profiles().items() for line in profile.no]


@pytest.mark.parametrize(("code", "line"), YES)
def test_every_profile_knows_its_own_examples(code, line):
    assert detect(line) == code


@pytest.mark.parametrize(("code", "line"), YES)
def test_capitals_do_not_hide_a_language(code, line):
    assert detect(line.upper()) == code


@pytest.mark.parametrize(("code", "line"), NO)
def test_no_profile_claims_the_examples_of_others(code, line):
    assert detect(line) != code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SHELLS HIT A SCHOOL IN THE EAST OF THE TOWN, OFFICIALS SAID.", "en"),
        ("gunmen shot two drivers dead on the road, the station was told", "en"),
        ("Shells fell on the town.", "en"),
        ("Gen. José Muñoz told El País that the army had left Alcañiz.", "en"),
        ("The daily Süddeutsche Zeitung and the mayor of Köln were cited by the ministry.", "en"),
        ("The word سلام was painted on the wall of the police station.", "en"),
        ("Hombres armados mataron a dos conductores en la carretera.", "es"),
        ("LOS REBELDES ATACARON LA CIUDAD Y MATARON A TRES SOLDADOS", "es"),
        ("Des hommes armés ont tué deux conducteurs sur la route.", "fr"),
        ("Bewaffnete haben auf der Straße zwei Fahrer erschossen.", "de"),
        ("Uomini armati hanno ucciso due autisti sulla strada.", "it"),
        ("Homens armados mataram dois motoristas na estrada.", "pt"),
        ("Озброєні люди застрелили двох водіїв на дорозі.", "uk"),
        ("Вооружённые люди застрелили двух водителей на дороге.", "ru"),
        ("أطلق مسلحون النار على سائقين اثنين على الطريق.", "ar"),
        ("افراد مسلح دو راننده را در جاده کشتند.", "fa"),
        ("Silahlı kişiler yolda iki sürücüyü öldürdü.", "tr"),
        ("חמושים ירו למוות בשני נהגים בכביש.", "he"),
        ("Homs", None),
        ("12 / 34 — ???", None),
        ("", None),
    ],
)
def test_the_language_of_short_texts(line, code):
    """Names, accents and a foreign word do not turn an English sentence into another language."""
    assert detect(line) == code


def test_a_language_the_rules_cannot_read_is_refused_by_name():
    with pytest.raises(LanguageError) as caught:
        require("Al menos doce personas murieron el viernes en el mercado.")
    assert str(caught.value) == (
        "the article is in Spanish (es); the rules extractor reads English only:"
        " name a model that reads it with --model, or give a translation"
    )


@pytest.mark.parametrize(
    ("stated", "refused"), [("en-GB", False), ("EN", False), ("uk", True), ("sw", True)]
)
def test_what_the_caller_states_goes_before_what_is_detected(stated, refused):
    """A stated language is believed: the caller has seen more of the article than its words."""
    if not refused:
        require("Shells fell on the town.", stated)
        return
    with pytest.raises(LanguageError, match=name_of(stated)):
        require("Shells fell on the town.", stated)


def test_a_text_too_short_to_tell_is_not_refused():
    require("Homs")


def test_a_longer_text_in_no_known_language_is_refused():
    swedish = (
        "Minst tolv personer dödades i fredags när granater träffade torget, uppger militären."
        " Flera hus brann och räddningstjänsten letade efter saknade under hela natten."
        " Ingen grupp har ännu tagit på sig dådet, men regeringen skyller på rebellerna."
    )
    with pytest.raises(LanguageError, match="could not be told"):
        require(swedish)


@pytest.mark.parametrize("beside", SEEDS, ids=lambda path: path.parent.name)
def test_the_language_of_a_seed_is_what_its_metadata_say(beside):
    text = beside.with_suffix(".txt").read_text(encoding="utf-8")
    stated = tomllib.loads(beside.read_text(encoding="utf-8"))["language"]
    assert detect(text) == stated
    assert detect(text[:400]) == stated
