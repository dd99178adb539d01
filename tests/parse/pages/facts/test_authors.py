"""Authors are people. Outlets, agencies, desks and junk are none."""

import pytest

from newswire.parse.pages.facts.authors import Named, byline_of, named, people

SITES = frozenset({"harbourherald"})


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ({"@type": "Person", "name": "Ann Lee"}, ["Ann Lee"]),
        ({"name": ["Ann Lee", "Ben Roe"]}, ["Ann Lee", "Ben Roe"]),
        ([[{"name": "Ann Lee"}], "Ben Roe"], ["Ann Lee", "Ben Roe"]),
        ({"givenName": "Ann", "familyName": "Lee"}, ["Ann Lee"]),
        ("https://harbour.example/authors/ann", []),
        ("undefined", []),
        ({"name": None}, []),
        (7.5, ["7.5"]),
        (None, []),
        ("x" * 1000, []),
    ],
)
def test_all_forms_of_an_author_are_read(value: object, names: list[str]) -> None:
    assert [one.name for one in named([value])] == names


@pytest.mark.parametrize("kind", ["Organization", "NewsMediaOrganization", "Corporation"])
def test_an_organisation_is_marked(kind: str) -> None:
    assert list(named([{"@type": kind, "name": "Ann Lee"}])) == [Named("Ann Lee", organised=True)]
    assert people(Named("Ann Lee", organised=True), SITES) == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Ben Roe", ("Ann Lee", "Ben Roe")),
        ("Ann Lee, Reuters", ("Ann Lee",)),
        ("Ann Lee; Ben Roe", ("Ann Lee", "Ben Roe")),
        ("ANN LEE", ("Ann Lee",)),
        ("Wilma", ("Wilma",)),
        ("By Ann Lee ⋅ Senior Editor", ("Ann Lee",)),
        ("Reuters", ()),
        ("AFP, LISBON", ()),
        ("AFP Portugal", ()),
        ("Harbour Herald", ()),
        ("harbour.example", ()),
        ("Sports Desk", ()),
        ("港湾新聞オンライン", ()),
        ("11:45pm Mar 4, 2026", ()),
        ("( Image: Port Pictures)", ()),
    ],
)
def test_only_people_are_authors(written: str, found: tuple[str, ...]) -> None:
    assert people(Named(written), SITES) == found


def test_a_printed_line_of_one_word_names_nobody() -> None:
    assert people(Named("Share"), SITES, printed=True) == ()


def test_initials_of_the_site_before_a_place_are_its_office_there() -> None:
    sites = frozenset({"nbx"})
    assert people(Named("Ann Lee, NBX NORTHLAND"), sites, printed=True) == ("Ann Lee",)
    assert people(Named("Nbx Northland"), sites) == ("Nbx Northland",)  # a given name is written otherwise


def test_a_byline_has_each_name_once() -> None:
    assert byline_of([Named("Ann Lee"), Named("ANN LEE"), Named("dpa")]) == "Ann Lee, dpa"
    assert byline_of([]) is None
