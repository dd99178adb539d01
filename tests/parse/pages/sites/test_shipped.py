"""The rules that come with Newswire, each layout on a saved page of invented text with its expected item.

A new site is one TOML file beside the code, and for its first layout ``fixtures/HOST.1.html`` and
``fixtures/HOST.1.json``: the address, and the fields of the item.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from newswire.lexicon import providers
from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document
from newswire.parse.pages.sites.apply import ALERT
from newswire.parse.pages.sites.rules import OURS, Site, read_site, rules_of, site_files
from newswire.parse.pages.sites.site import Layout
from newswire.parse.pages.tree.page import Page, read_page
from newswire.pointing.selector import Selector

FIXTURES = Path(__file__).parent / "fixtures"
SITES = [read_site(path) for path in site_files(OURS)]
LAYOUTS = [f"{site.host}.{number}" for site in SITES for number in range(1, len(site.layout) + 1)]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def saved(name: str) -> Document:
    return Document((FIXTURES / f"{name}.html").read_bytes(), f"{name}.html", url=expected(name)["url"])


def layout(name: str) -> tuple[Site, Layout]:
    host, _, number = name.rpartition(".")
    site = rules_of(host)
    assert site is not None
    return site, site.layout[int(number) - 1]


def selectors(one: Layout) -> list[Selector]:
    given = (one.body, one.headline, one.standfirst, one.byline, one.section, one.keywords)
    return [*filter(None, given), *([one.published.selector] if one.published else [])]


def test_each_layout_has_a_page_and_an_expected_item_and_there_are_no_others() -> None:
    for ending in (".html", ".json"):
        assert sorted(path.stem for path in FIXTURES.glob(f"*{ending}")) == sorted(LAYOUTS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_the_expected_item(name: str) -> None:
    [item] = parse_document(saved(name), Defaults("coast"))
    assert isinstance(item, Item)
    fields = {key: value for key, value in expected(name).items() if key != "url"}
    assert {key: item.as_json().get(key) for key in fields} == fields
    assert [warning for warning in item.warnings if warning.startswith(ALERT)] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_has_the_layout_of_its_name(name: str) -> None:
    site, one = layout(name)
    page = read_page(saved(name))
    assert rules_of(page.host) is site
    found = site.layout_of(page)
    assert found is not None
    assert found[0] is one


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_selector_finds_its_elements_on_the_page(name: str) -> None:
    """A selector of the layout that finds nothing there is an untested one."""
    site, one = layout(name)
    page = read_page(saved(name))
    container = site.container(page)
    assert container is not None
    assert [selector.css for selector in selectors(one) if not selector.all(page.root)] == []
    assert [selector.css for selector in one.remove if not selector.all(container)] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_beautifulsoup_finds_the_same_elements(name: str) -> None:
    _, one = layout(name)
    root = read_page(saved(name)).root
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml")
    for selector in (*selectors(one), *one.remove):
        theirs = [found.get_text() for found in soup.select(selector.css)]
        assert ["".join(found.itertext()) for found in selector.all(root)] == theirs, selector.css


@pytest.mark.parametrize("site", SITES, ids=[site.host for site in SITES])
def test_agencies_have_the_names_that_items_have(site: Site) -> None:
    for name in filter(None, (site.provider, site.publisher, site.carries)):
        assert providers.provider(name) == name


@pytest.mark.parametrize("site", SITES, ids=[site.host for site in SITES])
def test_a_layout_states_on_which_evidence_it_rests(site: Site) -> None:
    for one in site.layout:
        assert one.evidence is not None
        assert one.seen is not None or one.evidence != "page"


def test_every_agency_of_the_table_has_rules() -> None:
    hosts = (
        "www.urdupoint.com sputniknews.com arabic.sputniknews.com sputnikglobe.com ria.ru tass.com tass.ru"
        " english.news.cn xinhuanet.com apnews.com reuters.com factcheck.afp.com factuel.afp.com en.yna.co.kr"
        " yna.co.kr aa.com.tr ukrinform.ua ukrinform.net efe.com ansa.it afp.com"
    )
    assert [host for host in hosts.split() if rules_of(host.removeprefix("www.")) is None] == []


def test_no_host_has_two_files() -> None:
    hosts = [host for site in SITES for host in (site.host, *site.hosts)]
    assert sorted(hosts) == sorted(set(hosts))


def test_pages_of_a_host_without_rules_have_none() -> None:
    page = Page(etree.fromstring("<html/>"), "https://www.coastpost.example/news")
    assert rules_of(page.host) is None
