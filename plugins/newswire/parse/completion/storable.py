"""Repair of values that no database can hold, with warnings.

These are NUL, halves of surrogates, numbers and times out of range, and identifiers too long for an index.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields, replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from operator import attrgetter, is_not
from typing import Any, TypeVar

from newswire.model import Item, Link, Rejected, Subject

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_GUID = 1000
"""Bytes of an identifier, or of a provider's name, that an index row of PostgreSQL surely holds."""
_LARGEST = 2**31 - 1
_NUMBERS = ("urgency", "priority", "word_count", "header_word_count")
_MINUTE = dt.timedelta(minutes=1)
_FARTHEST = dt.timedelta(hours=16)
"""The smallest offset from UTC that PostgreSQL refuses."""
_TIMES = ("published", "first_created", "version_created", "embargo_until", "expires", "sent")

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Item, Rejected, Subject, Link)}


def _of_types(kind: type, *types: str) -> attrgetter[tuple[Any, ...]]:
    named = {field.name: str(field.type).removesuffix(" | None") for field in fields(kind)}
    return attrgetter(*(name for name, written in named.items() if written in types))


_texts: dict[type, attrgetter[tuple[Any, ...]]] = {
    kind: _of_types(kind, "str", "Pubstatus", "Precision") for kind in _NAMES
}
_lists = _of_types(Item, "tuple[str, ...]")
_numbers = attrgetter(*_NUMBERS)
_times = attrgetter(*_TIMES)

Found = TypeVar("Found", Item, Rejected)


def storable(found: Found) -> Found:
    """Return the item or rejection with unstorable values replaced. An item gets a warning for each."""
    if _is_storable(found):
        return found
    mended: dict[str, Any] = _cleaned(found)
    if isinstance(found, Rejected):
        return replace(found, **mended) if mended else found
    warnings: list[str] = []
    if mended:
        warnings.append(f"Characters that text cannot hold were replaced in {', '.join(mended)}.")
    for name, number in zip(_NUMBERS, _numbers(found), strict=True):
        if number is not None and abs(number) > _LARGEST:
            mended[name] = None
            warnings.append(f"{name} {str(number)[:40]} is out of range and was left out.")
    for name, at in zip(_TIMES, _times(found), strict=True):
        if at is not None and (storable_at := _time(at)) is not at:
            mended[name] = storable_at
            if storable_at is None:
                warnings.append(f"{name} {at} is out of range and was left out.")
            elif at.utcoffset() is None:
                warnings.append(f"{name} {at} has no zone; UTC was taken.")
    if "published" in mended and mended["published"] is None:
        mended.update(published_precision=None, published_from=None)
    for name in ("guid", "provider"):
        text = mended.get(name, getattr(found, name))
        if text is not None and len(text) * 4 > _LONGEST_GUID and len(text.encode()) > _LONGEST_GUID:
            mended[name] = f"{text[:200]}…sha256:{sha256(text.encode()).hexdigest()}"
            warnings.append(f"The {name} is {len(text):,} characters long; the rest of it became a hash.")
    if not mended:
        return found
    mended["warnings"] = (*mended.get("warnings", found.warnings), *warnings)
    return found.changed(**mended)


def _holds_all(found: Item | Rejected) -> bool:
    """Return whether a database can hold all texts. One test of them joined suffices nearly always."""
    texts = list(filter(None, _texts[type(found)](found)))
    if isinstance(found, Item):
        texts += chain.from_iterable(_lists(found))
        texts += filter(None, chain.from_iterable(map(_texts[Subject], found.subjects)))
        texts += filter(None, chain.from_iterable(map(_texts[Link], found.links)))
    try:
        return _holds("".join(texts))
    except TypeError:  # a value is no text; `_clean` tests one by one
        return False


def _is_storable(found: Item | Rejected) -> bool:
    """Return whether all values can be stored. Test them at once, because they nearly always can."""
    if not _holds_all(found):
        return False
    if isinstance(found, Rejected):
        return True
    return (
        max(map(abs, filter(None, _numbers(found))), default=0) <= _LARGEST
        and all(map(_is_usual, filter(None, _times(found))))
        and len(found.guid or "") * 4 <= _LONGEST_GUID
        and len(found.provider or "") * 4 <= _LONGEST_GUID
    )


def _cleaned(found: Item | Rejected) -> dict[str, Any]:
    """Return the fields whose texts cannot be stored, with their replacements."""
    values = ((name, getattr(found, name)) for name in _NAMES[type(found)])
    return {name: clean for name, value in values if (clean := _clean(value)) is not value}


def _time(at: dt.datetime) -> dt.datetime | None:
    """Return the same instant in a form that can be stored; None outside the years 1 to 9999 of UTC.

    A time without a zone is UTC. An offset that PostgreSQL refuses becomes UTC.
    """
    offset = at.utcoffset()
    if offset is None:
        return at.replace(tzinfo=dt.UTC)
    if _is_usual(at):
        return at
    try:
        utc = at.astimezone(dt.UTC)
    except OverflowError:
        return None
    return at if _of_minutes(offset) else utc


def _is_usual(at: dt.datetime) -> bool:
    if at.tzinfo is dt.UTC:
        return 1 < at.year < 9999
    offset = at.utcoffset()
    return offset is not None and 1 < at.year < 9999 and _of_minutes(offset)


@lru_cache(maxsize=256)
def _of_minutes(offset: dt.timedelta) -> bool:
    return not offset % _MINUTE and -_FARTHEST < offset < _FARTHEST


def _holds(text: str) -> bool:
    """Return whether a database can hold the text. This codec finds surrogate halves the fastest."""
    if "\0" in text:
        return False
    try:
        return text.isascii() or bool(text.encode("utf-16-le"))
    except UnicodeEncodeError:
        return False


def _clean(value: Any) -> Any:  # noqa: ANN401 - a field has any type
    """Return the value with unstorable characters replaced. If it has none, return it without a copy."""
    if isinstance(value, str):
        return value if _holds(value) else _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, tuple) and value:
        parts = tuple(map(_clean, value))
        return parts if any(map(is_not, parts, value)) else value
    if isinstance(value, (Subject, Link)):
        changed = {
            name: clean
            for name in _NAMES[type(value)]
            if (part := getattr(value, name)) is not None and (clean := _clean(part)) is not part
        }
        return replace(value, **changed) if changed else value
    return value
