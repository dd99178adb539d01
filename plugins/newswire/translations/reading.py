"""New versions are read, and compared with those in other languages in their window of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from newswire import settings
from newswire.translations.days import Seen, arrive, asleep
from newswire.translations.stated import keep_stated
from newswire.translations.texts.compare import RIVAL, Evidence, compare
from newswire.translations.texts.keys import Keys, candidates, keys, shelf
from newswire.translations.texts.traits import MOST, Text, Traits, traits

_VERSIONS_AT_ONCE = 4000
_PAIRS_AT_ONCE = 2000

_NEW = """
SELECT
    version_id, issued_at, lower(coalesce(split_part(language, '-', 1), '')) AS language,
    (issued_at AT TIME ZONE 'UTC')::date AS day
FROM news.versions
WHERE version_id > (SELECT coalesce(max(version_id), 0) FROM news.translation_keys)
ORDER BY version_id
LIMIT %s
FOR KEY SHARE NOWAIT
"""
"""Loads write one after the other and the numbers of versions only grow. So the new versions have higher
numbers than all that are there."""

_KEEP = """
INSERT INTO news.translation_keys (version_id, issued_at, language, keys)
SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::bytea[])
ON CONFLICT (version_id) DO UPDATE SET keys = excluded.keys
"""

_WINDOW = """
SELECT version_id, language, keys, extract(epoch FROM issued_at)::float8 FROM news.translation_keys
WHERE issued_at BETWEEN %(first)s AND %(last)s AND keys <> ''
  AND (%(only)s::text IS NULL OR language <> %(only)s)
ORDER BY version_id
"""

_APART = """
SELECT one.version_id, other.version_id
FROM unnest(%s::bigint[], %s::bigint[]) AS pair (version_id, other_version_id)
CROSS JOIN LATERAL (
    SELECT version_id, item_id, text_hash FROM news.versions AS version
    WHERE version.version_id = pair.version_id OFFSET 0
) AS one
CROSS JOIN LATERAL (
    SELECT version_id, item_id, text_hash FROM news.versions AS version
    WHERE version.version_id = pair.other_version_id OFFSET 0
) AS other
WHERE one.item_id <> other.item_id
  AND (one.text_hash = other.text_hash) IS NOT TRUE
  AND NOT EXISTS (
    SELECT FROM news.matches AS match
    WHERE (match.version_id, match.matched_version_id) IN
        ((one.version_id, other.version_id), (other.version_id, one.version_id))
    OFFSET 0
  )
"""
"""Pairs of two items whose texts are no copies of each other: a copy may have a wrong language."""

_TEXTS = """
SELECT version_id, lower(split_part(language, '-', 1)), headline, left(body_text, %s), credit || provider
FROM news.versions
CROSS JOIN LATERAL (
    SELECT provider FROM news.items AS item WHERE item.item_id = versions.item_id OFFSET 0
) AS said
WHERE version_id = ANY(%s)
ORDER BY version_id
FOR KEY SHARE OF versions NOWAIT
"""

_KEEP_PAIRS = """
INSERT INTO news.translation_pairs (version_id, other_version_id, score, is_stated, evidence)
SELECT version_id, other_version_id, score, false, evidence
FROM unnest(%s::bigint[], %s::bigint[], %s::real[], %s::jsonb[]) AS pair (
    version_id, other_version_id, score, evidence
)
ON CONFLICT DO NOTHING
"""

_LISTED = 20
"""Most figures, names and places of the evidence that is kept."""


Known = Callable[[Text], Keys | None]
"""Returns the keys of a text if they were made before."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A version with its keys. It has no traits if its keys were made before: few texts are compared."""

    version_id: int
    issued_at: dt.datetime
    text: Text
    traits: Traits | None
    keys: Keys
    credit: tuple[str, ...]


def nothing_known(_: Text) -> None:
    """Return no keys."""


def read_some(connection: psycopg.Connection, known: Known = nothing_known) -> int:
    """Compare the next versions inside the caller's transaction. Return their number, 0 if none is left.

    These are versions on days that wake, if there are any, and new versions otherwise.
    """
    window = settings.copy_window()
    if found := asleep(connection, _VERSIONS_AT_ONCE):
        _compare_all(connection, _keyed(connection, found, known), window)
        return len(found)
    with connection.cursor(row_factory=class_row(Seen)) as cursor:
        found = cursor.execute(_NEW, (_VERSIONS_AT_ONCE,)).fetchall()
    if not found:
        return 0
    awake = arrive(connection, {(one.day, one.language) for one in found if one.language}, window)
    alone = [one for one in found if (one.day, one.language) not in awake]
    _keep(connection, [(one, None if one.language else b"") for one in alone])
    fresh = _keyed(connection, [one for one in found if (one.day, one.language) in awake], known)
    keep_stated(connection, [one.version_id for one in found])
    _compare_all(connection, fresh, window)
    return len(found)


