"""Feeds of all formats around invented entries: the same entry in RSS, Atom, JSON Feed or a sitemap."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

Feed = Callable[..., bytes]


@dataclass(frozen=True)
class Entry:
    """One entry. ``at`` is the hour of publication, ``built`` that of the last change."""

    title: str
    text: str = ""
    guid: str | None = None
    link: str | None = None
    at: int | None = None
    built: int | None = None
    file: str | None = None


def _time(hour: int) -> str:
    return f"2020-11-{2 + hour // 24:02}T{hour % 24:02}:00:00Z"


def rss(*entries: Entry, title: str = "Quay Post", site: str = "https://quay.example/") -> bytes:
    """RSS 2.0. It has no time of the last change, so that ``built`` is the time of publication."""
    items = ""
    for one in entries:
        guid = f'<guid isPermaLink="false">{escape(one.guid)}</guid>' if one.guid else ""
        link = f"<link>{escape(one.link)}</link>" if one.link else ""
        hour = one.at if one.built is None else one.built
        at = f"<pubDate>{_time(hour)}</pubDate>" if hour is not None else ""
        file = f'<enclosure url="{escape(one.file)}" type="audio/mpeg" length="1"/>' if one.file else ""
        text = f"<description>{escape(one.text)}</description>"
        items += f"<item><title>{escape(one.title)}</title>{guid}{link}{at}{file}{text}</item>"
    about = f"<title>{escape(title)}</title><link>{site}</link><description>News</description>"
    return f'<rss version="2.0"><channel>{about}{items}</channel></rss>'.encode()


def atom(*entries: Entry, title: str = "Quay Post", site: str = "https://quay.example/") -> bytes:
    """Atom 1.0."""
    items = ""
    for one in entries:
        guid = f"<id>{escape(one.guid)}</id>" if one.guid else ""
        link = f'<link href="{escape(one.link)}"/>' if one.link else ""
        at = f"<published>{_time(one.at)}</published>" if one.at is not None else ""
        at += f"<updated>{_time(one.built)}</updated>" if one.built is not None else ""
        file = f'<link rel="enclosure" type="audio/mpeg" href="{escape(one.file)}"/>' if one.file else ""
        text = f"<content>{escape(one.text)}</content>"
        items += f"<entry><title>{escape(one.title)}</title>{guid}{link}{file}{at}{text}</entry>"
    about = f'<title>{escape(title)}</title><link href="{site}"/>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{about}{items}</feed>'.encode()


def json_feed(*entries: Entry, title: str = "Quay Post", site: str = "https://quay.example/") -> bytes:
    """JSON Feed 1.1."""
    items = []
    for one in entries:
        item: dict[str, object] = {"title": one.title, "content_text": one.text}
        item |= {"id": one.guid} if one.guid else {}
        item |= {"url": one.link} if one.link else {}
        item |= {"date_published": _time(one.at)} if one.at is not None else {}
        item |= {"date_modified": _time(one.built)} if one.built is not None else {}
        item |= {"attachments": [{"url": one.file, "mime_type": "audio/mpeg"}]} if one.file else {}
        items.append(item)
    about = {"version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": site}
    return json.dumps({**about, "items": items}).encode()


def sitemap(*entries: Entry, title: str = "Quay Post", site: str = "https://quay.example/") -> bytes:
    """A news sitemap: titles without texts; the link is the identifier."""
    pages = ""
    for one in entries:
        at = f"<n:publication_date>{_time(one.at)}</n:publication_date>" if one.at is not None else ""
        built = f"<lastmod>{_time(one.built)}</lastmod>" if one.built is not None else ""
        name = f"<n:publication><n:name>{escape(title)}</n:name></n:publication>"
        news = f"<n:news>{name}{at}<n:title>{escape(one.title)}</n:title></n:news>"
        pages += f"<url><loc>{escape(one.link or site)}</loc>{built}{news}</url>"
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"<urlset {spaces}>{pages}</urlset>".encode()


FEEDS: tuple[Feed, ...] = (rss, atom, json_feed)
ALL: tuple[Feed, ...] = (*FEEDS, sitemap)
