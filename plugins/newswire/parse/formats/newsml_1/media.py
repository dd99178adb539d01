"""The files of a NewsML 1 item: their kinds, and the components that hold only files with captions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import plain
from newswire.parse.formats.newsml_1.roles import role_of
from newswire.parse.readers.elements import attribute, children, first, local

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

    from newswire.parse.readers.elements import Groups

_MEDIA = {
    "video": "video",
    "mpeg4": "video",
    "mp4": "video",
    "quicktime": "video",
    "audio": "audio",
    "sound": "audio",
    "mpeg3": "audio",
    "mp3": "audio",
    "graphic": "graphic",
    "animation": "graphic",
    "image": "picture",
    "photo": "picture",
    "picture": "picture",
    "jpeg": "picture",
    "text": "text",
    "html": "text",
    "nitf": "text",
}
"""Words of formal names, and the kind that they mean; the first one in this order counts."""

_DECLARED = {
    "audio": "audio",
    "radio": "audio",
    "video": "video",
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "package": "package",
}
_RANK = ("video", "audio", "graphic", "picture")
_BESIDE_A_FILE = ("caption", "headline", "script", "abstract", "byline", "credit", "copyright")
"""Parts of texts that describe a file where they stand beside it."""


def what(parts: Groups) -> str:
    """Return the formal names of a content item's media type, MIME type and format, in lower case.

    ``parts`` are its children by name.
    """
    kinds = ("MediaType", "MimeType", "Format")
    return " ".join([e.get("FormalName") or "" for kind in kinds for e in parts.get(kind, ())]).lower()


def medium_of(parts: Groups) -> str | None:
    """Return the kind of the file that a content item refers to (``video``, ``picture``, ``text``)."""
    names = what(parts)
    return next((kind for word, kind in _MEDIA.items() if word in names), None)


@lru_cache(maxsize=256)
def declared(item_type: str | None) -> str | None:
    """Return the kind that a ``NewsItemType`` names (``AUDIO_BULLETIN``); None for ``News`` and the like."""
    name = plain(item_type or "")
    return next((kind for word, kind in _DECLARED.items() if word in name), None)


def kind_of_files(kinds: Collection[str]) -> str | None:
    """Return the kind of an item without a story of its own, from the kinds of its files.

    A text that the item only refers to makes it a package with the files beside it. A clip has pictures as
    previews, so the clip counts.
    """
    if "text" in kinds and len(set(kinds)) > 1:
        return "package"
    return next((kind for kind in _RANK if kind in kinds), None)


def held_medium(component: _Element) -> str | None:
    """Return the kind of the files in a component; None if it holds a text other than their captions."""
    if all(content.get("Href") is None for content in component.iter("{*}ContentItem")):
        return None
    kinds = []
    for part in component.iter("{*}NewsComponent"):
        parts = children(part)
        role = role_of(attribute(first(parts, "Role"), "FormalName") or "")
        for content in parts.get("ContentItem", ()):
            if content.get("Href") is not None:
                if (kind := medium_of(children(content))) and kind != "text":
                    kinds.append(kind)
            elif role.part not in _BESIDE_A_FILE and _says_something(content):
                return None
    return kind_of_files(kinds)


def _says_something(content: _Element) -> bool:
    """Return whether a content item has text in its data."""
    data = (e for e in content if local(e.tag) not in ("Comment", "Characteristics"))
    return any(said.strip() for e in data for said in e.itertext())
