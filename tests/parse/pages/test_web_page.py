"""Web pages: recognised as HTML, read as one item, rejected in the place of a feed."""

from dataclasses import replace

import pytest

from newswire.model import Defaults, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.pages import web_page
from newswire.parse.pages.body.body import LeftOut
from newswire.parse.pages.body.learned import key
from tests.parse.feeds import document

LOGIN = (
    "<!DOCTYPE html>\n<html><head><title>Log in &amp; read</title></head><body><p>Please.</p></body></html>"
)


def test_a_page_in_the_place_of_a_feed_is_rejected_with_its_title() -> None:
    [rejected] = parse_document(document(LOGIN), Defaults("coast", feed=True))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "web-page"
    assert rejected.detail.startswith("This is a web page ('Log in & read') in the place of a feed.")


@pytest.mark.parametrize(
    ("content", "theirs"),
    [
        (LOGIN, True),
        ("\ufeff <!-- cached --> <HTML lang=en>", True),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", True),
        ("<p>A fragment</p>", False),
        ("<rss/>", False),
        ("All about <html> and feeds", False),
        ("<htmlish/>", False),
        ("", False),
    ],
)
def test_html_and_xhtml_documents_are_recognised(content: str, theirs: bool) -> None:
    assert web_page.recognises(document(content)) is theirs


def test_lines_that_are_known_of_the_host_are_left_out_and_explained() -> None:
    prose = "".join(
        f"<p>The {word} of Port Albers is to be mended before the winter, its keeper said.</p>"
        for word in ("mill", "pier")
    )
    line = "Printed on the old press of Albers"
    content = f"<!DOCTYPE html><html><body><div>{prose}<p>{line}</p></div></body></html>"
    page = replace(document(content), url="https://www.gazette.example/mill")
    known = key("gazette.example", line)
    [whole] = parse_document(replace(page), Defaults("coast"))
    [item] = parse_document(page, Defaults("coast", page_lines=frozenset({known})))
    assert isinstance(whole, Item)
    assert isinstance(item, Item)
    assert whole.body_text == f"{item.body_text}\n\n{line}"
    assert whole.page_note is not None
    assert item.page_note == replace(whole.page_note, known=(known,))
    reading = page.readings[web_page.READING]
    assert isinstance(reading, web_page.Reading)
    assert reading.body.left_out == [LeftOut(line, "in three or more stories of gazette.example")]
