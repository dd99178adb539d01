"""The origin of a page: the surest evidence of an agency gives the writers."""

from __future__ import annotations

from newswire.model import Document
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.origin.origin import read_origin
from newswire.parse.pages.sites.site import Site
from newswire.parse.pages.tree.page import read_page

PAGE = read_page(
    Document(b"<html><body><p>The mill turns.</p></body></html>", "mill", "https://coast.example/mill")
)
TEXT = "The mill turns.\n\nSource: Xinhua"


def site(**stated: str) -> Site:
    return Site.model_validate({"host": "coast.example", "layout": [{"body": "p"}], **stated})


def test_the_line_of_a_credit_names_the_writer_and_leaves_the_text() -> None:
    found = read_origin(PAGE, None, Facts(publisher="Coast Daily"), Body(TEXT))
    assert found == ("Coast Daily", ("Xinhua",), "The mill turns.", ("Source: Xinhua",))


def test_the_data_of_the_page_come_before_its_lines() -> None:
    assert read_origin(PAGE, None, Facts(writers=("dpa",)), Body(TEXT, credit=("AFP",))).writers == ("dpa",)


def test_the_rules_of_the_site_come_first() -> None:
    rules = site(publisher="Coast Post", carries="AFP")
    found = read_origin(PAGE, rules, Facts(publisher="Coast Daily", writers=("dpa",)), Body(TEXT))
    assert found[:2] == ("Coast Post", ("AFP",))
    assert read_origin(PAGE, site(provider="ANSA"), Facts(), Body(TEXT)).poster == "ANSA"


def test_an_agency_that_has_added_to_a_text_counts_if_no_person_is_its_author() -> None:
    text = "The mill turns.\n\nReuters contributed to this report."
    assert read_origin(PAGE, None, Facts(), Body(text)).writers == ("Reuters",)
    assert read_origin(PAGE, None, Facts(authors=("Ann Marsh",)), Body(text)).writers == ()
