"""One story sent as NewsML-G2 and as digitalwires JSON is the same story."""

from __future__ import annotations

import json

from newswire.model import Defaults, Document, Item
from newswire.parse.document import parse_document

GUID = "urn:newsml:agentur.example:20240513:ferry-0412"
TEASER = "Ein Schlepper soll helfen. Die Passagiere warten seit dem Morgen."
STORY = (
    "<section class='main'><p>Eine Fähre ist stehen geblieben.</p><h2>Im Hafen</h2>"
    "<ul><li>214 Passagiere</li><li>17 Mann</li></ul><p>Erste Zeile<br/>zweite<br/><br/>nächster Absatz</p>"
    "<table><tr><td colspan='2'>Abfahrten</td></tr><tr><td rowspan='2'>Tarn</td><td>7.10</td></tr>"
    "<tr><td>8.20</td></tr></table><figure><img src='f.jpg'/><figcaption>Die Fähre</figcaption></figure>"
    "</section>"
)


def one(content: str, path: str) -> Item:
    (item,) = parse_document(Document(content.encode(), path), Defaults())
    assert isinstance(item, Item)
    return item


def test_the_same_text_words_and_lines() -> None:
    byline, dateline = "Von Anna Halvorsen, agt", "Grenholm (agt) - "
    as_json = one(
        json.dumps(
            {
                **{"format": "digitalwires@0.9.1", "type": "composite", "urn": GUID, "version": 2},
                **{"headline": "Fähre bleibt stehen", "teaser": TEASER, "byline": byline},
                **{"kicker": "Schifffahrt", "dateline": dateline, "creditline": "agt", "language": "de"},
                "article_html": STORY,
                "categories": [{"type": "dnltype:creator", "name": "Piet de Vries"}],
            }
        ),
        "ferry.json",
    )
    body = STORY.replace(
        "<p>Eine", f"<p class='teaser'>{TEASER}</p><p><span class='dateline'>{dateline}</span>Eine", 1
    )
    as_g2 = one(
        f"<newsItem guid='{GUID}' version='2' xml:lang='de'><itemMeta>"
        "<generator>entries-to-newsmlg2</generator></itemMeta><contentMeta>"
        "<creator><name>Piet de Vries</name></creator>"
        f"<headline>Fähre bleibt stehen</headline><dateline>{dateline}</dateline><by>{byline}</by>"
        f"<creditline>agt</creditline><description role='drol:teaser'>{TEASER}</description></contentMeta>"
        "<contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><header><time>13.05.2024</time>"
        "<ul class='slugline'><li>Verkehr</li></ul><h1>Fähre bleibt stehen</h1><h3>Schifffahrt</h3>"
        f"<p class='byline'>{byline}</p></header>{body}</body></html></inlineXML></contentSet></newsItem>",
        "ferry.xml",
    )
    assert (
        as_g2.body_text
        == as_json.body_text
        == (
            "Eine Fähre ist stehen geblieben.\n\nIm Hafen\n\n214 Passagiere\n17 Mann\n\n"
            "Erste Zeile\nzweite\n\nnächster Absatz\n\nAbfahrten\nTarn\t7.10\n\t8.20"
        )
    )
    for field in (
        "word_count",
        "headline",
        "standfirst",
        "byline",
        "authors",
        "credit",
        "dateline",
        "kind",
        "guid",
    ):
        assert getattr(as_g2, field) == getattr(as_json, field), field
    assert as_g2.word_count == 20
