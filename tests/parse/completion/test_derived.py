"""The derived fields of an item: they are fields of an item, and an absent one changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import get_args, get_type_hints

import pytest

from newswire import model
from newswire.model import Defaults, Document, Item
from newswire.parse.completion.complete import complete
from newswire.parse.completion.derived import Derived

DERIVED = get_type_hints(Derived, localns={"dt": dt, **vars(model)})
ITEM = Item(path="a.txt", format="test", headline="Ferry stops in Grenholm")
FETCHED = Document(b"", "a.txt", fetched_at=dt.datetime(2024, 5, 4, tzinfo=dt.UTC))


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_field_has_a_type_that_the_item_takes(name: str) -> None:
    def alternatives(kind: object) -> set[object]:
        return set(get_args(kind)) if type(None) in get_args(kind) else {kind}

    assert alternatives(DERIVED[name]) <= alternatives(get_type_hints(Item)[name])


@pytest.mark.parametrize(
    "given",
    [
        {"body_text": "By Ann Marsh\n\n(Adds quotes)\n\nUPDATE 2-\n\nOSLO, May 3 (NTB) - A ferry stopped."},
        {"body_text": "A ferry stopped.", "place": "Chatham", "provider": "AFP"},
        {"body_text": "The story is wrong.", "headline": "KILL: Ferry stops", "pubstatus": "usable"},
    ],
    ids=["dateline", "place", "kill"],
)
def test_each_field_that_completion_changes_is_a_derived_one(given: dict[str, str]) -> None:
    item = replace(ITEM, **given)  # type: ignore[arg-type]
    completed = complete(item, FETCHED, Defaults(language="en"))
    changed = {one.name for one in fields(Item) if getattr(item, one.name) != getattr(completed, one.name)}
    assert {"language", "word_count"} < changed
    assert changed - {"guid"} <= DERIVED.keys()


def test_an_absent_field_leaves_the_item_as_it_is() -> None:
    assert Derived.__required_keys__ == frozenset()
    derived: Derived = {"place": "OSLO"}
    assert ITEM.changed(**derived) == replace(ITEM, place="OSLO")
