"""Members of archives: whole ones, within limits; damaged and hostile archives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from newswire.fetch.members import Member, NoArchive, members
from tests.support.archives import tarred, zipped

LARGEST = 1000
TWO = {"a.xml": b"<a/>", "day/b.xml": b"<b/>" * 40}
PACKINGS = ["gz", "bz2", "xz", ""]


def names(archive: bytes) -> list[str]:
    return [member.name for member in members(archive, LARGEST)]


@pytest.mark.parametrize("archive", [zipped(TWO), *(tarred(TWO, packing) for packing in PACKINGS)])
def test_the_members_of_each_kind_come_whole_and_in_order(archive: bytes) -> None:
    assert list(members(archive, LARGEST)) == [Member(name, content) for name, content in TWO.items()]


@pytest.mark.parametrize("packing", PACKINGS)
def test_nothing_of_a_cut_or_damaged_tar_is_taken(packing: str) -> None:
    archive = tarred({f"{n}.txt": bytes(str(n), "ascii") * 700 for n in range(3)}, packing)
    end = len(archive.rstrip(b"\0")) if not packing else len(archive) - 1
    for cut in (end, end // 2, end // 5):
        with pytest.raises(NoArchive, match=r"damaged or cut|blocks that end|ends inside|no zip and no tar"):
            next(members(archive[:cut], LARGEST * 10))
    if packing:  # a tar alone has no checksum for its contents
        middle = len(archive) // 2
        changed = archive[:middle] + bytes([archive[middle] ^ 0x15]) + archive[middle + 1 :]
        with pytest.raises(NoArchive):
            next(members(changed, LARGEST * 10))


def test_a_cut_zip_has_no_directory_and_is_not_taken() -> None:
    with pytest.raises(NoArchive, match="it is damaged or cut"):
        next(members(zipped(TWO)[:-30], LARGEST))


def test_a_damaged_member_of_a_zip_is_refused_and_the_others_are_sound() -> None:
    archive = zipped(TWO, zipfile.ZIP_STORED).replace(b"<b/><b/>", b"<b/><c/>", 1)
    sound, damaged = members(archive, LARGEST)
    assert sound == Member("a.xml", b"<a/>")
    assert damaged == Member("day/b.xml", refused=damaged.refused)
    assert damaged.refused == "The member is damaged (BadZipFile: Bad CRC-32 for file 'day/b.xml')."


@pytest.mark.parametrize(
    "archive", [zipped({"a": b"x" * 1001, "b": b"y"}), tarred({"a": b"x" * 1001, "b": b"y"})]
)
def test_a_member_that_is_too_large_is_refused(archive: bytes) -> None:
    large, small = members(archive, LARGEST)
    assert large.refused == "The member has 1,001 bytes; the source takes up to 1,000 (max_bytes)."
    assert (large.content, large.too_large, small.content) == (b"", 1001, b"y")


BOMB = b"\0" * 4_000_000


@pytest.mark.parametrize(
    "archive", [zipped({"a": BOMB}), *(tarred({"a": BOMB}, packing) for packing in ("gz", "bz2", "xz"))]
)
def test_an_archive_that_unpacks_to_more_than_text_does_is_refused(archive: bytes) -> None:
    with pytest.raises(NoArchive, match=r"bytes unpack to [\d,]+ or more"):
        next(members(archive, len(BOMB)))


def test_a_member_that_unpacks_to_more_than_its_entry_states_is_refused() -> None:
    archive = zipped({"a": b"x" * 900})
    for place in (archive.index(b"PK\x03\x04") + 22, archive.index(b"PK\x01\x02") + 24):
        archive = archive[:place] + (9).to_bytes(4, "little") + archive[place + 4 :]
    [member] = members(archive, LARGEST)
    assert member.refused
    assert "damaged" in member.refused


def test_an_encrypted_member_is_refused() -> None:
    archive = bytearray(zipped({"a": b"x"}))
    for place in (archive.index(b"PK\x03\x04") + 6, archive.index(b"PK\x01\x02") + 8):
        archive[place] |= 1
    [member] = members(bytes(archive), LARGEST)
    assert member.refused == "The member is encrypted. Ask the sender for an open archive."


def test_a_zip_with_too_many_entries_is_not_opened() -> None:
    with pytest.raises(NoArchive, match="it has 100,001 members"):
        next(members(zipped({"a": b"PK\x01\x02" * 100_000}, zipfile.ZIP_STORED), LARGEST))


def test_names_are_labels_and_each_member_has_its_own() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, kind in (
            ("../../etc/passwd", tarfile.REGTYPE),
            ("./a.xml", tarfile.REGTYPE),
            ("./a.xml", tarfile.REGTYPE),
            ("link", tarfile.SYMTYPE),
            ("device", tarfile.CHRTYPE),
            ("folder", tarfile.DIRTYPE),
            (".hidden", tarfile.REGTYPE),
            (".git/config", tarfile.REGTYPE),
            ("caf\udce9", tarfile.REGTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    assert names(packed.getvalue()) == ["../../etc/passwd", "./a.xml", "./a.xml#2", r"caf\xe9"]
    assert names(zipped({"__MACOSX/._a": b"x", "d/": b"", "d/a": b"x"})) == ["d/a"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>Sign in",
        gzip.compress(b"<a/>", mtime=0),
        bz2.compress(b"<a/>"),
        lzma.compress(b""),
    ],
)
def test_other_files_are_no_archives(content: bytes) -> None:
    with pytest.raises(NoArchive):
        list(members(content, LARGEST))


def test_a_stream_of_xz_that_needs_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28}]
    with pytest.raises(NoArchive, match="LZMAError: Memory usage limit"):
        next(members(lzma.compress(tarred(TWO, ""), filters=filters), LARGEST))
