"""Whatever is done to a document, it gives items or a reason, in bounded memory; no defect shows."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document, Item, Rejected
from newswire.parse import parse_document
from tests.parse.wires import FIXTURES, NONE

DOCUMENTS = (
    "ninjs/version2.json",
    "ap-media-api/feed.json",
    "dpa-digitalwires/entries.json",
    "json/search.json",
    "iptc7901/lead.txt",
    "anpa1312/lead.txt",
    "anpa1312/table.txt",
    "zczc-text/signs.txt",
    "zczc-text/named.txt",
    "email/form.eml",
    "email/attachments.eml",
    "reuters-sgml/stories.sgm",
)


def taken(content: bytes) -> list[Item | Rejected]:
    """What a document gives: never nothing, never a defect of a parser."""
    found = list(parse_document(Document(content, "hostile"), NONE))
    assert found
    assert not [a.detail for a in found if isinstance(a, Rejected) and a.reason == "parser-error"]
    return found


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_byte_flipped_and_every_cut(path: str) -> None:
    whole = (FIXTURES / path).read_bytes()
    for position in range(len(whole)):
        taken(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        taken(whole[:position])


EVERY = sorted(
    str(path.relative_to(FIXTURES))
    for path in FIXTURES.rglob("*")
    if path.is_file() and path.parent.name != "datelines"
)
"""A document of every format at least."""


@given(
    st.sampled_from(EVERY),
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=8
    ),
)
def test_parts_replaced_and_moved(path: str, changes: list[tuple[int, int, bytes]]) -> None:
    content = (FIXTURES / path).read_bytes()
    for position, length, put in changes:
        content = content[:position] + put + content[position + length :]
    taken(content)


NAMES = (
    "uri guid type version versioncreated pubstatus headline headlines bodies body_html subject subjects"
    " renditions associations altids urgency api_version data item items format urn article_html categories"
    " ednotes entries title body published publishedAt timestamp _items"
)
names = st.sampled_from(NAMES.split())
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["text", "digitalwires@1"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(values)
def test_names_of_the_formats_with_any_values(value: object) -> None:
    taken(json.dumps(value).encode() or b"0")


LINES = tuple(
    line
    for path in EVERY
    if path.endswith((".txt", ".eml", ".sgm"))
    for line in (FIXTURES / path).read_bytes().splitlines(keepends=True)
)
CONTROLS = st.sampled_from([bytes([code]) for code in (*range(32), 0x7F, 0xFF)])


@given(st.lists(st.sampled_from(LINES) | CONTROLS | st.binary(max_size=8), min_size=1, max_size=40))
def test_lines_of_all_wires_in_any_order(pieces: list[bytes]) -> None:
    """Teletype, e-mail, ZCZC, SGML and plain text: their lines mixed, with control characters between."""
    content = b"".join(pieces)
    if content.strip():
        taken(content)


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(EVERY)), max_size=4), st.data())
def test_archives_of_any_documents_under_any_names_damaged(
    members: list[tuple[str, str]], data: st.DataObject
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that stand twice
        for name, path in members:
            safe = name.encode("utf-8", "replace").decode()
            archive.writestr(f"../{safe}", (FIXTURES / path).read_bytes())
    content = bytearray(packed.getvalue())
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[position] ^= data.draw(st.integers(1, 255))
    taken(bytes(content[: data.draw(st.integers(1, len(content)))]))


HOSTILE = """
import gzip, io, pathlib, resource, sys, zipfile
from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Rejected
from newswire.parse.document import answers
from newswire.parse.registry import recognise

