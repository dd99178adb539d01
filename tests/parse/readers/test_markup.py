"""Markup inside XML as text: paragraphs, readable tables, every word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newswire.parse.readers.markup import block_text, markup_text, string_text


def text(markup: str) -> str:
    return markup_text(etree.fromstring(markup))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<body><p>One.</p><p>Two.</p></body>", "One.\n\nTwo."),
        ("<body>\n  <p>One\n    line.</p>\n\n</body>", "One line."),
        ("<p>har<b>bour</b>, <i>Marta</i> <b>Lind</b></p>", "harbour, Marta Lind"),
        ("<p>one<br/>two<br/><br/>three</p>", "one\ntwo\n\nthree"),
        ("<div>one<br/> <br/><br/>two<br/><p>three<br/></p></div>", "one\n\ntwo\n\nthree"),
        ("<div>before<p>in</p>after</div>", "before\n\nin\n\nafter"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<body><ul><li>a<ul><li>b</li></ul></li></ul>c</body>", "a\n\nb\n\nc"),
        ("<dl><dt>Wind</dt><dd>NW 7</dd></dl>", "Wind\nNW 7"),
        ("<p>no\u00a0break\u3000here</p>", "no break here"),
        (
            "<html><head><title>no</title></head><body>yes<script>no</script><style>no</style></body></html>",
            "yes",
        ),
        ("<body>loose <b>text</b></body>", "loose text"),
        ("<p/>", ""),
        ("<body><p/><p> </p></body>", ""),
    ],
)
def test_xhtml_becomes_paragraphs_and_lines(markup: str, expected: str) -> None:
    assert text(markup) == expected


def test_namespaces_make_no_difference() -> None:
    inside = "<p>One.</p><p>Two.</p>"
    assert text(f"<body xmlns='http://www.w3.org/1999/xhtml'>{inside}</body>") == "One.\n\nTwo."
    assert text(f"<x:body xmlns:x='u'>{inside.replace('p>', 'x:p>')}</x:body>") == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<table><thead><tr><th/><th>W</th></tr></thead><tbody><tr><td>Tarn</td><td>3</td></tr></tbody></table>",
            "\tW\nTarn\t3",
        ),
        (
            "<table><caption>Results</caption><tr><td>a</td><td/><td>b</td><td/></tr></table>",
            "Results\na\t\tb",
        ),
        ("<table><tr><td><p>a</p></td><td>b<br/>c</td></tr></table>", "a\tb c"),
        ("<table><tr/><tr><td/></tr></table>", ""),
        ("<table>stray<tr>words<td>a</td>here</tr></table>", "stray\nwords\ta\there"),
        (  # a table that arranges a page
            "<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>",
            "One.\n\nTwo.\n\nThree.",
        ),
        (
            "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
            "a\tb\n\nc",
        ),
        ("<body>x<table><tr><td><pre>a\n b</pre></td></tr></table>y</body>", "x\n\na b\n\ny"),
    ],
)
def test_a_table_becomes_lines_of_cells(markup: str, expected: str) -> None:
    assert text(markup) == expected


def test_preformatted_text_keeps_its_columns() -> None:
    assert text("<body><p>a</p><pre>\nWind   7\n  Sea  2\n\n\nEnd\n</pre><p>b</p></body>") == (
        "a\n\nWind   7\n  Sea  2\n\nEnd\n\nb"
    )


def test_unknown_elements_inside_text_belong_to_their_line() -> None:
    assert text("<p>limited <Company>Alko</Company>, the same <a><x/>ap</a>plies</p>") == (
        "limited Alko, the same applies"
    )


def test_spans_that_hold_fields_are_separate_words() -> None:
    spans = '<p><span class="place">Grenholm</span><span class="source">TT</span> The <span>f</span>erry.</p>'
    assert text(f"<div>{spans}</div>") == "Grenholm TT The ferry."


def test_unknown_elements_of_records_are_lines() -> None:
    assert text(
        "<events><event><name>A</name><start>9</start></event><event><name>B</name></event></events>"
    ) == ("A\n9\n\nB")


def test_markup_that_was_escaped_is_read() -> None:
    assert text("<inlineXML>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</inlineXML>") == (
        "One & two.\n\nThree."
    )


def test_markup_in_the_text_of_an_element_is_read() -> None:
    assert text("<body><block><![CDATA[<p>One.</p><p>3 < 4</p>]]></block><p>Two.</p></body>") == (
        "One.\n\n3 < 4\n\nTwo."
    )


def test_characters_that_were_escaped_twice_are_read() -> None:
    assert text("<p>o&amp;#39;clock &amp;quot;<b>now</b>&amp;quot; AT&amp;T</p>") == 'o\'clock "now" AT&T'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("one\r\ntwo\r\n\r\n\r\nthree", "one\ntwo\n\nthree"),
        ("  one  \n \n  two\t\n", "one\n\ntwo"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("<Result><Home>Tarn</Home><Away>Lund</Away></Result>", "Tarn Lund"),
        ("", ""),
    ],
)
def test_a_string_is_read_as_plain_text_or_as_markup(content: str, expected: str) -> None:
    assert string_text(content) == expected


def test_wrapped_lines_of_a_note_are_joined() -> None:
    note = etree.fromstring("<edNote>\n  Corrects the\n  number.\n\n  Picture follows.\n</edNote>")
    assert block_text(note) == "Corrects the number.\n\nPicture follows."


def test_deep_markup_keeps_its_text() -> None:
    assert text("<b>x " * 250 + "end" + "</b>" * 250).endswith("x end")


_BLOCKS = ["p", "div", "ul", "li", "table", "tr", "td", "th", "br", "pre", "h1", "block", "hl2"]
_NAMES = st.sampled_from([*_BLOCKS, "b", "span", "x", "event", "name"])
_WORDS = st.text(st.sampled_from("abcåß語 \n\t"), max_size=12)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    element = etree.Element(draw(_NAMES))
    element.text = draw(_WORDS)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(trees(depth=depth - 1))
        child.tail = draw(_WORDS)
        element.append(child)
    return element


@given(trees())
def test_no_letter_is_lost_or_moved(tree: etree._Element) -> None:
    for hidden in list(tree.iter("br")):  # a break holds nothing
        for child in list(hidden):
            hidden.remove(child)
        hidden.text = None
    assert "".join(markup_text(tree).split()) == "".join("".join(tree.itertext()).split())


def test_indented_paragraphs_in_one_element_are_separated() -> None:
    lines = (
        "  TARN - The quay of Tarn is closed to all ships that are",
        "longer than thirty metres.",
        "   It opens in May.",
    )
    assert string_text("<p>\n" + "\n".join(lines) + "\n</p>") == (
        "TARN - The quay of Tarn is closed to all ships that are longer than thirty metres."
        "\n\nIt opens in May."
    )


def test_names_of_elements_in_capitals_are_known() -> None:
    assert text("<TEXT><P>One.</P><P>Two.</P></TEXT>") == "One.\n\nTwo."


def test_columns_of_pictures_leave_no_tabs() -> None:
    row = "<tr><td><img src='a.png'/></td><td><img src='b.png'/></td><td>%s</td><td>3</td></tr>"
    table = f"<div><table>{row % 'Tarn'}{row % 'Mere'}</table></div>"
    assert markup_text(etree.fromstring(table)) == "Tarn\t3\nMere\t3"


TELETYPE = """(Adds detail)
    * Ferry fares may rise to 12 crowns

    By Ida Lund
    Jan 30 (Norwind) - The ferry stopped on Tuesday off the old
