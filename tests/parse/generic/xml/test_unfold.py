"""XML with its values, its names of fields or whole records in attributes."""

from __future__ import annotations

from newswire.parse.generic.xml.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def test_the_text_of_an_element_is_read_from_an_attribute() -> None:
    ferry, bridge = items(fixture("xml/attributes.xml"), FORMAT)
    assert (ferry.headline, bridge.headline) == ("Ferry stops in Grenholm harbour", "Bridge toll rises")
    assert ferry.standfirst == "A ferry stopped on Monday, and a tug helped."
    assert (ferry.provider, ferry.source_url) == ("Norwind Daily", "http://norwind.example/ferry/1")
    assert ferry.published_precision == "day"


def test_the_name_of_a_field_is_read_from_an_attribute() -> None:
    (item,) = items(
        xml(
            '<doc><str name="id">f1</str><str name="title">Ferry stops</str>'
            '<arr name="content"><str>One.</str><str>Two.</str></arr>'
            '<arr name="keywords"><str>sea</str><str>ferry</str></arr></doc>'
        ),
        FORMAT,
    )
    assert (item.guid, item.headline, item.body_text) == ("f1", "Ferry stops", "One.\nTwo.")
    assert item.keywords == ("sea", "ferry")


def test_a_record_is_read_from_attributes() -> None:
    document = xml(
        '<list><story id="1" headline="Ferry stops" text="One."/><story headline="Two">Text.</story></list>'
    )
    first, second = items(document, FORMAT)
    assert (first.guid, first.headline, first.body_text) == ("1", "Ferry stops", "One.")
    assert (second.headline, second.body_text) == ("Two", "Text.")


def test_elements_come_before_attributes() -> None:
    (item,) = items(
        xml('<story><headline value="x">Ferry stops</headline><body value="y">One.</body></story>'), FORMAT
    )
    assert (item.headline, item.body_text) == ("Ferry stops", "One.")


def test_keys_give_their_values_a_name() -> None:
    (item,) = items(
        xml(
            "<plist><array><dict><key>title</key><string>Ferry stops</string>"
            "<key>body</key><string>One.</string><key>other</key><true/></dict></array></plist>"
        ),
        FORMAT,
    )
    assert (item.headline, item.body_text) == ("Ferry stops", "One.")