def _keyed(connection: psycopg.Connection, found: Sequence[Seen], known: Known) -> list[_Made]:
    """Return versions with their keys, and keep these."""
    if not found:
        return []
    texts = {
        version_id: ((language, headline, body), tuple(dict.fromkeys(credit)))
        for version_id, language, headline, body, credit in connection.execute(
            _TEXTS, (MOST, [one.version_id for one in found])
        )
    }
    there = [one for one in found if one.version_id in texts]  # a replay may have taken others back
    fresh = []
    for one in there:
        text, credit = texts.pop(one.version_id)
        fresh.append(_Made(one.version_id, one.issued_at, text, *_read(text, known), credit))
    _keep(connection, [(seen, one.keys.tobytes()) for seen, one in zip(there, fresh, strict=True)])
    return fresh


def _keep(connection: psycopg.Connection, found: Sequence[tuple[Seen, bytes | None]]) -> None:
    if found:
        rows = [(one.version_id, one.issued_at, one.language, made) for one, made in found]
        connection.execute(_KEEP, [list(column) for column in zip(*rows, strict=True)])


def _read(text: Text, known: Known) -> tuple[Traits | None, Keys]:
    """Return the traits of a text and its keys."""
    if (made := known(text)) is not None:
        return None, made
    read = traits(*text)
    return read, keys(read)


def _compare_all(connection: psycopg.Connection, fresh: Sequence[_Made], window: dt.timedelta) -> None:
    for some in _portions([one for one in fresh if len(one.keys)], window):
        _compare(connection, some, _candidates(connection, some, window))


def _portions(fresh: Sequence[_Made], window: dt.timedelta) -> Iterator[list[_Made]]:
    """Yield the versions in order of time, in portions not longer than a window: an archive has decades."""
    some: list[_Made] = []
    for one in sorted(fresh, key=lambda version: version.issued_at):
        if some and one.issued_at - some[0].issued_at > window:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _candidates(
    connection: psycopg.Connection, fresh: Sequence[_Made], window: dt.timedelta
) -> list[tuple[int, int]]:
    """Return the pairs to compare of the versions with those in other languages, each pair once."""
    spoken = sorted({one.text[0] for one in fresh})
    rows = connection.execute(
        _WINDOW,
        {
            "first": fresh[0].issued_at - window,
            "last": fresh[-1].issued_at + window,
            "only": spoken[0] if len(spoken) == 1 else None,
        },
        binary=True,  # bytes as text take three times as long
    ).fetchall()
    others = shelf([np.frombuffer(row[2], dtype=np.uint32) for row in rows])
    languages = np.array([row[1] for row in rows])
    pairs: set[tuple[int, int]] = set()
    for language in spoken:
        mine = [one for one in fresh if one.text[0] == language]
        for i, j in candidates([one.keys for one in mine], others.only(languages != language)):
            version_id, _, _, at = rows[j]
            if abs(at - mine[i].issued_at.timestamp()) <= window.total_seconds():
                pairs.add((min(mine[i].version_id, version_id), max(mine[i].version_id, version_id)))
    return sorted(pairs)


def _compare(
    connection: psycopg.Connection, fresh: Sequence[_Made], pairs: Sequence[tuple[int, int]]
) -> None:
    read = {one.version_id: (one.traits, one.credit) for one in fresh if one.traits}
    texts = {one.version_id: one for one in fresh if not one.traits}
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        ones, others = zip(*pairs[start : start + _PAIRS_AT_ONCE], strict=True)
        apart = connection.execute(_APART, (list(ones), list(others))).fetchall()
        missing = {version_id for pair in apart for version_id in pair} - read.keys()
        for version_id in missing & texts.keys():
            read[version_id] = traits(*texts[version_id].text), texts[version_id].credit
        for version_id, language, headline, body, credit in connection.execute(
            _TEXTS, (MOST, list(missing - texts.keys()))
        ):
            read[version_id] = traits(language, headline, body), tuple(dict.fromkeys(credit))
        alike = []
        for pair in sorted(apart):
            (one, credit), (other, credit_there) = (read[version_id] for version_id in pair)
            evidence = compare(one, other, credited(credit, credit_there))
            if evidence is not None and evidence.score >= RIVAL:
                alike.append((*pair, evidence.score, Jsonb(_listed(evidence))))
        if alike:
            connection.execute(_KEEP_PAIRS, [list(column) for column in zip(*alike, strict=True)])


def credited(one: Sequence[str], other: Sequence[str]) -> str | None:
    """Return the agency that wrote one text by its credit line, and that the other one credits, too.

    The line begins with the outlet and ends with the agency. Two equal ones credit nobody else.
    """
    if tuple(one) == tuple(other):
        return None
    writers = (line[-1] for line in (one, other) if line)
    return min((writer for writer in writers if writer in one and writer in other), default=None)


def _listed(evidence: Evidence) -> dict[str, list[str]]:
    kinds = {
        "figures": evidence.figures,
        "names": evidence.names,
        "places": evidence.places,
        "credit": evidence.credit,
    }
    return {kind: list(found[:_LISTED]) for kind, found in kinds.items() if found}
