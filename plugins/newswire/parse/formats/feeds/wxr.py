"""WordPress eXtended RSS, WordPress's export (wp-admin/includes/export.php, versions 1.0 to 1.2).

It is RSS that contains the whole site: drafts, deleted posts, pages, pictures, and the site's own
machinery. Its bodies are not HTML yet: a blank line ends a paragraph and a line break is one
(``wpautop``), and square brackets hold shortcodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newswire.model import Defaults, Document, Item, Link, Pubstatus, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.formats.captions import without_captions
from newswire.parse.formats.feeds.entry import read_entry, read_source
from newswire.parse.formats.feeds.feed import Entry, Feed, each, items
from newswire.parse.formats.feeds.names import children, name
from newswire.parse.formats.feeds.text import bounded, string_text, unescaped
from newswire.parse.readers.charset import line_feeds
from newswire.parse.readers.elements import first, text, text_in
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = b"wordpress.org/export/"
_BEGINNING = 65_536  # comments of a page or two may precede the root

_PUBSTATUS: dict[str, Pubstatus] = {
    # https://wordpress.org/documentation/article/post-status/; attachments have "inherit".
    "publish": "usable",
    "inherit": "usable",
    "closed": "usable",
    "draft": "withheld",
    "auto-draft": "withheld",
    "pending": "withheld",
    "private": "withheld",
    "future": "withheld",
    "trash": "canceled",
}
_MACHINERY = re.compile(
    r"nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|acf-.*|wp_.*|wpcf7_.*"
)
_UNSET = re.compile(r"[0-]+ [0:]+")
_TAGS = frozenset(("post_tag", "tag"))

_PAIRED_SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]{1,40})(\s[^\[\]<>]*)?(/?)\]", re.IGNORECASE)
_CORE_SHORTCODES = frozenset(("audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"))
_TAG_OR_LINE = re.compile(r"<[^<>]*>|(?<!\n)\n(?!\n)")
_SPACES_AT_END = re.compile(r"(?<![^\S\n])[^\S\n]+(?=\n)")


def recognises(document: Document) -> bool:
    """Return whether the document is RSS that declares WordPress's export namespace."""
    if (root_of(document) or "").lower() != "rss":
        return False
    return _NAMESPACE in document.content[:_BEGINNING].replace(b"\0", b"")


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield an item for each post, page or attachment, and a rejection for each part of the machinery."""
    warnings: list[str] = []
    root = read_xml(document, warnings, recover=True)
    channel = next((child for child in root if name(child.tag) == "channel"), root)
    feed = read_source(channel, "wxr", document.url)
    feed.warnings = warnings
    people = _people(channel)
    found = [element for element in channel if name(element.tag) == "item"]
    pictures = {
        identifier: url
        for about in map(children, found)
        if (url := _said(about, "wp:attachment_url")) and (identifier := _said(about, "wp:post_id"))
    }
    entries = each(
        found, lambda element: _entry(element, feed, people, pictures, document.path), document.path
    )
    yield from items(feed, entries, document, defaults)


def _people(channel: _Element) -> dict[str, str]:
    """Return the display names of authors by their logins."""
    authors = [children(element) for element in channel if name(element.tag) == "wp:author"]
    return {
        login: _said(about, "wp:author_display_name") or login
        for about in authors
        if (login := _said(about, "wp:author_login"))
    }


def _entry(
    element: _Element, feed: Feed, people: dict[str, str], pictures: dict[str, str], path: str
) -> Entry | Rejected:
    about = children(element)
    post_type = _said(about, "wp:post_type") or "post"
    texts = _body(about, "content:encoded"), _body(about, "excerpt:encoded") or _body(about, "description")
    entry = read_entry(element, feed, texts)
    if _MACHINERY.fullmatch(post_type):
        title = (entry.title or entry.guid or "")[:200]
        detail = f"{title!r} is a {post_type[:40]} of WordPress, part of the site and no story."
        return Rejected(path, Reason.NO_STORY, detail)
    entry.content, entry.summary = texts  # WordPress has no other elements for them
    entry.authors = [people.get(author, author) for author in entry.authors]
    entry.keywords += [
        unescaped(said)
        for tag in about.get("category", ())
        if tag.get("domain") in _TAGS and (said := text(tag))
    ]
    entry.published = [*_times(about, "wp:post_date_gmt"), *entry.published]
    entry.updated = _times(about, "wp:post_modified_gmt")
    _read_status(about, entry)
    if url := _said(about, "wp:attachment_url"):
        entry.links.append(Link("rendition", url=url))
    if post_type == "attachment":
        entry.kind = "picture"
    for meta in map(children, about.get("wp:postmeta", ())):
        if _said(meta, "wp:meta_key") == "_thumbnail_id" and (
            url := pictures.get(_said(meta, "wp:meta_value") or "")
        ):
            entry.links.append(Link("rendition", url=url))
    return entry


def _said(about: dict[str, list[_Element]], which: str) -> str | None:
    return text_in(about, which)


def _times(about: dict[str, list[_Element]], which: str) -> list[tuple[str, str]]:
    """Return WordPress's own times with their zone, UTC. Omit zeros, which stand for no time yet."""
    said = _said(about, which)
    return [(which.rpartition(":")[2], f"{said} UTC")] if said and not _UNSET.fullmatch(said) else []


