"""Lines that three stories of a host share are left out of all of them, whatever the order of the pages."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from newswire.load.pages.rulings import rule
from newswire.load.rulings import split
from newswire.pipeline import load_run, parse_run, replay
from newswire.reading import learning
from newswire.reading.learning import Learned, settle_lines
from newswire.reading.retention import prune
from newswire.search import index
from tests.conftest import ROOT
from tests.support.pages import FOLLOW, HOST, MATTERS, bring, fetch, page, prose, texts
from tests.support.stories import NOW, contents, counts, drop, ninjs, run, writes


def plain(*matters: str) -> dict[str, str]:
    """The texts of pages without any line beside their prose."""
    return {matter: "\n\n".join(prose(matter)) for matter in matters}


def learned(warehouse: psycopg.Connection) -> list[tuple[str, str, str, int]]:
    return warehouse.execute(
        "SELECT host, line, treatment, pages FROM mart.page_lines ORDER BY line"
    ).fetchall()


def test_the_third_story_teaches_a_line_and_the_first_two_are_read_again(
    warehouse: psycopg.Connection, sources: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for matter in MATTERS[:2]:
        bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW)})
        assert settle_lines(warehouse, sources).pages == 0
    assert all(text.endswith(FOLLOW) for text in texts(warehouse).values())
    bring(warehouse, sources, "wire", {MATTERS[2]: page(MATTERS[2], FOLLOW)})
    assert settle_lines(warehouse, sources).pages == 3
    assert texts(warehouse) == plain(*MATTERS[:3])
    assert learned(warehouse) == [(HOST, FOLLOW, "left out", 3)]
    assert f"{HOST}: three stories have the line {FOLLOW!r}; it is left out from now on." in caplog.messages
    bring(warehouse, sources, "wire", {MATTERS[3]: page(MATTERS[3], FOLLOW)})
    assert settle_lines(warehouse, sources).pages == 0, "the parser knew the line"
    assert texts(warehouse) == plain(*MATTERS[:4])


def test_a_page_read_again_is_the_same_version_and_searchable(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    matters = MATTERS[:3]
    loading = bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in matters})
    numbers = "SELECT guid, item_id, story_id FROM news.items ORDER BY guid"
    before = warehouse.execute(numbers).fetchall()
    index(warehouse)
    assert settle_lines(warehouse, sources).pages == 3
    assert warehouse.execute(numbers).fetchall() == before
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (3,)
    assert index(warehouse) == 3
    found = "SELECT count(*) FROM mart.search(%s)"
    assert warehouse.execute(found, ("channel",)).fetchone() == (0,)
    assert warehouse.execute(found, ("pier",)).fetchone() == (1,)
    [row] = warehouse.execute("SELECT parsed, new FROM ledger.runs").fetchall()
    assert row == (loading.counts.parsed, loading.counts.new) == (3, 3)


def test_a_page_whose_bytes_were_dropped_teaches_a_line_and_keeps_its_text(
    warehouse: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_KEEP_BYTES_DAYS", "30")
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:2]})
    settle_lines(warehouse, sources)
    assert prune(warehouse, NOW + dt.timedelta(days=31)).documents == 2
    bring(warehouse, sources, "wire", {MATTERS[2]: page(MATTERS[2], FOLLOW)})

    assert settle_lines(warehouse, sources) == Learned(lines=1, pages=1)

    old = {matter: "\n\n".join([*prose(matter), FOLLOW]) for matter in MATTERS[:2]}
    assert texts(warehouse) == old | plain(MATTERS[2])
    assert settle_lines(warehouse, sources) == Learned()
    replay(warehouse, directory=sources)
    settle_lines(warehouse, sources)
    assert texts(warehouse) == old | plain(MATTERS[2])
    assert learned(warehouse) == [(HOST, FOLLOW, "left out", 3)]


def test_only_the_pages_with_the_line_are_read_again(warehouse: psycopg.Connection, sources: Path) -> None:
    others = {matter: page(matter, f"See more about the {matter}") for matter in MATTERS[3:]}
    bring(warehouse, sources, "wire", others)
    settle_lines(warehouse, sources)
    kept = warehouse.execute("SELECT version_id FROM news.versions ORDER BY 1").fetchall()
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    assert settle_lines(warehouse, sources).pages == 3
    assert warehouse.execute("SELECT version_id FROM news.versions ORDER BY 1").fetchall()[:5] == kept


def test_every_order_of_the_pages_gives_the_same_warehouse(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    """One item comes in two versions that differ in the line alone: they are one version without it."""
    pages = {
        "pier": page("pier", FOLLOW),
        "mill": page("mill", FOLLOW, "More from the town"),
        "market": page("market", FOLLOW),
        "pier@2": page("pier"),
        "ferry": page("ferry", "More from the town", before=[FOLLOW]),
    }
    seen = []
    for order in [*itertools.permutations(pages)][::17]:
        warehouse.execute(
            "TRUNCATE news.stories, news.items, news.versions, news.page_notes, news.page_lines,"
            " ledger.learning, ledger.runs, raw.documents, raw.cursors CASCADE"
        )
        for name in order:
            (sources.parent / "wire" / f"{name}.html").unlink(missing_ok=True)
        for name in order:
            bring(warehouse, sources, "wire", {name: pages[name]})
            settle_lines(warehouse, sources)
        versions = warehouse.execute(
            "SELECT guid, array_agg(body_text ORDER BY body_text)"
            " FROM news.versions JOIN news.items USING (item_id) GROUP BY guid ORDER BY guid"
        ).fetchall()
        totals = warehouse.execute(
            "SELECT sum(parsed), sum(new), sum(updated), sum(unchanged) FROM ledger.runs"
        ).fetchone()
        seen.append((versions, learned(warehouse), totals))
    assert all(one == seen[0] for one in seen)
    assert [len(texts) for _, texts in seen[0][0]] == [1, 1, 1, 1]
    assert seen[0][2] == (5, 4, 0, 1)


def test_a_replay_gives_the_same_warehouse_and_the_next_call_writes_nothing(
    warehouse: psycopg.Connection, sources: Path, paper: Path
) -> None:
    for some in (MATTERS[:2], MATTERS[2:5]):
        bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW, "More") for matter in some})
        settle_lines(warehouse, sources)
    drop(paper, "1.json", ninjs("strike"))
    run(warehouse, sources, "paper")
    settle_lines(warehouse, sources)
    said, lines = contents(warehouse), learned(warehouse)

    replay(warehouse, directory=sources)
    assert settle_lines(warehouse, sources).pages == 0
    assert (contents(warehouse), learned(warehouse)) == (said, lines)

    before = writes(warehouse)
    assert settle_lines(warehouse, sources).pages == 0
    assert writes(warehouse) == before

    warehouse.execute(
        "TRUNCATE news.stories, news.items, news.versions, news.text_keys, news.page_notes, news.page_lines,"
        " ledger.learning CASCADE"
    )
    replay(warehouse, directory=sources)
    assert settle_lines(warehouse, sources).pages == 5
    assert (contents(warehouse), learned(warehouse)) == (said, lines)


def joined(warehouse: psycopg.Connection) -> list[tuple[str, str, int]]:
    """Provider, guid and story of each item."""
    return warehouse.execute("SELECT provider, guid, story_id FROM news.items ORDER BY 1, 2").fetchall()


def addresses(warehouse: psycopg.Connection) -> list[tuple[str, bytes, bool]]:
    """The addresses of each item, by its provider."""
    return warehouse.execute(
        "SELECT provider, key, is_page FROM news.page_addresses JOIN news.items USING (item_id) ORDER BY 1, 2"
    ).fetchall()


@pytest.mark.parametrize("settles", ["after each document", "at the end"])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_page_that_is_read_again_keeps_its_addresses_and_the_story_of_its_wire_item(
    warehouse: psycopg.Connection, sources: Path, paper: Path, order: tuple[int, ...], settles: str
) -> None:
    """The line of the page is learned with two other pages. The wire item has its address and other words.

    A copy of the wire item has its words and no address.
    """
    pier = f"https://www.{HOST}/pier"
    others = {matter: page(matter, FOLLOW) for matter in ("mill", "market")}
    for place in order:
        if place == 0:
            bring(warehouse, sources, "wire", {"pier": page("pier", FOLLOW)})
        elif place == 1:
            bring(warehouse, sources, "wire", others)
        else:
            sent = ninjs(pier, headline="Harbour council votes", firstcreated="2024-05-07T11:00:00+00:00")
            drop(paper, "1.json", sent)
            drop(paper, "2.json", ninjs("copy", minute=5, firstcreated="2024-05-07T11:05:00+00:00"))
            run(warehouse, sources, "paper")
        if settles == "after each document":
            settle_lines(warehouse, sources)
    found, held = joined(warehouse), addresses(warehouse)
    settle_lines(warehouse, sources)
    assert (joined(warehouse), addresses(warehouse)) == (found, held)
    assert learned(warehouse) == [(HOST, FOLLOW, "left out", 3)]
    bodies = warehouse.execute("SELECT body_text FROM news.versions WHERE format = 'html'").fetchall()
    assert sorted(text for (text,) in bodies) == sorted(plain("pier", "mill", "market").values())
    of_pier = {story for _, guid, story in found if guid in (pier, "copy")}
    assert (len(found), len(of_pier), len({story for *_, story in found})) == (5, 1, 3)
    assert len(held) == 4
    said = contents(warehouse)

    rule(warehouse, HOST, FOLLOW, is_text=True)
    assert settle_lines(warehouse, sources).pages == 3
    assert (joined(warehouse), addresses(warehouse)) == (found, held)
    rule(warehouse, HOST, FOLLOW, is_text=False)
    assert settle_lines(warehouse, sources).pages == 3
    replay(warehouse, directory=sources)
    assert settle_lines(warehouse, sources).pages == 0
    assert (joined(warehouse), addresses(warehouse), contents(warehouse)) == (found, held, said)


def test_what_people_split_from_a_page_stays_split_when_it_is_read_again(
    warehouse: psycopg.Connection, sources: Path, paper: Path
) -> None:
    pier = f"https://www.{HOST}/pier"
    drop(paper, "1.json", ninjs(pier))
    run(warehouse, sources, "paper")
    bring(warehouse, sources, "wire", {"pier": page("pier", FOLLOW)})
    split(warehouse, f"coast-daily {pier}")
    found = joined(warehouse)
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in ("mill", "market")})
    assert settle_lines(warehouse, sources).pages == 3
    assert set(found) < set(joined(warehouse))


def test_print_versions_and_updates_of_one_story_teach_nothing(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(
        warehouse,
        sources,
        "wire",
        {
            "pier": page("pier", FOLLOW),
            "print-pier": page("pier", FOLLOW, headline="Print version"),
            "amp-pier": page("pier", FOLLOW, headline="The pier"),
            "mill": page("mill", FOLLOW),
            "mill@2": page("mill", "And more.", FOLLOW, headline="The mill again"),
        },
    )
    assert settle_lines(warehouse, sources).pages == 0
    assert learned(warehouse) == []


def test_a_dateline_or_a_sign_off_that_recurs_stays_for_the_parser(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    pages = {matter: page(matter, "Enditem", before=["KYIV (Reuters) -"]) for matter in MATTERS[:3]}
    bring(warehouse, sources, "wire", pages)
    assert settle_lines(warehouse, sources).pages == 0
    assert learned(warehouse) == [(HOST, "Enditem", "kept", 3)]  # the dateline begins the first paragraph
    assert warehouse.execute("SELECT DISTINCT place FROM news.versions").fetchall() == [("KYIV",)]


def test_a_line_that_is_unlearned_stays_text_after_a_replay(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    settle_lines(warehouse, sources)
    rule(warehouse, HOST, FOLLOW, is_text=True, reason="the paper prints it")
    assert settle_lines(warehouse, sources).pages == 3
    whole = {matter: f"{text}\n\n{FOLLOW}" for matter, text in plain(*MATTERS[:3]).items()}
    assert texts(warehouse) == whole
    bring(warehouse, sources, "wire", {MATTERS[3]: page(MATTERS[3], FOLLOW)})
    settle_lines(warehouse, sources)
    replay(warehouse, directory=sources)
    assert settle_lines(warehouse, sources).pages == 0
    assert texts(warehouse)[MATTERS[3]].endswith(FOLLOW)
    assert learned(warehouse) == [(HOST, FOLLOW, "overruled", 4)]
    rule(warehouse, HOST, FOLLOW, is_text=False)
    assert settle_lines(warehouse, sources).pages == 4
    assert texts(warehouse) == plain(*MATTERS[:4])


def test_a_call_that_is_killed_between_two_transactions_is_continued(
    warehouse: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "_PAGES_AT_ONCE", 1)
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:4]})
    read = learning._read_again
    done: list[int] = []

    def killed(*arguments: object) -> int:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(read(*arguments))  # type: ignore[arg-type]
        return done[-1]

    monkeypatch.setattr(learning, "_read_again", killed)
    with pytest.raises(KeyboardInterrupt):
        settle_lines(warehouse, sources)
    assert sum(FOLLOW in text for text in texts(warehouse).values()) == 2
    monkeypatch.setattr(learning, "_read_again", read)
    bring(warehouse, sources, "wire", {"pier@2": page("pier", FOLLOW) + b"<!-- -->"})
    settle_lines(warehouse, sources)
    assert texts(warehouse) == plain(*MATTERS[:4])
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (4,)
    totals = "SELECT sum(parsed), sum(new), sum(updated), sum(unchanged) FROM ledger.runs"
    assert warehouse.execute(totals).fetchone() == (5, 4, 0, 1)


def test_a_run_that_was_parsed_before_a_line_was_learned_is_read_again(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    run_id = fetch(warehouse, sources, "paper", {"orchard": page("orchard", FOLLOW)})
    parse_run(warehouse, run_id, sources)
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    assert settle_lines(warehouse, sources).pages == 3
    load_run(warehouse, run_id, sources)
    assert settle_lines(warehouse, sources).pages == 1
    assert texts(warehouse) == plain(*MATTERS[:3], "orchard")


def test_a_load_without_pages_writes_no_notes(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}
    before = writes(warehouse)
    assert settle_lines(warehouse, sources).pages == 0
    assert writes(warehouse) == before
    assert warehouse.execute("SELECT count(*) FROM news.page_notes").fetchone() == (0,)


def test_a_line_loses_its_standing_when_a_replay_reads_it_in_too_few_stories(
    warehouse: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a better parser took the line for something else on one of the pages."""
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    settle_lines(warehouse, sources)
    better = page(MATTERS[2])
    warehouse.execute(
        "UPDATE raw.documents SET content = %s FROM raw.fetches"
        " WHERE fetches.document_id = documents.document_id AND locator LIKE %s",
        (better, f"%{MATTERS[2]}.html"),
    )
    replay(warehouse, directory=sources)
    assert settle_lines(warehouse, sources).pages == 2
    assert learned(warehouse) == []
    assert [FOLLOW in text for _, text in sorted(texts(warehouse).items())] == [False, True, True]


