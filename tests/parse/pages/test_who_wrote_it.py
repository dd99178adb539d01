"""Who wrote the text of a page: the agency is the provider, and the poster stands first in the credit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document

LEAD = (
    "A mill burned down in the port of Lomsdal on Tuesday, and nobody was hurt, the fire brigade said in a "
    "statement on its page."
)
MIDDLE = (
    "The fire began in the roof at about four in the morning and went on until noon, a spokeswoman told "
    "Reuters, and smoke was seen as far as Fernbay."
)
END = (
    "The owner said that he would build it again next year with a roof of tin, at a cost of 40 million "
    "crowns, if the council lets him."
)
STORY = (LEAD, MIDDLE, END)


def read(
    *paragraphs: str,
    publisher: str | None = "Coast Daily",
    url: str = "https://www.coast.example/news/mill-burns-7",
    defaults: Defaults | None = None,
    **facts: Any,
) -> Item:
    """The item of a page with these paragraphs and these facts in its JSON-LD."""
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mill burns down", **facts}
    if publisher:
        thing["publisher"] = {"@type": "Organization", "name": publisher}
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><title>Mill burns down</title>'
        f'<link rel="canonical" href="{url}">'
        f'<script type="application/ld+json">{json.dumps(thing)}</script></head>'
        f"<body><article><h1>Mill burns down</h1><div>{text}</div></article></body></html>"
    )
    document = Document(page.encode(), "mill.html", url=url)
    [item] = parse_document(document, defaults or Defaults("coast"))
    assert isinstance(item, Item)
    return item


def organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("paragraphs", "writers"),
    [
        ((f"LOMSDAL (Reuters) - {LEAD}", MIDDLE, END), ["Reuters"]),
        (
            (f"KIEV (UrduPoint News / Sputnik - 02nd November, 2020) {LEAD}", END),
            ["UrduPoint News", "Sputnik"],
        ),
        ((f"BERLIN (dpa/AFP) - {LEAD}", END), ["dpa", "AFP"]),
        ((f"(ANSA) - ROMA, 28 LUG - {LEAD}", END), ["ANSA"]),
        ((f"SAN JOSE, Calif.--(BUSINESS WIRE)--{LEAD}", END), ["Business Wire"]),
        ((f"ANKARA (AA) - {LEAD}", END), ["Anadolu"]),
        ((LEAD, MIDDLE, f"{END} (APP)"), ["APP"]),
        ((*STORY, "(APP)"), ["APP"]),
        ((*STORY, "dpa/fa"), ["dpa"]),
        ((*STORY, "dpa/AFP"), ["dpa", "AFP"]),
        ((*STORY, "Source: Xinhua"), ["Xinhua"]),
        ((*STORY, "With material from AFP"), ["AFP"]),
        ((LEAD, MIDDLE, f"{END} (With inputs from PTI)"), ["PTI"]),
        ((*STORY, "Copyright 2024 The Associated Press. All rights reserved."), ["AP"]),
        ((*STORY, "The Associated Press contributed to this report."), ["AP"]),
        ((*STORY, "(Quelle: APA/sda/dpa)"), ["APA", "sda", "dpa"]),
    ],
)
def test_the_text_names_its_writer(paragraphs: tuple[str, ...], writers: list[str]) -> None:
    item = read(*paragraphs)
    assert list(item.credit) == ["Coast Daily", *writers]
    assert item.provider == next((name for name in writers if name != "UrduPoint News"), None)
    assert item.body_text is not None
    assert item.body_text.startswith("A mill burned")
    assert item.body_text.endswith("lets him.")


@pytest.mark.parametrize(
    ("facts", "writer"),
    [
        ({"author": organisation("Agence France-Presse")}, "AFP"),
        ({"author": organisation("Reuters Staff")}, "Reuters"),
        ({"author": [person("Ann Marsh"), organisation("dpa")]}, "dpa"),
        ({"author": [person("Ann Marsh"), person("Reuters Staff")]}, "Reuters"),
        ({"author": organisation("Coast Daily and AFP")}, "AFP"),
        ({"sourceOrganization": organisation("The Canadian Press")}, "CP"),
        ({"provider": organisation("Coast Daily"), "copyrightHolder": organisation("AFP")}, "AFP"),
        ({"copyrightHolder": {"@type": "NewsMediaOrganization", "name": "Associated Press"}}, "AP"),
        ({"copyrightHolder": organisation("Business Wire")}, "Business Wire"),
    ],
)
def test_the_facts_of_a_page_name_the_writer(facts: dict[str, Any], writer: str) -> None:
    item = read(*STORY, **facts)
    assert (item.provider, item.credit) == (writer, ("Coast Daily", writer))
    assert item.authors in {(), ("Ann Marsh",)}


@pytest.mark.parametrize(
    ("paragraphs", "facts"),
    [
        (STORY, {}),
        (("Photo: AFP", *STORY), {}),
        ((*STORY, "Photo: AFP"), {}),
        (STORY, {"author": person("Ann Marsh")}),
        (STORY, {"author": organisation("Coast Daily")}),
        (STORY, {"copyrightHolder": organisation("Coast Daily")}),
        ((*STORY, "Source: Statistics Norwind"), {}),
        (STORY, {"image": {"@type": "ImageObject", "copyrightHolder": organisation("AFP"), "url": "a.jpg"}}),
        ((*STORY, "The Associated Press contributed to this report."), {"author": person("Ann Marsh")}),
    ],
)
def test_an_agency_that_is_only_spoken_of_wrote_nothing(
    paragraphs: tuple[str, ...], facts: dict[str, Any]
) -> None:
    item = read(*paragraphs, **facts)
    assert (item.provider, item.credit) == ("Coast Daily", ("Coast Daily",))


COAST, SPUTNIK = "https://www.coast.example", "UrduPoint News / Sputnik - 02nd November, 2020"


@pytest.mark.parametrize(
    ("publisher", "url", "before", "credit"),
    [
        ("AFP.com", "https://www.afp.com/en/news/mill-7", "", ("AFP",)),
        ("Associated Press", "https://apnews.com/article/mill-7", "LOMSDAL (AP) — ", ("AP",)),
        (None, "https://tass.com/world/7", "LOMSDAL, May 7. /TASS/. ", ("TASS",)),
        ("ANSA.it", "https://www.ansa.it/7.html", "(ANSA) - LOMSDAL, 7 MAG - ", ("ANSA",)),
        ("Bernama", "https://www.bernama.com/7", "LOMSDAL, May 7 (Xinhua) -- ", ("Bernama", "Xinhua")),
        ("Yahoo Finance", f"{COAST}/7", "LOMSDAL, May 7, 2024 /PRNewswire/ -- ", ("Yahoo", "PRNewswire")),
        ("UrduPoint", "https://www.urdupoint.com/7", f"KIEV ({SPUTNIK}) ", ("UrduPoint News", "Sputnik")),
        ("The Associated Press", f"{COAST}/7", "", ("coast.example", "AP")),
        ("CNN", "https://www.cnn.com/2024/05/07/mill", "Lomsdal (CNN) — ", ("CNN",)),
        ("Coast TV", f"{COAST}/7", "LOMSDAL (CNN) — ", ("Coast TV", "CNN")),
        ("Coast Daily", f"{COAST}/news/reuters/2024/05/07/mill-7.htm", "", ("Coast Daily", "Reuters")),
        ("Coast Daily", f"{COAST}/focus/nova/mill-7.htm", "", ("Coast Daily",)),
    ],
)
def test_an_agency_on_its_own_page_is_named_once(
    publisher: str | None, url: str, before: str, credit: tuple[str, ...]
) -> None:
    item = read(before + LEAD, MIDDLE, END, publisher=publisher, url=url)
    assert (item.provider, item.credit) == (credit[-1], credit)


def test_a_byline_of_an_agency_names_no_author() -> None:
    item = read("By Reuters Staff", *STORY)
    assert (item.provider, item.authors) == ("Reuters", ())


def test_the_sources_provider_counts_where_the_page_names_no_agency() -> None:
    own, carried = Defaults("coast", provider="Harbour Press"), f"LOMSDAL (Reuters) - {LEAD}"
    assert read(*STORY, defaults=own).provider == "Harbour Press"
    assert read(carried, END, defaults=own).provider == "Reuters"


def test_a_page_is_known_by_its_canonical_address() -> None:
    item = read(*STORY, url="http://WWW.Coast.example/news/mill-burns-7?utm_source=letter#top")
    assert item.guid == "https://www.coast.example/news/mill-burns-7"


def test_a_fact_that_names_the_poster_hides_no_line_that_names_an_agency() -> None:
    item = read(*STORY, "Source: Xinhua", copyrightHolder=organisation("Coast Daily"))
    assert (item.provider, item.credit) == ("Xinhua", ("Coast Daily", "Xinhua"))


@pytest.mark.parametrize("line", ["dpa/AFP/abc", "(dpa/AFP/abc)", "Von dpa/AFP/abc"])
def test_a_sign_off_of_agencies_with_initials_gives_the_agencies_and_no_author(line: str) -> None:
    item = read(*STORY, line)
    assert (item.credit, item.authors) == (("Coast Daily", "dpa", "AFP"), ())
    assert item.body_text == "\n\n".join(STORY)


def test_agencies_that_a_sentence_names_are_no_byline() -> None:
    sentence = "AFP, Reuters and dpa reported on the mill too."
    item = read(sentence, *STORY)
    assert (item.credit, item.byline, item.authors) == (("Coast Daily",), None, ())
    assert item.body_text is not None
    assert item.body_text.startswith(sentence)
