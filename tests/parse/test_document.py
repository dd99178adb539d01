"""One document: completed items in their order, and rejections with reasons. Nothing raises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Rejected, too_large
from newswire.parse import parse_document, registry
from newswire.parse.document import parse_documents, parse_to_judge
from newswire.parse.format import Format
from tests.support.items import ITEMS

DOCUMENT = Document(b"x", "a.zip", fetched_at=dt.datetime(2024, 5, 7, tzinfo=dt.UTC))


def parsed(*answers: object) -> list[Item | Rejected]:
    """Return the answers for a document whose format yields these, and raises the errors among them."""

    def parse(*_: object) -> Iterator[Any]:
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
            yield answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "formats", lambda **_: (Format("any", bool, parse),))
        return list(parse_document(DOCUMENT, Defaults("wire", language="en", timezone="Europe/Oslo")))


def item(guid: str, **more: Any) -> Item:
    return Item(f"a.zip!{guid}", "any", guid=guid, body_text="Text.", **more)


def test_items_are_completed_in_the_order_of_the_document() -> None:
    found = parsed(item("1"), item("2", headline="Pi\0er"))
    assert [(one.guid, one.language, one.word_count) for one in found] == [("1", "en", 1), ("2", "en", 1)]
    assert found[1].headline == "Pi\ufffder", "and storable"


def test_items_before_the_damage_of_a_document_are_kept() -> None:
    found = parsed(item("1"), Rejected("a.zip!2", "empty", "\0"), Unparsable("malformed-xml", "It ends."))
    assert found[0].guid == "1"
    assert found[1:] == [
        Rejected("a.zip!2", "empty", "\ufffd"),
        Rejected("a.zip", "malformed-xml", "It ends."),
    ]


def test_a_document_without_items_is_rejected() -> None:
    assert parsed() == [Rejected("a.zip", "empty", "The document holds no news item.")]


def test_a_defect_of_a_parser_is_reported_as_one() -> None:
    _, rejected = parsed(item("1"), ZeroDivisionError("division by zero" + "!" * 1000))
    assert (rejected.path, rejected.reason) == ("a.zip", "parser-error")
    assert rejected.detail.startswith("The parser failed on it (ZeroDivisionError: division by zero!!!")
    assert rejected.detail.endswith("). Its bytes are kept: a mended parser can replay it.")
    assert len(rejected.detail) < 400


def test_one_bad_item_does_not_stop_the_others() -> None:
    broken = item("2", word_count="many")
    first, second, third, last = parsed(item("1"), broken, None, item("4"))
    assert (first.guid, last.guid) == ("1", "4")
    assert (second.reason, second.path) == ("parser-error", "a.zip!2")
    assert (third.reason, third.path) == ("parser-error", "a.zip")


def test_a_refused_document_is_rejected_with_its_reason() -> None:
    refused = Document(b"", "a.xml", refused="The file cannot be read: Permission denied.")
    assert list(parse_document(refused, Defaults())) == [
        Rejected("a.xml", "unreadable", "The file cannot be read: Permission denied.")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        too_large(40_000_000, 33_554_432),
        "The file has 9 bytes; source wire takes up to 5 (max_bytes).",  # as older runs have kept it
    ],
)
def test_a_document_that_is_too_large_is_rejected_as_such(sentence: str) -> None:
    assert list(parse_document(Document(b"", "a.xml", refused=sentence), Defaults())) == [
        Rejected("a.xml", "too-large", sentence)
    ]


@given(st.binary(max_size=300))
def test_any_bytes_give_an_item_or_a_reason(content: bytes) -> None:
    for found in parse_document(Document(content, "a"), Defaults()):
        assert isinstance(found, Item) or (found.reason not in ("", "parser-error") and found.detail)


@given(ITEMS)
def test_any_item_of_a_format_is_completed_or_rejected(said: Item) -> None:
    [found] = parsed(said)
    assert isinstance(found, Item), found
    assert found.guid


def test_documents_parsed_together_have_the_same_answers_and_are_read_only_as_far_as_needed() -> None:
    read: list[int] = []

    def parse(document: Document, _: Defaults) -> Iterator[Any]:
        if document is not DOCUMENT:
            yield Rejected(document.path, "empty", "It is empty.")
            yield item("broken", word_count="many")
            return
        for number in range(30):
            read.append(number)
            yield item(str(number))
        raise Unparsable("malformed-xml", "It ends.")

    defaults, other = Defaults("wire", language="en"), Document(b"y", "b.zip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "formats", lambda **_: (Format("any", bool, parse),))
        together = parse_documents([other, DOCUMENT, other], defaults)
        first, second = next(together), next(together)
        assert read == list(range(10)), "an archive of thousands of items is not held whole"
        found = list(second)
        assert found == list(parse_document(DOCUMENT, defaults))
        assert list(first) == list(next(together)) == list(parse_document(other, defaults))
    assert len(found) == 31
    assert found[0].language == "en"
    assert isinstance(found[30], Rejected)


def test_a_document_is_judged_by_its_first_item_in_full_and_the_others_as_they_were_read() -> None:
    text = "".join(
        f"<item><title>Weir {number}</title><guid>{number}</guid>"
        "<description>HARBOUR TOWN, May 3 (Quay News) - The weir was closed at noon, the keeper said."
        "</description></item>"
        for number in range(3)
    )
    document = Document(f"<rss version='2.0'><channel>{text}</channel></rss>".encode(), "rss")
    judged = list(parse_to_judge(document, Defaults()))
    whole = list(parse_document(document, Defaults()))
    assert judged[0] == whole[0]
    assert [item.headline for item in judged] == ["Weir 0", "Weir 1", "Weir 2"]
    assert [item.place for item in judged[1:]] == [None, None]
    assert whole[1].place == "HARBOUR TOWN"


def test_a_format_is_looked_for_once_and_only_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def recognise(document: Document) -> Format:
        asked.append(document.path)
        return registry.recognise(document)

    monkeypatch.setattr("newswire.parse.document.recognise", recognise)
    plain, refused = Document(b"Rain over the quay.", "a.txt"), Document(b"", "b", refused="It is locked.")
    for _ in parse_documents([plain, refused], Defaults("wire")):
        pass
    assert asked == ["a.txt"]
    mapped = Document(b'{"title": "Rain over the quay"}', "c.json")
    for _ in parse_documents([mapped], Defaults("wire", fields=(("headline", "title"),))):
        pass
    assert asked == ["a.txt"]
