"""The reader of JSON: repairs, and documents that are refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Document
from newswire.parse.readers import json as reader
from newswire.parse.readers.json import Json, integer, objects, opening, peek, read_json, string, strings


def value_of(content: bytes) -> Json:
    return read_json(Document(content, "a.json"))


def reason(content: bytes) -> str:
    with pytest.raises(Unparsable) as refused:
        value_of(content)
    return refused.value.reason


def test_a_valid_document_is_its_value_without_warnings() -> None:
    assert value_of('{"headline": "Fähre"}'.encode()) == ({"headline": "Fähre"}, ())


def test_raw_tabs_and_line_ends_are_allowed_with_a_warning() -> None:
    value, warnings = value_of(b'{"body": "one\ttwo\nthree\x00\x07"}')
    assert value == {"body": "one\ttwo\nthree"}
    assert "Raw control characters inside JSON strings were allowed." in warnings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_other_encodings_than_utf_8_are_read(encoding: str) -> None:
    content = '{"headline": "Fähre"}'.encode(encoding)
    assert opening(content).startswith(b'{"headline"')
    assert value_of(content).value == {"headline": "Fähre"}


def test_latin_1_is_read_with_a_warning() -> None:
    value, warnings = value_of('{"headline": "Fähre"}'.encode("latin-1"))
    assert value == {"headline": "Fähre"}
    assert "Windows-1252" in warnings[0]


def test_halves_of_characters_are_replaced_and_whole_ones_kept() -> None:
    value, warnings = value_of(rb'{"a": "\ud83d\ude00 \ud83d \u0000"}')
    assert value == {"a": "😀 \ufffd "}
    assert len(warnings) == 1


def test_json_lines_are_an_array() -> None:
    assert value_of(b'{"a": 1}\n{"a": 2}\n').value == [{"a": 1}, {"a": 2}]


def test_text_after_the_value_is_left_out_with_a_warning() -> None:
    value, warnings = value_of(b'{"a": 1} and more')
    assert value == {"a": 1}
    assert warnings == ("The text after the JSON was left out; it begins 'and more'.",)


def test_nan_and_infinity_become_none() -> None:
    assert value_of(b'{"a": NaN, "b": -Infinity}').value == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1', "malformed-json"),
        (b'{"a": "x}', "malformed-json"),
        (b'{"a" 1}', "malformed-json"),
        (b"{'a': 1}", "malformed-json"),
        (b"", "malformed-json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "malformed-json"),
        (b"[" * 10_000, "too-deep"),
        (b'{"a":' * 10_000, "too-deep"),
        (b"[" * 250 + b'"\\u0001"' + b"]" * 250, "too-deep"),
        (b"[{}," + b"[]," * 400_000 + b"0]", "too-large"),
        (b"[1" + b",1" * 1_100_000 + b"]", "too-large"),
        (b'{"a": "' + b"x" * reader.MAX_BYTES + b'"}', "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_beyond_repair_or_limits_is_refused(content: bytes, expected: str) -> None:
    assert reason(content) == expected


def test_an_error_names_its_line_and_column() -> None:
    with pytest.raises(Unparsable, match=r"line 2, column 7.*near"):
        value_of(b'{"a": 1,\n "b": x}')


@pytest.mark.parametrize("text", [b"[EDS: updates]", b"{Stop} press", b"(AP)", b"", b"plain", b"[", b"{"])
def test_a_bracket_alone_is_no_json(text: bytes) -> None:
    assert opening(text) == b""


def test_a_document_is_read_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b'{"a": 1}'
    times = []
    read = reader._read
    monkeypatch.setattr(reader, "_read", lambda seen: times.append(seen) or read(seen))
    document = Document(content, "a.json")
    assert [peek(document), peek(document), read_json(document).value] == [{"a": 1}] * 3
    assert len(times) == 1
    read_json(Document(content, "b.json"))
    assert len(times) == 2  # each document keeps only its own value


def test_values_of_any_type_are_read_by_their_use() -> None:
    assert [string(value) for value in (" a ", 7, 1.5, True, None, [], "")] == [
        "a",
        "7",
        "1.5",
        None,
        None,
        None,
        None,
    ]
    assert [integer(value) for value in ("4", 4, 4.0, "4.0", 4.5, "x", None)] == [
        4,
        4,
        4,
        4,
        None,
        None,
        None,
    ]
    assert objects({"a": 1}) == [{"a": 1}]
    assert objects([{"a": 1}, 2, None]) == [{"a": 1}]
    assert strings(["a", 1, None, "a", {}]) == ("a", "1")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)


@given(json_values.filter(lambda value: "\0" not in json.dumps(value, ensure_ascii=False)))
def test_valid_json_changes_only_by_its_control_characters(value: object) -> None:
    content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    try:
        plain = json.loads(content)
    except ValueError:
        return
    read = value_of(content)
    assert read.value == plain or read.warnings or any("\x80" <= sign <= "\x9f" for sign in content.decode())


def test_escaped_controls_of_c1_are_read_as_windows_1252() -> None:
    value, _ = value_of(rb'{"headline": "The harbour\u0092s \u0093pier\u0094"}')
    assert value == {"headline": "The harbour’s “pier”"}


def test_a_damaged_byte_costs_one_character() -> None:
    content = '{"items": [{"text": "全列車は月曜の朝に止まった。駅長が発表した。"}]}'.encode()
    value, warnings = value_of(content.replace("車".encode(), "車".encode()[:2]))
    assert value == {"items": [{"text": "全列\ufffdは月曜の朝に止まった。駅長が発表した。"}]}
    assert "U+FFFD" in warnings[0]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        value_of(content)
    except Unparsable as refused:
        assert refused.reason in {"malformed-json", "too-deep", "too-large"}  # noqa: PT017
