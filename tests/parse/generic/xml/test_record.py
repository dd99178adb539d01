"""The values in and around one story in an agency's own XML, the nearest first."""

from __future__ import annotations

from lxml import etree

from newswire.model import Defaults
from newswire.parse.generic.xml.record import Record, record_of
from newswire.parse.readers.times import Clock


def record(content: str, *, alone: bool = True) -> Record:
    """Return the record of the element ``s`` in a document."""
    root = etree.fromstring(content)
    element = next(root.iter("s"))
    return record_of(element, {}, Clock(Defaults()), alone=alone)


def test_the_nearest_value_comes_first() -> None:
    levels = (
        "<list><language>nb</language><batch><language>fi</language>"
        "<s><headline>Ferry</headline><language>sv</language><meta><part><language>da</language></part></meta>"
        "</s></batch></list>"
    )
    assert [*record(levels, alone=False).every("language")] == ["sv", "da", "fi", "nb"]


def test_elements_beside_a_story_belong_to_it_only_if_it_is_the_one_story() -> None:
    content = "<list><s><headline>Ferry</headline></s><foot><language>is</language></foot></list>"
    assert record(content).first("language") == "is"
    assert record(content, alone=False).first("language") is None


def test_the_most_exact_of_several_names_comes_first() -> None:
    assert record("<s><source>Tarn Daily</source><creditline>NTB</creditline></s>").first("credit") == "NTB"


def test_a_value_is_one_line_unless_it_is_read_as_written() -> None:
    written = record("<s><status> Usable\n now </status></s>")
    assert written.first("pubstatus") == "Usable now"
    assert written.first_as_written("pubstatus") == " Usable\n now "


def test_a_state_is_a_storys_own() -> None:
    content = "<list canceled='true'><s><headline>Ferry</headline></s></list>"
    assert record(content).first_own("canceled") == "true"
    assert record(content, alone=False).first_own("canceled") is None


def test_an_identity_is_a_storys_own_and_an_id_around_it_comes_last() -> None:
    around = "<list guid='f-1'><batch id='77'><s><headline>Ferry</headline></s></batch></list>"
    assert next(record(around).identities()) == "f-1"
    assert [*record(around, alone=False).identities()] == []
    assert [*record("<list guid='f-1'><s id='8'/></list>").identities()] == ["8"]


def test_values_of_elements_around_are_read_once() -> None:
    root = etree.fromstring("<list language='sv'><s/><s/></list>")
    around: dict[etree._Element, dict[str, list[str]]] = {root: {"language": ["nb"]}}
    (first, *_) = root
    assert record_of(first, around, Clock(Defaults()), alone=False).first("language") == "nb"
