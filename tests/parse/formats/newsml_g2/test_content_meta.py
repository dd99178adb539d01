"""``contentMeta``: the metadata of a NewsML-G2 item's content."""

from __future__ import annotations

import pytest

from newswire.model import Item, Subject
from newswire.parse.formats.newsml_g2.parser import FORMAT
from tests.parse.wires import items, xml


def told(content_meta: str, beside: str = "") -> Item:
    (item,) = items(xml(f"<newsItem><contentMeta>{content_meta}</contentMeta>{beside}</newsItem>"), FORMAT)
    return item


def test_a_subheadline_stands_for_a_description() -> None:
    item = told(
        "<headline>Quay closed</headline><headline role='hld:subHeadline'>Repairs until May</headline>"
    )
    assert (item.headline, item.standfirst) == ("Quay closed", "Repairs until May")


def test_the_headline_of_the_best_rank_in_the_item_s_language() -> None:
    item = told(
        "<language tag='fr'/><headline xml:lang='en'>Quay closed</headline>"
        "<headline xml:lang='fr' rank='2'>Quai</headline>"
        "<headline xml:lang='fr' rank='1'>Quai fermé</headline>"
    )
    assert item.headline == "Quai fermé"


@pytest.mark.parametrize(
    "subject",
    [
        "<subject qcode='a1312cat:f'/>",
        "<subject qcode='nwcategorycode:f'/>",
        "<subject qcode='Desk_Categories:f'/>",
        "<subject type='cptype:cat' literal='f'/>",
    ],
)
def test_the_category_of_the_desk(subject: str) -> None:
    assert told(subject).category == "f"


def test_an_assertion_gives_the_name_of_a_subject() -> None:
    item = told(
        "<subject qcode='R:NWF'/><subject qcode='R:X'/>",
        "<assert qcode='R:NWF'><name>Norwind Ferries</name></assert>",
    )
    assert item.subjects == (Subject("NWF", "Norwind Ferries", "R"), Subject("X", None, "R"))


ADDRESS = (
    "<POIDetails><address><line>Norwind Hall</line><locality><name>Grenholm</name></locality>"
    "<country><name>Schweden</name></country></address></POIDetails>"
)


def test_a_local_id_is_the_place_that_an_assertion_describes() -> None:
    item = told("<located literal='poiID0'/>", f"<assert literal='poiID0'>{ADDRESS}</assert>")
    assert (item.place, item.country) == ("Grenholm", "SE")
    item = told(
        "<located literal='ID7' type='t:poi'/>", "<assert literal='ID7'><name>Norwind Hall</name></assert>"
    )
    assert item.place == "Norwind Hall"


@pytest.mark.parametrize(
    ("located", "place"),
    [("poiID0", None), ("ID0EHF", None), ("poi", None), ("Polle", "Polle"), ("No-Data-Available", None)],
)
def test_a_local_id_alone_is_no_place(located: str, place: str | None) -> None:
    assert told(f"<located literal='{located}'/>").place == place


def test_authors_are_people_who_write() -> None:
    creators = (
        "<creator><name>By Ida Lund</name></creator><creator><name>lund.ida</name></creator>"
        "<creator literal='Ola Berg'/><creator><name>Agence France-Presse</name></creator>"
        "<creator qcode='crol:photographer'><name>Per Foto</name></creator>"
        "<creator><name>Norwind Television</name><organisationDetails/></creator>"
        "<contributor role='r:author'><name>Eva Wells</name></contributor>"
    )
    assert told(creators).authors == ("Ida Lund", "Ola Berg", "Eva Wells")


def test_the_photographer_is_the_author_of_a_picture() -> None:
    (item,) = items(
        xml(
            "<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentMeta>"
            "<creator role='crol:photographer'><name>Per Foto</name></creator></contentMeta></newsItem>"
        ),
        FORMAT,
    )
    assert item.authors == ("Per Foto",)


def test_every_genre_and_no_placeholder() -> None:
    item = told(
        "<genre><name>Report</name></genre><genre qcode='g:Extra'/><by>No-Data-Available, MAR 04</by>"
        "<infoSource literal='No-Data-Available'/><infoSource literal='Norwind'/>"
    )
    assert (item.genre, item.byline, item.credit) == ("Report, Extra", None, ("Norwind",))


def test_a_company_and_the_issuer_are_no_authors() -> None:
    item = told(
        "<creditline>Harbour Pictures Group</creditline><creator literal='Harbour Pictures Group'/>"
        "<creator><name>Norwind Television Ltd</name></creator><creator><name>Ida Lund</name></creator>"
    )
    assert item.authors == ("Ida Lund",)


def test_an_originator_stands_behind_the_credit_line() -> None:
    line = "<creditline>Norwind/Jane Doe</creditline>"
    origin = "<infoSource role='isrol:originfo'><name>Tarn Press</name></infoSource>"
    sender = "<infoSource role='isrol:supplier' literal='Quay Wire'/>"
    assert told(line + origin + sender).credit == ("Norwind/Jane Doe", "Tarn Press")
    assert told(origin + sender).credit == ("Tarn Press", "Quay Wire")


def test_a_creator_may_have_a_literal_and_a_name_without_spaces() -> None:
    creators = "<creator literal='Ann Marsh'/><creator><name>张明</name></creator><creator literal='amarsh'/>"
    assert told(creators).authors == ("Ann Marsh", "张明")


def test_facets_with_codes_are_subjects_beside_their_main_concept() -> None:
    item = told(
        "<subject><mainConcept qcode='medtop:20001071'><name>swimming</name></mainConcept>"
        "<facetConcept qcode='facet:breaststroke'><name>breaststroke</name></facetConcept>"
        "<facetConcept><name>200m</name></facetConcept></subject>"
    )
    assert item.subjects == (
        Subject("20001071", "swimming", "medtop"),
        Subject("breaststroke", "breaststroke", "facet"),
    )


def test_the_country_of_the_place_in_the_dateline_stays() -> None:
    located = "<located><name>Grenholm</name><broader qcode='iso3166-1a2:SE'/></located>"
    item = told(f"{located}<dateline>GRENHOLM, 14 mars (TT)</dateline>")
    assert (item.place, item.country) == (None, "SE")
    item = told(f"{located}<dateline>Fernbay, 14 mars (TT)</dateline>")
    assert (item.place, item.country) == (None, None)
