"""XML that means harm, or was damaged: items or a reason, no network, little memory, no waiting."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.readers.xml.items import MAX_ITEMS
from newswire.parse.readers.xml.limits import MAX_NAMES, MAX_NODES
from tests.parse.wires import FIXTURES

MEMORY = 300 * 1024  # kB
SMALL = ("newsml-g2/bare-nitf.xml", "newsml-1/picture.xml", "xml/envelope.xml")


def answers(content: bytes) -> list[Item | Rejected]:
    """What a document gives; a failure of a parser is a defect, whatever the document."""
    found = list(parse_document(Document(content, "wire.xml"), Defaults()))
    assert found
    for answer in found:
        assert isinstance(answer, Item) or (answer.reason != "parser-error" and answer.detail.endswith("."))
    return found


def only_rejection(content: bytes) -> str:
    (answer,) = answers(content)
    assert isinstance(answer, Rejected)
    return answer.reason


@pytest.mark.parametrize("path", SMALL)
def test_every_byte_flipped(path: str) -> None:
    content = bytearray((FIXTURES / path).read_bytes())
    for position, byte in enumerate(content):
        content[position] = byte ^ (0x80 if position % 2 else 0x01)
        answers(bytes(content))
        content[position] = byte


@pytest.mark.parametrize("path", SMALL)
def test_every_byte_cut(path: str) -> None:
    content = (FIXTURES / path).read_bytes()
    for position in range(1, len(content)):
        answers(content[:position])
        answers(content[:position] + content[position + 1 :])


FRAGMENTS = st.sampled_from(
    [
        path.read_bytes()
        for folder in ("newsml-g2", "newsml-1", "nitf", "xml")
        for path in (FIXTURES / folder).iterdir()
    ]
)


@given(FRAGMENTS, FRAGMENTS, st.integers(0), st.integers(0), st.binary(max_size=20))
def test_documents_cut_and_spliced(one: bytes, other: bytes, end: int, start: int, between: bytes) -> None:
    answers(one[: end % len(one)] + between + other[start % len(other) :])


NAMES = """
newsMessage itemSet newsItem packageItem planningItem conceptItem concept itemMeta contentMeta contentSet
inlineXML inlineData remoteContent groupSet itemRef newsCoverageSet subject mainConcept headline located
edNote embargoed pubStatus catalog scheme
NewsML NewsItem Identification NewsIdentifier ProviderId NewsItemId NewsManagement Status StatusWillChange
NewsComponent ContentItem DataContent Encoding NewsLines DateLine Topic Update
nitf head docdata body body.head body.content hedline dateline location city media
table tr td p br pre story title text guid published
rss channel item link description pubDate category enclosure feed entry updated summary content author
urlset url loc lastmod news title publication_date html article
"""
ELEMENTS = st.sampled_from(NAMES.split())
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "qcode",
            "uri",
            "literal",
            "guid",
            "version",
            "rank",
            "FormalName",
            "Value",
            "Href",
            "norm",
            "xml:lang",
        ]
    ),
    st.sampled_from(
        ["", ":", "a:b", "http://x/", "3", "-1", "x" * 300, "20240513T100500Z", "9999-99-99", "é"]
    ),
    max_size=3,
)


@st.composite
def markup(draw: st.DrawFn, depth: int = 5) -> str:
    name, attributes = draw(ELEMENTS), draw(ATTRIBUTES)
    inside = draw(st.sampled_from(["", " ", "text", "2024-05-13", "&lt;p&gt;x", "\u0001", "&nbsp;", "&"]))
    if depth:
        inside += "".join(draw(st.lists(markup(depth=depth - 1), max_size=3)))
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


@given(markup())
def test_known_names_in_any_order(content: str) -> None:
    answers(content.encode())


def test_entity_bombs_and_external_entities() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    outside = '<!ENTITY f SYSTEM "/etc/passwd">'
    doctype = f'<!DOCTYPE nitf SYSTEM "http://198.51.100.1/x" [<!ENTITY l0 "boom">{levels}{outside}]>'
    (story,) = answers(f"{doctype}<nitf><body><p>&l29; &f; kept</p></body></nitf>".encode())
    assert isinstance(story, Item)
    assert story.body_text == "&l29; &f; kept"


def test_too_deep_and_too_many() -> None:
    assert only_rejection(b"<newsItem>" + b"<p>" * 10_000) == "too-deep"
    assert only_rejection(b"<nitf>" + b"<p/>" * MAX_NODES + b"</nitf>") == "too-large"
    assert only_rejection(b"<nitf><body><p>" + b"w " * 1_500_000 + b"</p></body></nitf>") == "too-large"
    meta = b"<headline>" + b"w" * 2_500_000 + b"</headline>"
    assert only_rejection(b"<newsItem><contentMeta>" + meta + b"</contentMeta></newsItem>") == "too-large"
    names = b"".join(b"<n%d/>" % number for number in range(MAX_NAMES + 1))
    assert only_rejection(b"<feed><entry>" + names + b"</entry></feed>") == "too-large"


def test_more_items_than_a_message_has() -> None:
    found = answers(
        b"<newsMessage><itemSet>" + b"<newsItem/>" * (MAX_ITEMS + 1) + b"</itemSet></newsMessage>"
    )
    assert [type(answer) for answer in found[-2:]] == [Item, Rejected]
    assert len(found) == MAX_ITEMS + 1


def test_an_item_that_is_too_large_does_not_stop_the_next() -> None:
    large = b"<newsItem><contentSet><inlineXML>" + b"w " * 1_500_000 + b"</inlineXML></contentSet></newsItem>"
    first, second = answers(
        b"<newsMessage><itemSet>" + large + b"<newsItem guid='b'/></itemSet></newsMessage>"
    )
    assert isinstance(first, Rejected)
    assert isinstance(second, Item)


HEAVY = {
    "a long text": "item(b'<p>' + b'w ' * 4_900_000 + b'</p>')",
    "three long texts": "item((b'<p>' + b'w ' * 4_700_000 + b'</p>') * 3)",
    "a long attribute": "b'<newsItem guid=\"' + b'x' * 33_000_000 + b'\"/>'",
    "many paragraphs": "item(b'<p>word</p>' * 140_000)",
    "many attributes": "b'<newsItem ' + b' '.join(b'a%d=\"\"' % n for n in range(290_000)) + b'/>'",
    "many names": "item(b''.join(b'<n%d/>' % n for n in range(290_000)))",
    "Latin-1": "item((b'<p>' + b'\\xe9 ' * 4_700_000 + b'</p>') * 3)",
    "UTF-16": "item(b'<p>' + b'w ' * 7_000_000 + b'</p>').decode().encode('utf-16')",
    "references": "item(b'<p>' + b'&#233;' * 5_000_000 + b'</p>')",
}
MEASURE = """
import json, pathlib, resource
from newswire.model import Defaults, Document
from newswire.parse.document import answers
from newswire.parse.registry import recognise
from newswire.errors import Unparsable
def item(inside):
    return b"<newsItem><contentSet><inlineXML>" + inside + b"</inlineXML></contentSet></newsItem>"
document = Document({expression}, "wire.xml")
try:
    found = [type(answer).__name__ for answer in answers(recognise(document), document, Defaults())]
except Unparsable as error:
    found = [error.reason]
# ru_maxrss has the memory of the process before exec on Linux, and is in bytes on macOS.
status = pathlib.Path("/proc/self/status")
peak = (
    int(status.read_text().partition("VmHWM:")[2].split()[0])
    if status.exists()
    else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
)
print(json.dumps([found, peak]))
"""


@pytest.mark.parametrize("expression", HEAVY.values(), ids=HEAVY.keys())
def test_the_heaviest_documents_need_little_memory(expression: str) -> None:
    package = Path(__file__).parents[2] / "plugins"
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(expression=expression)],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(package)},
    )
    found, peak = json.loads(done.stdout)
    assert found in (["Item"], ["Rejected"], ["too-large"])
    assert peak < MEMORY
