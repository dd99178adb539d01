"""Dates in their printed forms."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from babel import Locale, UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon import dates, month_names
from newswire.lexicon.dates import PrintedDate

REFERENCE = dt.date(2020, 11, 3)
CALENDAR = tomllib.loads((Path(dates.__file__).parent / "calendar.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("02nd November, 2020", "2020-11-02"),
        ("Nov. 2, 2020", "2020-11-02"),
        ("November 2", "--11-02"),
        ("4th Jan, 2023", "2023-01-04"),
        ("2. November 2020", "2020-11-02"),
        ("21 GIU", "--06-21"),
        ("2 de noviembre de 2020", "2020-11-02"),
        ("2020ko azaroaren 2a", "2020-11-02"),
        ("2 มี.ค. 2563", "2020-03-02"),
        ("2 เม.ย. 2563", "2020-04-02"),
        ("1er novembre", "--11-01"),
        ("le 2 novembre 2020", "2020-11-02"),
        ("2 ноября", "--11-02"),
        ("2 نوفمبر 2020", "2020-11-02"),
        ("2 KASIM 2020", "2020-11-02"),
        ("2 تشرين الثاني 2020", "2020-11-02"),
        ("أول نوفمبر", "--11-01"),
        ("2 نوفمبر تشرين الثاني 2020", "2020-11-02"),
        ("2 تشرين الثاني/نوفمبر 2020", "2020-11-02"),
        ("٢ نوفمبر ٢٠٢٠", "2020-11-02"),
        ("۱۲ آبان ۱۳۹۹", "2020-11-02"),
        ("۱۱ عقرب ۹۹", "2020-11-01"),
        ("2 नवंबर", "--11-02"),
        ("২ নভেম্বর, ২০২০", "2020-11-02"),
        ("2 พ.ย. 2563", "2020-11-02"),
        ("2020. november 2.", "2020-11-02"),
        ("2020 m. lapkričio 2 d.", "2020-11-02"),
        ("2020年11月2日", "2020-11-02"),
        ("１１月２日", "--11-02"),
        ("2日", "---02"),
        ("11월 2일", "--11-02"),
        ("ngày 2 tháng 11", "--11-02"),
        ("Monday, November 2", "--11-02"),
        ("lunes 2 de noviembre", "--11-02"),
        ("2020-11-02", "2020-11-02"),
        ("25-11-2023", "2023-11-25"),
        ("2.11.2020", "2020-11-02"),
        ("17/11/2020", "2020-11-17"),
        ("2-Nov-2020", "2020-11-02"),
        ("4 Dec 2020", "2020-12-04"),
        ("4 de diciembre de 2020", "2020-12-04"),
        ("4 d'octubre de 2020", "2020-10-04"),
        ("یکم دسمبر 2020", "2020-12-01"),
    ],
)
def test_a_printed_form_gives_its_date(text: str, iso: str) -> None:
    found = dates.match(text)
    assert found is not None
    date, end = found
    assert date.iso() == iso
    assert text[end:].strip(". d") == ""


@pytest.mark.parametrize("language", CALENDAR["months"])
@pytest.mark.parametrize("form", ["7 {} 2018", "7. {} 2018 (X)"])
def test_each_form_of_a_month_is_read_after_the_day(language: str, form: str) -> None:
    """Test also names that begin like a word between day and month: ``7 december``, ``7 dez``."""
    for number, forms in enumerate(CALENDAR["months"][language].split(), 1):
        for month in forms.split("|"):
            found = dates.match(form.format(month.replace("_", " ")))
            assert found is not None, month
            assert number in found[0].months, month
            assert (found[0].day, found[0].year) == (7, 2018)


@pytest.mark.parametrize(
    "text",
    [
        "2 people",
        "Paris 2",
        "November 2020",
        "Nov 31",
        "31/31",
        "99",
        "2 of us",
        "May",
        "",
        "LONDON, 2",
        "2020",
    ],
)
def test_a_text_without_a_date_gives_none(text: str) -> None:
    assert dates.match(text) is None


@pytest.mark.parametrize(
    ("text", "reference", "day"),
    [
        ("Nov. 2", REFERENCE, dt.date(2020, 11, 2)),
        ("Dec. 31", dt.date(2021, 1, 2), dt.date(2020, 12, 31)),
        ("Jan. 1", dt.date(2020, 12, 31), dt.date(2021, 1, 1)),
        ("Feb. 29", dt.date(2021, 2, 28), dt.date(2020, 2, 29)),
        ("2日", dt.date(2020, 12, 1), dt.date(2020, 12, 2)),
        ("31日", dt.date(2020, 11, 1), dt.date(2020, 10, 31)),
        ("2. listopada", REFERENCE, dt.date(2020, 11, 2)),
        ("2. listopada", dt.date(2020, 10, 3), dt.date(2020, 10, 2)),
        ("02/11", REFERENCE, dt.date(2020, 11, 2)),
        ("02/11", dt.date(2020, 2, 12), dt.date(2020, 2, 11)),
    ],
)
def test_the_reference_decides_on_the_part_that_was_not_printed(
    text: str, reference: dt.date, day: dt.date
) -> None:
    found = dates.match(text)
    assert found is not None
    assert found[0].resolve(reference) == day


@pytest.mark.parametrize("text", ["02/11/2020", "2. listopada 2020"])
def test_a_date_with_two_readings_gives_no_day(text: str) -> None:
    found = dates.match(text)
    assert found is not None
    assert found[0].iso() is None
    assert found[0].resolve(dt.date(2020, 6, 1)) is None


def test_the_country_decides_between_two_readings() -> None:
    printed = PrintedDate(2, (11,), 2020, swapped=True)
    assert printed.read("US").iso() == "2020-02-11"
    assert printed.read("GB").iso() == "2020-11-02"
    polish = PrintedDate(2, (11, 10), 2020)
    assert (polish.read("PL").iso(), polish.read("HR").iso()) == ("2020-11-02", "2020-10-02")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("二月二十三日", "--02-23"),
        ("十二月十日", "--12-10"),
        ("十月卅一日", "--10-31"),
        ("五月廿日", "--05-20"),
        ("四日", "---04"),
    ],
)
def test_chinese_words_for_numbers_give_a_date(text: str, iso: str) -> None:
    found = dates.in_chinese(text)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize("text", ["十三月一日", "二月三十日", "二十", "百月一日", "月日", ""])
def test_a_chinese_text_without_a_date_gives_none(text: str) -> None:
    assert dates.in_chinese(text) is None


def test_find_returns_a_date_within_a_line() -> None:
    found = dates.find("Bendigo, Friday 4 May 2018")
    assert found is not None
    assert found.iso() == "2018-05-04"
    assert dates.find("no date in here") is None


@pytest.mark.parametrize("language", CALENDAR["months"])
def test_months_have_their_names_in_cldr(language: str) -> None:
    try:
        locale = Locale.parse(language)
    except UnknownLocaleError:
        pytest.fail(f"{language} is no language of CLDR")
    for number, name in locale.months["format"]["wide"].items():
        word = name.removeprefix("de ").removeprefix("d’")
        assert number in month_names.month(word) or language in UNLIKE_CLDR, (language, name)


UNLIKE_CLDR = {"fa", "ku", "kk", "uz", "ps", "sw", "am", "so", "ha", "si", "cy", "ga", "eu", "ne", "fil"}
"""Languages with other names of months at agencies than in CLDR, or with names that CLDR has changed."""


@pytest.mark.parametrize(
    ("text", "end"), [("२० पुस (", 6), ("۱۵ جدی", 6), ("२० जनवरी", None), ("20 people", None)]
)
def test_a_day_that_no_rule_converts_is_skipped(text: str, end: int | None) -> None:
    assert dates.skip_uncertain(text, 0) == end


@given(st.text(max_size=80))
def test_any_text_gives_a_date_within_it_or_none(text: str) -> None:
    found = dates.match(text)
    if found:
        found[0].iso()
        found[0].iso(REFERENCE)
        assert 0 < found[1] <= len(text)
