"""Subjects, genres, kinds and labels of a story in JSON."""

from __future__ import annotations

import pytest

from newswire.model import Subject
from newswire.parse.generic.json.concepts import genre_of, kind_in, label_in, subjects_of


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (
            {"code": ["04000000", "20000001"]},
            (Subject("04000000", None, "subj"), Subject("20000001", None, "medtop")),
        ),
        (
            [{"label": "Shipping"}, {"title": "Sea", "id": 44}],
            (Subject(None, "Shipping"), Subject("44", "Sea")),
        ),
        ([{"qcode": "medtop:20000001"}], (Subject("20000001", None, "medtop"),)),
        ([{"categoryId": 88, "categoryName": "Law"}], (Subject("88", "Law"),)),
        ("Sea; Harbours", (Subject(None, "Sea"), Subject(None, "Harbours"))),
        (["Sea", "N2:SEA"], (Subject(None, "Sea"), Subject("SEA", None, "N2"))),
        ([1, 2], ()),
    ],
)
def test_subjects_have_many_shapes(subjects: object, expected: tuple[Subject, ...]) -> None:
    assert subjects_of({"subjects": subjects}) == expected


def test_codes_of_an_index_are_subjects_too() -> None:
    found = subjects_of({"subjects": [{"name": "Sea"}], "indexcodes": ["National", "Transport"]})
    assert [subject.name for subject in found] == ["Sea", "National", "Transport"]


def test_all_genres_are_kept() -> None:
    assert genre_of({"genres": ["Article", {"name": "Analysis"}]}) == "Article, Analysis"
    assert genre_of({"genre": {"name": "Article"}}) == "Article"
    assert genre_of({}) is None


@pytest.mark.parametrize(
    ("news", "has_text", "kind"),
    [
        ({"type": "video"}, True, "video"),
        ({"mediatype": "image/jpeg"}, False, "picture"),
        ({"mediatype": "image/jpeg"}, True, "text"),
        ({"contenttype": "PHOTO"}, False, "picture"),
        ({"type": "nifs:matchCompact"}, False, "event"),
        ({"@type": "SportsEvent"}, True, "event"),
        ({"type": "article"}, True, "text"),
        ({}, True, "text"),
    ],
)
def test_the_kind_of_a_story(news: dict[str, object], has_text: bool, kind: str) -> None:
    assert kind_in(news, has_text=has_text) == kind


def test_a_write_through_has_a_number_and_a_type() -> None:
    assert label_in({"writethrunum": "2nd", "writethrutype": "Lead-Writethru"}) == "2nd Lead-Writethru"
    assert label_in({"label": {"basic": {"text": "Exclusive"}}}) == "Exclusive"


def test_the_fields_of_a_picture_are_no_codes_of_an_index() -> None:
    assert subjects_of({"iptc": {"headline": "The ferry", "objectname": "FERRY"}}) == ()
