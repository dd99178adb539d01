from __future__ import annotations

from itertools import combinations

import pytest

from newswire.translations.texts.compare import ENOUGH, Evidence, compare
from newswire.translations.texts.traits import Traits, traits
from tests.translations.invented import MARKET, PORT, RIVAL


def read(language: str, story: dict[str, tuple[str, str]]) -> Traits:
    return traits(language, *story[language])


@pytest.mark.parametrize(("one", "other"), list(combinations(PORT, 2)))
def test_a_story_and_its_translation_are_one(one: str, other: str) -> None:
    found = compare(read(one, PORT), read(other, PORT))
    assert found is not None
    assert found.score >= ENOUGH
    assert {"14e0", "235e1", "15e5"} <= set(found.figures)
    assert compare(read(other, PORT), read(one, PORT)) == found


@pytest.mark.parametrize("language", ["de", "ru", "fr"])
def test_a_translation_that_ends_early_is_one_too(language: str) -> None:
    headline, body = PORT[language]
    short = "\n\n".join(body.split("\n\n")[:3])
    found = compare(read("en", PORT), traits(language, headline, short))
    assert found is not None
    assert found.score >= ENOUGH


def test_another_report_on_the_event_is_less_alike_than_the_translation() -> None:
    other = compare(read("en", PORT), read("de", RIVAL))
    assert other is None or other.score < ENOUGH


def test_notices_of_one_form_with_other_figures_are_not_one_story() -> None:
    assert compare(read("en", MARKET), read("de", MARKET)) is None


def test_the_evidence_names_what_both_have() -> None:
    found = compare(read("en", PORT), read("ru", PORT))
    assert found is not None
    assert "solberg sulberg" in found.names
    assert found.places == ("NO", "PT")


def test_one_name_and_a_round_figure_are_no_evidence() -> None:
    one = traits("en", None, "In Kalvemar rain is expected for 20 hours.")
    assert compare(one, traits("de", None, "In Kalvemar wird es noch 20 Stunden lang regnen.")) is None


def weather(language: str, headline: str, body: str) -> Traits:
    return traits(language, headline, f"{body} Jutta Brandt, Schwerin, Hamburg, Berlin, Kiel: 18.")


def test_notices_of_two_days_need_one_figure_less_to_stay_apart() -> None:
    friday = weather("de", "Wetter am Freitag", "Bis 21 Grad, Wind 55, Regen 12.")
    saturday = weather("fr", "La météo de samedi", "Jusqu’à 15 degrés.")
    same_day = weather("fr", "La météo de vendredi", "Jusqu’à 15 degrés.")
    assert compare(friday, saturday) is None
    assert compare(friday, same_day) is not None


def test_an_agency_in_both_credits_speaks_for_the_pair() -> None:
    one, other = read("en", PORT), read("de", PORT)
    plain, credited = compare(one, other), compare(one, other, "Nordsee Press")
    assert isinstance(plain, Evidence)
    assert isinstance(credited, Evidence)
    assert credited.score > plain.score
    assert credited.credit == ("Nordsee Press",)
