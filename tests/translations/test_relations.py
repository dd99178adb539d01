"""What agencies state about translations, from the bytes of each format to ``mart.translations``."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from newswire.translations.stage import link
from tests.support.stories import drop, ninjs, run

Files = dict[str, bytes]


def told(guid: str, language: str, body: str, **more: object) -> bytes:
    story = ninjs(guid, body=body, headline=None, language=language, provider="KV")
    return json.dumps({**story, **more}).encode()


def newsml(guid: str, language: str, body: str, links: str = "") -> bytes:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="1"
 xml:lang="{language}">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="KV"/>
<versionCreated>2024-05-07T12:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>{links}</itemMeta>
<contentMeta><language tag="{language}"/></contentMeta>
<contentSet><inlineData contenttype="text/plain">{body}</inlineData></contentSet></newsItem>""".encode()


def page(language: str, name: str, title: str, body: str, others: str) -> bytes:
    return f"""<!doctype html><html lang="{language}"><head><title>{title}</title>
<link rel="canonical" href="https://news.example/{language}/{name}">{others}
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2024-05-07T12:00:00Z"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>""".encode()


def entry(language: str, name: str, title: str, body: str, links: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>Kalvemar News</title><id>https://news.example/{language}</id><updated>2024-05-07T12:00:00Z</updated>
<entry><title>{title}</title><id>https://news.example/{language}/{name}</id>
<link href="https://news.example/{language}/{name}"/>{links}
<updated>2024-05-07T12:00:00Z</updated><content>{body}</content></entry></feed>""".encode()


HREFLANG = '<link rel="alternate" hreflang="{}" href="https://news.example/{}">'
BOTH = HREFLANG.format("en", "en/rain") + HREFLANG.format("de", "de/regen")

STATED: dict[str, tuple[Files, str]] = {
    "ninjs 1.x, an association by its name": (
        {
            "en.json": told("urn:kv:rain", "en", "Rain is expected."),
            "de.json": told(
                "urn:kv:regen",
                "de",
                "Es gibt Regen.",
                associations={"translationOf": {"uri": "urn:kv:rain", "type": "text"}},
            ),
        },
        "translation-of",
    ),
    "ninjs 3.x, an association with a relation": (
        {
            "en.json": told("urn:kv:rain", "en", "Rain is expected."),
            "de.json": told(
                "urn:kv:regen",
                "de",
                "Es gibt Regen.",
                associations=[{"name": "original", "rel": "itemrel:translatedFrom", "uri": "urn:kv:rain"}],
            ),
        },
        "translation-of",
    ),
    "ninjs of Superdesk": (
        {
            "en.json": told("urn:kv:rain", "en", "Rain is expected."),
            "de.json": told("urn:kv:regen", "de", "Es gibt Regen.", translated_from="urn:kv:rain"),
        },
        "translation-of",
    ),
    "NewsML-G2": (
        {
            "en.xml": newsml("urn:kv:rain", "en", "Rain is expected."),
            "de.xml": newsml(
                "urn:kv:regen",
                "de",
                "Es gibt Regen.",
                '<link rel="itemrel:translatedFrom" residref="urn:kv:rain"/>',
            ),
        },
        "translation-of",
    ),
    "pages with hreflang": (
        {
            "en.html": page("en", "rain", "Rain ahead", "<p>Bring coats, the harbour office says.</p>", BOTH),
            "de.html": page("de", "regen", "Es regnet", "<p>Das Hafenamt rät zu Jacken.</p>", BOTH),
        },
        "alternate",
    ),
    "Atom with hreflang": (
        {
            "en.xml": entry("en", "rain", "Rain ahead", "Bring coats."),
            "de.xml": entry(
                "de",
                "regen",
                "Es regnet",
                "Jacke an.",
                '<link rel="alternate" hreflang="en" href="https://news.example/en/rain"/>',
            ),
        },
        "alternate",
    ),
    "guids that end with the language": (
        {
            "en.json": told("urn:kv:0507-117-en", "en", "Rain is expected."),
            "de.json": told("urn:kv:0507-117-de", "de", "Es gibt Regen."),
        },
        "guid",
    ),
}


@pytest.mark.parametrize("backwards", [False, True], ids=["original first", "translation first"])
@pytest.mark.parametrize("form", STATED)
def test_each_format_states_a_translation_whichever_comes_first(
    warehouse: psycopg.Connection, sources: Path, wire: Path, form: str, *, backwards: bool
) -> None:
    files, relation = STATED[form]
    for name in sorted(files, key=list(files).index, reverse=backwards):
        drop(wire, name, files[name])
        run(warehouse, sources, "wire")
        link(warehouse)
    rows = warehouse.execute("SELECT score, evidence FROM mart.translations").fetchall()
    assert rows == [(1.0, {"stated": relation})]
    assert warehouse.execute("SELECT languages FROM mart.stories").fetchall() == [(["de", "en"],)]
