"""The sentence on an answer in the place of the expected document."""

from __future__ import annotations

import pytest

from newswire.fetch.web.instead import asks_for_login, instead_of, is_html


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\n"])
def test_an_empty_answer_is_named(content: bytes) -> None:
    assert (instead_of("a feed", content) or "").startswith(
        "The answer is empty, in the place of a feed. Try later"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><title>Pier</title>",
        b"\xef\xbb\xbf\n<html><head><title>\n Pier </title>",
        b"<!-- cached --><HTML><title lang=en>Pier</title>",
        b"<head><title>Pier</title>",
    ],
)
def test_a_web_page_is_named_with_its_title(content: bytes) -> None:
    assert is_html(content)
    assert (instead_of("a sitemap", content) or "").startswith(
        "The answer is a web page ('Pier'), in the place of a sitemap."
    )


@pytest.mark.parametrize(
    "field", [b"<input type=password>", b'<input name="p" type="password"/>', b"<INPUT\nTYPE='PASSWORD'>"]
)
def test_a_form_to_log_in_is_named(field: bytes) -> None:
    content = b"<html><body><form>" + field
    assert asks_for_login(content)
    assert (instead_of("a feed", content) or "").startswith(
        "The answer is a form to log in, in the place of a feed. Ask"
    )


@pytest.mark.parametrize(
    "content",
    [b"<rss/>", b"<?xml version='1.0'?><urlset/>", b"{}", b"Hello", b"<feed><title>html</title></feed>"],
)
def test_of_any_other_document_nothing_is_known(content: bytes) -> None:
    assert instead_of("a feed", content) is None
    assert not asks_for_login(content)


def test_a_field_for_a_password_in_another_document_is_no_form() -> None:
    assert not asks_for_login(
        b"<rss><description>&lt;input type=password&gt; <input type=password></description></rss>"
    )