def test_a_reading_that_repeated_a_version_is_one_of_its_own_if_the_line_is_unlearned(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    settle_lines(warehouse, sources)
    again = bring(warehouse, sources, "wire", {f"{MATTERS[0]}@2": page(MATTERS[0])})
    assert counts(again) == {"parsed": 1, "unchanged": 1}
    rule(warehouse, HOST, FOLLOW, is_text=True)
    settle_lines(warehouse, sources)
    whole = plain(*MATTERS[:3])
    assert texts(warehouse) == {
        matter: text if matter == MATTERS[0] else f"{text}\n\n{FOLLOW}" for matter, text in whole.items()
    }
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (4,)
    totals = "SELECT updated, unchanged FROM ledger.runs ORDER BY run_id"
    assert warehouse.execute(totals).fetchall() == [(0, 0), (1, 0)]


LEARNING = {
    "before a line is written": ("news.page_lines", False),
    "before its pages are forgotten": ("news.page_notes", True),
    "while they are written again": ("news.revisions", True),
    "before the end is booked": ("ledger.learning", False),
}
"""A table that a call writes at that moment, and whether the load of pages writes it, too."""


@pytest.mark.parametrize("moment", LEARNING)
def test_an_ingest_that_is_killed_while_it_learns_loses_and_doubles_nothing(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, moment: str
) -> None:
    table, loads_before = LEARNING[moment]
    run_id = fetch(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:4]})
    if loads_before:
        parse_run(warehouse, run_id, sources)
        load_run(warehouse, run_id, sources)
    ingest = [sys.executable, "-m", "newswire.cli", "ingest", "--sources", str(sources)]
    environment = {**os.environ, "NEWSWIRE_DATABASE_URL": warehouse_url, "PYTHONPATH": str(ROOT / "plugins")}
    with psycopg.connect(warehouse_url) as holder:
        holder.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE".encode())
        killed = subprocess.Popen(
            ingest, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not is_blocking(warehouse, holder):
            assert killed.poll() is None, "it was never blocked"
        killed.kill()
        killed.wait()
        assert sum(FOLLOW in text for text in texts(warehouse).values()) == (
            0 if table == "ledger.learning" else 4
        )
    subprocess.run(ingest, env=environment, check=True, capture_output=True)
    assert texts(warehouse) == plain(*MATTERS[:4])
    assert learned(warehouse) == [(HOST, FOLLOW, "left out", 4)]
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (4,)
    totals = "SELECT sum(parsed), sum(new), sum(updated), sum(unchanged) FROM ledger.runs"
    assert warehouse.execute(totals).fetchone() == (4, 4, 0, 0)
    before = writes(warehouse)
    assert settle_lines(warehouse, sources) == Learned()
    assert writes(warehouse) == before


def is_blocking(observer: psycopg.Connection, holder: psycopg.Connection) -> bool:
    """Whether another connection waits for a lock of the holder's."""
    found = observer.execute(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid)))",
        (holder.info.backend_pid,),
    )
    return found.fetchone() == (True,)


def test_the_counts_of_a_call_are_a_sentence(warehouse: psycopg.Connection, sources: Path) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    done = settle_lines(warehouse, sources)
    assert done.note == "Lines of web pages: 1 newly left out, 3 pages read again."
    assert settle_lines(warehouse, sources).note is None
