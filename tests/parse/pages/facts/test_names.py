"""The names of metadata are in the form in which they are looked up."""

import pytest

from newswire.parse.pages.facts import names
from tests.parse.pages.facts.reading import facts

LISTS = [value for name, value in vars(names).items() if name.isupper() and isinstance(value, tuple)]


def test_names_are_in_small_letters_and_stand_once() -> None:
    assert LISTS
    for one in LISTS:
        assert [name.lower() for name in one] == list(dict.fromkeys(one))


TIMES = ["article:published_time", "parsely-pub-date", "DC.date.issued", "dcterms.issued", "sailthru.date"]
TIMES += ["cXenseParse:recs:publishtime", "citation_publication_date", "pubdate", "publish-date", "date"]
TIMES += ["vr:published_time", "ptime", "article.published", "og:published_time", "bt:pubDate"]
TIMES += ["prism.publicationDate", "og:regDate", "rnews:datePublished", "iso-8601-publish-date", "DC.created"]
PEOPLE = ["author", "article:author", "parsely-author", "sailthru.author", "DC.creator", "dcterms.creator"]
PEOPLE += ["citation_author", "cXenseParse:author", "byl", "vr:author"]


@pytest.mark.parametrize("name", TIMES)
def test_each_name_of_a_time_gives_it(name: str) -> None:
    found = facts(f'<meta name="{name}" content="2026-03-04T05:06:07+01:00">')
    assert found.how["published"] == f"meta {name.lower()}"


@pytest.mark.parametrize("name", PEOPLE)
def test_each_name_of_an_author_gives_one(name: str) -> None:
    assert facts(f'<meta property="{name}" content="Ann Lee">').authors == ("Ann Lee",)