def _read_status(about: dict[str, list[_Element]], entry: Entry) -> None:
    status = _said(about, "wp:status") or "publish"
    entry.pubstatus = _PUBSTATUS.get(status, "withheld")
    if status not in _PUBSTATUS:
        entry.warnings.append(
            f"The status {status[:40]!r} is not WordPress's own; the post was taken as withheld."
        )
    if _said(about, "wp:post_password") and entry.pubstatus == "usable":
        entry.pubstatus = "withheld"
        entry.warnings.append("The post is protected by a password, so it was taken as withheld.")


def _body(about: dict[str, list[_Element]], which: str) -> str | None:
    """Return the text of a post as WordPress would show it, or None if it is empty."""
    element = first(about, which)
    written = bounded((element.text or "") if element is not None else "")
    if not written.strip():
        return None
    bare = without_captions(_without_caption_codes(written))
    return _shown(bare) or _shown(written) or None


def _shown(written: str) -> str:
    if "[" in written:
        written = _without_shortcodes(written)
    if "<" not in written:
        return string_text(written)
    lines = _SPACES_AT_END.sub("", line_feeds(written))
    broken = _TAG_OR_LINE.sub(lambda found: "<br>" if found[0] == "\n" else found[0], lines)
    return html_to_text(broken, blank_lines=True)


def _without_caption_codes(written: str) -> str:
    """Remove pictures with their captions: ``[caption id="a7"]<img> The ferry.[/caption]``."""
    kept, position, opened = [], 0, -1
    for code in _PAIRED_SHORTCODE.finditer(written) if "[/" in written else ():
        if code[2].lower() not in ("caption", "wp_caption"):
            continue
        if not code[1]:
            opened = code.start()
        elif opened >= position:
            kept.append(written[position:opened])
            position, opened = code.end(), -1
    return "".join((*kept, written[position:])) if kept else written


def _without_shortcodes(written: str) -> str:
    """Remove shortcodes and keep their content.

    A shortcode is one of WordPress itself, has attributes, is one of a pair, closes itself or has an
    underscore in its name. Any other word in brackets (``[sic]``) is text.
    """
    closed = {found[2].lower() for found in _PAIRED_SHORTCODE.finditer(written) if found[1]}

    def kept(found: re.Match[str]) -> str:
        code = found[2].lower()
        is_code = (
            code in _CORE_SHORTCODES or code in closed or "_" in code or "=" in (found[3] or "") or found[4]
        )
        return "" if is_code else found[0]

    return _PAIRED_SHORTCODE.sub(kept, written)


FORMAT = Format("wxr", recognises, parse)
