"""A bar has no word of a sentence."""

import pytest

from newswire.parse.pages.body.noise.bars import Bars, announces, is_date, is_sign_off
from newswire.parse.pages.facts.facts import Facts


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2031",
        "08:15",
        "15.04.2031 - 15:48 UhrLesedauer: 2 Min.",
        "vor 3 Stunden",
        "Updated 2 hours ago",
    ],
)
def test_a_date_or_time_is_a_date_line(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "In May 2031 he left",
        "3 ships",
        "$42.99",
        "4: 4% 8: 5%",
        "May",
        "1984 is a novel",
        "Section 3.2",
        "20 m",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert not is_date(text)


def test_a_line_of_facts_of_the_page_is_a_byline() -> None:
    bars = Bars(Facts(authors=("Ann Marsh",), section="Harbour", publisher="Fernbay Post"))
    assert bars.reason("Ann Marsh, Fernbay Post | Harbour") == "byline"
    assert bars.reason("Ann Marsh lost the race") is None


def test_a_line_below_the_text_needs_a_word_or_an_address() -> None:
    bars = Bars(Facts())
    assert bars.is_signature("Additional reporting by Ann Marsh")
    assert not bars.is_signature("He was born in Tarn")


@pytest.mark.parametrize("text", ["dpa/AFP/abc", "(dpa/AFP)", "Von dpa/AFP/abc", "– AFP/dpa –", "sda/ann"])
def test_agencies_with_initials_are_a_sign_off(text: str) -> None:
    assert is_sign_off(text)
    assert Bars(Facts()).reason(text) == "byline"


@pytest.mark.parametrize(
    "text", ["AFP, Reuters and dpa reported", "and/or", "AFP/Harbour Festival", "AFP", "km/h"]
)
def test_other_lines_with_agencies_are_none(text: str) -> None:
    assert not is_sign_off(text)


def test_an_author_with_a_place_is_a_byline() -> None:
    bars = Bars(Facts(authors=("Ann Marsh",)))
    assert bars.reason("Ann Marsh, Oslo") == "byline"
    assert bars.reason("Ann Marsh, whom he met") is None


def test_a_bar_without_spaces_between_its_parts_is_a_byline() -> None:
    bars = Bars(Facts(authors=("Ann Marsh",)))
    assert bars.reason("By Ann MarshPublished 3 May 2031Updated 4 May 2031") == "byline"


@pytest.mark.parametrize("term", ["Published", "Author:", "Date", "Datum", "Zveřejněno"])
def test_terms_announce_the_day_or_the_author(term: str) -> None:
    assert announces(term)


@pytest.mark.parametrize("term", ["Length", "Opened", "Engineer", "Event"])
def test_terms_of_the_story_announce_neither(term: str) -> None:
    assert not announces(term)
