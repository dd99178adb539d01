"""Invented stories dropped into a wire, and the stories that the warehouse makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from tests.support.stories import drop, ninjs

HOURS = {"en": 0, "de": 2, "ru": 5, "ja": 9, "fr": 11}


def document(name: str, language: str, story: dict[str, tuple[str, str]], **more: Any) -> dict[str, Any]:
    headline, body = story[language]
    told = {"headline": headline, "body": body, "language": language, "minute": 60 * HOURS[language], **more}
    told.setdefault("provider", f"Wire {language.upper()}")
    written = ninjs(f"{name} {language}", **told)
    return written | {"firstcreated": written["versioncreated"]}


def put(wire: Path, name: str, story: dict[str, tuple[str, str]], *languages: str) -> None:
    for language in languages or story:
        drop(wire, f"{name}-{language}.json", document(name, language, story))


def stories(warehouse: psycopg.Connection) -> set[frozenset[str]]:
    """Return the guids of each story."""
    rows = warehouse.execute("SELECT array_agg(DISTINCT guid) FROM mart.story_items GROUP BY story_id")
    return {frozenset(guids) for (guids,) in rows}


def together(name: str, *languages: str) -> frozenset[str]:
    return frozenset(f"{name} {language}" for language in languages)
