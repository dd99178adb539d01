"""The rules of a site on a page: where they match, where they no longer do, and where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.sites.apply import ruled_body
from newswire.parse.pages.sites.site import Site
from newswire.parse.pages.tree.page import read_page

STORY = ("The harbour of Grenholm opened its second quay to ferries on Monday.", "It cost 41 million crowns.")
PAGE = (
    "<!DOCTYPE html><html><head><title>Quay opens</title></head><body><h1>Quay opens</h1>{around}"
    "<div class='story'>" + "".join(f"<p>{text}</p>" for text in STORY) + "</div></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    return tmp_path


def read(folder: Path, rules: str, around: str = "", url: str = "https://www.coast.example/1") -> Item:
    (folder / "coast.example.toml").write_text(rules, encoding="utf-8")
    page = PAGE.format(around=around).encode()
    [item] = parse_document(Document(page, "page", url=url), Defaults("coast"))
    assert isinstance(item, Item)
    return item


def test_a_rule_overrides_the_page(folder: Path) -> None:
    item = read(
        folder,
        "[[layout]]\nbody = '.story'\nheadline = '.top'\nsection = '.where'\nkeywords = '.tag'\n"
        "byline = '.by'\n"
        "published = {selector = 'b', attribute = 'title', zone = 'Asia/Seoul'}",
        "<p class=top>Second quay</p><i class=where>Coast</i><i class=tag>ferry</i><i class=tag># quay</i>"
        "<i class=by>By Ida Nordqvist</i><b title='2024-11-04 09:30'>Monday</b>",
    )
    assert (item.headline, item.category, item.keywords) == ("Second quay", "Coast", ("ferry", "quay"))
    assert item.authors == ("Ida Nordqvist",)
    assert item.published is not None
    assert item.published.isoformat() == "2024-11-04T09:30:00+09:00"
    assert item.published_precision == "minute"
    assert item.body_text == "\n\n".join(STORY)
    assert item.warnings == ()


def test_seconds_since_1970_are_a_time(folder: Path) -> None:
    rules = "[[layout]]\nbody = '.story'\npublished = {selector = 'b', attribute = 'data-t'}"
    item = read(folder, rules, "<b data-t='1730709000'>today</b>")
    assert item.published is not None
    assert item.published.isoformat() == "2024-11-04T08:30:00+00:00"


def test_fixed_facts_hold_for_each_page(folder: Path) -> None:
    rules = "publisher = 'Coast Post'\ncarries = 'Reuters'\nlanguage = 'nb'\n[[layout]]\nbody = '.story'"
    item = read(folder, rules)
    assert (item.provider, item.credit, item.language) == ("Reuters", ("Coast Post", "Reuters"), "nb")


@pytest.mark.parametrize(
    ("text", "begins"),
    [("A short summary of it", "A short summary of it\n\nThe harbour"), (STORY[0], "The harbour")],
)
def test_a_standfirst_outside_the_container_begins_the_text_once(
    folder: Path, text: str, begins: str
) -> None:
    rules = "[[layout]]\nbody = '.story'\nstandfirst = '.lead'"
    item = read(folder, rules, f"<div class=lead>{text}</div>")
    assert item.standfirst == text
    assert (item.body_text or "").startswith(begins)
    assert (item.body_text or "").count(text) == 1


def test_a_standfirst_inside_the_container_stays_where_it_is(folder: Path) -> None:
    (folder / "coast.example.toml").write_text("[[layout]]\nbody = '.story'\nstandfirst = 'h2'", "utf-8")
    page = PAGE.format(around="").replace(f"<p>{STORY[1]}", f"<h2>The price of the quay</h2><p>{STORY[1]}")
    [item] = parse_document(Document(page.encode(), "page", url="https://coast.example/1"), Defaults("coast"))
    assert isinstance(item, Item)
    assert item.body_text == "\n\n".join((STORY[0], "The price of the quay", STORY[1]))


def test_a_dateline_stands_behind_the_standfirst(folder: Path) -> None:
    (folder / "coast.example.toml").write_text("[[layout]]\nbody = '.story'\nstandfirst = '.lead'", "utf-8")
    page = PAGE.format(around="<div class=lead>A summary of the day, written by the desk</div>")
    page = page.replace(STORY[0], f"OSLO (Coast Post / Reuters) {STORY[0]}")
    [item] = parse_document(Document(page.encode(), "page", url="https://coast.example/1"), Defaults("coast"))
    assert isinstance(item, Item)
    assert (item.dateline, item.place) == ("OSLO (Coast Post / Reuters)", "OSLO")
    assert item.body_text == "\n\n".join(("A summary of the day, written by the desk", *STORY))


def test_a_container_that_is_gone_falls_back_to_the_general_reader_with_a_warning(folder: Path) -> None:
    item = read(folder, "provider = 'AP'\n[[layout]]\nbody = 'article.text'\n[[layout]]\nbody = '#old'")
    assert item.body_text == "\n\n".join(STORY)
    assert item.provider == "AP"
    assert item.warnings == (
        "The rules for coast.example no longer match: body article.text and #old find nothing.",
    )


@pytest.mark.parametrize(("inside", "count"), [("", 0), ("<p>Read it all.</p>", 12)])
def test_a_container_with_far_less_text_than_the_general_reader_finds_is_no_match(
    folder: Path, inside: str, count: int
) -> None:
    item = read(folder, "[[layout]]\nbody = '.teaser'", f"<div class=teaser>{inside}</div>")
    assert item.body_text == "\n\n".join(STORY)
    assert item.warnings == (
        f"The rules for coast.example no longer match: body .teaser finds {count} characters of text, "
        "the general reader 96.",
    )


@pytest.mark.parametrize(
    ("rule", "around", "doubt"),
    [
        ("headline = '.top'", "", "headline .top finds nothing"),
        ("published = {selector = 'b'}", "", "published b finds nothing"),
        ("published = {selector = 'b'}", "<b>soon</b>", "published b finds no time in 'soon'"),
    ],
)
def test_a_selector_that_no_longer_matches_is_named(folder: Path, rule: str, around: str, doubt: str) -> None:
    item = read(folder, f"[[layout]]\nbody = '.story'\n{rule}", around)
    assert item.body_text == "\n\n".join(STORY)
    assert item.warnings == (f"The rules for coast.example no longer match: {doubt}.",)


def test_a_standfirst_that_is_absent_is_no_change_of_the_site(folder: Path) -> None:
    assert read(folder, "[[layout]]\nbody = '.story'\nstandfirst = '.lead'").warnings == ()


def test_a_wrong_file_leaves_the_page_to_the_general_reader(folder: Path) -> None:
    item = read(folder, "[[layout]]\nbody = 'div..story'")
    assert item.body_text == "\n\n".join(STORY)
    [warning] = item.warnings
    assert warning.startswith(
        "The rules for coast.example cannot be used: coast.example.toml: layout.1.body: this is no CSS sel"
    )


def test_pages_of_other_hosts_are_read_without_these_rules(folder: Path) -> None:
    assert read(folder, "provider = 'AP'\n[[layout]]\nbody = 'i'", url="https://bay.example/1").warnings == ()


def test_a_file_without_an_address_has_the_rules_of_its_canonical_one(folder: Path) -> None:
    (folder / "coast.example.toml").write_text(
        "provider = 'AP'\n[[layout]]\nbody = '.story'", encoding="utf-8"
    )
    page = PAGE.format(around="").replace(
        "<title>", "<link rel=Canonical href='https://www.coast.example/1'><title>"
    )
    [item] = parse_document(Document(page.encode(), "page"), Defaults("coast"))
    assert isinstance(item, Item)
    assert item.provider == "AP"


@pytest.mark.parametrize(
    ("around", "asked"), [("", 0), ("<script>" + 500 * "x" + "</script>", 0), (500 * "x", 1)]
)
def test_the_general_reader_is_asked_only_if_the_page_has_far_more_text(around: str, asked: int) -> None:
    page = read_page(Document(PAGE.format(around=around).encode(), "page", url="https://coast.example/1"))
    site = Site.model_validate({"host": "coast.example", "layout": [{"body": ".story"}]})
    calls: list[Body] = []

    def general() -> Body:
        calls.append(Body("Far less."))
        return calls[-1]

    body = ruled_body(page, site, Facts(), Body("\n\n".join(STORY)), general)
    assert body.text == "\n\n".join(STORY)
    assert len(calls) == asked
