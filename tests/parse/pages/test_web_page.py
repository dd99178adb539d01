"""Web pages: recognised as HTML, rejected in the place of a feed."""

import pytest

from newswire.model import Defaults, Rejected
from newswire.parse import parse_document
from newswire.parse.pages import web_page
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
    assert web_page.FORMAT.recognises(document(content)) is theirs
