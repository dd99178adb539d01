"""The contents of a dateline's brackets and slashes."""

from __future__ import annotations

import pytest

from newswire.parse.dateline.brackets import bracket, slashes
from newswire.parse.dateline.pieces import Token
from newswire.parse.dateline.tokens import tokenize


def read(printed: str, before: str = "OSLO") -> Token | None:
    """Return the piece in brackets or slashes after other pieces."""
    line = before + printed
    reader = slashes if printed.startswith("/") else bracket
    return reader(line, len(before), tokenize(before))


@pytest.mark.parametrize(
    ("printed", "kind", "names"),
    [
        ("(AP)", "C", ("AP",)),
        ("【新华社】", "C", ("新华社",)),
        ("(UrduPoint News / Sputnik - 02nd November, 2020)", "C", ("UrduPoint News", "Sputnik")),
        ("(AP via Tarn Daily)", "C", ("Tarn Daily", "AP")),
        ("(Village Voice)", "U", ("Village Voice",)),
        ("/PRNewswire/", "C", ("PRNewswire",)),
        ("/ ACCESSWIRE / November 2, 2020 /", "C", ("ACCESSWIRE",)),
        ("/KRASS/", "U", ("KRASS",)),
    ],
)
def test_a_credit_is_read(printed: str, kind: str, names: tuple[str, ...]) -> None:
    token = read(printed)
    assert token is not None
    assert (token.kind, token.names) == (kind, names)


def test_a_credit_may_hold_a_date_and_a_reporter() -> None:
    token = read("(Sputnik - 02nd November, 2020)")
    assert token is not None
    assert token.date is not None
    assert (token.date.day, token.date.year) == (2, 2020)
    token = read("(Корр. ТАСС Анна Петрова)", before="ПАРИЖ")
    assert token is not None
    assert (token.names, token.byline) == (("ТАСС",), "Анна Петрова")


@pytest.mark.parametrize(
    ("printed", "before", "kind", "regions"),
    [
        ("(Ukraine)", "KIEV", "Q", ("Ukraine",)),
        ("[Nepal]", "Kathmandu", "Q", ("Nepal",)),
        ("(Ukraine)", "KIEV, May 3", "U", ()),
    ],
)
def test_a_country_stands_after_a_place_and_not_after_a_date(
    printed: str, before: str, kind: str, regions: tuple[str, ...]
) -> None:
    token = read(printed, before)
    assert token is not None
    assert (token.kind, token.regions) == (kind, regions)


def test_a_date_or_a_reporter_may_stand_alone() -> None:
    date, reporter = read("(Nov. 2)"), read("(Staff Reporter)")
    assert date is not None
    assert reporter is not None
    assert (date.kind, reporter.kind, reporter.byline) == ("D", "B", "Staff Reporter")


@pytest.mark.parametrize(
    "printed",
    [
        "(File photo)",
        "(NYSE: IBM)",
        "(who was then prime minister and is now in the opposition)",
        "(pronounced OZ-lo)",
        "(no end",
        "()",
        "/one/",
        "/Grenholm, Tarn/",
    ],
)
def test_other_brackets_belong_to_no_dateline(printed: str) -> None:
    assert read(printed) is None
