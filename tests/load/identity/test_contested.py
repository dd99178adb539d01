"""Identifiers that come again: unlike stories stay apart, and versions without anything new are none."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.pipeline import replay
from tests.support.feeds_in_folders import ALL, FEEDS, Entry, Feed, atom, rss, sitemap
from tests.support.stories import BODY, contents, counts, drop, folder_source, ninjs, run

GALE = Entry(
    "Gale warning for the skerries",
    "Winds of forty knots are due off the skerries after midnight, the lighthouse keeper wrote.",
)
MILK = Entry(
    "Milk is dearer", "A can of milk costs nine crowns from Monday on, and cheese follows in spring."
)
ORGAN = Entry("Orgel klingt wieder", "Nach elf Jahren klang die Orgel von Sankt Veit am Sonntag wieder voll.")
BRIDGE = Entry("橋が開通", "新しい橋は月曜日に開通し、渡し船は春まで運航を続けると町は発表した。")
UNLIKE = (
    replace(GALE, link="https://quay.example/a", at=9),
    replace(MILK, link="https://quay.example/b", at=12),
    replace(ORGAN, link="https://quay.example/c", at=15),
    replace(BRIDGE, link="https://quay.example/d", at=18),
)


class Polls:
    """A source without a provider of its own, polled again and again."""

    def __init__(self, warehouse: psycopg.Connection, folder: Path) -> None:
        self.warehouse, self.folder, self.sources = warehouse, folder, folder / "sources"
        self._numbers = itertools.count(1)

    def __call__(self, document: bytes | dict[str, Any], name: str = "quay") -> dict[str, int]:
        if not (self.sources / f"{name}.toml").exists():
            folder_source(self.sources, name, self.folder / name)
        drop(self.folder / name, f"{next(self._numbers)}.xml", document)
        return counts(run(self.warehouse, self.sources, name))

    def rows(self) -> tuple[int, int, int]:
        """The numbers of stories, items and versions."""
        ask = "SELECT count(DISTINCT story_id), count(DISTINCT item_id), count(*) FROM mart.story_items"
        stories, items, versions = self.warehouse.execute(ask).fetchall()[0]
        return stories, items, versions


@pytest.fixture
def polls(warehouse: psycopg.Connection, tmp_path: Path) -> Polls:
    return Polls(warehouse, tmp_path)


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0)])
def test_unlike_entries_of_one_guid_are_stories_in_one_document_or_several(
    polls: Polls, feed: Feed, order: tuple[int, ...]
) -> None:
    entries = [replace(UNLIKE[place], guid="news") for place in order]
    polls(feed(*entries[:2]))
    polls(feed(entries[2]))
    polls(feed(*entries[1:]))
    assert polls.rows() == (4, 4, 4)
    for entry in entries:
        assert polls(feed(entry)) == {"parsed": 1, "unchanged": 1}
    assert polls.rows() == (4, 4, 4)


@pytest.mark.parametrize("feed", ALL)
def test_unlike_entries_of_one_page_are_stories(polls: Polls, feed: Feed) -> None:
    page = "https://quay.example/news"
    entries = [replace(entry, link=page) for entry in UNLIKE]
    assert polls(feed(*entries)) == {"parsed": 4, "new": 4}
    assert polls(feed(*entries[::-1])) == {"parsed": 4, "unchanged": 4}
    guids = {guid for (guid,) in polls.warehouse.execute("SELECT guid FROM mart.story_items")}
    assert page in guids
    assert all(guid.startswith(page) for guid in guids)


@pytest.mark.parametrize("at", [None, 9])
def test_unlike_entries_without_times_and_with_one_time_are_stories(polls: Polls, at: int | None) -> None:
    entries = [replace(entry, guid="news", link=None, at=at) for entry in UNLIKE]
    assert polls(rss(*entries)) == {"parsed": 4, "new": 4}


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Keeper expects forty knots"},
        {"title": "Keeper expects forty knots", "at": 11},
        {"title": "Keeper expects forty knots", "link": "https://quay.example/keeper"},
        {"text": "Boats should stay in port tonight."},
        {"text": "Boats should stay in port tonight.", "at": 11},
        {"title": "Boats stay in port", "text": "No boat left port on Monday."},
        {"title": "Forty knots", "text": f"{GALE.text} Two boats are missing.", "at": 11},
    ],
)
def test_an_edited_headline_or_text_is_a_version(polls: Polls, feed: Feed, edit: dict[str, Any]) -> None:
    entry = replace(UNLIKE[0], guid="gale-1")
    polls(feed(entry))
    assert polls(feed(replace(entry, **edit))) == {"parsed": 1, "updated": 1}
    assert polls.rows() == (1, 1, 2)


def test_a_rewritten_title_of_a_page_is_a_version(polls: Polls) -> None:
    entry = replace(UNLIKE[0])
    polls(sitemap(entry))
    assert polls(sitemap(replace(entry, title="Keeper expects forty knots"))) == {"parsed": 1, "updated": 1}


def test_a_version_of_a_story_with_a_shared_guid_finds_its_item(polls: Polls) -> None:
    gale, milk, organ, _ = (replace(entry, guid="news") for entry in UNLIKE)
    polls(rss(gale, milk, organ))
    assert polls(rss(replace(milk, title="Milk costs nine crowns"))) == {"parsed": 1, "updated": 1}
    assert polls.rows() == (3, 3, 4)
    ask = "SELECT title FROM mart.story_items WHERE item_id = %s ORDER BY version_id"
    [(item,)] = polls.warehouse.execute(
        "SELECT item_id FROM mart.story_items GROUP BY 1 HAVING count(*) = 2"
    ).fetchall()
    assert [title for (title,) in polls.warehouse.execute(ask, (item,))] == [
        "Milk is dearer", "Milk costs nine crowns",
    ]  # fmt: skip


def test_notices_of_one_form_under_one_guid_are_stories(polls: Polls) -> None:
    form = "The parish of {} has no {} on {} from {} to {}, because of works at the {} pump, the clerk said."
    told = [
        ("Hollin", "water", "Sunday", "six", "noon", "western"),
        ("Marle", "gas", "Friday", "two", "ten", "old"),
    ]
    notices = [
        Entry(f"No {what[1]} in {what[0]}", form.format(*what), "notice", at=9 + n)
        for n, what in enumerate(told)
    ]
    assert polls(rss(*notices)) == {"parsed": 2, "new": 2}


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    "teaser", ["Read more on our site.", "Nur für Abonnenten: Jetzt drei Monate gratis lesen."]
)
def test_one_teaser_under_unlike_headlines_of_one_page_makes_no_version(
    polls: Polls, feed: Feed, teaser: str
) -> None:
    entries = [replace(entry, text=teaser, link="https://quay.example/news") for entry in UNLIKE]
    polls(feed(*entries[:3]))
    polls(feed(*entries[1:]))
    assert polls.rows()[1:] == (4, 4)


@pytest.mark.parametrize("feed", FEEDS)
def test_a_series_under_one_headline_and_page_is_a_series_of_items(polls: Polls, feed: Feed) -> None:
    entries = [
        replace(entry, title="Notice", guid="notice", link="https://quay.example/n") for entry in UNLIKE
    ]
    polls(feed(*entries))
    assert polls.rows() == (4, 4, 4)


def test_a_deletion_under_a_shared_guid_is_of_the_item_sent_last(polls: Polls) -> None:
    polls(atom(*(replace(entry, guid="tag:quay.example,2020:1") for entry in UNLIKE[:2])))
    gone = (
        '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:quay.example,2020:1"/>'
    )
    polls(atom().replace(b"</feed>", f"{gone}</feed>".encode()))
    assert polls.warehouse.execute("SELECT title FROM mart.story_items").fetchall() == [(GALE.title,)]


def test_a_higher_version_is_the_item_whatever_it_contains(polls: Polls) -> None:
    polls(ninjs("gale-1", version="1", body=GALE.text, headline=GALE.title))
    polls(ninjs("gale-1", version="2", body=MILK.text, headline=MILK.title, minute=9))
    assert polls.rows() == (1, 1, 2)
    polls(ninjs("gale-1", version="2", body=BODY, minute=20))
    assert polls.rows() == (2, 2, 3), "the same number on another story is no version"


def test_a_kill_and_a_correction_reach_their_item(polls: Polls) -> None:
    polls(ninjs("gale-1", version="1", body=GALE.text, headline=GALE.title))
    polls(ninjs("gale-1", version="1", body=MILK.text, headline=f"CORRECTED-{MILK.title}", minute=9))
    assert polls.rows() == (1, 1, 2)
    polls(ninjs("gale-1", version="1", body="", headline="Withdrawn", pubstatus="canceled", minute=20))
    assert polls.rows() == (0, 0, 0)


@pytest.mark.parametrize("feed", ALL)
def test_a_new_build_without_changes_is_no_version(polls: Polls, feed: Feed) -> None:
    entry = replace(UNLIKE[1], guid="milk-1", built=13)
    polls(feed(entry))
    for hour in (14, 15, 40):
        assert polls(feed(replace(entry, built=hour))) == {"parsed": 1, "unchanged": 1}
    assert polls.rows() == (1, 1, 1)
    assert polls.warehouse.execute("SELECT count(*) FROM mart.revisions").fetchone() == (0,)


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("query", ["tok={}", "PHPSESSID={}", "weird={}", "utm_source={}"])
def test_a_token_in_a_link_is_no_version(polls: Polls, feed: Feed, query: str) -> None:
    for token in ("a1", "b2", "c3"):
        link = f"https://quay.example/m?{query.format(token)}"
        polls(feed(replace(MILK, guid="milk-1", link=link, at=9)))
    assert polls.rows() == (1, 1, 1)


@pytest.mark.parametrize("feed", ALL)
@pytest.mark.parametrize("visit", ["?sessionid={}&id=7", ";jsessionid={}?id=7", "?id=7&utm_campaign={}"])
def test_a_session_in_a_link_is_no_part_of_the_identity(polls: Polls, feed: Feed, visit: str) -> None:
    for session in ("a1", "b2", "c3"):
        polls(feed(replace(MILK, link=f"https://quay.example/m{visit.format(session)}", at=9)))
    assert polls.rows() == (1, 1, 1)


def test_a_text_that_returns_is_a_version_and_one_that_stays_is_none(polls: Polls) -> None:
    first = replace(UNLIKE[1], guid="milk-1", built=13)
    edited = replace(first, text=MILK.text.replace("nine", "ten"), built=14)
    polls(atom(first))
    polls(atom(edited))
    assert polls(atom(replace(first, built=15))) == {"parsed": 1, "updated": 1}
    assert polls(atom(replace(first, built=16))) == {"parsed": 1, "unchanged": 1}
    current = polls.warehouse.execute("SELECT body_text FROM mart.story_items WHERE is_current").fetchall()
    assert current == [(MILK.text,)]
    changed = polls.warehouse.execute("SELECT changed FROM mart.revisions").fetchall()
    assert changed == [(["body_text"],)] * 2


def test_a_new_number_alone_is_a_version_and_names_its_change(polls: Polls) -> None:
    polls(ninjs("pier-1", version="1"))
    assert polls(ninjs("pier-1", version="2", minute=5)) == {"parsed": 1, "updated": 1}
    assert polls.warehouse.execute("SELECT changed FROM mart.revisions").fetchall() == [(["version"],)]


@pytest.mark.parametrize("feed", FEEDS)
def test_recordings_without_guids_are_items(polls: Polls, feed: Feed) -> None:
    bulletin = Entry("Bulletin", "News of the harbour in five minutes.", link="https://quay.example/on-air")
    entries = [replace(bulletin, at=hour, file=f"https://cdn.example/{hour}.mp3") for hour in (9, 10, 11)]
    polls(feed(*entries))
    assert polls.rows()[1:] == (3, 3)
    assert polls(feed(*entries[1:])) == {"parsed": 2, "unchanged": 2}


def test_recordings_of_one_guid_are_items(polls: Polls) -> None:
    bulletin = Entry("Bulletin", "News of the harbour in five minutes.", "bulletin")
    entries = [replace(bulletin, at=hour, file=f"https://cdn.example/{hour}.mp3") for hour in (9, 10, 11)]
    polls(rss(*entries))
    assert polls.rows()[1:] == (3, 3)


@pytest.mark.parametrize("feed", ALL)
def test_a_new_title_of_a_feed_makes_nothing_new(polls: Polls, feed: Feed) -> None:
    entry = replace(UNLIKE[1], guid="milk-1")
    for title in ("Quay Post", "Quay Post (2 unread)", "Kaiblatt"):
        polls(feed(entry, title=title))
    assert polls.rows()[1] == 1
    assert polls.warehouse.execute("SELECT DISTINCT provider FROM mart.story_items").fetchall() == [
        ("quay.example",)
    ]


@pytest.mark.parametrize(("one", "other"), itertools.combinations(ALL, 2))
def test_two_feeds_of_one_site_are_one_provider(polls: Polls, one: Feed, other: Feed) -> None:
    entry = replace(UNLIKE[1], guid="https://quay.example/b")
    polls(one(entry, title="Quay: food", site="https://www.quay.example/food"), "food")
    polls(other(entry, title="Quay: all", site="https://quay.example/"), "all")
    assert polls.rows()[:2] == (1, 1)
    assert polls.warehouse.execute("SELECT count(*) FROM mart.syndication").fetchone() == (0,)


def test_a_site_does_not_syndicate_itself_under_two_guids(polls: Polls) -> None:
    polls(rss(replace(MILK, guid="food-1", at=9)), "food")
    polls(rss(replace(MILK, guid="all-1", at=9)), "all")
    polls(rss(replace(MILK, guid="x", at=12), site="https://inland.example/"), "inland")
    assert polls.warehouse.execute("SELECT original_provider, provider FROM mart.syndication").fetchall() == [
        ("quay.example", "inland.example")
    ]


def test_a_replay_gives_the_same_items(polls: Polls) -> None:
    gale, milk, organ, bridge = (replace(entry, guid="news", built=entry.at) for entry in UNLIKE)
    polls(atom(gale, milk))
    polls(atom(organ, milk, replace(gale, title="Keeper expects forty knots", built=10)))
    polls(atom(bridge, replace(milk, built=30)))
    polls(ninjs("news"), "agency")
    before = contents(polls.warehouse)
    replay(polls.warehouse, directory=polls.sources)
    assert contents(polls.warehouse) == before
    shared = polls.warehouse.execute("SELECT count(*) FROM news.shared_guids").fetchone()
    assert shared == (3,)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_version_between_two_unlike_ones_makes_one_story_in_any_order(
    polls: Polls, order: tuple[int, ...]
) -> None:
    texts = (GALE.text, f"{GALE.text} {MILK.text}", MILK.text)
    titles = (GALE.title, "Gale, and milk", MILK.title)
    entries = [Entry(titles[n], texts[n], "page", at=9 + n) for n in order]
    for entry in entries:
        polls(rss(entry))
    assert polls.rows()[0] == 1
