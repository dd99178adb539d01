"""The roles of NewsML 1 components: the part of each one in an item. All names are in ``roles.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newswire.lexicon.field_names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PARTS: dict[str, str] = {name: part for part, names in _TABLES.items() if part != "media" for name in names}
_MEDIA: dict[str, str] = {name: kind for kind, names in _TABLES["media"].items() for name in names}
_SECTION = re.compile(r"<!--[\s=*#]*([^<>]{2,40}?)[\s=*#]*-->")
"""A comment that can be the name of a section."""

_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(?P<name>[^<>]{1,80})</h\1>", re.IGNORECASE)
"""A heading without markup inside."""

_FEWEST = 3
"""Kinds of sections that prove that comments name sections."""


class Role(NamedTuple):
    """The part of a component in an item.

    ``part`` is a key of ``roles.toml``, or ``more`` for a role that is not listed: a text behind the body.
    ``medium`` is the kind of item for a component that is a file; its own text is its caption.
    """

    part: str
    medium: str | None = None


NO_ROLE = Role("body")
"""The part of a component without a role: it is the story."""


@lru_cache(maxsize=1024)
def role_of(name: str) -> Role:
    """Return the role of a name (``Main``, ``iptcrole:caption``, ``Photo 2``), in any case and spelling."""
    said = plain(name.rpartition(":")[2]).rstrip("0123456789")
    if medium := _MEDIA.get(said):
        return Role("caption", medium)
    return Role(_PARTS.get(said, "more")) if said else NO_ROLE


def sections(html: str) -> list[tuple[Role | None, str]]:
    """Return the sections of HTML, with their roles; the role None is that of the component.

    Press releases name their sections with comments (``<!-- leadtext -->``): the first one stands at the
    beginning, one names the body, and others name a headline, a lead or contacts. Other comments may be
    notes of a template. A section for a file is a part of the story too, because its end has no mark.
    Without such comments, the sections below headings such as ``Contacts`` are apart.
    """
    if "<!--" in html:
        pieces = _SECTION.split(html)
        roles = [role_of(name) for name in pieces[1::2]]
        known = {role.part for role in roles} - {"more", "caption"}
        if not pieces[0].strip() and "body" in known and len(known) >= _FEWEST:
            kept = (Role("more") if role.medium or role.part == "caption" else role for role in roles)
            return list(zip(kept, pieces[2::2], strict=True))
    return list(_below_headings(html))


def _below_headings(html: str) -> Iterator[tuple[Role | None, str]]:
    """Yield the sections below headings whose whole text is the name of contacts or attachments."""
    start = 0
    own: Role | None = None
    for heading in _HEADING.finditer(html):
        named = role_of(heading["name"])
        role = named if named.part in ("contact", "other") else None
        if role != own:
            yield own, html[start : heading.start()]
            start, own = heading.start(), role
    yield own, html[start:]
