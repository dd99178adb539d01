"""Places of one story in several formats: the country of a name is the same in each of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from babel import Locale

from newswire.lexicon import country_names
from newswire.model import Defaults, Document, Item
from newswire.parse.document import parse_document
from tests.lexicon.test_country_names import LANGUAGES, SHARED

NEWS = "The ferry stopped in the harbour on Tuesday, and nobody was hurt."
COUNTRIES = ("IN", "IQ", "EG", "IE", "CL", "CO", "LB", "JO", "JM", "FR", "NL", "IT", "JP", "CN", "US")
"""Countries whose name is a town's elsewhere, and some whose name has two signs in Chinese and Japanese."""


def plain(place: str) -> str:
    return f"{place.upper()}, Nov 27 (Norwind) - {NEWS}"


def nitf(place: str) -> str:
    line = f"<dateline><location>{escape(place)}</location><story.date>Nov 27</story.date></dateline>"
    body = f"<body.head>{line}</body.head><body.content><p>{NEWS}</p></body.content>"
    return f"<nitf><body>{body}</body></nitf>"


def nitf_city(place: str) -> str:
    line = f"<dateline><location><city>{escape(place)}</city></location></dateline>"
    body = f"<body.head>{line}</body.head><body.content><p>{NEWS}</p></body.content>"
    return f"<nitf><body>{body}</body></nitf>"


def newsml_g2(place: str) -> str:
    located = f"<located><name>{escape(place)}</name></located>"
    content = f"<contentSet><inlineData contenttype='text/plain'>{NEWS}</inlineData></contentSet>"
    namespace = "xmlns='http://iptc.org/std/nar/2006-10-01/'"
    return f"<newsItem {namespace} guid='urn:x:1'><contentMeta>{located}</contentMeta>{content}</newsItem>"


def ninjs(place: str) -> str:
    return json.dumps(
        {"uri": "urn:x:1", "type": "text", "pubstatus": "usable", "located": place, "body_text": NEWS}
    )


def parsed(content: str) -> Item:
    (found,) = parse_document(Document(content.encode(), "a"), Defaults())
    assert isinstance(found, Item), found
    return found


@pytest.mark.parametrize("write", [plain, nitf, nitf_city, newsml_g2, ninjs])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_countrys_own_name_as_place_goes_to_the_country(write: Callable[[str], str], language: str) -> None:
    names = Locale.parse(language).territories
    for code in COUNTRIES:
        if write in (plain, nitf) and names[code][0].islower():
            continue  # an article begins it; a dateline does not begin so
        if country_names.key(names[code]) in SHARED:
            continue
        item = parsed(write(names[code]))
        assert item.country == code, names[code]


@pytest.mark.parametrize("write", [plain, nitf, newsml_g2, ninjs])
@pytest.mark.parametrize("place", ["Victoria", "Stanley", "Orange", "Georgia"])
def test_a_place_that_could_be_in_several_countries_has_none_and_a_warning(
    write: Callable[[str], str], place: str
) -> None:
    item = parsed(write(place))
    assert item.country is None
    (doubt,) = (warning for warning in item.warnings if "could be in" in warning)
    assert f"{place!r}" in doubt or f"{place.upper()!r}" in doubt
