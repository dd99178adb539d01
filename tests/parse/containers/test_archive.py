"""Archives: members as documents, harmless names, and bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document, Item, Rejected
from newswire.parse import inside
from newswire.parse.containers.archive import FORMAT
from newswire.parse.document import parse_document
from newswire.parse.registry import recognise
from tests.parse.wires import NONE

STORY = b'{"uri": "urn:example:1", "headline": "H", "body_text": "Text."}'
Members = Iterable[tuple[str, bytes]]


def zipped(contents: Members) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tarred(contents: Members, mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name, content in contents:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def parse(content: bytes, path: str = "archive.zip") -> list[Item | Rejected]:
    document = Document(content, path, "https://wire.example/archive")
    assert recognise(document) is FORMAT
    return list(parse_document(document, NONE))


def said(content: bytes) -> list[tuple[str, str]]:
    """Return path and headline or reason of each answer of an archive."""
    return [(a.path, a.reason if isinstance(a, Rejected) else a.headline or "") for a in parse(content)]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda m: tarred(m, "w:gz"), lambda m: tarred(m, "w:bz2")])
def test_members_are_documents_and_their_names_labels(pack) -> None:
    names = ["../../etc/passwd", "/abs/b.json", "c\n\t.json", "dir/d.json"]
    paths = ["../../etc/passwd", "/abs/b.json", "c.json", "dir/d.json"]
    assert said(pack([(name, STORY) for name in names])) == [(f"archive.zip!{path}", "H") for path in paths]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress])
def test_a_compressed_file_is_the_file_with_its_address(compress) -> None:
    page = b"<rss><channel><item><title>T</title><link>/story</link></item></channel></rss>"
    (item,) = parse(compress(page), "feed.xml.gz")
    assert isinstance(item, Item)
    assert item.path == "feed.xml.gz!feed.xml"
    assert item.source_url == "https://wire.example/story"


def test_archives_in_archives_are_read() -> None:
    inner = tarred([("story.json", STORY)], "w:gz")
    assert said(zipped([("day.zip", zipped([("hour.tar.gz", inner)]))])) == [
        ("archive.zip!day.zip!hour.tar.gz!story.json", "H")
    ]


def test_archives_that_lie_too_deep_are_rejected() -> None:
    content = STORY
    for _ in range(inside.DEPTH + 3):
        content = zipped([("in.zip", content)])
    assert said(content) == [("archive.zip" + "!in.zip" * inside.DEPTH, "too-deep")]


def test_one_bad_member_does_not_stop_the_others() -> None:
    contents = [
        ("a", STORY),
        ("b.bin", b"\x00\x01\x02" * 99),
        ("c.json", b'{"uri": '),
        ("empty", b""),
        ("d", STORY),
    ]
    assert said(zipped(contents)) == [
        ("archive.zip!a", "H"),
        ("archive.zip!b.bin", "unknown-format"),
        ("archive.zip!c.json", "malformed-json"),
        ("archive.zip!empty", "empty"),
        ("archive.zip!d", "H"),
    ]


def test_a_member_without_a_name_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), STORY)
    assert said(packed.getvalue()) == [("archive.zip!", "H")]


def test_a_damaged_member_does_not_stop_the_others() -> None:
    content = bytearray(zipped([("a", STORY), ("b", STORY * 9), ("c", STORY)]))
    content[content.index(b"PK\x03\x04", 10) + 35] ^= 0xFF
    assert said(bytes(content)) == [
        ("archive.zip!a", "H"),
        ("archive.zip!b", "damaged"),
        ("archive.zip!c", "H"),
    ]


def test_a_bomb_in_a_zip_is_a_rejected_member() -> None:
    answers = parse(zipped([("bomb", b"\0" * 50_000_000), ("story", STORY)]))
    assert [a.reason if isinstance(a, Rejected) else a.headline for a in answers] == ["zip-bomb", "H"]
    assert isinstance(answers[0], Rejected)
    assert "50,000,000" in answers[0].detail


def test_a_false_size_in_a_zip_hides_no_bomb() -> None:
    content = bytearray(zipped([("bomb", b"\0" * 50_000_000)]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = (1000).to_bytes(4, "little")
    assert [reason for _, reason in said(bytes(content))] in (["zip-bomb"], ["damaged"])


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lambda c: gzip.compress(gzip.compress(c))])
def test_compressed_files_that_are_bombs_are_rejected(compress) -> None:
    assert [reason for _, reason in said(compress(b"\0" * 60_000_000))] == ["zip-bomb"]


def test_a_bomb_in_a_tar_is_rejected() -> None:
    reasons = [reason for _, reason in said(tarred([("bomb", b"\0" * 60_000_000)], "w:gz"))]
    assert reasons[0] in {"zip-bomb", "too-large"}


def test_too_many_members_are_rejected() -> None:
    many = zipped([(str(number), b"") for number in range(inside.MEMBERS + 1)])
    assert said(many) == [("archive.zip", "too-large")]


def test_bytes_are_counted_over_all_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "TOTAL_BYTES", 1000)
    reasons = [
        reason for _, reason in said(zipped([("a.zip", zipped([("x", STORY * 8)])), ("b", STORY * 8)]))
    ]
    assert reasons[-1] == "too-large"


def test_encrypted_members_and_office_documents_are_rejected() -> None:
    content = bytearray(zipped([("a", STORY)]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert said(bytes(content)) == [("archive.zip!a", "encrypted")]
    assert said(zipped([("[Content_Types].xml", b"<Types/>")])) == [("archive.zip", "unknown-format")]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(STORY * 50, mtime=0)[:-20],
        zipped([("a", STORY)])[:-30],
        tarred([("a", STORY)])[:700],
        b"PK\x03\x04",
        b"BZh9",
    ],
)
def test_cut_archives_are_rejected(content: bytes) -> None:
    assert [reason for _, reason in said(content)] == ["damaged"]


def test_an_empty_archive_is_rejected() -> None:
    assert said(zipped([])) == [("archive.zip", "empty")]
    assert said(gzip.compress(b"")) == [("archive.zip", "empty")]


ARCHIVES = [
    zipped([("a", STORY), ("b", STORY)]),
    tarred([("a", STORY)]),
    tarred([("a", STORY)], "w:gz"),
    gzip.compress(STORY),
]


@given(st.sampled_from(ARCHIVES), st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_bytes_that_are_changed_give_answers(archive: bytes, position: int, change: bytes) -> None:
    for content in (archive[:position] + change + archive[position + len(change) :], archive[:position]):
        answers = list(parse_document(Document(content, "changed"), NONE))
        assert answers
        assert not [a for a in answers if isinstance(a, Rejected) and a.reason == "parser-error"]
