"""Roles of components, by names in any case, spelling and language."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from newswire.lexicon.field_names import plain
from newswire.parse.formats.newsml_1 import roles
from newswire.parse.formats.newsml_1.roles import Role, role_of, sections


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Main", "body"),
        ("Main Text", "body"),
        ("LEAD", "lead"),
        ("chapô", "lead"),
        ("Media Contact", "contact"),
        ("IptcRole:Caption", "caption"),
        ("Title 2", "headline"),
        ("Otsikko", "headline"),
        ("Tweet-Text", "other"),
        ("Dope Sheet", "script"),
        ("Boilerplate", "more"),
    ],
)
def test_a_name_gives_the_part(name: str, part: str) -> None:
    assert role_of(name) == Role(part)


def test_a_file_has_a_medium_and_its_text_is_a_caption() -> None:
    assert role_of("Photo") == Role("caption", "picture")


def test_no_name_has_two_roles_and_each_is_plain() -> None:
    tables = tomllib.loads(Path(roles.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    media = tables.pop("media")
    names = Counter(name for table in (tables, media) for listed in table.values() for name in listed)
    assert [name for name, times in names.items() if times > 1 or plain(name) != name] == []


def test_comments_of_a_template_are_no_sections() -> None:
    html = "<p>One.</p><!-- body --><p>Two.</p><!-- image --><p>Three.</p>"
    assert sections(html) == [(None, html)]


def test_sections_below_headings_of_contacts_are_apart() -> None:
    html = "<p>One.</p><h4>Kontakter</h4><p>555-0101</p><h4>Om Norwind</h4><p>Ferries.</p>"
    assert sections(html) == [
        (None, "<p>One.</p>"),
        (Role("contact"), "<h4>Kontakter</h4><p>555-0101</p>"),
        (None, "<h4>Om Norwind</h4><p>Ferries.</p>"),
    ]
