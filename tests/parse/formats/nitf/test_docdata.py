"""The fields of an NITF document's head."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.model import Subject
from newswire.parse.formats.nitf import docdata
from newswire.parse.readers.elements import Groups, children


def groups(inside: str) -> Groups:
    return children(etree.fromstring(f"<head>{inside}</head>"))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("keywords", "our:keywords"),
        ("xyz-priority", "our:priority"),
        ("Slug", "our:slugline"),
        ("aap-source", "our:provider"),
        ("genre", "our:genre"),
    ],
)
def test_a_meta_with_a_known_name_is_a_field(name: str, field: str) -> None:
    assert docdata.meta_of(groups(f"<meta name='{name}' content='x'/>"))[field] == "x"


def test_fields_of_an_anpa_header_keep_their_own_names() -> None:
    assert docdata.meta_of(groups("<meta name='anpa-category' content='i'/>")) == {"anpa-category": "i"}


@pytest.mark.parametrize(
    ("inside", "guid", "version"),
    [
        (
            "<doc-id regsrc='NTB' id-string='NTB77aa88bb_02'/><du-key key='77aa88bb' version='3'/>",
            "NTB77aa88bb",
            "3",
        ),
        ("<doc-id id-string='quay-7f31_12'/><du-key key='quay-7f31' version='13'/>", "quay-7f31", "13"),
        ("<doc-id id-string='quay_12'/><du-key key='quay' version='12'/>", "quay_12", "12"),
        ("<doc-id id-string='quay-7f31_3'/><du-key key='quay-7f31' generation='4'/>", "quay-7f31", "4"),
        ("<doc-id id-string='q.1'/><du-key key='quay' generation='4' version='2'/>", "q.1", "2"),
        (
            "<doc-id id-string='urn:newsml:n.example:20240513:Q1:4'/><du-key version='4'/>",
            "urn:newsml:n.example:20240513:Q1",
            "4",
        ),
    ],
)
def test_identity(inside: str, guid: str, version: str) -> None:
    assert docdata.identity(groups(inside)) == (guid, version)


def test_a_generation_that_is_no_number_is_no_version() -> None:
    data = groups("<doc-id id-string='q.1'/><du-key key='quay' generation='B'/>")
    assert docdata.identity(data) == ("q.1", None)


@pytest.mark.parametrize(
    ("data", "provider"),
    [
        ("<doc-id regsrc='AP'/><doc.copyright holder='Norwind'/>", "AP"),
        ("<doc.copyright holder='© 2024 Norwind. All rights reserved.'/>", "Norwind"),
        ("<doc.rights owner='Norwind'/>", "Norwind"),
    ],
)
def test_the_provider_is_the_registrar_or_the_holder_of_the_rights(data: str, provider: str) -> None:
    assert docdata.provider({}, {}, groups(data), ()) == provider


def test_distributor_and_publication_name_the_provider() -> None:
    head, data = groups("<pubdata name='The Tarn Times'/>"), groups("<doc.copyright holder='A writer'/>")
    assert docdata.provider({}, head, data, ("Norwind",)) == "Norwind"
    assert docdata.provider({}, head, data, ()) == "The Tarn Times"


def test_subjects_of_the_place_the_scope_and_named_content() -> None:
    data = groups(
        "<evloc city='Tarn' state-prov='Grenholm'/><doc-scope scope='National'/>"
        "<identified-content><location idsrc='n' value='7'><city>Tarn</city><country>Sweden</country>"
        "</location></identified-content>"
    )
    assert docdata.subjects({}, data) == (
        Subject("7", "Tarn, Sweden", "n"),
        Subject(None, "Tarn, Grenholm", "evloc"),
        Subject(None, "National", "doc-scope"),
    )


def test_keywords_of_the_head_and_of_a_meta() -> None:
    head = groups("<key-list><keyword key='ferry'/></key-list>")
    assert docdata.keywords({"our:keywords": "a; b"}, head, {}) == ("ferry",)
    assert docdata.keywords({"our:keywords": "a; b, c"}, {}, {}) == ("a", "b", "c")


def test_the_name_of_a_fixture_is_the_slugline_if_nothing_else_is() -> None:
    assert (
        docdata.slugline({}, {}, groups("<fixture fix-id='Harbour diary'/>"), None, None) == "Harbour diary"
    )
    assert (
        docdata.slugline(
            {"our:slugline": "QUAY"}, {}, groups("<fixture fix-id='Harbour diary'/>"), None, None
        )
        == "QUAY"
    )


def test_a_series_without_a_name_is_no_label() -> None:
    assert docdata.label({}, groups("<series series.part='4' series.totalpart='0'/>"), {}) is None
    assert docdata.label({}, groups("<correction id-string='q1'/>"), {}) == "correction"


@pytest.mark.parametrize(
    ("title", "slugline"),
    [("Fernbay-Ferry", "Fernbay-Ferry"), ("TURISMO ISLAS", "TURISMO ISLAS"), ("The ferry runs again", None)],
)
def test_a_title_of_keywords_is_the_slugline(title: str, slugline: str | None) -> None:
    head = groups(f"<title>{title}</title>")
    assert docdata.slugline({}, head, {}, None, "The ferry") == slugline
    assert docdata.slugline({}, head, {}, None, title) is None  # it is the headline
    assert docdata.slugline({"slugline": "QUAY"}, head, {}, None, None) == "QUAY"


def test_the_comment_of_the_last_revision_is_a_note() -> None:
    head = groups("<revision-history comment='First'/><revision-history comment='ADDS mayor'/>")
    assert docdata.note(head, {}, {}) == "ADDS mayor"
    assert docdata.note(head, groups("<ed-msg info='Holds'/>"), {}) == "Holds"


def test_a_place_in_brackets_instead_of_a_take_is_the_place() -> None:
    assert docdata.place_of_take({"anpa-takekey": "(SYDNEY)"}) == "SYDNEY"
    for take in ("(ATTN EDITORS)", "1st Lead", "SYDNEY", ""):
        assert docdata.place_of_take({"anpa-takekey": take}) is None
