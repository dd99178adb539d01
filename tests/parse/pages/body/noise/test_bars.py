"""A bar has no word of a sentence."""

import pytest

from newswire.parse.pages.body.noise.bars import Bars, is_date
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
    ["In May 2031 he left", "3 ships", "$42.99", "4: 4% 8: 5%", "May", "1984 is a novel", "Section 3.2"],
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
