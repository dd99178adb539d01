"""Concepts, events and plans as text that people read."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.newsml_g2.concepts import concept_text, planning_text, written


def told(concepts: str, language: str | None = "en", headline: str | None = None) -> str:
    return concept_text(etree.fromstring(f"<s>{concepts}</s>"), language, headline)


def test_names_and_definitions_in_the_item_s_language_once() -> None:
    names = "<name xml:lang='de'>Fähre</name><name xml:lang='en-GB'>ferry</name>"
    definitions = (
        "<definition xml:lang='de'>Ein Schiff.</definition><definition xml:lang='en'>A ship.</definition>"
    )
    concept = f"<concept><conceptId qcode='x:1'/><type qcode='t:1'/>{names}{definitions}</concept>"
    assert told(concept + concept) == "ferry\n\nA ship."
    assert told(concept, None) == told(concept, "de") == "Fähre\n\nEin Schiff."
    assert told(concept, "fi") == "Fähre\n\nEin Schiff."
    assert told(concept, "en", "ferry") == "A ship."


def test_relations_and_positions_are_for_machines() -> None:
    assert (
        told(
            "<concept><name>Ida</name><broader><name>ship</name></broader><sameAs><name>IDA</name></sameAs>"
            "<POIDetails><position latitude='1' longitude='2'/><address><line>Quay 1</line><country>"
            "<name xml:lang='sv'>Norrland</name><name xml:lang='en'>Norland</name></country></address>"
            "</POIDetails></concept>"
        )
        == "Ida\n\nQuay 1, Norland"
    )


def test_an_event_has_its_dates_place_and_people_in_a_line_each() -> None:
    assert told(
        "<concept><name>Launch</name><eventDetails>"
        "<dates><start>2024-05-13T09:00:00Z</start><duration>PT30M</duration></dates>"
        "<location><name>Quay</name><related><name>Harbour</name></related></location>"
        "<participant><name>Ida Lund</name><roles><role><name>Master</name></role></roles></participant>"
        "<contactInfo><email>ida@ferry.example</email><phone>123</phone></contactInfo>"
        "<registration>By post.</registration></eventDetails></concept>"
    ) == (
        "Launch\n\n2024-05-13 09:00 UTC – 09:30\n\nQuay\n\nIda Lund, Master\n\nida@ferry.example, 123"
        "\n\nBy post."
    )


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        ("<start>2024-05-13</start><end>2024-05-14</end>", "2024-05-13 – 2024-05-14"),
        (
            "<start>2024-05-13T09:00:00+02:00</start><duration>P3D</duration>",
            "2024-05-13 09:00 +02:00 – 2024-05-15",
        ),
        ("<start>2024-05-13</start><duration>P1D</duration>", "2024-05-13"),
        (
            "<start>2024-05-13T23:30:00Z</start><duration>PT2H</duration>",
            "2024-05-13 23:30 UTC – 2024-05-14 01:30",
        ),
        ("<start>2024-05-13T09:00:00Z</start><duration>soon</duration>", "2024-05-13 09:00 UTC"),
        ("<start>in May</start>", "in May"),
    ],
)
def test_the_dates_of_an_event(dates: str, line: str) -> None:
    assert told(f"<concept><eventDetails><dates>{dates}</dates></eventDetails></concept>") == line


def test_a_person_has_dates_and_an_affiliation() -> None:
    assert (
        told(
            "<concept><name>Ida Lund</name><personDetails><born>1947-09-03</born><affiliation>"
            "<name>Norwind</name></affiliation></personDetails></concept>"
        )
        == "Ida Lund\n\n1947-09-03\n\nNorwind"
    )


@pytest.mark.parametrize("time", ["noon", "2024-05", "2024-05-13T9"])
def test_a_text_that_is_no_time_stays(time: str) -> None:
    assert written(time) == time


def test_plans_are_taken_once() -> None:
    description = etree.fromstring("<description>The ferry is\n launched.</description>")
    coverage = etree.fromstring(
        "<newsCoverage><planning><headline>Launch</headline><scheduled>2020-11-03T09:00:00Z</scheduled>"
        "<other>x</other><edNote>The ferry is launched.</edNote><note/></planning></newsCoverage>"
    )
    assert (
        planning_text([description], [coverage]) == "The ferry is launched.\n\nLaunch\n\n2020-11-03 09:00 UTC"
    )
