"""Values that programs write for no value: ``No Headline !``, ``N/A``, ``null``, ``-``."""

from __future__ import annotations

from typing import Any

from newswire.lexicon.desk.words import PLACEHOLDERS
from newswire.model import Item

_LONGEST = 24
"""Characters of a placeholder."""
_SIGNS = " \u00a0!.?*<>()[]{}\"'-_–—:"
_DASHES = frozenset(" -–—._")
_LISTS = ("keywords", "authors")
_TEXTS = tuple(name for name in PLACEHOLDERS if name not in _LISTS)


def without_placeholders(item: Item) -> dict[str, Any]:
    """Return the fields whose values stand for none, with None or the rest of the list."""
    values = item.__dict__
    changes: dict[str, Any] = {}
    for name in _TEXTS:
        value = values[name]
        if value is not None and len(value) <= _LONGEST and is_placeholder(name, value):
            changes[name] = None
    byline = item.byline
    if (
        byline
        and "," in byline[:_LONGEST]
        and (bare := _bare(byline.partition(",")[0])) in PLACEHOLDERS["byline"]
        and " " in bare
    ):
        changes["byline"] = None  # "No-Data-Available, MAR 04"
    for name in _LISTS:
        listed = values[name]
        if listed and any(len(value) <= _LONGEST and is_placeholder(name, value) for value in listed):
            changes[name] = tuple(value for value in listed if not is_placeholder(name, value))
    subjects = tuple(subject for subject in item.subjects if subject.name or not _is_no_code(subject.code))
    if len(subjects) < len(item.subjects):
        changes["subjects"] = subjects
    return changes


def _is_no_code(code: str | None) -> bool:
    return code is not None and 3 < len(code) <= _LONGEST and _bare(code) in PLACEHOLDERS["keywords"]


def is_placeholder(field: str, value: str) -> bool:
    """Return whether the value of a field stands for none.

    Raises:
        KeyError: the field has no placeholders.
    """
    bare = _bare(value)
    return bare in PLACEHOLDERS[field] if bare else _DASHES.issuperset(value)


def _bare(value: str) -> str:
    """Return a value in small letters, without signs around it, with single spaces between words."""
    words = value.strip(_SIGNS).replace("-", " ").replace("_", " ").casefold().split()
    return " ".join(words)
