"""The contract of formats and of kinds of sources, as checks that a plug-in's test calls in one line.

A check returns nothing, or raises ``AssertionError`` with the clause that is broken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from newswire.errors import Unparsable
from newswire.fetch import Cursor, Fetched, Interval, NotAnswerable, NotModified
from newswire.fetch.kind import Source, SourceKind
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.completion.complete import complete
from newswire.parse.completion.storable import storable
from newswire.parse.document import answers
from newswire.parse.format import Container, Format

_CUTS = 64
"""Places at which an example is cut, and at which a byte of it is changed."""
_STRANGERS = (
    b"",
    b"\0",
    b"\xff\xfe\x00",
    b"{}",
    b"[",
    b"<",
    b"<a/>",
    b"PORT ALBERS (Norwind) - The ferry stopped.",
)
_SECRETS = ("password", "token", "secret")


def check_format(known: Format | Container, example: Document, defaults: Defaults | None = None) -> None:
    """Check that a format keeps its contract on an example of it and on damaged copies of the example.

    Args:
        known: the format.
        example: a document that holds at least one item.
        defaults: the source's; none if absent.

    Raises:
        AssertionError: the example is not recognised or gives no item; two readings differ; an item
            lacks its path or format, has its version in its guid, or a time without zone; a damaged copy or a
            foreign document makes ``recognises`` raise or ``parse`` raise anything but ``Unparsable``.
    """
    given = defaults or Defaults()
    assert known.recognises(example), f"{known.name} does not recognise its example."
    first, second = (list(answers(known, replace(example), given)) for _ in range(2))
    assert first == second, f"{known.name} reads the same bytes in two ways."
    items = [answer for answer in first if isinstance(answer, Item)]
    assert items, f"{known.name} finds no item in its example."
    for item in items:
        _check_item(item, known, complete(storable(item), example, given))
    for damaged in _damaged(example.content):
        _check_harmless(known, replace(example, content=damaged), given)


def _check_item(item: Item, known: Format | Container, completed: Item) -> None:
    assert item.path, "An item has no path."
    assert item.format, f"An item of {known.name} has no format."
    assert completed.guid, "An item has no identity after completion."
    if item.guid and item.version and len(item.version) > 1:
        assert not item.guid.endswith(f":{item.version}"), f"The guid {item.guid!r} contains the version."
    for value in fields(item):
        moment = getattr(item, value.name)
        if isinstance(moment, dt.datetime):
            assert moment.tzinfo is not None, f"{value.name} has no time zone."


def _damaged(content: bytes) -> Iterable[bytes]:
    step = max(1, len(content) // _CUTS)
    for position in range(0, len(content), step):
        yield content[:position]
        yield content[:position] + bytes([content[position] ^ 0x15]) + content[position + 1 :]
    yield from _STRANGERS


def _check_harmless(known: Format | Container, document: Document, defaults: Defaults) -> None:
    if not known.recognises(document):
        return
    try:
        found = list(answers(known, document, defaults))
    except Unparsable as refused:
        assert isinstance(refused.reason, Reason), f"{refused.reason!r} is no Reason."
        assert refused.detail, f"{known.name} rejects a document without a detail for people."
        return
    for answer in found:
        assert isinstance(answer, (Item, Rejected)), f"{known.name} yields a {type(answer).__name__}."


def check_source_kind(
    kind: SourceKind, settings: Mapping[str, Any], interval: Interval | None = None
) -> None:
    """Check that a kind of source keeps its contract on a source that has documents.

    Args:
        kind: the kind.
        settings: keys of a TOML file, for a source that can be fetched now (a server on loopback, a folder).
        interval: the interval to ask for; today (UTC) if absent.

    Raises:
        AssertionError: the settings do not name the kind or take any key; a fetch brings nothing, brings
            a document or cursor without locator, two of one locator, or a secret of the settings; a fetch
            with the cursors of the first one brings unchanged documents again; a past interval is neither
            answered nor ``NotAnswerable``.
    """
    names = get_args(kind.settings.model_fields["kind"].annotation)
    assert names == (kind.name,), f"The settings' field kind must be Literal[{kind.name!r}]."
    assert issubclass(kind.settings, Source), "The settings must be a newswire.api.Source."
    assert kind.settings.model_config.get("extra") == "forbid", "The settings must refuse unknown keys."
    source = kind.settings.model_validate(dict(settings))
    now = dt.datetime.now(dt.UTC)
    asked = interval or Interval.day(now.date())
    arrived = list(kind.fetch(source, {}, asked, now))
    brought = [one for one in arrived if one.kept]
    assert brought, f"The source {source.name} brings no document."
    for one in arrived:
        _check_fetched(one, settings)
    cursors: dict[str, Cursor] = {one.cursor.locator: one.cursor for one in arrived}
    assert len({one.cursor.locator for one in brought}) == len(brought), (
        "Two documents of one fetch have the same locator."
    )
    try:
        again = {one.document.content for one in kind.fetch(source, cursors, asked, now)}
    except NotModified:
        again = set()
    assert not again & {one.document.content for one in brought if one.document.content}, (
        "A second fetch brings a document again that its cursor knows."
    )
    try:
        list(kind.fetch(source, {}, Interval.day(dt.date(1987, 2, 26)), now))
    except NotAnswerable as reason:
        assert str(reason), "NotAnswerable needs a sentence for people."


def _check_fetched(one: Fetched, settings: Mapping[str, Any]) -> None:
    document = one.document
    assert isinstance(document.content, bytes), "A document's content is bytes."
    assert one.cursor.locator, "A cursor has no locator."
    assert document.path, "A document has no path."
    assert document.fetched_at is not None, "A document does not hold the time of its fetch."
    shown = f"{document.path} {document.url} {one.cursor.locator} {document.refused}"
    for key, value in settings.items():
        if any(word in key for word in _SECRETS) and isinstance(value, str) and value:
            assert value not in shown, f"The value of {key} stands in a path, URL, locator or reason."
