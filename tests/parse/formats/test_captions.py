"""Captions of pictures inside HTML."""

from __future__ import annotations

import pytest

from newswire.parse.formats.captions import is_caption, without_captions

STORY = "<p>One.</p><p>Two.</p>"


@pytest.mark.parametrize(
    "caption",
    [
        '<figure><img src="a.jpg"><figcaption>The ferry. Photo: Otto Berg</figcaption></figure>',
        "<FIGURE class=gallery><figure><img><figcaption>A</figcaption></figure></FIGURE>",
        '<div id="a7" class="wp-caption alignleft"><img><p class="wp-caption-text">The ferry.</p></div>',
        "<p class='caption'>The ferry.</p>",
        '<span class="photo-credit">Otto Berg</span>',
        '<p class="Bildunterschrift">Die Fähre.</p>',
        "<figcaption>The ferry.</figcaption>",
        "<p class='billedtekst'>Færgen.</p>",
        "<small class='picture-source'>Norwind</small>",
    ],
)
def test_a_caption_is_no_story(caption: str) -> None:
    assert without_captions(f"<p>One.</p>{caption}<p>Two.</p>") == STORY


@pytest.mark.parametrize(
    "html",
    [
        STORY,
        "a < b in the caption",
        '<p class="credit">Norwind</p>',
        "<figure><blockquote>Yes.</blockquote></figure>",
        "<table><caption>Results</caption><tr><td>1</td></tr></table>",
        "<figure><img><p>A figure without an end",
        "<p>He captions <b>photos</b>.</p>",
    ],
)
def test_anything_else_stays(html: str) -> None:
    assert without_captions(html) == html


def test_a_figure_around_a_table_loses_its_caption_only() -> None:
    table = '<figure class="wp-block-table"><table><tr><td>1</td></tr></table>{}</figure>'
    assert without_captions(table.format("<figcaption>Source: Norwind</figcaption>")) == table.format("")


def test_many_figures_without_an_end_take_no_longer_than_others() -> None:
    html = "<figure><p>One." * 20_000
    assert without_captions(html) == html


def test_the_name_alone_or_a_class_makes_a_caption() -> None:
    assert is_caption("figure", None)
    assert is_caption("p", "left image-caption")
    assert not is_caption("p", "lead")
