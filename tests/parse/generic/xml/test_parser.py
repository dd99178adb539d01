"""An agency's own XML: its stories, its rejections, and standards inside it."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Rejected
from newswire.parse import parse_document
from newswire.parse.generic.xml.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def test_a_standard_inside_an_envelope_is_read_by_its_parser() -> None:
    (item,) = items(fixture("xml/envelope.xml"), FORMAT)
    assert (item.format, item.headline, item.body_text) == (
        "newsml-g2",
        "Inside an envelope",
        "One paragraph.",
    )


@pytest.mark.parametrize(
    ("content", "known"),
    [
        ("<r><NewsML><NewsItem><NewsComponent/></NewsItem></NewsML></r>", "newsml-1"),
        ("<r><nitf><body/></nitf><nitf><body/></nitf></r>", "nitf"),
    ],
)
def test_every_standard_inside_other_xml_is_read(content: str, known: str) -> None:
    assert {item.format for item in items(xml(content), FORMAT)} == {known}


@pytest.mark.parametrize("document", [fixture("xml/results.xml"), xml("<a><b>1</b></a>"), xml("<a/>")])
def test_xml_without_a_story_is_rejected_with_a_reason(document: Document) -> None:
    (answer,) = parse_document(document, Defaults())
    assert isinstance(answer, Rejected)
    assert answer.reason == "no-story"


def test_a_page_is_no_story_xml() -> None:
    assert not FORMAT.recognises(xml("<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>"))


def test_sgml_without_quotes_and_with_wrapped_lines_is_read() -> None:
    (item,) = items(
        xml(
            "<DOC><DOCNO> N-1 </DOCNO><HEADER><H3> <TI>   FERRY STOPS </TI></H3></HEADER>\n<TEXT>\n"
            "<F P=105> English </F>\n"
            "   A ferry with 214 people on board stopped in the harbour of \nGrenholm on Monday. \n"
            "   Nobody was hurt, the coast guard said. \n</TEXT></DOC>"
        ),
        FORMAT,
    )
    assert (item.guid, item.headline) == ("N-1", "FERRY STOPS")
    assert (item.body_text or "").endswith("the coast guard said.")


def test_a_document_in_a_text_of_another_one_is_read() -> None:
    inner = "<news><story id='1'><headline>Ferry stops</headline><text>One.</text></story></news>"
    (item,) = items(xml(f"<Envelope><Body><Result><![CDATA[{inner}]]></Result></Body></Envelope>"), FORMAT)
    assert (item.guid, item.headline, item.path) == ("1", "Ferry stops", "wire.xml!text")
