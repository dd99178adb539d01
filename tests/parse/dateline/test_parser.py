"""Datelines that agencies print, and texts that only look like one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon.invisible import INVISIBLE, visible
from newswire.parse.dateline.parser import parse_dateline, read_dateline

FIXTURES = Path(__file__).parents[2] / "fixtures/datelines"
FIELDS = ("place", "country", "credit", "date", "byline")


def lines(name: str) -> list[str]:
    text = (FIXTURES / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def example(line: str) -> tuple[str, dict[str, str]]:
    text, *values = (part.strip() for part in line.split("|"))
    return text, dict(zip(FIELDS, [*values, *[""] * 5], strict=False))


EXAMPLES = [example(line) for line in lines("datelines.txt")]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_printed_datelines_are_read(text: str, expected: dict[str, str]) -> None:
    found = parse_dateline(text)
    assert found is not None
    read = found.as_json()
    got = {field: read[field] or "" for field in FIELDS} | {"credit": ", ".join(read["credit"])}
    assert got == expected


@pytest.mark.parametrize("text", lines("no_dateline.txt"))
def test_other_texts_are_no_datelines(text: str) -> None:
    assert parse_dateline(text) is None


@pytest.mark.parametrize("text", [text for text, _ in EXAMPLES])
def test_no_word_is_lost(text: str) -> None:
    found = parse_dateline(text)
    assert found is not None
    assert found.line in text
    assert text.endswith(found.rest)
    between = text[text.index(found.line) + len(found.line) : len(text) - len(found.rest)]
    assert not any(mark.isalnum() for mark in between)


def test_each_place_stands_alone_in_places() -> None:
    found = parse_dateline("MOSCOW/KIEV, Nov 2 (Reuters) - Trains stopped.")
    assert found is not None
    assert found.place == "MOSCOW/KIEV"
    assert found.places == ("MOSCOW", "KIEV")
    assert found.country == "RU"


def test_states_and_countries_are_no_places_of_their_own() -> None:
    found = parse_dateline("ALBANY, N.Y. (AP) — Trains stopped.")
    assert found is not None
    assert (found.place, found.places) == ("ALBANY, N.Y.", ("ALBANY",))


def test_a_place_in_several_countries_has_none_and_gives_a_warning() -> None:
    found = parse_dateline("CHATHAM (Reuters) - Trains stopped.")
    assert found is not None
    assert found.country == "GB", "Reuters is at home there"
    found = parse_dateline("CHATHAM (AFP) - Trains stopped.")
    assert found is not None
    assert found.country is None
    assert found.warnings == (
        "The dateline's place 'CHATHAM' could be in GB, CA, US; no country was chosen.",
    )


def test_notes_before_a_dateline_are_kept() -> None:
    found = parse_dateline("(Corrects day) (Adds quote) OSLO, May 3 (Reuters) - Trains stopped.")
    assert found is not None
    assert found.notes == ("(Corrects day)", "(Adds quote)")
    assert found.line == "OSLO, May 3 (Reuters)"


@pytest.mark.parametrize(
    ("byline", "separator"),
    [
        ("By ANN MARSH and PIET DE VRIES", "\n"),
        ("par Ann Marsh et Piet Kurz", " "),
        ("Von Ann Marsh", "\n"),
    ],
)
def test_a_byline_before_a_dateline_is_kept(byline: str, separator: str) -> None:
    found = parse_dateline(f"{byline}{separator}OSLO, Norway (AP) — Trains stopped.")
    assert found is not None
    assert (found.line, found.rest) == ("OSLO, Norway (AP)", "Trains stopped.")
    assert (found.byline or "").startswith(byline)


@pytest.mark.parametrize(
    "text", ["by Oslo the sea is deep.", "di Ann Marsh non si sa nulla.", "par Oslo (2-1)"]
)
def test_a_small_word_alone_is_no_byline(text: str) -> None:
    assert parse_dateline(text) is None


def test_a_dateline_ends_with_its_paragraph() -> None:
    found = parse_dateline("PLANO, Texas, June 6, 2019 /PRNewswire/\n\nA shop was sold.")
    assert found is not None
    assert found.rest == "A shop was sold."
    assert parse_dateline("AUSTIN\n\n(AP) - A shop was sold.") is None


@pytest.mark.parametrize("place", ["Fernvik", "Malmö"])
@pytest.mark.parametrize("break_", ["\n", "\n\n"])
def test_a_place_and_an_agency_in_brackets_may_have_a_line_of_their_own(place: str, break_: str) -> None:
    found = parse_dateline(f"{place} (TT){break_}Tågen stod stilla på måndagen.")
    assert found is not None
    assert (found.place, found.credit, found.rest) == (place, ("TT",), "Tågen stod stilla på måndagen.")


@pytest.mark.parametrize(
    ("line", "place", "country"),
    [
        ("Helsinki", "Helsinki", "FI"),
        ("Ilanz GR", "Ilanz GR", "CH"),
        ("LUBBOCK, Texas", "LUBBOCK, Texas", "US"),
        ("HOBART May 9 AAP -", "HOBART", "AU"),
        ("وارسو (بولندا), 12-10-2022 (أ ف ب) -", "وارسو (بولندا)", "PL"),
        ("Tuzla - 7 Oct 2015", "Tuzla", "BA"),
    ],
)
def test_a_field_that_is_known_to_be_a_dateline_needs_no_proof(line: str, place: str, country: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert (found.place, found.country) == (place, country)


@given(st.text(max_size=300))
def test_no_text_raises_an_error(text: str) -> None:
    found = parse_dateline(text)
    read_dateline(text)
    if found:
        assert text.endswith(found.rest)


PIECES = st.one_of(
    st.sampled_from("()[]/,.:-—【】= \n"),
    st.sampled_from(["LONDON", "Paris", "москва", "東京", "AP", "Reuters", "新华社", "日电", "기자"]),
    st.sampled_from([" - ", "Nov", "2", "2020", "By ", "Von ", "(Corrects", "UPDATE 2-"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_order_of_pieces_raises_an_error(text: str) -> None:
    found = parse_dateline(text)
    if found:
        assert text.endswith(found.rest)
        assert found.line.strip()


@pytest.mark.parametrize(
    "piece", ["(", "[", "/", "A ", "A.", "-", "By A ", "1 ", "Nov ", "【", "(Corrects ", "N.Y.", "\n"]
)
def test_only_the_beginning_of_an_endless_text_is_read(piece: str) -> None:
    assert parse_dateline(piece * 500_000) is None


@pytest.mark.parametrize("invisible", INVISIBLE)
@pytest.mark.parametrize("text", [text for text, _ in EXAMPLES])
def test_invisible_characters_change_no_dateline(text: str, invisible: str) -> None:
    plain = parse_dateline(text)
    given_text = invisible.join(text[:200]) + text[200:]
    found = parse_dateline(given_text)
    assert plain is not None
    assert found is not None
    assert replace(found, line=plain.line, rest=plain.rest) == plain
    assert (visible(found.line), visible(found.rest)) == (plain.line, plain.rest)
    assert found.line in given_text
    assert given_text.endswith(found.rest)


def test_invisible_characters_change_no_line_that_is_a_dateline() -> None:
    found = read_dateline("BER\u00adLIN (Reu\u00adters)")
    assert found is not None
    assert (found.place, found.credit) == ("BERLIN", ("Reuters",))


def test_a_place_may_end_in_the_code_of_its_canton_before_a_sentence() -> None:
    found = parse_dateline("Fernfeld UR (sda) Auf der Strasse bei Fernfeld ist ein Wagen umgekippt.")
    assert found is not None
    assert (found.place, found.country, found.credit) == ("Fernfeld UR", "CH", ("sda",))
    for company in ("Fernfeld Bank AG", "Fernfeld Industri AB", "Fernfeld SA"):
        assert parse_dateline(f"{company} (sda) Auf der Strasse ist ein Wagen umgekippt.") is None


def test_rio_alone_is_a_city() -> None:
    found = parse_dateline("RIO - O porto voltou a operar na tarde de quarta-feira, informou a empresa.")
    assert found is not None
    assert (found.place, found.country) == ("RIO", "BR")
