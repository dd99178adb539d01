"""HTML as text: every word, every paragraph, and nothing hidden."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers import html
from newswire.parse.readers.html import html_to_text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        pytest.param("Fish &amp; chips\n rise", "Fish & chips rise", id="no markup"),
        pytest.param("<p>One</p>\n<p>Two <b>bo</b>ld</p>", "One\n\nTwo bold", id="paragraphs"),
        pytest.param("One<br>two<br/><br/>three", "One\ntwo\n\nthree", id="line breaks"),
        pytest.param("<div>One<p>two</div>three", "One\n\ntwo\n\nthree", id="blocks not closed"),
        pytest.param("<ul><li>One<li>two <i>a</i></ul>end", "One\ntwo a\n\nend", id="list"),
        pytest.param('<ol start="3"><li>c</li><li>d</li></ol>', "c\nd", id="numbered list"),
        pytest.param("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\nb\nc", id="list in a list"),
        pytest.param(
            "<table><tr><th>Team<th>Pts</tr><tr><td><p>Ajax</p></td><td>7</td></tr></table>so",
            "Team\tPts\nAjax\t7\n\nso",
            id="table",
        ),
        pytest.param(
            "so<table><tr><td><td>W<td>L<tr><td>Ajax<td><td>7<td></table>",
            "so\n\n\tW\tL\nAjax\t\t7",
            id="empty cells",
        ),
        pytest.param(
            "<table><tr><td><p>x</p><p>y</p></td><td><table><tr><td>1<td>2</table></td></tr></table>",
            "x\n\ny\n\n1\t2",
            id="table that lays out",
        ),
        pytest.param(
            "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>d</td></tr></table>",
            "a\n\nb\n\nc\n\nd",
            id="paragraphs in a cell",
        ),
        pytest.param(
            "<pre>\n1  col\n   2 <b>x</b> y\n</pre>end", "1  col\n   2 x y\n\nend", id="columns kept"
        ),
        pytest.param("a<script>b<p>c</script><style>d</style><!-- e -->f", "af", id="no code, no comments"),
        pytest.param("a<p style='color:red; display: none'>b</p><i hidden>c</i>d", "ad", id="hidden"),
        pytest.param("says <q>we <i>won</i></q>.", 'says "we won".', id="quotation"),
        pytest.param(
            "<p>write <desk@agency.example> at 1 < 2</p>",
            "write <desk@agency.example> at 1 < 2",
            id="no tags",
        ),
        pytest.param("<![CDATA[wrapped <b>twice</b>]]>", "wrapped twice", id="CDATA"),
        pytest.param("&lt;b&gt; &#8220;x&#8221;&nbsp;y", "<b> “x” y", id="entities once"),
        pytest.param("Ukraine\0 <b>\ud800is</b>", "Ukraine is", id="unreadable characters"),
        pytest.param("Ukra&shy;ine is", "Ukra\u00adine is", id="soft hyphen"),
        pytest.param(
            "<p>Ukra\u00adine\u200b is</p><p>\u2060 \ufeff<p>\u200b<br>free",
            "Ukra\u00adine\u200b is\n\nfree",
            id="invisible characters stay, but not alone in a line",
        ),
        pytest.param("<html><head><title>t</title></head><body>b</body></html>", "b", id="whole page"),
        pytest.param(
            '<p><span class="city">Oslo</span><span>, May 13</span><span class="credit">(NTB)</span> Go</p>',
            "Oslo, May 13 (NTB) Go",
            id="spans of fields",
        ),
        pytest.param(
            '<span class="c1">Fer</span><span class="c2">ry</span> <span class="place">Oslo</span>s harbour',
            "Ferry Oslos harbour",
            id="spans inside words",
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_fragment_becomes_its_text(fragment: str, text: str) -> None:
    assert html_to_text(fragment) == text


def test_blank_lines_separate_paragraphs_only_on_request() -> None:
    assert html_to_text("One\ntwo\n\n<b>three</b>\n \nfour") == "One two three four"
    assert html_to_text("One\ntwo\n\n<b>three</b>\n \nfour", blank_lines=True) == "One two\n\nthree\n\nfour"
    assert html_to_text("<b>One</b>\n\n<b>two</b>", blank_lines=True) == "One\n\ntwo"


words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
tags = st.sampled_from(
    ("p", "div", "b", "em", "a", "ul", "ol", "li", "table", "tr", "td", "th", "br", "hr", "h2", "pre", "span")
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Draw words between tags that open and close at random."""
    piece = st.one_of(words.map(lambda w: f" {w} "), tags.map("<{}>".format), tags.map("</{}>".format))
    return "".join(draw(st.lists(piece, max_size=40)))


@given(markup())
def test_no_word_is_lost_or_joined(fragment: str) -> None:
    expected = re.sub(r"<[^>]*>", " ", fragment).split()
    assert html_to_text(fragment).split() == expected


@given(markup(), st.booleans())
def test_much_markup_gives_the_same_text(fragment: str, blank_lines: bool) -> None:
    text = html_to_text(fragment, blank_lines=blank_lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "_MANY_TAGS", 0)
        assert html_to_text(fragment, blank_lines=blank_lines) == text


@given(st.text(max_size=300))
def test_any_text_is_read_and_one_blank_line_separates_paragraphs(text: str) -> None:
    for blank_lines in (False, True):
        got = html_to_text("<p>" + text, blank_lines=blank_lines)
        assert "\n\n\n" not in got
        assert got == got.strip()
        got.encode()


def test_many_paragraphs_that_are_not_closed_stay_paragraphs() -> None:
    assert html_to_text("<p>x" * 3000 + "<li>y" * 3000).count("\n\n") == 3000


@pytest.mark.parametrize(
    "fragment",
    [
        "<b>" * 100_000 + "END",
        "<i>" * 20_000 + "</b>" * 20_000 + "END",
        "<table><tr><td>" * 20_000 + "END",
        "<script>" * 100 + "</script>" * 100 + "<p>END",
        "<" * 200_000 + "<p>END",
    ],
    ids=["deep", "wrongly closed", "tables", "scripts", "no tags"],
)
def test_hostile_markup_keeps_its_words(fragment: str) -> None:
    assert html_to_text(fragment).endswith("END")


@pytest.mark.parametrize(
    "element",
    [
        *("<embed src='a.mp4'>", "<embed src='a.mp4' hidden>", "<source src='a' hidden>", "<track hidden>"),
        *("<wbr hidden>", "<keygen style='display:none'>", "<param name='a' hidden>", "<iframe src='a'/>"),
        "<object><embed src='a'></object>",
        "<video><source src='a'><track src='b'>No video.</video>",
    ],
)
def test_an_element_without_an_end_tag_hides_nothing_behind_it(element: str) -> None:
    assert html_to_text(f"<p>The tunnel opened.</p>{element}<p>Trams run.</p><p>All day.</p>") == (
        "The tunnel opened.\n\nTrams run.\n\nAll day."
    )
