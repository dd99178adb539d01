"""The load gets the results of parsing unchanged."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from newswire.load.answers import Answer, pack, unpack
from newswire.model import Item, Reason, Rejected
from newswire.parse.completion.storable import storable
from tests.support.items import ITEMS, TEXTS

REJECTIONS = st.builds(
    Rejected, TEXTS, st.sampled_from(Reason), TEXTS, st.dictionaries(st.just("line"), st.just("3"))
)
FOUND = (ITEMS | REJECTIONS).map(storable)
ANSWERS = st.lists(st.builds(Answer, st.integers(1, 2**63 - 1), st.integers(0, 2**31 - 1), FOUND), max_size=3)


@given(ANSWERS)
def test_answers_come_back_as_they_were_packed(answers: list[Answer]) -> None:
    assert unpack(pack(answers)) == answers


def test_an_item_and_a_rejection_of_one_path_stay_distinct() -> None:
    answers = [Answer(1, 0, Item("a", "nitf")), Answer(1, 1, Rejected("a", Reason.EMPTY, ""))]
    assert [type(answer.found) for answer in unpack(pack(answers))] == [Item, Rejected]


def test_default_values_are_not_packed() -> None:
    packed = pack([Answer(7, 0, Item("a.xml", "nitf", headline="Pier"))])
    assert (
        packed == b'[{"fetch_id":7,"ordinal":0,"found":{"path":"a.xml","format":"nitf","headline":"Pier"}}]'
    )


def test_many_answers_are_compressed() -> None:
    answers = [Answer(7, place, Item("a.xml", "nitf", body_text="Pier. " * 100)) for place in range(1000)]
    packed = pack(answers)
    assert len(packed) < len(zlib.decompress(packed)) / 10
    assert unpack(packed) == answers
