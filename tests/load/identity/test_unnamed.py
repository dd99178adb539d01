"""A page that names no publisher is the item of the page at its address that names one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.pipeline import fetch_source, load_run, parse_run, replay
from newswire.reading.learning import settle_lines
from tests.support.pages import FOLLOW, prose
from tests.support.stories import NOW, TODAY, contents, drop, folder_source, run, writes

ADDRESS = "https://www.coast.example/news/mill-burns-7"
NAMED, UNNAMED = "Coast Daily", None


def page(
    publisher: str | None,
    story: tuple[str, ...] = ("The mill of Port Albers", *prose("mill")),
    *,
    url: str = ADDRESS,
    hour: int = 9,
    author: str | None = None,
    more: str = "",
) -> bytes:
    """A page with a headline and paragraphs; without a publisher it is like an AMP or a printed form."""
    title, *paragraphs = story
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2020-11-02T09:00:00Z",
        "dateModified": f"2020-11-02T{hour:02}:00:00Z",
    }
    if publisher:
        facts["publisher"] = {"@type": "Organization", "name": publisher}
    if author:
        facts["author"] = {"@type": "Organization", "name": author}
    text = "".join(f"<p>{paragraph}</p>" for paragraph in [*paragraphs, *filter(None, [more])])
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><link rel="canonical" href="{url}">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head>'
        f"<body><article><h1>{title}</h1><div>{text}</div></article></body></html>"
    ).encode()


UNLIKE = (
    (
        "Gale warning for the skerries",
        "Winds of forty knots are due off the skerries after midnight, the keeper of the lighthouse wrote.",
        "Boats with fewer than two anchors have to stay in the harbour until Friday noon at the earliest.",
    ),
    (
        "Milk gets dearer from Monday",
        "A can of milk costs nine crowns from Monday on, and cheese follows in spring, three dairies agreed.",
        "Bakers said that they would not raise the price of buns before the summer holidays are over.",
    ),
    (
        "Organ of Saint Vitus sounds again",
        "After eleven years the organ sounded again on Sunday, and six hundred people came to listen to it.",
        "Its longest pipe had lain in a barn near Lomsdal, where a farmer kept apples in it each winter.",
    ),
)
"""Three stories with no sentence in common."""


class Desk:
    """A source of pages, each loaded in a run of its own."""

    def __init__(self, warehouse: psycopg.Connection, folder: Path) -> None:
        self.warehouse, self.sources, self.folder = warehouse, folder / "sources", folder / "desk"
        folder_source(self.sources, "desk", self.folder)
        self._numbers = itertools.count(1)

    def __call__(self, *pages: bytes) -> None:
        for content in pages:
            self.together(content)

    def together(self, *pages: bytes, url: str | None = None) -> None:
        """Load pages in one run. ``url`` is the address that they come from; a file has none."""
        for content in pages:
            drop(self.folder, f"{next(self._numbers):03}.html", content)
        run_id = fetch_source(self.warehouse, "desk", TODAY, NOW, self.sources).run_id
        assert run_id is not None
        self.warehouse.execute("UPDATE raw.fetches SET url = %s WHERE run_id = %s", (url, run_id))
        parse_run(self.warehouse, run_id, self.sources)
        load_run(self.warehouse, run_id, self.sources)

    def items(self) -> list[tuple[str, str, int]]:
        """Provider, guid and number of versions of each item."""
        return self.warehouse.execute(
            "SELECT provider, guid, count(*) FROM news.items JOIN news.versions USING (item_id)"
            " GROUP BY item_id ORDER BY provider, guid"
        ).fetchall()

    def credits(self) -> list[list[str]]:
        """The different credits of all versions."""
        rows = self.warehouse.execute("SELECT DISTINCT credit FROM news.versions ORDER BY 1").fetchall()
        return [credit for (credit,) in rows]

    def is_settled(self) -> bool:
        """Whether the same pages again write nothing, and a replay and one into an empty warehouse agree."""
        before, written = contents(self.warehouse), writes(self.warehouse)
        run(self.warehouse, self.sources, "desk")
        same = writes(self.warehouse) == written
        replay(self.warehouse, directory=self.sources)
        same = same and contents(self.warehouse) == before
        self.warehouse.execute("TRUNCATE news.stories, news.items, news.versions, news.text_keys CASCADE")
        replay(self.warehouse, directory=self.sources)
        return same and contents(self.warehouse) == before


@pytest.fixture
def desk(warehouse: psycopg.Connection, tmp_path: Path) -> Desk:
    return Desk(warehouse, tmp_path)


@pytest.mark.parametrize("first", [NAMED, UNNAMED])
@pytest.mark.parametrize("together", [False, True])
def test_a_form_without_a_publisher_is_the_named_page_again(
    desk: Desk, first: str | None, together: bool
) -> None:
    sent = [page(NAMED), page(UNNAMED)]
    bring = desk.together if together else desk.__call__
    bring(*(sent if first else sent[::-1]))
    assert desk.items() == [(NAMED, ADDRESS, 1)]
    assert desk.credits() == [[NAMED]]
    assert desk.is_settled()


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_versions_of_both_forms_are_one_chain(desk: Desk, order: tuple[int, ...]) -> None:
    sent = [
        page(NAMED),
        page(UNNAMED),
        page(UNNAMED, hour=11, more="It was insured, the owner said on Wednesday."),
        page(NAMED, hour=13, more="It was not insured after all, the owner said on Thursday."),
    ]
    desk(*(sent[place] for place in order))
    assert desk.items() == [(NAMED, ADDRESS, 3)]
    assert desk.credits() == [[NAMED]]
    current = "SELECT version_created FROM news.items JOIN news.versions ON version_id = current_version_id"
    [(created,)] = desk.warehouse.execute(current).fetchall()
    assert created.hour == 13
    assert desk.is_settled()


@pytest.mark.parametrize("first", [NAMED, UNNAMED])
def test_a_form_that_credits_nobody_takes_the_agency_of_the_page(desk: Desk, first: str | None) -> None:
    sent = [page(NAMED, author="Reuters"), page(UNNAMED)]
    desk(*(sent if first else sent[::-1]))
    assert [(provider, guid) for provider, guid, _ in desk.items()] == [("Reuters", ADDRESS)]
    assert desk.credits() == [[NAMED, "Reuters"]]
    assert desk.is_settled()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_outlets_of_one_host_stay_two(desk: Desk, order: tuple[int, ...]) -> None:
    """Nothing is learned about a host: a page takes a name from its own address alone."""
    pier, ferry = ("https://papers.example/coast/pier-8", "https://papers.example/inland/ferry-9")
    sent = [
        page("Coast Daily", UNLIKE[0], url=pier),
        page("Inland Post", UNLIKE[1], url=ferry),
        page(UNNAMED, UNLIKE[2], url="https://papers.example/inland/school-10"),
    ]
    desk(*(sent[place] for place in order))
    assert [provider for provider, _, _ in desk.items()] == ["Coast Daily", "Inland Post", "papers.example"]
    assert desk.is_settled()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_unlike_pages_with_one_wrong_address_stay_apart(desk: Desk, order: tuple[int, ...]) -> None:
    """A template that gives all pages one canonical address is no evidence of a publisher."""
    sent = list(map(page, ("Coast Daily", "Inland Post", UNNAMED), UNLIKE))
    for place in order:
        desk.together(sent[place], url=f"https://www.coast.example/all/{place}")
    providers = [provider for provider, _, _ in desk.items()]
    assert providers == ["Coast Daily", "Inland Post", "coast.example"]
    assert desk.is_settled()


@pytest.mark.parametrize("first", [0, 1])
def test_a_page_of_another_site_with_this_address_is_that_sites(desk: Desk, first: int) -> None:
    """Another outlet has the page and names it as the original."""
    sent = [(NAMED, ADDRESS), (UNNAMED, "https://www.inland.example/copies/1")]
    for publisher, url in (sent[first], sent[1 - first]):
        desk.together(page(publisher), url=url)
    assert [provider for provider, _, _ in desk.items()] == [NAMED, "inland.example"]


@pytest.mark.parametrize(
    "url",
    [
        f"{ADDRESS}/amp/",
        f"{ADDRESS}?print=1",
        "https://amp.coast.example/7",
        "https://text.coast.example/news/7",
        "https://www-coast-example.cdn.ampproject.org/c/s/www.coast.example/news/mill-burns-7/amp/",
        "https://coast.example/news/mill-burns-7/",
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_a_form_at_an_address_of_its_own_repeats_the_version(desk: Desk, url: str, first: int) -> None:
    sent = [(NAMED, ADDRESS), (UNNAMED, url)]
    for publisher, place in (sent[first], sent[1 - first]):
        desk.together(page(publisher), url=place)
    assert desk.items() == [(NAMED, ADDRESS, 1)]
    assert desk.credits() == [[NAMED]]
    assert desk.is_settled()


def test_items_of_both_names_become_one_when_the_page_comes_again(desk: Desk) -> None:
    """A warehouse from before this rule has two items."""
    desk(page(NAMED))
    desk.warehouse.execute("UPDATE news.items SET provider = 'coast.example'")
    desk.warehouse.execute("UPDATE news.versions SET credit = '{coast.example}'")
    desk(page(NAMED, hour=11, more="It was insured."), page(UNNAMED, hour=12, more="Nobody was hurt."))
    assert desk.items() == [(NAMED, ADDRESS, 3)]
    assert desk.credits() == [[NAMED]]


@pytest.mark.parametrize("first", [NAMED, UNNAMED])
def test_what_people_ruled_on_a_form_holds_for_the_page(desk: Desk, first: str | None) -> None:
    desk(page(UNNAMED), page("Inland Post", url="https://inland.example/mill-1"))
    desk.warehouse.execute(
        "INSERT INTO news.rulings (provider, guid, other_provider, other_guid, verdict)"
        " VALUES ('Inland Post', 'https://inland.example/mill-1', 'coast.example', %s, 'split')",
        (ADDRESS,),
    )
    desk(page(NAMED))
    ruled = "SELECT provider, other_provider FROM news.rulings"
    assert desk.warehouse.execute(ruled).fetchall() == [("Coast Daily", "Inland Post")]


@pytest.mark.parametrize("first", [NAMED, UNNAMED])
def test_forms_stay_one_item_when_they_are_read_again_with_learned_lines(
    desk: Desk, first: str | None
) -> None:
    addresses = [f"https://www.coast.example/news/{number}" for number in range(3)]
    for publisher in (first, NAMED if first is None else UNNAMED):
        for story, url in zip(UNLIKE, addresses, strict=True):
            desk(page(publisher, (*story, FOLLOW), url=url))
    for _ in range(2):
        assert settle_lines(desk.warehouse, desk.sources).pages == 6
        assert desk.items() == [(NAMED, url, 1) for url in addresses]
        assert desk.credits() == [[NAMED]]
        texts = desk.warehouse.execute("SELECT body_text FROM news.versions ORDER BY body_text").fetchall()
        assert texts == sorted(("\n\n".join(paragraphs),) for _, *paragraphs in UNLIKE)
        desk.warehouse.execute(
            "TRUNCATE news.stories, news.items, news.versions, news.text_keys, news.page_notes,"
            " news.page_lines, ledger.learning CASCADE"
        )
        replay(desk.warehouse, directory=desk.sources)
