"""The key of exact copies: details that outlets change in passing do not count, letters and digits do."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newswire.dedupe.exact import text_hash
from tests.support.stories import BODY

DAY = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)
NOTICE = "The bank kept its main rate at 4.25 percent on Tuesday."
LONG = st.text(min_size=1).map(lambda text: f"{BODY} {text}")


@pytest.mark.parametrize(
    "carried",
    [
        BODY.upper(),
        BODY.replace("\n\n", " "),
        BODY.replace(" ", "\u00a0").replace(".\n", " . \n"),
        BODY.replace("Port Albers", "“Port-Albers”"),
        BODY.replace("e", "\uff45"),
        "\n\n  " + BODY + "\n_______",
    ],
)
def test_case_spaces_punctuation_and_forms_of_letters_do_not_count(carried: str) -> None:
    assert text_hash(carried, None, None) == text_hash(BODY, None, None)


def test_a_letter_has_one_key_in_either_case_even_if_its_capital_is_two_letters() -> None:
    assert text_hash(f"{BODY} Straße", None, None) == text_hash(f"{BODY} STRASSE", None, None)


@pytest.mark.parametrize(
    "changed",
    [
        BODY.replace("4.2", "4.3"),
        BODY.replace("4.2", "42"),
        BODY[:-2],
        "A " + BODY,
        BODY.replace("pier", "peer"),
    ],
)
def test_a_letter_or_a_digit_counts(changed: str) -> None:
    assert text_hash(changed, None, None) != text_hash(BODY, None, None)


def test_a_long_text_is_the_same_under_any_headline_on_any_day() -> None:
    assert text_hash(BODY, "Pier", DAY) == text_hash(BODY, None, None)


def test_a_short_text_is_the_same_only_under_its_headline_on_its_day() -> None:
    notice = text_hash(NOTICE, "Rate unchanged", DAY)
    assert notice is not None
    assert text_hash(NOTICE.upper(), "RATE UNCHANGED", DAY + dt.timedelta(hours=11)) == notice
    assert text_hash(NOTICE, "Rate unchanged", DAY + dt.timedelta(hours=12)) != notice
    assert text_hash(NOTICE, "Bank keeps its rate", DAY) != notice
    assert text_hash(NOTICE, "Rate unchanged", None) is None
    east = dt.timezone(dt.timedelta(hours=9))
    late = DAY + dt.timedelta(hours=11)
    assert text_hash(NOTICE, "Rate unchanged", late.astimezone(east)) == notice, "a day is a day of UTC"


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        (None, None),
        ("", "Rate unchanged, says the bank of Port Albers on Tuesday"),
        ("Blah blah", "Blah"),
        ("…", "–"),
    ],
)
def test_a_text_that_identifies_no_story_has_no_key(body: str | None, headline: str | None) -> None:
    assert text_hash(body, headline, DAY) is None


def test_a_headline_does_not_flow_into_its_text() -> None:
    assert text_hash("b" * 50, "a" * 10, DAY) != text_hash("b" * 49, "a" * 10 + "b", DAY)


@given(LONG)
def test_the_forms_of_unicode_give_one_key(text: str) -> None:
    keys = {
        text_hash(unicodedata.normalize(form, text), None, None) for form in ("NFC", "NFD", "NFKC", "NFKD")
    }
    assert len(keys) == 1


@given(st.text(st.characters(exclude_categories=())), st.none() | st.text())
@example(f"{BODY} \ud83d", None)
def test_any_text_has_a_key_of_32_bytes_or_none(body: str, headline: str | None) -> None:
    key = text_hash(body, headline, DAY)
    assert key is None or len(key) == 32
