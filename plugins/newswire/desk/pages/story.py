"""A story: its versions and their differences, its copies, and when who carried it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse

from newswire.desk.charts import positions
from newswire.desk.passages import side_by_side
from newswire.desk.reading import reader
from newswire.desk.rendering import page

router = APIRouter()

_MOST = 500
"""Versions of a story on its page; the page states if there are more."""

_VERSIONS = """
SELECT story_id, item_id, version_id, provider, guid, version, relation, match_kind, score, is_current, title,
    title_is_derived, language, place, country, credit, label, published_at, published_precision,
    version_created, issued_at, source_name, url, fetch_id, word_count, path
FROM mart.story_items WHERE story_id = %s ORDER BY issued_at, relation = 'copy', version_id LIMIT %s
"""

_WHOLE = "SELECT * FROM mart.story_items WHERE version_id = %s AND story_id = %s"

_KILLS = """
SELECT provider, guid, relation, killed_by, killed_at, received_at, label, reason FROM mart.kills
WHERE story_id = %s ORDER BY received_at, item_id LIMIT 50
"""

_LINKS = "SELECT rel, url, linked_guid FROM mart.links WHERE version_id = %s ORDER BY rel, url LIMIT 100"

_FIELDS = (
    "headline", "provider", "guid", "version", "kind", "slugline", "byline", "authors", "dateline", "place",
    "country", "credit", "published_at", "published_precision", "published_from", "first_created",
    "version_created", "expires", "language", "urgency", "category", "subjects", "keywords", "genre",
    "ed_note", "label", "signal", "usage_terms", "copyright", "word_count", "source_name", "format", "path",
    "loaded_at", "warnings",
)  # fmt: skip
"""The fields of a version in the table of its page, in this order."""

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Chosen = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@router.get("/stories/{story_id}")
def story(
    request: Request, story_id: Number, version: Chosen = None, old: Chosen = None, new: Chosen = None
) -> HTMLResponse:
    """Show a story, one of its versions whole, and the difference of two of them."""
    with reader() as connection:
        versions = connection.execute(_VERSIONS, (story_id, _MOST + 1)).fetchall()
        kills = connection.execute(_KILLS, (story_id,)).fetchall()
        if not versions and not kills:
            raise HTTPException(404, f"Readers see no story with the number {story_id}.")
        shown = _chosen(versions, version)
        whole = connection.execute(_WHOLE, (shown.version_id, story_id)).fetchone() if shown else None
        links = connection.execute(_LINKS, (shown.version_id,)).fetchall() if shown else []
        pair = _pair(versions, shown, old, new)
        texts = [connection.execute(_WHOLE, (one.version_id, story_id)).fetchone() for one in pair or ()]
    return page(
        request,
        "story.html",
        story_id=story_id,
        versions=versions[:_MOST],
        more=len(versions) > _MOST,
        kills=kills,
        shown=whole,
        links=links,
        fields=_fields(whole) if whole else [],
        pair=pair,
        difference=_difference(*texts) if len(texts) == 2 and all(texts) else None,
        carried=_carried(versions[:_MOST]),
    )


def _chosen(versions: Sequence[Any], version_id: int | None) -> Any:  # noqa: ANN401 - a row
    """Return the version that is asked for, otherwise the original item's current one; None without any.

    Raises:
        HTTPException: 404; the story has no such version for readers.
    """
    if version_id is not None:
        for one in versions:
            if one.version_id == version_id:
                return one
        raise HTTPException(404, f"Readers see no version {version_id} of this story.")
    ranked = sorted(versions, key=lambda one: (one.relation == "copy", not one.is_current, one.issued_at))
    return ranked[0] if ranked else None


def _pair(versions: Sequence[Any], shown: Any, old: int | None, new: int | None) -> tuple[Any, Any] | None:  # noqa: ANN401
    """Return the two versions to compare: those asked for, otherwise the shown one and the one before it."""
    known = {one.version_id: one for one in versions}
    if old in known and new in known:
        return known[old], known[new]
    same = [one for one in versions if shown and one.item_id == shown.item_id]
    place = next((place for place, one in enumerate(same) if one.version_id == shown.version_id), 0)
    return (same[place - 1], same[place]) if place else None


def _difference(old: Any, new: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the fields of two versions that differ, and their texts side by side."""
    names = ("standfirst", *_FIELDS)
    left_out = {"version", "loaded_at", "word_count", "path", "version_created"}
    fields = [
        (name, _plain(getattr(old, name)), _plain(getattr(new, name)))
        for name in names
        if name not in left_out and getattr(old, name) != getattr(new, name)
    ]
    rows = side_by_side(old.body_text or "", new.body_text or "")
    return {"fields": fields, "rows": rows, "text_is_equal": all(row.is_equal for row in rows)}


def _fields(version: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    """Return the names and plain values of the fields that a version has."""
    return [
        (name, plain) for name in _FIELDS if (plain := _plain(getattr(version, name))) not in (None, "", [])
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return subjects as lines of text, and any other value as it is."""
    if isinstance(value, list):
        return [
            "  ".join(str(part) for part in one.values() if part) if isinstance(one, dict) else one
            for one in value
        ]
    return value


def _carried(versions: Sequence[Any]) -> list[tuple[Any, float]]:
    """Return the first version of each item with its place on the time line, in the order of time."""
    firsts: dict[int, Any] = {}
    for one in versions:
        firsts.setdefault(one.item_id, one)
    rows = list(firsts.values())
    return list(zip(rows, positions([one.issued_at for one in rows]), strict=True))
