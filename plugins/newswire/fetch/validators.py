"""Conditional requests: the validators that a fetch sends, and those that it keeps (RFC 9110, section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from hashlib import sha256

from newswire.fetch.fetched import Cursor
from newswire.fetch.transport.exchange import Answer

WHOLE_EVERY = dt.timedelta(days=7)
"""Time after which a place is asked without validators: some servers answer 304 whatever they have."""

HASH = "sha256:"
"""The beginning of an entity tag of our own, which is never sent."""


def to_send(locator: str, cursors: Mapping[str, Cursor], now: dt.datetime) -> Cursor:
    """Return the cursor of a place with the validators to send. It has none if the whole answer is due."""
    known = cursors.get(locator) or Cursor(locator)
    if known.asked_whole_at is None or not known.asked_whole_at <= now < known.asked_whole_at + WHOLE_EVERY:
        return Cursor(locator, asked_whole_at=now)
    return known


def to_keep(sent: Cursor, answer: Answer, now: dt.datetime) -> Cursor:
    """Return the cursor of a place after an answer to a request with the validators of ``sent``.

    A request that had none, for whatever reason, counts as one for the whole answer.
    """
    whole = sent.asked_whole_at if sent.etag or sent.last_modified else now
    return Cursor(
        sent.locator,
        etag=answer.etag,
        last_modified=_not_ahead(answer.last_modified, now),
        asked_whole_at=whole,
    )


def hash_of(content: bytes) -> str:
    """Return an entity tag of our own, for content whose server gives none."""
    return f"{HASH}{sha256(content).hexdigest()}"


def without(cursors: Mapping[str, Cursor]) -> dict[str, Cursor]:
    """Return the cursors without validators: the whole answers are asked for."""
    return {place: replace(one, etag=None, last_modified=None) for place, one in cursors.items()}


def _not_ahead(last_modified: str | None, now: dt.datetime) -> str | None:
    """Return the value if it is a time that has passed.

    A server must not send one ahead of its clock (RFC 9110, section 8.8.2.1): it would answer 304 until then.
    """
    try:
        at = parsedate_to_datetime(last_modified or "")
    except ValueError:
        return None
    passed = (at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at) <= now
    return last_modified if passed else None
