"""Blocks are known again in the text that the page's JSON-LD states."""

from lxml import etree

from newswire.parse.pages.body.article_body import opening, stated_blocks
from newswire.parse.pages.body.blocks import read_blocks
from tests.parse.pages.body.reading import SENTENCE, openings, paragraphs, story


def test_stated_text_finds_its_container_and_never_replaces_it() -> None:
    page = (
        f"<html><body><div class=a>{paragraphs('Other', 'Another', 'More', times=6)}</div>"
        f"<div class=b>{paragraphs('One is here', 'Two is here', 'Three is printed')}</div></body></html>"
    )
    body = story(
        page, article_body=f"One is here. {SENTENCE * 2}Two is here. {SENTENCE * 2} Four is stated only."
    )
    assert openings(body) == ["One is here", "Two is here", "Three is printed"]
    assert "articleBody" in body.how["body_text"]


def test_a_block_is_stated_if_a_sentence_of_the_statement_begins_as_it_does() -> None:
    page = f"<body>{paragraphs('One is the first of them', 'Two is not there')}<p>Short</p></body>"
    blocks = read_blocks(etree.fromstring(page, etree.HTMLParser()))
    statement = f"Before. One is the first of them. {SENTENCE}"
    assert stated_blocks(blocks, statement) == {0}
    assert stated_blocks(blocks, f"<p>x</p><p>One is the &quot;first&quot; of them. {SENTENCE}</p>") == {0}
    assert stated_blocks(blocks, None) == set()


def test_few_letters_are_no_opening_unless_the_script_is_dense() -> None:
    assert opening("Read more") is None
    assert opening("町議会は火曜日に会合を開") == "町議会は火曜日に会合を開"
