"""The parts of XML outside its CDATA sections."""

from __future__ import annotations

import pytest

from newswire.parse.readers.xml.cdata import outside_cdata


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        (b"<p>ab</p>", b"<P>AB</P>"),
        (b"<p>a<![CDATA[b<p>]]>c</p>", b"<P>A<![CDATA[b<p>]]>C</P>"),
        (b"a<![CDATA[b]]>c<![CDATA[d]]>", b"A<![CDATA[b]]>C<![CDATA[d]]>"),
        (b"a<![CDATA[no end", b"A<![CDATA[no end"),
        (b"", b""),
    ],
)
def test_text_in_cdata_is_not_changed(written: bytes, changed: bytes) -> None:
    assert outside_cdata(written, bytes.upper) == changed
