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


def test_an_originator_stands_behind_the_credit_line() -> None:
    line = "<creditline>Norwind/Jane Doe</creditline>"
    origin = "<infoSource role='isrol:originfo'><name>Tarn Press</name></infoSource>"
    sender = "<infoSource role='isrol:supplier' literal='Quay Wire'/>"
    assert told(line + origin + sender).credit == ("Norwind/Jane Doe", "Tarn Press")
    assert told(origin + sender).credit == ("Tarn Press", "Quay Wire")


def test_a_creator_may_have_a_literal_and_a_name_without_spaces() -> None:
    creators = "<creator literal='Ann Marsh'/><creator><name>张明</name></creator><creator literal='amarsh'/>"
    assert told(creators).authors == ("Ann Marsh", "张明")
