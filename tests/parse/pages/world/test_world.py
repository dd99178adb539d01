"""Stories in many languages, on pages in the structures of outlets: the text, and nothing beside it.

``stories.toml`` holds the stories, ``pages`` the structures with the places of their parts.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document

HERE = Path(__file__).parent
STORIES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "stories.toml").read_text("utf-8"))
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
PLAIN, WITH_LEAD = "one two three", "lead one two three"
TIME, DAY = "2024-03-12T14:35:00+02:00", "2024-03-12"


class Told(NamedTuple):
    """What pages of one structure tell: the languages, the parts of the text, the author, the time.

    ``author`` is None where a page prints the author and this table does not ask for it.
    """

    languages: str
    text: str = PLAIN
    author: bool | None = True
    published: str | None = TIME


PAGES = {
    "wordpress-blocks": Told("en de pt uk bn he"),
    "wordpress-classic": Told("fr cs el tr ar"),
    "newspaper-theme": Told("es el ar hi id", WITH_LEAD),
    "drupal-paragraphs": Told("fr fi cs fa", WITH_LEAD),
    "arc": Told("en es pt ja", WITH_LEAD),
    "arc-data": Told("en sv ja", "one second two three"),
    "ghost": Told("de it vi", WITH_LEAD),
    "blogger": Told("es id vi pt", author=None, published=DAY),
    "bitrix": Told("ru uk bg", author=False, published=DAY),
    "builder": Told("en hu ko", author=None, published=None),
    "next-page": Told("en tr pl hu th"),
    "next-data": Told("pt ko th"),
    "joomla": Told("it el ur"),
    "chinese-portal": Told("zh", published=DAY),
    "japanese-portal": Told("ja"),
    "korean-portal": Told("ko"),
    "tables": Told("en ru pl tr hi bn", author=False, published=DAY),
    "breaks": Told("en de cs bg", author=None, published=None),
    "bare": Told("fr es uk fa", author=False, published=None),
    "broken": Told("fr sv ar th cs", author=False),
    "amp": Told("it id fa ja ko th", WITH_LEAD),
    "printed": Told("es en he zh", author=False, published=DAY),
    "glued-bar": Told("en it ru ar vi th"),
    "second-headline": Told("de fi ru ur ko"),
    "of-the-site": Told("en fr hi vi ko", author=False),
    "no-news": Told("pl es zh tr", author=False),
    "divisions": Told("hu ru bn", WITH_LEAD),
}
TABLE = [(name, language) for name, told in PAGES.items() for language in told.languages.split()]


def parts(language: str) -> dict[str, str]:
    """Return the values of the places in a page."""
    story = STORIES[language]
    one, two, three = story["text"]
    other, another = story["others"]
    turned = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    return {
        **{key: value for key, value in story.items() if isinstance(value, str)},
        **{"language": language, "turned": turned, "other": other, "another": another},
        **{"one": one, "two": two, "three": three},
    }


def read(name: str, language: str) -> Item:
    page = Template((HERE / "pages" / f"{name}.html").read_text("utf-8")).substitute(parts(language))
    document = Document(page.encode(), "page.html", "https://news.example/story/a", "text/html")
    found = next(iter(parse_document(document, Defaults())))
    assert isinstance(found, Item), found
    return found


@pytest.mark.parametrize(("name", "language"), TABLE)
def test_a_page_gives_the_story_and_nothing_beside_it(name: str, language: str) -> None:
    given, told = parts(language), PAGES[name]
    item = read(name, language)
    assert (item.body_text or "").split("\n\n") == [given[part] for part in told.text.split()]
    assert item.headline == given["title"]
    assert item.standfirst == (given["lead"] if told.text == WITH_LEAD else None)


@pytest.mark.parametrize(("name", "language"), TABLE)
def test_a_page_gives_the_author_and_the_time(name: str, language: str) -> None:
    told = PAGES[name]
    item = read(name, language)
    if told.author is not None:
        assert item.authors == ((STORIES[language]["author"],) if told.author else ())
    published = str(item.as_json().get("published") or "")
    assert published.startswith(told.published or "")


def test_each_structure_is_on_the_table() -> None:
    assert sorted(path.stem for path in (HERE / "pages").glob("*.html")) == sorted(PAGES)
    assert set(STORIES) == {language for _, language in TABLE}