quay of Grenholm, as its operator said in a long statement.
    A tug came."""


def test_a_teletype_s_text_in_one_paragraph_keeps_its_paragraphs() -> None:
    assert text(f"<body><p>{TELETYPE}</p></body>") == (
        "(Adds detail)\n\n* Ferry fares may rise to 12 crowns\n\nBy Ida Lund\nJan 30 (Norwind) - The ferry"
        " stopped on Tuesday off the old quay of Grenholm, as its operator said in a long statement."
        "\n\nA tug came."
    )


def test_results_in_one_paragraph_keep_their_lines_and_columns() -> None:
    results = "Results of the matches on Monday\nTarn       2 Lund  0\n"
    table = "   Standings  P  W\n1  Tarn       19 13\n2  Lund       19 12"
    assert text(f"<body><p>{results}{table}</p></body>").split("\n") == [
        "Results of the matches on Monday",
        "Tarn       2 Lund  0",
        "",
        "Standings  P  W",
        "1  Tarn       19 13",
        "2  Lund       19 12",
    ]


@pytest.mark.parametrize("indent", ["", "    "])
def test_lines_that_are_all_set_alike_are_wraps(indent: str) -> None:
    lines = f"\n{indent}".join(("The ferry stopped", "off the quay", "of Grenholm", "on Tuesday."))
    assert (
        text(f"<body><p>{lines}\n{indent}</p></body>")
        == "The ferry stopped off the quay of Grenholm on Tuesday."
    )
