"""Pieces of JSON news that all its formats share: statuses, subjects, renditions, bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Link, Subject
from newswire.parse.readers import json_items


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("usable", "usable"),
        ("stat:canceled", "canceled"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", "withheld"),
        (None, None),
        ({}, None),
    ],
)
def test_a_status_is_a_word_a_qcode_or_a_uri(value: object, status: str | None) -> None:
    warnings: list[str] = []
    assert json_items.pubstatus(value, warnings) == status
    assert warnings == []


def test_a_status_that_is_not_known_is_a_warning() -> None:
    warnings: list[str] = []
    json_items.pubstatus("stat:sleeping", warnings)
    assert len(warnings) == 1
    assert "sleeping" in warnings[0]


@pytest.mark.parametrize(
    ("value", "kind"), [("ninat:picture", "picture"), ("photo", "picture"), ("text", "text"), (None, None)]
)
def test_a_kind_is_a_word_or_a_qcode(value: object, kind: str | None) -> None:
    assert json_items.kind(value) == kind


@pytest.mark.parametrize(
    ("concept", "subject"),
    [
        ({"code": "F1", "name": "Ferries", "scheme": "norwind"}, Subject("F1", "Ferries", "norwind")),
        ({"code": "F1"}, Subject("F1")),
        ({"qcode": "medtop:20000822", "name": "Ferries"}, Subject("20000822", "Ferries", "medtop")),
        ({"qcode": "F1", "scheme": "norwind"}, Subject("F1", None, "norwind")),
        ({"uri": "http://cv.iptc.org/newscodes/mediatopic/20000822"}, Subject("20000822", None, "medtop")),
        ({"uri": "F1"}, Subject("F1")),
        ({"literal": "ferries"}, Subject("ferries")),
        ({"name": " "}, None),
        ({}, None),
    ],
)
def test_a_concept_becomes_a_subject(concept: dict[str, object], subject: Subject | None) -> None:
    assert json_items.subject(concept) == subject


def test_a_concept_without_a_scheme_takes_the_given_one() -> None:
    assert json_items.subject({"code": "F1"}, scheme="norwind") == Subject("F1", None, "norwind")


def test_subjects_come_from_objects_and_from_texts() -> None:
    assert json_items.subjects([{"code": "F1"}, {}, {"name": "Quays"}]) == (
        Subject("F1"),
        Subject(name="Quays"),
    )
    assert json_items.subjects(["N2:SEA", "Quay:a history"]) == (
        Subject("SEA", None, "N2"),
        Subject(name="Quay:a history"),
    )
    assert json_items.subjects(None) == ()


@pytest.mark.parametrize(
    ("concept", "label"),
    [
        ("Ferries", "Ferries"),
        ([{}, {"code": "F1", "name": "Ferries"}, {"name": "Quays"}], "Ferries"),
        ({"code": "F1"}, "F1"),
        (["Ferries", "Quays"], "Ferries"),
        ([], None),
        (None, None),
    ],
)
def test_a_label_is_the_name_or_the_code_of_the_first_concept(concept: object, label: str | None) -> None:
    assert json_items.label_of(concept) == label


@pytest.mark.parametrize(
    "value",
    [
        {"main": {"href": "https://a.example/1"}, "thumb": {"href": "https://a.example/2"}},
        [{"url": "https://a.example/1"}, {}, {"href": "https://a.example/2"}, {"url": "https://a.example/1"}],
    ],
    ids=["named", "array"],
)
def test_each_rendition_becomes_one_link(value: object) -> None:
    assert json_items.renditions(value, "urn:1") == (
        Link("rendition", "urn:1", "https://a.example/1"),
        Link("rendition", "urn:1", "https://a.example/2"),
    )


def test_a_body_is_html_if_there_is_a_tag_or_the_document_declares_it() -> None:
    assert json_items.body("<p>One.</p><p>Two &amp; three.</p>") == "One.\n\nTwo & three."
    assert json_items.body("Quay &amp; ferry") == "Quay & ferry"
    assert json_items.body("<p>One.</p>", "text") == "<p>One.</p>"
    assert json_items.body("One.\nTwo.") == "One.\nTwo."
    assert json_items.body("One.\nTwo.", "html") == "One. Two."
    assert json_items.body("<p></p>") is json_items.body(" \n") is None


def test_long_lines_become_paragraphs() -> None:
    assert json_items.paragraphs("One. \r\n \r\n\r\nTwo.\x01\rThree.\n") == "One.\n\nTwo.\nThree."
    line = "The ferry stopped at the quay. " * 5
    assert json_items.paragraphs(f"{line}\n{line}") == f"{line.strip()}\n\n{line.strip()}"
    assert json_items.paragraphs(f"{line}\n\n{line}\n{line}") == "{0}\n\n{0}\n{0}".format(line.strip())


@given(st.text("ab \n\r\t", max_size=60))
def test_paragraphs_keep_every_word_with_one_blank_line_between_them(text: str) -> None:
    found = json_items.paragraphs(text)
    assert found.split() == text.split()
    assert "\n\n\n" not in found
    assert json_items.paragraphs(found) == found


def test_codes_of_several_concepts_may_be_one_array() -> None:
    assert json_items.subjects({"code": ["F1", "F2"]}) == (Subject("F1"), Subject("F2"))
    named = {"code": ["F1", "F2"], "name": ["Ferries", "Quays"], "scheme": "norwind"}
    assert json_items.subjects([named]) == (
        Subject("F1", "Ferries", "norwind"),
        Subject("F2", "Quays", "norwind"),
    )


def test_labels_are_those_of_all_concepts() -> None:
    assert json_items.labels_of([{"name": "Current"}, {"code": "ana"}, {}]) == ("Current", "ana")
    assert json_items.labels_of("Current") == ("Current",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ferry\n\n late ", "Ferry late"),
        ("<b>Ferry</b><br>late", "Ferry late"),
        ("Ferry &amp; pier", "Ferry & pier"),
        ("Ferry\x7f late", "Ferry late"),
        ("3 < 4 & 5", "3 < 4 & 5"),
        ("<img>", "<img>"),
    ],
)
def test_a_line_has_no_markup_and_single_spaces(text: str, line: str) -> None:
    assert json_items.line(text) == line
