"""XML that is too large or too deep, and XML that only looks so."""

from __future__ import annotations

import pytest

from newswire.errors import Unparsable
from newswire.parse.readers.xml.limits import MAX_BYTES, MAX_NODES
from tests.parse.readers.xml.reading import read


def rejected(content: bytes) -> str:
    with pytest.raises(Unparsable) as caught:
        read(content)
    assert caught.value.detail.endswith(".")
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "malformed-xml"),
        (b"no xml", "malformed-xml"),
        (b"<p>cut", "malformed-xml"),
        (b"<p><b>wrong</p></b>", "malformed-xml"),
        (b"<!DOCTYPE p [ <p>no end</p>", "malformed-xml"),
        (b"<p>" * 10_000 + b"</p>" * 10_000, "too-deep"),
        (b"<p>" + b"x" * 11_000_000 + b"</p>", "too-large"),
        (b"<p a='" + b"x" * 11_000_000 + b"'/>", "too-large"),
        (b"<p>" + b"<b/>" * (MAX_NODES + 1) + b"</p>", "too-large"),
        (b"<p>" + b"<![CDATA[]]>" * 140_000 + b"</p>", "too-large"),
        (b" " * (MAX_BYTES + 1), "too-large"),
    ],
    ids=["empty", "text", "cut", "crossed", "doctype", "deep", "text", "attribute", "tags", "cdata", "bytes"],
)
def test_xml_beyond_the_limits_is_rejected_with_a_reason(content: bytes, reason: str) -> None:
    assert rejected(content) == reason


def test_many_tags_inside_cdata_are_no_tags() -> None:
    assert len(read(b"<p><![CDATA[" + b"<b>" * (2 * MAX_NODES) + b"]]></p>")[0]) == 6 * MAX_NODES
