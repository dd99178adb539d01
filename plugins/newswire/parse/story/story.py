"""The story alone: an item without the heads, captions, notes and sign-offs that its text carries.

Text that leaves the body goes into its field (``ed_note``, ``label``, ``copyright``, ``byline``,
``keywords``). It is dropped if it repeats a field, or is a ruled line, initials, a word for the end or the
caption of a picture.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from newswire.lexicon.desk.folding import folded
from newswire.model import Item, Link
from newswire.parse.story.bylines import without_bylines
from newswire.parse.story.captions import without_addresses, without_captions
from newswire.parse.story.characters import mended
from newswire.parse.story.ending import without_ending
from newswire.parse.story.heading import without_heading
from newswire.parse.story.keywords import without_keywords
from newswire.parse.story.notes import without_notes
from newswire.parse.story.placeholders import without_placeholders
from newswire.parse.story.wraps import without_wraps

_NO_STORY = frozenset({"concept", "knowledge", "event", "planning"})
"""Kinds whose text lists the values of fields. Nothing of it is a sign-off or a note."""
_PICTURES = frozenset({"picture", "graphic", "video", "audio"})
"""Kinds whose text is a caption."""


class Story(NamedTuple):
    """An item with its story alone, the agency that signs its text, and warnings.

    The item is the same object if nothing was taken off.
    """

    item: Item
    agency: str | None = None
    warnings: tuple[str, ...] = ()


def story_of(item: Item) -> Story:
    """Return an item with its story alone."""
    changes = without_placeholders(item)
    warnings = [
        f"{name} {_shown(getattr(item, name))!r} stands for no value and was left out." for name in changes
    ]
    if item.standfirst and item.body_text and _is_cut(item.standfirst, item.body_text):
        changes["standfirst"] = None
    if changes:
        item = item.changed(**changes)
    characters, doubts = mended(item)
    if characters:
        item = item.changed(**characters)
    warnings += doubts
    agency = None
    if item.body_text and item.kind not in _NO_STORY:
        fields, agency = _told(item, item.body_text)
        if fields:
            item = item.changed(**fields)
    elif item.body_text and item.kind in {"event", "planning"}:
        text = without_heading(item, item.body_text)
        item = item if text is item.body_text else item.changed(body_text=text)
    return Story(item, agency, tuple(warnings))


def _is_cut(standfirst: str, body: str) -> bool:
    """Return whether a standfirst is the beginning of the text, cut in a word or before dots."""
    bare = standfirst.rstrip(" .…[]")
    if not bare or not body.startswith(bare):
        return False
    is_dotted = standfirst.endswith(("...", "…", "...]", "…]"))
    return is_dotted or (
        bare == standfirst and bare[-1].isalnum() and body[len(bare) : len(bare) + 1].isalnum()
    )


def _told(item: Item, body: str) -> tuple[dict[str, Any], str | None]:
    """Return the fields that the cleaning of a text changes, and the agency that signs the text."""
    text = without_wraps(body)
    addresses: tuple[str, ...] = ()
    if item.kind not in _PICTURES:
        text, addresses = without_addresses(without_captions(text))
    text, keywords = without_keywords(text)
    known = item.credit[-1] if item.credit else item.provider
    ending = without_ending(text, known, item.headline, item.ed_note)
    signed = without_bylines(ending.text, item.byline)
    noted = without_notes(signed.text, item.ed_note)
    text = without_heading(item, noted.text)
    if text is not ending.text:  # a sign or a note may stand below another one
        later = without_notes(text, item.ed_note)
        noted = noted._replace(
            text=later.text, notes=(*noted.notes, *later.notes), label=noted.label or later.label
        )
        last = without_ending(later.text, known, item.headline, item.ed_note)
        again = without_bylines(last.text, item.byline or signed.byline)
        signed = again._replace(byline=signed.byline or again.byline)
        text = without_heading(item, signed.text)
        ending = ending._replace(
            agency=ending.agency or last.agency,
            rights=ending.rights or last.rights,
            note=ending.note or last.note,
        )
    if text is body:
        return {}, None
    fields: dict[str, Any] = {"body_text": text}
    if added := [
        Link("rendition", url=one) for one in addresses if one not in {link.url for link in item.links}
    ]:
        fields["links"] = (*item.links, *added)
    notes = [*noted.notes, *filter(None, (ending.note,))]
    if new := [note for note in notes if folded(note) not in folded(item.ed_note or "")]:
        fields["ed_note"] = "\n".join(filter(None, (item.ed_note, *new)))
    if keywords:
        fields["keywords"] = tuple(dict.fromkeys((*item.keywords, *keywords)))
    if signed.byline:
        fields["byline"] = signed.byline
    if noted.label and item.label is None:
        fields["label"] = noted.label
    if ending.rights and item.copyright is None:
        fields["copyright"] = ending.rights
    return fields, ending.agency


def _shown(value: object) -> str:
    return ", ".join(map(str, value))[:80] if isinstance(value, tuple) else str(value)
