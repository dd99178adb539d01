"""Sitemaps as plain text: nothing but addresses."""

from __future__ import annotations

import pytest

from newswire.fetch.web.text_sitemap import addresses


def test_each_line_is_an_address() -> None:
    text = "\ufeffhttps://pier.example/a\r\n\r\nHTTPS://pier.example/b?x=1 \nhttps://pier.example/a\n"
    assert addresses(text.encode()) == ["https://pier.example/a", "HTTPS://pier.example/b?x=1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https",
        "https://",
        "http is a protocol",
        "https://pier.example/a\nSee you soon.",
        "https://pier.example/a https://pier.example/b",
        "<urlset/>",
        "Sitemap: https://pier.example/a",
    ],
)
def test_any_other_text_is_none(text: str) -> None:
    assert addresses(text.encode()) is None
