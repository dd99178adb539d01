"""Lines above and below the text of a page that credit an agency are no text, and nothing else is one."""

from __future__ import annotations

import pytest

from newswire.parse.pages.origin.credit_lines import read_credit_lines

LEAD = "A mill burned down in the port of Lomsdal on Tuesday, and nobody was hurt."
END = "The owner, who spoke to Reuters and AFP, will build it again next year."


@pytest.mark.parametrize(
    ("line", "writers"),
    [
        ("Source: Xinhua", ("Xinhua",)),
        ("SOURCE: REUTERS", ("Reuters",)),
        ("Quelle: APA/sda/dpa", ("APA", "sda", "dpa")),
        ("Fonte: ANSA", ("ANSA",)),
        ("Fuente: EFE / AP", ("EFE", "AP")),
        ("Источник: ТАСС", ("TASS",)),
        ("来源：新华社", ("Xinhua",)),
        ("المصدر: وكالة الأناضول", ("Anadolu",)),
        ("Text: dpa", ("dpa",)),
        ("With material from AFP", ("AFP",)),
        ("— with files from The Canadian Press", ("CP",)),
        ("(With inputs from PTI)", ("PTI",)),
        ("Mit Material der dpa", ("dpa",)),
        ("(Mit Material von AFP und Reuters)", ("AFP", "Reuters")),
        ("Avec AFP", ("AFP",)),
        ("(avec l'AFP)", ("AFP",)),
        ("Con información de EFE", ("EFE",)),
        ("Com informações da Reuters", ("Reuters",)),
        ("Met informatie van ANP", ("ANP",)),
        ("This article was produced by Reuters.", ("Reuters",)),
        ("This report by The Canadian Press was first published May 7, 2024.", ("CP",)),
        ("dpa/AFP", ("dpa", "AFP")),
        ("AFP, Reuters", ("AFP", "Reuters")),
    ],
)
def test_a_credit_below_the_text_names_its_writers(line: str, writers: tuple[str, ...]) -> None:
    found = read_credit_lines(f"{LEAD}\n\n{END}\n\n{line}")
    assert (found.text, found.lines, found.writers) == (f"{LEAD}\n\n{END}", (line,), writers)


@pytest.mark.parametrize(
    ("tail", "writers"),
    [(" (With inputs from PTI)", ("PTI",)), (" dpa", ("dpa",)), (" Reuters/AFP", ("Reuters", "AFP"))],
)
def test_a_credit_behind_the_last_sentence_counts_too(tail: str, writers: tuple[str, ...]) -> None:
    found = read_credit_lines(f"{LEAD}\n\n{END}{tail}")
    assert (found.text, found.writers) == (f"{LEAD}\n\n{END}", writers)


@pytest.mark.parametrize("line", ["AFP", "Source: AFP", "AFP / dpa"])
def test_a_credit_above_the_text_counts_too(line: str) -> None:
    found = read_credit_lines(f"{line}\n\n{LEAD}\n\n{END}")
    assert (found.text, found.writers[0]) == (f"{LEAD}\n\n{END}", "AFP")


def test_an_agency_that_helped_is_kept_apart() -> None:
    found = read_credit_lines(f"{LEAD}\n\n{END}\n\nThe Associated Press contributed to this report.")
    assert (found.text, found.writers, found.helpers) == (f"{LEAD}\n\n{END}", (), ("AP",))


@pytest.mark.parametrize(
    "line",
    [
        "Photo: AFP",
        "Foto: dpa",
        "Source: Statistics Norwind",
        "Source: a spokesman of the harbour told Reuters",
        "With a bag of grain from Lomsdal",
        "He has worked with reporters from AFP and others for years, and he knows what they need.",
        "Ap, sun and rain",
        "The mill was bought by Reuters",
        "That was the news. Enough",
        "Ann Marsh / Piet Roe",
        "Read more: Reuters",
        "Tags: AFP",
    ],
)
def test_other_lines_stay(line: str) -> None:
    text = f"{LEAD}\n\n{END}\n\n{line}"
    assert read_credit_lines(text) == (text, (), (), ())


def test_a_credit_in_the_middle_of_a_text_stays() -> None:
    text = "\n\n".join(["Source: AFP" if n == 2 else LEAD for n in range(9)])
    assert read_credit_lines(text).text == text


@pytest.mark.parametrize("text", ["", "AFP", "Source: AFP"])
def test_the_only_paragraph_stays(text: str) -> None:
    assert read_credit_lines(text).text == text
