"""Documents become batches of answers in their order, with the counts that the ledger needs."""

from __future__ import annotations

import json

import pytest

from newswire.load.answers import unpack
from newswire.model import Defaults, Document, Item, Rejected
from newswire.workers import work
from newswire.workers.work import HERE, weight_of
from tests.support.stories import ninjs


def document(number: int) -> Document:
    return Document(json.dumps(ninjs(f"pier-{number}")).encode(), f"{number}.json")


def test_batches_have_the_answers_in_order_and_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_ANSWERS_AT_ONCE", 2)
    documents = [(1, document(1)), (2, Document(b'{"uri":', "2.json")), (3, document(3))]
    first, second = HERE.read(documents, Defaults("wire"), 3)
    assert [(first.items, first.rejected), (second.items, second.rejected)] == [(1, 1), (1, 0)]
    answers = [*unpack(first.packed), *unpack(second.packed)]
    assert [answer.fetch_id for answer in answers] == [1, 2, 3]
    assert [type(answer.found) for answer in answers] == [Item, Rejected, Item]


def test_large_documents_weigh_more_than_small_ones() -> None:
    assert weight_of(100, 100 * 1_000) < 120
    assert weight_of(100, 100 * 80_000) == 1_100
