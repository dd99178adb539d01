"""The changes of a replay as text. Those of a real replay are in test_replay.py."""

from __future__ import annotations

import psycopg

from newswire.load.changes import Changes, Comparison


def test_totals_come_first_and_changes_beyond_the_examples_are_counted() -> None:
    changes = Changes(
        new=3, changed=2, gone=1, fields={"place": 2, "country": 1}, examples=["new  a", "gone  b"]
    )
    assert list(changes.lines(dry_run=False)) == [
        "Changes: 3 new, 2 changed (place 2, country 1), 1 gone.",
        "new  a",
        "gone  b",
        "… and 4 more.",
    ]


def test_other_rejections_alone_are_a_change() -> None:
    [line] = Changes(rejected_before=2, rejected_after=1).lines(dry_run=True)
    assert line == "Changes, if this were no dry run: 0 new, 0 changed, 0 gone; rejected: 2 before, 1 after."


def test_two_comparisons_fit_into_one_transaction(warehouse: psycopg.Connection) -> None:
    with warehouse.transaction():
        for _ in range(2):
            assert Comparison(warehouse, [1]).changes() == Changes()
