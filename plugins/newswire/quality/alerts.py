"""Events that people are alerted of, and the rule that each goes to a channel once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import psycopg

from newswire.outcomes import Outcome, counted
from newswire.quality.verdicts import Verdict, lines

Channel = Literal["smtp", "slack", "webhook"]

_LOCK = 7_306_506
"""Key of the advisory lock. One process alerts at a time, so that two runs do not send one event."""

_LONGEST = 2000
"""Most characters of a sentence. The task's note and log have the whole text."""

_KNOWN = "SELECT event FROM ledger.alerts WHERE channel = %s AND event = ANY(%s) AND over_at IS NULL"

_NOTE = "INSERT INTO ledger.alerts (channel, event, sentence) VALUES (%s, %s, %s)"

_OVER = """
SELECT event FROM ledger.alerts WHERE channel = %s AND over_at IS NULL AND event = ANY(%s) ORDER BY sent_at
"""

_CLOSE = "UPDATE ledger.alerts SET over_at = now() WHERE channel = %s AND over_at IS NULL AND event = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that people are alerted of: the key by which it is known again, and a sentence."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel sends: new events, and keys of failures that are over."""

    events: Sequence[Event]
    over: Sequence[str]

    @property
    def subject(self) -> str:
        """The numbers in one line."""
        parts = []
        if self.events:
            parts.append(counted(len(self.events), "event"))
        if self.over:
            parts.append(f"{len(self.over):,} over")
        return f"Newswire: {', '.join(parts)}"

    @property
    def lines(self) -> list[str]:
        """A line for each event."""
        over = (f"{key}: over, it works again." for key in self.over)
        return [*(event.sentence for event in self.events), *over]


def failures(results: Iterable[Outcome]) -> list[Event]:
    """Return an event for each source or stage that failed."""
    return [
        Event(_failed(one.source), f"{one.source} failed. {one.reason or ''}"[:_LONGEST])
        for one in results
        if one.state == "failed"
    ]


def working(results: Iterable[Outcome]) -> list[str]:
    """Return the keys of failures that are over: of the sources and stages that did not fail."""
    return [_failed(one.source) for one in results if one.state != "failed"]


def verdicts(found: Sequence[Verdict]) -> list[Event]:
    """Return an event for each verdict that is reported."""
    return [
        Event(f"{one.check} of {one.source}, {one.run_id or one.start.isoformat()}", line[:_LONGEST])
        for one in found
        for line in lines([one])
    ]


def alert(
    connection: psycopg.Connection,
    channel: Channel,
    events: Sequence[Event],
    works: Sequence[str],
    send: Callable[[Message], None],
) -> Message | None:
    """Send the events that the channel has not sent, and failures that are over, as one message.

    It is noted after the channel took it. If the process is killed between the two, it is sent again. An
    error of ``send`` passes through, and nothing is noted.

    Returns:
        the message; None if there is nothing new.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        known = {key for (key,) in connection.execute(_KNOWN, (channel, [event.key for event in events]))}
        new = {event.key: event for event in events if event.key not in known}
        over = [key for (key,) in connection.execute(_OVER, (channel, list(works)))]
        if not new and not over:
            return None
        message = Message([*new.values()], over)
        send(message)
        with connection.cursor() as cursor:
            cursor.executemany(_NOTE, [(channel, event.key, event.sentence) for event in message.events])
        connection.execute(_CLOSE, (channel, over))
    return message


def _failed(name: str) -> str:
    return f"failure of {name}"
