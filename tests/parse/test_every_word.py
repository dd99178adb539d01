"""The words of a body against the text nodes of its document, counted without the parsers.

What is compared is what the standards call content: ``inlineXML`` and ``inlineData`` of a
NewsML-G2 item, ``DataContent`` of a NewsML 1 item, ``body.content`` and ``body.end`` of NITF without the
media, the tag line and the headline again, which are no story. Where the standards say that several are
the same content in other forms, the first one counts.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from newswire.model import Defaults, Document, Item
from newswire.parse.document import answers
from newswire.parse.registry import recognise
from tests.parse.wires import FIXTURES

SHARED = Path(__file__).parents[3] / "shared/wire-samples"
NO_TEXT = ("head", "script", "style", "media-object", "media", "tagline", "bibliography")
LETTERS = re.compile(r"\w")
FIELDS = ("body_text", "headline", "slugline", "standfirst", "ed_note", "byline", "dateline", "genre")
"""The fields of an item that the head block of a document and texts of components go to."""

NO_STORY = re.compile(
    r"NewsComponentRef|[\d.]+ [\d:]+ CES?T \|[^<]*|<!-- attachments -->.*|<h4>(?:Attachments|Vedlegg)</h4>.*",
    re.DOTALL,
)
"""Places for clips in bulletins; head blocks and names of files of press releases."""

NO_STORIES = ("title", "caption")
"""Roles of components whose text is none of the story: it is the headline again, or describes a file."""


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def letters(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text: markup may split words, but not letters."""
    return Counter(LETTERS.findall(text))


def text_nodes(element: etree._Element) -> str:
    """The text of an element, without what no reader sees; markup inside strings is taken away."""
    unseen = " or ".join(f"local-name()='{name}'" for name in NO_TEXT)
    printed = "local-name()='time' or local-name()='h3'"  # a time and a kicker in a head block go
    nodes = element.xpath(
        f".//text()[not(ancestor::*[{unseen}]) and "
        f"not(ancestor::*[{printed}] and ancestor::*[local-name()='header'])]"
    )
    assert isinstance(nodes, list)
    joined = NO_STORY.sub(" ", " ".join(map(str, nodes)))
    if not len(element) and "<" in joined:
        joined = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", " ", joined, flags=re.DOTALL))
    return html.unescape(joined)


def contents(content: bytes) -> list[str]:
    """For each item of a document that has text content, that text."""
    encoding = "utf-8" if _is_utf_8(content) else None
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, remove_comments=True, recover=True
    )
    root = etree.fromstring(content, parser)
    found = []
    for item in root.iter("{*}newsItem", "{*}NewsItem", "{*}nitf"):
        name = local(item)
        if name == "nitf" and any(local(a) in ("newsItem", "NewsItem") for a in item.iterancestors()):
            continue
        if name == "newsItem":
            inline = [e for s in item.iter("{*}contentSet") for e in s if local(e).startswith("inline")]
            first = next((e for e in inline if not e.get("encoding") and text_nodes(e).strip()), None)
            parts = [] if first is None else [first]
            bodies = [b for e in parts for b in e.iter("{*}body.content", "{*}body.end")]
            parts = bodies or parts
        elif name == "NewsItem":
            components = item.iter("{*}NewsComponent", "{*}Update")
            data = [
                [d for c in part.iterchildren("{*}ContentItem") for d in c.iter("{*}DataContent")]
                for part in components
                if str(part.xpath("string(*[local-name()='Role']/@FormalName)")).lower() not in NO_STORIES
            ]
            parts = [
                next(e for e in forms if not is_code(e))
                for forms in data
                if any(not is_code(e) for e in forms)
            ]
        else:
            parts = list(item.iter("{*}body.content", "{*}body.end"))
        found.append(" ".join(text_nodes(part) for part in parts))
    return [text for text in found if LETTERS.search(text)]


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_code(data: etree._Element) -> bool:
    around = data.getparent()
    assert around is not None
    names = [str(e.get("FormalName") or e.get("Notation")).lower() for e in (around, *around)]
    return any("css" in name or "base64" in name for name in names)


def told_by(item: Item) -> str:
    """The text of an item, with the fields that parts of a document go to."""
    return " ".join(getattr(item, name) or "" for name in FIELDS)


def share_kept(content: bytes, path: str) -> float:
    """The smallest share of letters, over the items of a document, that their texts still have."""
    document = Document(content, path)
    items = answers(recognise(document), document, Defaults())
    told = [letters(told_by(item)) for item in items if isinstance(item, Item) and item.body_text]
    shares = []
    for expected in map(letters, contents(content)):
        best = max(((expected & kept).total() for kept in told), default=0)
        shares.append(best / expected.total())
    return min(shares, default=1.0)


FOLDERS = ("newsml-g2", "newsml-1", "nitf")
OWN = [path for folder in FOLDERS for path in sorted((FIXTURES / folder).iterdir())]
REAL = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*"))]


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_letter_of_our_fixtures(path: Path) -> None:
    assert share_kept(path.read_bytes(), path.name) >= 0.99


def test_every_real_file_keeps_its_words() -> None:
    shares = {path.name: share_kept(path.read_bytes(), path.name) for path in REAL}
    assert {name: share for name, share in shares.items() if share < 0.99} == {}


def test_the_measure_sees_a_lost_paragraph() -> None:
    content = (FIXTURES / "newsml-g2/message.xml").read_bytes()
    (full,) = contents(content)
    (less,) = contents(content.replace(b"The next ferry", b""))
    assert (letters(full) & letters(less)).total() / letters(full).total() < 0.96
