"""The markup of an agency's own inside an item of NewsML-G2."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Document, Link
from newswire.parse.formats.newsml_g2.own_markup import is_own
from newswire.parse.formats.newsml_g2.parser import FORMAT
from tests.parse.wires import items

STORY = (
    "<BODY xmlns=''><TEXT><RUBRIK>Ferry stops</RUBRIK><DAT><ORT>Grenholm</ORT><SOURCE>Norwind</SOURCE></DAT>"
    "<INGRESS><P>The ferry lies still.</P></INGRESS><BRODTEXT><P>It is old.</P><MELLIS>Soup</MELLIS>"
    "<CITAT>Nobody is hurt, she says.</CITAT></BRODTEXT><BYLINE EPOST='a@norwind.example'>Ann Marsh/Norwind"
    "</BYLINE><BILD><BILDFIL>https://norwind.example/4</BILDFIL><BILDTEXT><P>The ferry.</P></BILDTEXT></BILD>"
    "</TEXT></BODY>"
)


def test_bylines_datelines_and_pictures_are_no_text() -> None:
    content = f"<inlineXML contenttype='application/nwnitf+xml'>{STORY}</inlineXML>"
    document = (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'>"
        "<contentMeta><headline>Ferry stops</headline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )
    (item,) = items(Document(document.encode(), "a.xml"), FORMAT)
    assert item.body_text == (
        "Ferry stops\n\nThe ferry lies still.\n\nIt is old.\n\nSoup\n\nNobody is hurt, she says."
    )
    assert (item.byline, item.dateline) == ("Ann Marsh/Norwind", "Grenholm, Norwind")
    assert item.links == (Link("rendition", url="https://norwind.example/4"),)


@pytest.mark.parametrize(
    "inside", ["<html xmlns='http://www.w3.org/1999/xhtml'/>", "<p>x</p>", "<HTML><BODY/></HTML>"]
)
def test_html_is_no_markup_of_its_own(inside: str) -> None:
    assert not is_own(etree.fromstring(f"<inlineXML>{inside}</inlineXML>"))