def zipped(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", content)
    return packed.getvalue()

mail = b"From: a@b.example\\nSubject: S\\nMessage-ID: <1@b.example>\\n"
million = 1_000_000
for content in (
    lambda: b'{"uri": "a", "body_text": "' + b"x" * 15 * million + b'"}',
    lambda: b'{"uri": "a", "body_html": "' + "<p>日本".encode() * 66_000 + b'"}',
    lambda: b"[" * 10_000,
    lambda: b"[" * 15 * million,
    lambda: b'{"a":' * 10_000,
    lambda: b"[" + b"[]," * 190_000 + b"{}]",
    lambda: b"[" + b'"x",' * 900_000 + b"0]",
    lambda: b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "T", "tags": ['
    + b"".join(b'"t%d",' % number for number in range(800_000))
    + b'"t"]}]}',
    lambda: b'{"uri": "a", "versioncreated": "' + b"1" * 14 * million + b'"}',
    lambda: b'{"uri": "a", "subject": [' + b'{"code": "1"},' * 190_000 + b"{}]}",
    lambda: b"9" * 15 * million,
    lambda: mail + b"\\n" + b"x" * 18 * million,
    lambda: mail + b"\\n" + b"word " * 800_000,
    lambda: mail + b"Content-Transfer-Encoding: base64\\nContent-Type: a/b\\n\\n"
    + (b"QUJD" * 18 + b"\\n") * 230_000,
    lambda: mail + b"Content-Type: text/html\\n\\n" + b"<p>x" * 90_000,
    lambda: mail + b"Content-Type: multipart/mixed; boundary=" + b"\\xe2\\x80\\xae" * 800_000 + b"\\n\\nx",
    lambda: mail + b"X-Spam: no\\n" * 399_000 + b"\\nx",
    lambda: b'{"newsItem": {"itemMeta": {"role": [' + b'"x",' * 900_000 + b"0]}}}",
    lambda: b"\\x01nwa001 3 i 12\\n\\x02" + b"x\\n" * 190_000,
    lambda: b"\\x16\\x16\\x01W2870\\x1fasian\\nu i\\x13\\x11 BC-F   05-13 0449\\n\\x02" + b"x\\n" * 190_000,
    lambda: b"ZCZC\\n" + b"$J\\n" * 190_000,
    lambda: gzip.compress(b"\\0" * 40 * million),
    lambda: gzip.compress(gzip.compress(b"\\0" * 40 * million)),
    lambda: zipped(b"\\0" * 40 * million),
):
    document = Document(content(), "hostile")
    try:
        found = next(answers(recognise(document), document, Defaults()))
    except Unparsable as error:
        found = error
    print(found.reason if isinstance(found, (Unparsable, Rejected)) else "item")
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
if pathlib.Path("/proc/self/status").exists():  # Linux counts the memory of the parent into ru_maxrss
    status = pathlib.Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(peak)
"""


def test_hostile_documents_need_less_than_300_megabytes() -> None:
    plugins = Path(__file__).parents[2] / "plugins"
    run = subprocess.run(
        [sys.executable, "-c", HOSTILE],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(plugins)},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *found, peak = run.stdout.split("\n")[:-1]
    assert found == [
        *(
            "item",
            "item",
            "too-deep",
            "too-large",
            "too-deep",
            "no-news",
            "no-news",
            "too-large",
            "item",
            "item",
        ),
        "too-large",
        *("too-large", "item", "item", "item", "item", "too-large", "too-large", "item", "item", "item"),
        *("zip-bomb", "zip-bomb", "zip-bomb"),
    ]
    assert int(peak) < 300


ENDLESS = {
    "spaces in a plain body": b'{"uri": "a", "body_text": "a' + b" " * 1_000_000 + b'b"}',
    "spaces in a story of 1987": b'<REUTERS NEWID="1"><TEXT><BODY>a'
    + b" " * 1_000_000
    + b"b</BODY></TEXT></REUTERS>",
    "blank lines after ZCZC": b"ZCZC\n" + b"\n" * 150_000,
    "a first line that is indented": b" " + b"x" * 1_000_000,
    "blank lines before a text": b"\r\n" * 1_000_000 + b"Ferries stop in Grenholm.",
    "comments before a page": b"<!doctype html>" + b"<!-- a -->" * 300_000,
    "brackets in a document type": b"<!DOCTYPE a [" + b"[" * 900_000 + b"<newsItem/>",
    "names by the thousand": b"<w><title>t</title><text>b</text>"
    + b"".join(b"<n%d>x</n%d>" % (n, n) for n in range(60_000))
    + b"</w>",
    "attributes by the thousand": b"<w><m "
    + b" ".join(b'a%d="x"' % n for n in range(140_000))
    + b"/><s><title>t</title><text>b</text></s></w>",
    "texts of one element in JSON": b'{"newsItem": {"itemMeta": {"role": {"$": ['
    + b'"xxxxxxxx",' * 900_000
    + b"0]}}}}",
    "attributes of one element in JSON": b'{"newsItem": {"itemMeta": {"$": {'
    + b",".join(b'"a%d": "x"' % n for n in range(90_000))
    + b"}}}}",
    "a name without end": b"<w><title>t</title><text><![CDATA[<"
    + b"a" * 900_000
    + b">"
    + b"x" * 900_000
    + b"]]></text></w>",
    "spaces in a post": b"<rss xmlns:wp='http://wordpress.org/export/1.2/'"
    b" xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>t</title>"
    b"<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded>a"
    + b" " * 1_000_000
    + b"b</content:encoded></item></channel></rss>",
    "items in items": b"<a>"
    + b"<nitf><body><body.content>" * 80
    + b"<p>word word</p>" * 50_000
    + b"</body.content></body></nitf>" * 80
    + b"</a>",
    "ampersands by the thousand": b"<rss><channel><item><title>t</title><description>"
    + b"& " * 400_000
    + b"</description></item></channel></rss>",
    "tags by the thousand": b"<rss><channel><item><title>t</title><description><![CDATA["
    + b"<p>x" * 400_000
    + b"]]></description></item></channel></rss>",
}
"""Documents for which time once grew with the square of their length, or was a second and more."""

ANSWERED = """
import sys
from newswire.model import Defaults, Document, Rejected
from newswire.parse import parse_document
found = [*parse_document(Document(sys.stdin.buffer.read(), "hostile"), Defaults())]
print(*dict.fromkeys(a.reason if isinstance(a, Rejected) else a.format for a in found))
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *zip(
            ENDLESS,
            [
                *(
                    "ninjs",
                    "reuters-sgml",
                    "zczc-text",
                    "text",
                    "text",
                    "no-content",
                    "text",
                    "too-large",
                    "xml",
                ),
                *("newsml-g2", "too-large", "xml", "wxr", "nitf too-deep", "too-large", "too-large"),
            ],
            strict=True,
        )
    ],
    ids=ENDLESS.keys(),
)
def test_no_document_takes_time_in_proportion_to_the_square_of_its_length(name: str, expected: str) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))

    plugins = Path(__file__).parents[2] / "plugins"
    run = subprocess.run(
        [sys.executable, "-c", ANSWERED],
        input=ENDLESS[name],
        capture_output=True,
        env={"PYTHONPATH": str(plugins)},
        preexec_fn=limited,
        check=False,
    )
    assert (run.returncode, run.stdout.decode().strip()) == (0, expected), run.stderr


MOST_SECONDS = 20
"""Of processor time, after which the system stops a parser: what is quadratic takes minutes and more."""
