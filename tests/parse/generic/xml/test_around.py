"""Values deeper in a record or beside it belong to the story if their names are sure."""

from __future__ import annotations

import datetime as dt

from newswire.model import Subject
from newswire.parse.generic.xml.parser import FORMAT
from tests.parse.wires import fixture, items, xml

STORY = "<headline>Ferry stops</headline><text>One.</text>"


def test_an_envelope_fills_the_absent_fields_of_its_nitf() -> None:
    (item,) = items(fixture("xml/publication.xml"), FORMAT)
    assert (item.format, item.guid, item.version) == ("nitf", "0b1c2d3e4f5a4b5c8d9e0f1a2b3c4d5e", "2")
    assert (item.headline, item.byline) == ("Ferry stops in harbour", "By ANNA HALVORSEN")
    assert (item.provider, item.dateline, item.category) == ("AP", "GRENHOLM, Sweden (AP)", "i")
    assert item.slugline == "BC-EU--Grenholm-Ferry, 1st Ld-Writethru"
    assert item.version_created == dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC)
    assert item.copyright == "Copyright 2024 Norwind. All rights reserved."


def test_metadata_inside_a_record_is_read() -> None:
    (item,) = items(
        xml(
            f'<newsitem itemid="7" date="2024-05-13">{STORY}<metadata>'
            '<codes class="topics"><code code="GTOUR"><editdetail date="2024-05-14"/></code></codes>'
            '<dc element="dc.publisher" value="Norwind"/></metadata></newsitem>'
        ),
        FORMAT,
    )
    assert (item.guid, item.provider) == ("7", "Norwind")
    assert item.subjects == (Subject("GTOUR", None, "topics"),)
    assert item.published == dt.datetime(2024, 5, 13, tzinfo=dt.UTC)


def test_a_head_beside_a_record_is_read() -> None:
    head = '<meta accession-number="7" display-date="20240513T115800Z"/>'
    (item,) = items(xml(f"<doc><head>{head}</head><body>{STORY}</body></doc>"), FORMAT)
    assert (item.guid, item.published) == ("7", dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC))


def test_names_with_another_meaning_outside_the_story_are_ignored() -> None:
    (item,) = items(
        xml(
            f"<list><story>{STORY}<extras><id>9</id><url>http://x.example</url></extras></story><id>8</id></list>"
        ),
        FORMAT,
    )
    assert (item.source_url, item.version, item.guid) == (None, None, "8")
    first, second = items(
        xml(f"<list><story>{STORY}</story><story>{STORY}</story><guid>8</guid></list>"), FORMAT
    )
    assert first.guid is second.guid is None


def test_the_state_of_an_inner_element_is_not_the_storys() -> None:
    log = "<log><entry isdeleted='true'><pubstatus>canceled</pubstatus></entry></log>"
    (item,) = items(xml(f"<list><story>{STORY}{log}</story></list>"), FORMAT)
    assert item.pubstatus is None


def test_a_note_beside_a_caption_is_no_story() -> None:
    (item,) = items(
        xml(
            "<photo mediatype='photo'><headline>Ferry</headline><caption>A ferry in the harbour.</caption>"
            "<handling>This picture is not for use in Sweden.</handling></photo>"
        ),
        FORMAT,
    )
    assert (item.kind, item.body_text) == ("picture", "A ferry in the harbour.")


def test_a_reference_is_a_code_of_a_subject() -> None:
    (item,) = items(xml(f'<s>{STORY}<subject reference="04000000">Economy</subject></s>'), FORMAT)
    assert item.subjects == (Subject("04000000", "Economy", None),)
