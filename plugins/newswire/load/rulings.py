"""Decisions of people about stories: join two items, or split an item from its story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import psycopg
from psycopg.rows import scalar_row

from newswire.errors import FatalError
from newswire.load.run import lock
from newswire.load.settling import dissolve, settle

_FIND = """
SELECT item_id, provider, guid, story_id FROM news.items
WHERE (%(provider)s::text IS NULL OR provider = %(provider)s) AND (guid = %(guid)s OR (provider, guid) IN (
    SELECT provider, guid FROM news.changed_guids WHERE stated_guid = %(guid)s
))
ORDER BY provider LIMIT 2
"""

_OTHERS = "SELECT item_id FROM news.items WHERE story_id = %s AND item_id <> %s"

_RULE = """
INSERT INTO news.rulings (provider, guid, other_provider, other_guid, verdict, reason)
SELECT
    least.provider, least.guid, greatest.provider, greatest.guid, %(verdict)s, %(reason)s
FROM news.items AS item
JOIN news.items AS other ON other.item_id = ANY(%(others)s) AND other.item_id <> item.item_id
JOIN news.items AS least ON least.item_id = CASE
    WHEN (item.provider, item.guid) < (other.provider, other.guid) THEN item.item_id ELSE other.item_id END
JOIN news.items AS greatest ON greatest.item_id = item.item_id + other.item_id - least.item_id
WHERE item.item_id = %(item)s
ON CONFLICT (provider, guid, other_provider, other_guid) DO UPDATE SET
    verdict = excluded.verdict, reason = excluded.reason, ruled_at = now()
"""

_OF_STORIES = "SELECT item_id FROM news.items WHERE story_id = ANY(%s)"


class RulingError(FatalError):
    """A ruling's items are missing, ambiguous, the same or not splittable. The message has the cause."""


def join(connection: psycopg.Connection, guid: str, other_guid: str, reason: str | None = None) -> int:
    """Join the stories of two items for good, and return the number of the joined story.

    Raises:
        RulingError: a guid is unknown or ambiguous, or both name the same item.
    """
    with connection.transaction():
        lock(connection)
        item, story = _find(connection, guid)
        other, other_story = _find(connection, other_guid)
        if item == other:
            raise RulingError("An item cannot be joined with itself; name two.")
        _rule(connection, "join", item, [other], reason)
        _settle(connection, [story, other_story])
        return _find(connection, guid)[1]


def split(
    connection: psycopg.Connection, guid: str, from_guid: str | None = None, reason: str | None = None
) -> int:
    """Split an item from the others of its story, or from ``from_guid`` only; return its new story.

    Raises:
        RulingError: a guid is unknown or ambiguous, or the item is alone in its story.
    """
    with connection.transaction():
        lock(connection)
        item, story = _find(connection, guid)
        with connection.cursor(row_factory=scalar_row) as cursor:
            others: list[int] = cursor.execute(_OTHERS, (story, item)).fetchall()
        if from_guid is not None:
            others = [_find(connection, from_guid)[0]]
        if not others:
            raise RulingError(f"{guid} is alone in its story; there is nothing to split it from.")
        _rule(connection, "split", item, others, reason)
        _settle(connection, [story])
        return _find(connection, guid)[1]


def _find(connection: psycopg.Connection, name: str) -> tuple[int, int]:
    """Return the item and the story of a guid, or of ``provider guid`` if providers share the guid.

    Raises:
        RulingError: no item or several items have that name.
    """
    words = name.split(" ")
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    for provider, guid in ((None, name), *splits):
        found = connection.execute(_FIND, {"provider": provider, "guid": guid}).fetchall()
        if len(found) == 1:
            return found[0][0], found[0][3]
        if len(found) > 1:
            raise RulingError(
                f"Several providers have an item {guid!r}. Put the provider before it: {found[0][1]!r} or …"
            )
    raise RulingError(f"There is no item {name!r} in the warehouse.")


def _rule(
    connection: psycopg.Connection,
    verdict: Literal["join", "split"],
    item: int,
    others: Sequence[int],
    reason: str | None,
) -> None:
    connection.execute(_RULE, {"verdict": verdict, "item": item, "others": list(others), "reason": reason})


def _settle(connection: psycopg.Connection, stories: Sequence[int]) -> None:
    with connection.cursor(row_factory=scalar_row) as cursor:
        items: list[int] = cursor.execute(_OF_STORIES, (list(stories),)).fetchall()
    dissolve(connection, items)
    settle(connection, items)
