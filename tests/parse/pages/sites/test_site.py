"""The rules of one site as values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from pydantic import ValidationError

from newswire.model import Defaults
from newswire.parse.pages.sites.site import Site
from newswire.parse.pages.tree.page import Page


def site(**keys: object) -> Site:
    return Site.model_validate({"host": "coast.example", "layout": [{"body": "div.text"}]} | keys)


def page(body: str) -> Page:
    return Page(etree.fromstring(f"<html><body>{body}</body></html>"), "https://coast.example/1")


def test_the_first_layout_that_fits_counts() -> None:
    both = site(layout=[{"body": "article"}, {"body": "div.text"}])
    found = both.layout_of(page("<div class='text'>old</div>"))
    assert found is not None
    assert found[0] is both.layout[1]
    renewed = both.layout_of(page("<div class='text'>old</div><article>new</article>"))
    assert renewed is not None
    assert renewed[1].text == "new"


def test_the_layout_of_a_page_is_looked_for_once() -> None:
    rules, one = site(), page("<div class='text'>story</div>")
    container = rules.container(one)
    one.root.clear()
    assert rules.container(one) is container
    assert rules.container(replace(one, root=page("").root)) is None
    assert site(layout=[{"body": "article"}]).container(one) is None


def test_of_several_containers_the_one_with_most_text_counts() -> None:
    container = site().container(page("<div class='text'>ad</div><div class='text'>the story</div>"))
    assert container is not None
    assert container.text == "the story"


def test_of_containers_in_each_other_the_outer_one_counts() -> None:
    container = site().container(page("<div class='text'>1<div class='text'>2</div></div>"))
    assert container is not None
    assert container.text == "1"


def test_a_page_of_another_form_has_no_container() -> None:
    assert site().container(page("<p>story</p>")) is None
    assert site().removed(page("<p>story</p>")) == set()


def test_removed_elements_lie_in_the_container() -> None:
    rules = site(layout=[{"body": "div.text", "remove": ["aside", "div.text", "p.more"]}])
    removed = rules.removed(
        page("<aside>1</aside><div class='text'><aside>2</aside><p class='more'>3</p></div>")
    )
    assert sorted(one.text or "" for one in removed) == ["2", "3"]


def test_the_zone_of_a_site_holds_for_times_without_one() -> None:
    defaults = Defaults("coast", timezone="Europe/Oslo")
    assert site(timezone="Asia/Seoul").defaults(defaults) == Defaults("coast", timezone="Asia/Seoul")
    assert site().defaults(defaults) is defaults


def test_an_outlet_that_carries_one_agency_is_the_first_in_the_credit() -> None:
    assert site(publisher="Coast Post", carries="Reuters").credit == ("Coast Post", "Reuters")
    assert site(publisher="Coast Post").credit == ()


def test_rules_do_not_change() -> None:
    with pytest.raises(ValidationError):
        site().provider = "AP"  # type: ignore[misc]
