"""The text of a page: all of its story, in order, and readable."""

from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document
from newswire.parse.pages.body.body import _titles
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import read_page
from tests.parse.pages.body.reading import SENTENCE, paragraphs, story


def test_lists_tables_and_quotes_are_readable() -> None:
    page = (
        f"<article><h1>Bridge</h1>{paragraphs('One', 'Two', 'Three', 'Four')}"
        "<ul><li>one thing</li><li>two</li></ul>"
        f"<blockquote>It is old.</blockquote><dl><dt>Length</dt><dd>20 m</dd></dl>"
        "<table><tr><th>Name</th><th>Vote</th></tr><tr><td>Ann</td><td>yes</td></tr></table>"
        f"<p>Now {SENTENCE}</p>"
        "</article>"
    )
    assert story(page).text.split("\n\n")[4:-1] == [
        "one thing\ntwo",
        "It is old.",
        "Length\n20 m",
        "Name\tVote\nAnn\tyes",
    ]


def test_a_page_without_text_has_no_story() -> None:
    assert story("<html><head><title>x</title></head><body><img src=x></body></html>").text == ""


_WORDS = st.lists(st.sampled_from(["bridge", "Stadt", "река", "町", "été"]), min_size=12, max_size=30)
_BLOCKS = st.lists(
    st.tuples(st.sampled_from(["p", "p", "div", "blockquote"]), _WORDS), min_size=3, max_size=9
)


@given(_BLOCKS)
def test_all_running_text_of_a_story_is_kept_in_order(made: list[tuple[str, list[str]]]) -> None:
    paragraphs = [f"{number} {' '.join(words)}, {number}." for number, (_, words) in enumerate(made)]
    markup = "".join(f"<{tag}>{text}</{tag}>" for (tag, _), text in zip(made, paragraphs, strict=True))
    page = f"<html><body><nav><a href=/>Home</a></nav><article><h1>Head</h1>{markup}</article></body></html>"
    assert story(page).text.split("\n\n") == paragraphs


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div hidden>",
                "</div>",
                "<a>",
                "<h1>",
                "<td>",
                "<li>",
                "<br>",
                "<article>",
                "</article>",
                "<noscript>",
                "<template>",
                "Text, and more of it. " * 3,
                "x",
                "\n",
            ]
        ),
        max_size=60,
    )
)
def test_no_tag_soup_raises(soup: list[str]) -> None:
    page = "<html><body><hr>" + "".join(soup)
    assert story(page, headline="Text", standfirst="Text", article_body="Text, and more of it." * 9) == story(
        page, headline="Text", standfirst="Text", article_body="Text, and more of it." * 9
    )


def test_a_title_of_white_space_is_no_work() -> None:
    title = "\n" * 100_000 + "Mill"
    page = read_page(Document(f"<html><title>{title}</title><p>One</p></html>".encode(), "page"))
    assert _titles(page, Facts(headline="The mill")) == ["The mill"]


def test_the_line_on_rights_is_kept_when_it_leaves_the_text() -> None:
    body = story(
        f"<article><h1>Bridge</h1>{paragraphs('One', 'Two', 'Three')}<p>© 2031 Tarn Herald</p></article>"
    )
    assert body.copyright == "© 2031 Tarn Herald"
    assert "©" not in body.text


def test_paragraphs_behind_a_stray_end_of_the_container_are_of_the_story() -> None:
    text = paragraphs("One", "Two", "Four", "Five")
    page = f"<h1>Bridge</h1><div class=story>{text}</span></div><p>Three {SENTENCE}</p><p>Short.</p>"
    assert story(page).text.split("\n\n")[-1].startswith("Three")
    linked = page.replace("<p>Three", "<p><a href=/3>Three</a>")
    assert not story(linked).text.split("\n\n")[-1].startswith("Three")
