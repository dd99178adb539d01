"""Markup that a system left in a field meant for text."""

from __future__ import annotations

import pytest

from newswire.parse.generic.lines import line, text, unescaped


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ferry stops", "Ferry stops"),
        ("<b>Ferry</b> stops", "Ferry stops"),
        ("Ferry &amp; harbour &#8211; stopped", "Ferry & harbour – stopped"),
        ("Ferry &amp;amp; harbour", "Ferry & harbour"),
        ("&amp;lt;p&amp;gt;Ferry stops&amp;lt;/p&amp;gt;", "Ferry stops"),
        ("<![CDATA[Ferry <i>Marta</i> stops]]>", "Ferry Marta stops"),
        ("Ferry<br/>stops", "Ferry stops"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("AT&T and R&D; more", "AT&T and R&D; more"),
    ],
)
def test_a_line_is_what_a_reader_sees(written: str, expected: str) -> None:
    assert line(written) == expected


def test_a_break_in_a_text_is_a_line() -> None:
    assert text("214 people<br/>on board") == "214 people\non board"


def test_markup_that_was_escaped_as_markup_is_markup() -> None:
    assert unescaped("&amp;lt;p&amp;gt;One.&amp;lt;/p&amp;gt;") == "<p>One.</p>"
    assert unescaped("&lt;p&gt;One.&lt;/p&gt;") == "<p>One.</p>"


@pytest.mark.parametrize("written", ["<p>The tag &lt;p&gt; begins.</p>", "One &lt; two", "One."])
def test_an_escaped_sign_in_a_text_stays(written: str) -> None:
    assert unescaped(written) == written
