"""One walk over a tree makes the blocks of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newswire.parse.pages.body.blocks import Block, read_blocks


def blocks(markup: str) -> list[Block]:
    return read_blocks(etree.fromstring(markup, etree.HTMLParser(remove_comments=True, encoding="utf-8")))


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One  <b>two</b>\n three</p><p>Four</p>", ["One two three", "Four"]),
        ("<div>Text<p>Paragraph</p>tail</div>", ["Text", "Paragraph", "tail"]),
        ("<p>A line<br>and another<br><br>A paragraph<br></p>", ["A line\nand another", "A paragraph"]),
        ("<p><span>T</span>he <a href=x>council</a>'s plan<sup>2</sup></p>", ["The council's plan2"]),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", ["漢字"]),
        ("<p>He said <q>yes</q>.</p>", ['He said "yes".']),
        ("<p><b>One</b> <i>two</i></p>", ["One two"]),
        ("<p>Non\xa0breaking</p>", ["Non breaking"]),
        ("<pre>a  b\n  c\n\nd</pre>", ["a  b\n  c", "d"]),
        ("<p>Seen<span hidden>not</span><span style='display: none'>nor</span> this</p>", ["Seen this"]),
        ("<p>Text<script>code()</script><style>p{}</style><svg><title>x</title></svg></p>", ["Text"]),
        ("<p>Before</p><svg><g><h1>Head</h1><p>Story</p>", ["Before", "Head", "Story"]),
        ("<my-story><my-part>One</my-part><my-part>Two</my-part></my-story>", ["One", "Two"]),
        ("<p>Today <x-time>noon</x-time> it rained</p>", ["Today noon it rained"]),
        ("<div>Today <x-time>noon</x-time> it rained</div>", ["Today noon it rained"]),
        ("<span hidden>x<h1>Head</h1><p>Story</p>", ["x", "Head", "Story"]),
    ],
)
def test_text_is_cut_where_a_browser_begins_a_line(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_a_table_of_data_gives_rows_with_tabs() -> None:
    markup = (
        "<table><caption>Votes</caption><tr><th>Name<th>Vote</tr><tr><td><p>Ann</p><td>yes<br>no</tr></table>"
    )
    assert [(block.tag, block.text) for block in blocks(markup)] == [
        ("caption", "Votes"),
        ("tr", "Name\tVote"),
        ("tr", "Ann\tyes no"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "<p>One.</p><p>Two.</p>",
        "<table><tr><td>One.</td></tr></table><p>Two.</p>",
        f"One.{' word' * 40}<br><br>Two.<br>",
    ],
)
def test_a_table_that_lays_out_gives_paragraphs(cell: str) -> None:
    found = texts(f"<table><tr><td>Menu</td><td>{cell}</td></tr></table>")
    assert found[0] == "Menu"
    assert found[1].startswith("One.")
    assert found[-1].startswith("Two.")


def test_a_block_knows_its_links_and_what_it_lies_in() -> None:
    [first, second] = blocks(
        "<article class=Story><aside id=Box><p>Read <a href=x>more</a></p></aside>"
        "<a href=y class=Card><div>All of it</div></a></article>"
    )
    assert (first.links, first.anchors) == (4, 1)
    assert {"article", "aside", "p"} <= first.inside
    assert first.place.parent is not None
    assert first.place.parent.names == "box"
    assert "a" in second.inside
    assert second.links == len("All of it")
    assert "card" in second.place.names


def test_a_hidden_block_is_marked_with_all_that_is_in_it() -> None:
    markup = (
        "<p>A</p><div style='display:none'><p>B</p></div><section hidden>C</section><p class=sr-only>D</p>"
    )
    assert [block.text for block in blocks(markup) if block.place.hidden] == ["B", "C", "D"]


def test_items_of_a_list_stand_on_lines_of_their_own() -> None:
    found = blocks("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ul><li>d</li></ul>")
    assert [(block.text, block.apart) for block in found] == [
        ("a", True),
        ("b", False),
        ("c", False),
        ("d", True),
    ]


_TAGS = ("p", "div", "span", "a", "b", "br", "table", "tr", "td", "ul", "li", "h1", "pre", "q", "x-y", "svg")
_SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in _TAGS]),
        st.sampled_from([f"</{tag}>" for tag in _TAGS]),
        st.text("ab c\n", max_size=8),
    ),
    max_size=60,
)


@given(_SOUP)
def test_no_tag_soup_loses_a_letter_that_a_browser_shows(soup: list[str]) -> None:
    root = etree.fromstring(
        "<html><body><p>x</p>" + "".join(soup), etree.HTMLParser(remove_comments=True, encoding="utf-8")
    )
    unseen = ("svg",)
    shown = "".join(
        str(text)
        for text in root.xpath("//text()")
        if not any(around.tag in unseen for around in _around(text))
    )
    made = "".join(block.text for block in read_blocks(root))
    if not any(
        next(one.iter("h1", "article", "main", "table"), None) is not None for one in root.iter("svg")
    ):
        assert "".join(made.replace('"', "").split()) == "".join(shown.split())


def _around(text: "etree._ElementUnicodeResult") -> list["etree._Element"]:
    parent = text.getparent()
    assert parent is not None
    holder = parent.getparent() if text.is_tail else parent
    return [] if holder is None else [holder, *holder.iterancestors()]


@pytest.mark.parametrize(
    "how",
    [
        'style="position:absolute; clip: rect(0 0 0 0)"',
        'style="clip:rect(1px,1px,1px,1px)"',
        'style="clip-path: inset(50%)"',
        'class="a11y-hidden"',
        'class="u-visuallyHidden"'.lower(),
        'class="show-for-sr"',
    ],
)
def test_text_for_screen_readers_in_a_link_is_not_shown(how: str) -> None:
    link = f"<a href=/x>the council<span {how}>, opens new tab</span></a>"
    assert texts(f"<p>Ask {link} of the town.</p>") == ["Ask the council of the town."]
