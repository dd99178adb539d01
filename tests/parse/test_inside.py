"""Documents inside documents: their labels, their depth, and the one budget that they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse import inside
from newswire.parse.inside import Inside, member_path

NONE = Defaults()
AROUND = Document(
    b"", "day.zip", "https://wire.example/day", fetched_at=dt.datetime(2024, 5, 13, tzinfo=dt.UTC)
)
STORY = "<story><p>The ferry stopped in Grenholm harbour.</p></story>"


def read(document: Document, defaults: Defaults, within: Inside) -> Iterator[Item | Rejected]:
    """Read a document as its text and the depth it lies at; reject one with the word "bad"."""
    if b"bad" in document.content:
        yield Rejected(document.path, Reason.DAMAGED, "It has the word.")
    else:
        yield Item(
            document.path,
            "text",
            source_url=document.url,
            headline=document.content.decode(),
            sequence=str(within.depth),
            sent=document.fetched_at,
        )


def read_onions(document: Document, defaults: Defaults, within: Inside) -> Iterator[Item | Rejected]:
    """Read a document that holds another one, which holds another one, until that is refused."""
    try:
        within.check_depth()
    except Unparsable as error:
        yield Rejected(document.path, error.reason, error.detail)
    else:
        yield from within.member("in", document.content, document, defaults)


def fresh() -> Inside:
    return Inside(read, lambda _: "text")


def test_a_member_is_a_document_one_deeper() -> None:
    within = fresh()
    [item] = within.member("a.txt", b"Ferry stops", AROUND, NONE)
    assert item == Item("day.zip!a.txt", "text", headline="Ferry stops", sequence="1", sent=AROUND.fetched_at)
    assert within.depth == 0


def test_a_member_that_is_the_same_resource_keeps_the_address() -> None:
    [item] = fresh().member("page", b"Ferry stops", AROUND, NONE, same=True)
    assert isinstance(item, Item)
    assert item.source_url == "https://wire.example/day"


def test_the_depth_is_restored_when_a_member_fails() -> None:
    def fail(document: Document, defaults: Defaults, within: Inside) -> Iterator[Item | Rejected]:
        raise ValueError(document.path)

    within = Inside(fail, lambda _: "text")
    with pytest.raises(ValueError, match=r"day\.zip!a"):
        within.member("a", b"", AROUND, NONE)
    assert within.depth == 0


def test_documents_lie_four_deep_and_no_deeper() -> None:
    [answer] = Inside(read_onions, lambda _: "onion").member("in", b"", AROUND, NONE)
    assert isinstance(answer, Rejected)
    assert answer.reason == "too-deep"
    assert answer.path == "day.zip" + "!in" * 4


def test_the_members_are_counted() -> None:
    within = fresh()
    for _ in range(inside.MEMBERS):
        within.take_member()
    with pytest.raises(Unparsable, match=r"too-large: More than 20,000 members"):
        within.take_member()


def test_the_unpacked_bytes_are_counted() -> None:
    within = fresh()
    within.take(inside.TOTAL_BYTES - 1)
    within.take(1)
    with pytest.raises(Unparsable, match=r"too-large: More than 268,435,456 bytes unpacked"):
        within.take(1)


@given(st.lists(st.integers(0, 100), max_size=20))
def test_all_bytes_up_to_the_budget_are_given_and_none_beyond(sizes: list[int]) -> None:
    within = Inside(read, lambda _: "text", bytes_left=500)
    taken = 0
    try:
        for size in sizes:
            within.take(size)
            taken += size
    except Unparsable:
        assert taken + size > 500
    else:
        assert taken == sum(sizes) <= 500


def test_a_part_of_a_stream_has_the_path_and_address_of_the_stream() -> None:
    [item] = fresh().part(b"Ferry stops", AROUND, NONE)
    assert isinstance(item, Item)
    assert (item.path, item.source_url, item.headline) == ("day.zip", AROUND.url, "Ferry stops")


def budget_of_a_part(stream: Inside) -> Inside:
    """Return the budget that the reader of a part of the stream receives."""
    handed: list[Inside] = []

    def keep(document: Document, defaults: Defaults, within: Inside) -> Iterator[Item | Rejected]:
        handed.append(within)
        return iter(())

    stream.read = keep
    assert list(stream.part(b"", AROUND, NONE)) == []
    return handed[0]


def test_each_part_of_a_stream_that_lies_in_nothing_has_a_whole_budget() -> None:
    stream = Inside(read, lambda _: "text", bytes_left=1, members_left=1)
    budget = budget_of_a_part(stream)
    assert (budget.bytes_left, budget.members_left) == (inside.TOTAL_BYTES, inside.MEMBERS)
    assert (stream.bytes_left, stream.members_left) == (1, 1)


def test_parts_of_a_stream_in_a_container_share_its_budget() -> None:
    stream = Inside(read, lambda _: "text", bytes_left=1, members_left=1, depth=1)
    assert budget_of_a_part(stream) is stream


def test_texts_that_are_documents_are_read_and_others_are_skipped() -> None:
    bad = STORY.replace("stopped", "had a bad stop")
    found = fresh().texts(["The ferry stopped, and no markup is near.", "<b>x</b>", STORY, bad], AROUND, NONE)
    assert [(item.path, item.headline, item.source_url) for item in found] == [
        ("day.zip!text", STORY, AROUND.url)
    ]


@pytest.mark.parametrize(
    ("within", "reason"),
    [
        (Inside(read, lambda _: "text", members_left=1), "too-large"),
        (Inside(read, lambda _: "text", bytes_left=len(STORY)), "too-large"),
        (Inside(read, lambda _: "text", depth=inside.DEPTH), "too-deep"),
    ],
    ids=["members", "bytes", "depth"],
)
def test_texts_are_taken_from_the_budget(within: Inside, reason: str) -> None:
    with pytest.raises(Unparsable, match=reason):
        within.texts([STORY, STORY], AROUND, NONE)


@given(st.text(), st.text(max_size=400))
@example("day.zip", "n" * 256)
def test_the_label_of_a_member_is_one_short_line(path: str, name: str) -> None:
    label = member_path(Document(b"", path), name)
    assert label.startswith(f"{path}!")
    member = label.removeprefix(f"{path}!")
    assert len(member) <= 255
    assert not any(ord(sign) < 0x20 or sign == "\x7f" for sign in member)
    if name.isprintable():
        assert member == name[:255]
