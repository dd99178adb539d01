"""Pages that lead elsewhere are rejected with the address to fetch."""

from __future__ import annotations

import pytest

from tests.parse.pages.markup import FIRST, HEADLINE, STORY, URL, page, rejected, text

REDIRECTS = {
    "refresh": "<meta http-equiv=refresh content=\"0; url='/city/2'\">",
    "refresh in other letters": '<META HTTP-EQUIV="Refresh" CONTENT="3;URL=https://weir.example/city/2">',
    "script": "<script>window.location.href = '/city/2';</script>",
    "call": '<script>location.replace("https://weir.example/city/2")</script>',
}


@pytest.mark.parametrize("name", REDIRECTS)
def test_a_page_that_leads_to_another_one_names_it(name: str) -> None:
    found = rejected(page("<p>You are taken to another page.</p>", REDIRECTS[name]))
    assert found.reason == "redirect"
    assert found.detail.endswith("Fetch it instead: https://weir.example/city/2")


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv=refresh content="300">',
        f'<meta http-equiv=refresh content="5; url={URL}">',
        '<meta http-equiv=refresh content="600; url=/city/2">',
        "<script>if (old) { location.href = '/old' }</script>"
        + "<script>"
        + "var a = 1;" * 300
        + "</script>",
    ],
)
def test_a_story_that_refreshes_itself_stays(head: str) -> None:
    assert text(page(STORY, head)).startswith(FIRST)
    assert text(page(f"<h1>{HEADLINE}</h1><p>{FIRST}</p>", head)) == FIRST


def test_a_frameset_names_its_frames() -> None:
    found = rejected(
        "<html><head><title>The Weir</title></head><frameset cols='*,*'><frame src=menu.html>"
        "<frame src='/story.html'>"
        "<noframes><body><p>Your browser shows no frames.</p></body></noframes></frameset></html>"
    )
    assert found.reason == "redirect"
    assert found.detail.endswith("https://weir.example/city/menu.html, https://weir.example/story.html")


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv=refresh content='0;url=https://weir.example/{}'>",
        "<frameset><frame src='https://weir.example/{}'><frame src='{}'></frameset>",
    ],
)
def test_a_long_address_is_cut_in_the_detail(head: str) -> None:
    found = rejected(page("", head.replace("{}", "a/" * 50_000)), url=None)
    assert found.reason == "redirect"
    assert len(found.detail) < 1_500
