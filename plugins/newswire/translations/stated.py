"""What agencies state themselves: this item is a translation of that one, or the same in another language.

Statements are ``translation-of`` links (NewsML-G2, Atom), ``alternate`` links of pages (hreflang), and guids
that differ in nothing but the item's language at their end. Either item may come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import psycopg

from newswire.dedupe.renamed import keys as address_keys

_RELATIONS = ("translation-of", "alternate")

_DESCRIBED = """
SELECT version_id, provider, guid, language, canonical_url, source_url, (
    SELECT jsonb_agg(link) FROM jsonb_array_elements(links) AS link WHERE link ->> 'rel' = ANY(%(relations)s)
)
FROM news.versions JOIN news.items USING (item_id)
WHERE version_id = ANY(%(versions)s)
ORDER BY version_id
"""

_ANY = "SELECT FROM news.stated_translations LIMIT 1"

_KEEP = """
INSERT INTO news.stated_translations (key, version_id, relation)
SELECT * FROM unnest(%s::bytea[], %s::bigint[], %s::text[])
ON CONFLICT DO NOTHING
"""

_KEEP_PAIRS = """
WITH met AS (
    SELECT named.version_id, stated.version_id AS other_version_id, stated.relation
    FROM unnest(%(keys)s::bytea[], %(versions)s::bigint[]) AS named (key, version_id)
    CROSS JOIN LATERAL (
        SELECT version_id, relation FROM news.stated_translations AS one WHERE one.key = named.key OFFSET 0
    ) AS stated
    UNION
    SELECT stating.version_id, version.version_id, stating.relation
    FROM unnest(%(targets)s::bytea[], %(stating)s::bigint[], %(relations)s::text[])
        AS stating (key, version_id, relation)
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.item_addresses AS one WHERE one.key = stating.key OFFSET 0
    ) AS known
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS one WHERE one.item_id = known.item_id OFFSET 0
    ) AS version
    UNION
    SELECT stating.version_id, version.version_id, stating.relation
    FROM unnest(%(guids)s::text[], %(guided)s::bigint[], %(guided_relations)s::text[])
        AS stating (guid, version_id, relation)
    CROSS JOIN LATERAL (
        SELECT provider FROM news.versions JOIN news.items USING (item_id)
        WHERE versions.version_id = stating.version_id OFFSET 0
    ) AS said
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.items AS one
        WHERE (one.provider, one.guid) = (said.provider, stating.guid) OFFSET 0
    ) AS known
    CROSS JOIN LATERAL (
        SELECT version_id FROM news.versions AS one WHERE one.item_id = known.item_id OFFSET 0
    ) AS version
)
INSERT INTO news.translation_pairs (version_id, other_version_id, score, is_stated, evidence)
SELECT DISTINCT ON (one.version_id, other.version_id)
    one.version_id, other.version_id, 1, true, jsonb_build_object('stated', met.relation)
FROM met
JOIN news.versions AS one ON one.version_id = least(met.version_id, met.other_version_id)
JOIN news.versions AS other ON other.version_id = greatest(met.version_id, met.other_version_id)
WHERE one.item_id <> other.item_id
  AND lower(split_part(one.language, '-', 1)) <> lower(split_part(other.language, '-', 1))
ORDER BY one.version_id, other.version_id, met.relation DESC
ON CONFLICT (version_id, other_version_id) DO UPDATE SET
    score = 1, is_stated = true, is_decided = false, evidence = excluded.evidence
WHERE NOT translation_pairs.is_stated
"""


def keep_stated(connection: psycopg.Connection, versions: Sequence[int]) -> None:
    """Keep what some new versions state, and the pairs that they or earlier versions relate."""
    named: list[tuple[bytes, int]] = []
    stated: list[tuple[bytes, int, str]] = []
    guids: list[tuple[str, int, str]] = []
    described = {"relations": list(_RELATIONS), "versions": list(versions)}
    rows = connection.execute(_DESCRIBED, described).fetchall()
    is_silent = not any(links or without_language(guid, language) for _, _, guid, language, *_, links in rows)
    if is_silent and connection.execute(_ANY).fetchone() is None:
        return
    for version_id, provider, guid, language, canonical, source, links in rows:
        own = {_key(provider, guid), *address_keys(provider, guid, (canonical, source))}
        named += [(key, version_id) for key in own]
        if (stem := without_language(guid, language)) is not None:
            key = _key(provider, f"{stem}\n")
            named.append((key, version_id))
            stated.append((key, version_id, "guid"))
        for target, relation in _targets(links or ()):
            guids.append((target, version_id, relation))
            keys = {_key(provider, target), *address_keys(provider, target, ())} - own
            stated += [(key, version_id, relation) for key in keys]
    if stated:
        connection.execute(_KEEP, [list(column) for column in zip(*stated, strict=True)])
    connection.execute(
        _KEEP_PAIRS,
        {
            "keys": [key for key, _ in named],
            "versions": [version_id for _, version_id in named],
            "targets": [key for key, _, _ in stated],
            "stating": [version_id for _, version_id, _ in stated],
            "relations": [relation for _, _, relation in stated],
            "guids": [guid for guid, _, _ in guids],
            "guided": [version_id for _, version_id, _ in guids],
            "guided_relations": [relation for _, _, relation in guids],
        },
    )


def _targets(links: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for link in links:
        for target in dict.fromkeys((link.get("guid"), link.get("url"))):
            if target:
                yield target, link["rel"]


def without_language(guid: str, language: str | None) -> str | None:
    """Return a guid without the item's own language at its end (``20260302-0117-en``); None if it has none.

    What is left must have a figure: ``latest-en`` names no story.
    """
    spoken = (language or "").partition("-")[0].casefold()
    match = re.fullmatch(r"(.*?[^\W_])[-_.:/]([A-Za-z]{2,3})(?:[-_][A-Za-z]{2})?", guid)
    if not spoken or match is None or match[2].casefold() != spoken or not re.search(r"\d", match[1]):
        return None
    return match[1]


def _key(provider: str, name: str) -> bytes:
    return sha256(f"{provider}\n{name}".encode("utf-8", "surrogatepass")).digest()[:16]
