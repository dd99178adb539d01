"""Each event goes to a channel once, and its end once."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from newswire.outcomes import Outcome
from newswire.quality.alerts import Event, Message, alert, failures, verdicts, working
from newswire.quality.verdicts import Verdict
from tests.support.stories import writes

DAY = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
DOWN = [Outcome("albers", "failed", reason="It answered 500."), Outcome("pier", "loaded")]
UP = [Outcome("albers", "nothing new"), Outcome("pier", "loaded")]


def sent(
    warehouse: psycopg.Connection, results: list[Outcome], more: list[Event] | None = None
) -> list[Message]:
    """The messages of a run with these results."""
    box: list[Message] = []
    alert(warehouse, "smtp", [*failures(results), *(more or [])], working(results), box.append)
    return box


def test_a_source_that_keeps_failing_is_one_event_until_it_works(warehouse: psycopg.Connection) -> None:
    [message] = sent(warehouse, DOWN)
    assert (message.subject, message.lines) == ("Newswire: 1 event", ["albers failed. It answered 500."])
    assert sent(warehouse, DOWN) == []
    [message] = sent(warehouse, UP)
    assert (message.subject, message.lines) == (
        "Newswire: 1 over", ["failure of albers: over, it works again."],
    )  # fmt: skip
    assert sent(warehouse, UP) == []
    assert len(sent(warehouse, DOWN)) == 1, "a new failure is a new event"


def test_a_run_without_the_source_ends_nothing(warehouse: psycopg.Connection) -> None:
    sent(warehouse, DOWN)
    assert sent(warehouse, [Outcome("pier", "loaded")]) == []


def test_a_verdict_is_one_event_whatever_comes_later(warehouse: psycopg.Connection) -> None:
    one = Verdict("albers", "rejected", DAY, DAY, 7, 1, 0.2, "warned", "Many.")
    other = Verdict("albers", "rejected", DAY, DAY, 8, 1, 0.2, "warned", "Many more.")
    [message] = sent(warehouse, UP, verdicts([one]))
    assert message.lines == ["albers: rejected warned. Many."]
    [message] = sent(warehouse, UP, verdicts([one, other]))
    assert message.lines == ["albers: rejected warned. Many more."]
    assert sent(warehouse, UP, verdicts([one, other])) == []


def test_nothing_new_writes_nothing(warehouse: psycopg.Connection) -> None:
    sent(warehouse, DOWN)
    before = writes(warehouse)
    sent(warehouse, DOWN)
    assert writes(warehouse) == before


def test_a_message_that_the_channel_refuses_is_sent_by_the_next_call(warehouse: psycopg.Connection) -> None:
    def refuse(message: Message) -> None:
        raise OSError("no route")

    with pytest.raises(OSError, match="no route"):
        alert(warehouse, "smtp", failures(DOWN), working(DOWN), refuse)
    assert len(sent(warehouse, DOWN)) == 1


def test_each_channel_has_its_own_book(warehouse: psycopg.Connection) -> None:
    sent(warehouse, DOWN)
    box: list[Message] = []
    alert(warehouse, "slack", failures(DOWN), working(DOWN), box.append)
    assert len(box) == 1
