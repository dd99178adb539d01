"""The identity of a story among the identifiers that a record states.

Some services put the version, the time or the token of a request into the address that they give as the
identifier (``…/77?v=3&qt=x``). Such an address is another one in each answer, so it identifies no story.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG_KEY = 12
"""Characters; a shorter identifier that ends with the version may be a number of its own."""

_MOVING = re.compile(
    r"[?&;](?:v|ver|version|rev|revision|qt|et|ts|timestamp|modified|updated|token|sig|signature|expires|nonce"
    r"|api_?key)=[^&;#]*",
    re.IGNORECASE,
)
"""Parameters that state a version, a time or a request."""


def steady(identifiers: Iterable[str], version: str | None) -> str | None:
    """Return the first identifier that stays the same in all versions, without the version at its end.

    If every identifier moves, return the first one without the parameters that move.
    """
    first = None
    for said in identifiers:
        if not _moves(said):
            return _without_version(said, version)
        first = first or said
    return _without_version(_still(first), version) if first else None


def _moves(said: str) -> bool:
    return any(sign in said for sign in "?&;") and _MOVING.search(said) is not None


def _still(said: str) -> str:
    bare = _MOVING.sub("", said)
    if "?" not in bare and "&" in bare and "?" in said:  # the first parameter is gone
        bare = bare.replace("&", "?", 1)
    return bare


def _without_version(said: str, version: str | None) -> str:
    """Return an identifier without ``:3``, ``:3N`` or ``:3U`` at its end (RFC 3085, section 2)."""
    if version and len(said) > _LONG_KEY:
        for ending in (f":{version}", f":{version}N", f":{version}U", f":{version}A"):
            if said.endswith(ending):
                return said.removesuffix(ending)
    return said
