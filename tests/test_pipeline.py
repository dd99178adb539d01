"""Runs from end to end on real PostgreSQL: nothing twice, nothing lost, whatever the order."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from newswire.fetch import FetchError, FetchRefused, Interval
from newswire.load import matches, revisions
from newswire.model import too_large
from newswire.parse.pages.sites.alerts import REMEDY
from newswire.pipeline import fetch_source, load_run, parse_ahead, parse_run, replay
from newswire.reading import documents
from newswire.workers import work
from tests.conftest import ROOT, SHARED
from tests.support.stories import (  # fmt: skip
    BODY,
    NOW,
    SENTENCES,
    TODAY,
    contents,
    counts,
    drop,
    folder_source,
    ninjs,
    run,
    visible,
    writes,
)

EMPTY_WAREHOUSE = "TRUNCATE news.stories, news.items, news.versions, news.text_keys, ledger.rejected CASCADE"
EMPTY_ALL = (
    "TRUNCATE news.stories, news.items, news.versions, news.text_keys, ledger.runs, raw.documents,"
    " raw.fetches, raw.cursors CASCADE"
)


def test_a_file_beyond_the_limit_is_rejected_with_the_reason_and_sentence_of_parse(
    warehouse: psycopg.Connection, tmp_path: Path
) -> None:
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire", max_bytes=10)
    drop(tmp_path / "wire", "a.txt", b"eleven byte")
    run(warehouse, tmp_path / "sources", "wire")
    refused = "SELECT reason, detail FROM ledger.rejected"
    assert warehouse.execute(refused).fetchall() == [("too-large", too_large(11, 10))]
    replay(warehouse, directory=tmp_path / "sources")
    assert warehouse.execute(refused).fetchall() == [("too-large", too_large(11, 10))]


def test_the_sample_article_is_right_in_every_value(warehouse: psycopg.Connection) -> None:
    loading = run(warehouse, ROOT / "sources", "sample")
    assert counts(loading) == {"parsed": 1, "new": 1}
    row = warehouse.execute(
        "SELECT provider, relation, headline, title, title_is_derived, place, country, credit, dateline,"
        " published_at, published_precision, language, byline, word_count, body_text, source_name, kind"
        " FROM mart.story_items"
    ).fetchone()
    assert row is not None
    assert row[:2] == ("Sputnik", "original")
    assert row[2] is None
    assert row[3].startswith("Ukrainian Foreign Minister Dmytro Kuleba held")
    assert row[4] is True
    assert row[5:9] == ("KIEV", "UA", ["UrduPoint News", "Sputnik"],
                        "KIEV (UrduPoint News / Sputnik - 02nd November, 2020)")  # fmt: skip
    assert row[9:13] == (dt.datetime(2020, 11, 2, tzinfo=dt.UTC), "day", "en", None)
    paragraphs = row[14].split("\n\n")
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("Ukrainian Foreign Minister Dmytro Kuleba held")
    assert paragraphs[-1].endswith('"closed."')
    assert row[13] == len(row[14].split())
    assert row[15:] == ("sample", "text")


def test_versions_of_an_item_are_rows_and_the_same_again_is_none(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}
    drop(wire, "2.json", ninjs("pier-1", version="2", body=BODY + " More follows.", minute=5))
    drop(wire, "3.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 2, "updated": 1, "unchanged": 1}
    rows = warehouse.execute(
        "SELECT version, relation, is_current FROM mart.story_items ORDER BY version"
    ).fetchall()
    assert rows == [("1", "original", False), ("2", "version", True)]


def test_a_number_sent_again_with_other_text_and_a_later_time_is_a_version(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1", version="4"))
    drop(wire, "2.json", ninjs("pier-1", version="4", headline="Pier: council votes", minute=9))
    run(warehouse, sources, "wire")
    rows = warehouse.execute(
        "SELECT headline, is_current FROM mart.story_items ORDER BY is_current"
    ).fetchall()
    assert rows == [("Pier to be rebuilt", False), ("Pier: council votes", True)]


def test_copies_are_recognised_over_all_sources(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    carried = BODY.replace(".\n", " .\n").upper()
    drop(paper, "a.json", ninjs("local/77", headline="Northern pier", body=carried, minute=30,
                                firstcreated="2024-05-07T12:30:00+00:00"))  # fmt: skip
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}
    assert counts(run(warehouse, sources, "paper")) == {"parsed": 1, "copies": 1}
    rows = warehouse.execute(
        "SELECT provider, relation, score, count(*) OVER (PARTITION BY story_id)"
        " FROM mart.story_items ORDER BY provider"
    ).fetchall()
    assert rows == [("coast-daily", "copy", 1.0, 2), ("harbour-press", "original", None, 2)]


def test_the_same_short_text_of_another_day_is_another_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for day in ("03", "07"):
        document = ninjs(
            f"rate-{day}", headline="Bank keeps its rate", body="The bank kept its rate at 4 percent."
        )
        document["versioncreated"] = document["firstcreated"] = f"2024-05-{day}T12:00:00+00:00"
        drop(wire, f"{day}.json", document)
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 2, "new": 2}


def test_a_rejected_document_is_kept_with_its_reason_and_stops_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "bad.json", b'{"uri": "x", "headlines": [')
    drop(wire, "empty.xml", b"")
    drop(wire, "good.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 3, "new": 1, "rejected": 2}
    rows = warehouse.execute("SELECT path, detail <> '' FROM mart.rejected ORDER BY path").fetchall()
    assert rows == [("bad.json", True), ("empty.xml", True)]


def test_a_canceled_item_is_gone_for_readers_and_kept_in_its_history(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-1", version="2", pubstatus="canceled", minute=3))
    drop(wire, "3.json", ninjs("pier-2", body=BODY + " And more.", embargoed="2999-01-01T00:00:00+00:00"))
    run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (0,)
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (3,)


def test_a_kill_takes_the_copies_along_that_name_the_agency(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    credited = f"PORT ALBERS, May 7 (Harbour Press) - {BODY}"
    drop(paper, "named.json", ninjs("local/1", body=credited, minute=30, provider="Coast Daily"))
    drop(paper, "own.json", ninjs("local/2", body=BODY, minute=40))
    run(warehouse, sources, "wire")
    run(warehouse, sources, "paper")
    assert len(visible(warehouse)) == 3
    drop(wire, "2.json", ninjs("pier-1", version="2", pubstatus="canceled", minute=3))
    run(warehouse, sources, "wire")
    assert visible(warehouse) == [("local/2", "1")]


def test_the_same_run_again_writes_no_row(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "bad.json", b"{")
    run(warehouse, sources, "wire")
    before, said = writes(warehouse), contents(warehouse)
    assert run(warehouse, sources, "wire") is None
    drop(wire, "1.json", ninjs("pier-1")).touch()  # it is read again, and is unchanged
    assert run(warehouse, sources, "wire") is None
    after = writes(warehouse)
    assert {name: rows for name, rows in after.items() if name != "raw.cursors"} == {
        name: rows for name, rows in before.items() if name != "raw.cursors"
    }
    assert contents(warehouse) == said


def test_large_documents_are_read_parsed_and_compared_in_portions(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):  # copies of each other, and each in three versions
        story = ninjs(f"pier-{number // 3}", version=str(number % 3 + 1), body=f"{BODY} Part {number}.")
        drop(wire, f"{number:02}.json", story)
    run(warehouse, sources, "wire")
    whole = contents(warehouse)

    warehouse.execute(EMPTY_ALL)
    monkeypatch.setattr(documents, "_BYTES_AT_ONCE", 2 * len(BODY))
    monkeypatch.setattr(work, "_CHARACTERS_AT_ONCE", 3 * len(BODY))
    monkeypatch.setattr(matches, "_BYTES_AT_ONCE", len(BODY))
    monkeypatch.setattr(revisions, "_BYTES_AT_ONCE", len(BODY))
    compared: list[int] = []
    compare = matches._compare
    monkeypatch.setattr(
        matches, "_compare", lambda c, pairs: compared.append(len(pairs)) or compare(c, pairs)
    )
    fetching = fetch_source(warehouse, "wire", TODAY, NOW, sources)
    assert fetching.run_id is not None
    parse_run(warehouse, fetching.run_id, sources)
    limits = {"run_id": fetching.run_id, "documents": 500, "bytes": 2 * len(BODY)}
    read = warehouse.execute(documents._PORTIONS, limits).fetchall()
    assert 6 <= len(read) <= 12
    assert sorted(read) == read
    assert sum(number for _, _, number, _ in read) == 12
    kept = warehouse.execute("SELECT answers FROM raw.parsed").fetchall()
    assert 4 <= len(kept) <= 6
    load_run(warehouse, fetching.run_id, sources)
    assert set(compared) == {1}
    assert contents(warehouse) == whole


def test_a_missing_folder_raises_an_error_with_a_remedy(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    wire.rmdir()
    with pytest.raises(
        FetchError, match=r"does not exist\. Make it, or correct path in sources/wire\.toml"
    ) as caught:
        run(warehouse, sources, "wire")
    assert isinstance(caught.value, FetchRefused)


def test_a_past_day_takes_the_files_of_that_day(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    day = dt.datetime(2024, 5, 7, 13, tzinfo=dt.UTC)
    os.utime(drop(wire, "1.json", ninjs("pier-1")), (day.timestamp(), day.timestamp()))
    earlier = day - dt.timedelta(days=1)
    os.utime(
        drop(
            wire,
            "0.json",
            ninjs("strike", body="Dockers of Port Albers went on strike over their pay at noon."),
        ),
        (earlier.timestamp(),) * 2,
    )
    fetching = fetch_source(warehouse, "wire", Interval.day(day.date()), NOW, sources)
    assert fetching.documents == 1
    assert fetching.run_id is not None
    load_run(warehouse, fetching.run_id, sources)
    assert warehouse.execute("SELECT guid FROM mart.story_items").fetchall() == [("pier-1",)]
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}


ARRIVALS = [
    ninjs("pier-1"),
    ninjs("pier-1", version="2", body=BODY + " Second.", minute=2),
    ninjs("pier-1", version="3", body=BODY + " Third.", minute=3),
    ninjs("pier-2", body=BODY + " Second.", minute=7, firstcreated="2024-05-07T12:07:00+00:00"),
    ninjs(
        "other",
        body="Something else altogether. " + SENTENCES[3] + " " + SENTENCES[1] + ".",
        headline="Other",
    ),
    ninjs("pier-0", body=BODY + " Third.", minute=1, firstcreated="2024-05-07T10:00:00+00:00"),
]


def test_stories_do_not_depend_on_the_order_of_arrival(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    seen = []
    for number, order in enumerate(random.Random(7).sample(list(itertools.permutations(range(6))), 12)):
        warehouse.execute(EMPTY_ALL)
        for place, index in enumerate(order):
            drop(wire, f"{number}-{place}.json", ARRIVALS[index])
            run(warehouse, sources, "wire")
        found = contents(warehouse)
        for version in found["versions"]:
            del version["locator"], version["path"]
        seen.append((found["stories"], found["versions"]))
    assert all(one == seen[0] for one in seen)
    assert [story for story, _ in seen[0][0]] == [
        ["harbour-press other"],
        ["harbour-press pier-0", "harbour-press pier-1", "harbour-press pier-2"],
    ]
    assert seen[0][0][1][1] == "harbour-press pier-0"


def drop_many(wire: Path, paper: Path, count: int) -> None:
    """Drop stories, later versions of some, copies of others, and files that are no stories."""
    for number in range(count):
        body = f"Ship number {number} reached Port Albers on Monday with {number * 37} crates. {BODY}"
        drop(wire, f"{number:04}.json", ninjs(f"ship-{number}", body=body))
        if number % 3 == 0:
            drop(
                wire,
                f"{number:04}-2.json",
                ninjs(f"ship-{number}", version="2", body=f"{body} It left.", minute=4),
            )
        if number % 5 == 0:
            drop(paper, f"{number:04}.json", ninjs(f"copy-{number}", body=body, minute=90))
        if number % 20 == 0:
            drop(paper, f"{number:04}.bad", b'{"uri":')


def test_replay_gives_the_same_warehouse(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop_many(wire, paper, 60)
    for name in ("paper", "wire"):
        run(warehouse, sources, name)
    said = contents(warehouse)
    assert len(said["versions"]) == 92
    replay(warehouse, dry_run=True, directory=sources)
    assert contents(warehouse) == said
    replay(warehouse, "paper", directory=sources)
    assert contents(warehouse)["stories"] == said["stories"]
    replay(warehouse, directory=sources)
    assert contents(warehouse) == said
    warehouse.execute(EMPTY_WAREHOUSE)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == said


def test_kills_at_random_moments_leave_no_trace(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    drop_many(wire, paper, 400)
    for name in ("paper", "wire"):
        run(warehouse, sources, name)
    said = contents(warehouse)
    warehouse.execute(EMPTY_ALL)
    command = [sys.executable, "-m", "newswire.cli", "ingest", "--sources", str(sources)]
    environment = {**os.environ, "NEWSWIRE_DATABASE_URL": warehouse_url, "PYTHONPATH": str(ROOT / "plugins")}
    moments = random.Random(11)
    for _ in range(10):
        ingest = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            ingest.wait(moments.uniform(0.4, 2.5))
        except subprocess.TimeoutExpired:
            ingest.send_signal(signal.SIGKILL)
        ingest.communicate()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    found = contents(warehouse)
    assert (found["versions"], found["stories"], found["rejected"]) == (
        said["versions"], said["stories"], said["rejected"],
    )  # fmt: skip
    assert warehouse.execute("SELECT count(*) FROM ledger.runs WHERE state <> 'loaded'").fetchone() == (0,)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files to measure with are not here")
def test_real_wire_files_are_all_accounted_for_and_written_once(
    warehouse: psycopg.Connection, tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    folder_source(sources, "wires", SHARED / "wire-samples")
    loading = run(warehouse, sources, "wires")
    found = counts(loading)
    assert found.pop("parsed") == sum(found.values())
    assert loading is not None
    assert loading.documents == sum(path.is_file() for path in (SHARED / "wire-samples").rglob("*"))
    before = writes(warehouse)
    assert run(warehouse, sources, "wires") is None
    assert writes(warehouse) == before
    said = contents(warehouse)
    warehouse.execute(EMPTY_WAREHOUSE)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == said


def test_answers_ahead_of_the_load_are_those_of_all_documents_or_parsed_anew(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    fetching = fetch_source(warehouse, "wire", TODAY, NOW, sources)
    assert fetching.run_id is not None
    ahead = parse_ahead(warehouse, fetching.run_id, sources)
    assert ahead is not None
    assert ahead.size() > 0
    drop(
        wire, "2.json", ninjs("strike", body="Dockers of Port Albers went on strike over their pay at noon.")
    )
    assert fetch_source(warehouse, "wire", TODAY, NOW, sources).run_id == fetching.run_id
    assert counts(load_run(warehouse, fetching.run_id, sources, ahead=ahead)) == {"parsed": 2, "new": 2}
    assert parse_ahead(warehouse, fetching.run_id, sources) is None


def test_a_run_that_could_not_be_loaded_takes_no_later_documents(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    first = fetch_source(warehouse, "wire", TODAY, NOW, sources).run_id
    assert first is not None
    warehouse.execute("ALTER TABLE news.items ADD CONSTRAINT no_pier CHECK (guid <> 'pier-1')")
    with pytest.raises(psycopg.errors.CheckViolation):
        load_run(warehouse, first, sources, ahead=parse_ahead(warehouse, first, sources))
    assert warehouse.execute("SELECT state FROM ledger.runs").fetchall() == [("parsed",)]
    warehouse.execute("ALTER TABLE news.items DROP CONSTRAINT no_pier")


def test_a_run_that_cannot_be_loaded_does_not_keep_new_documents_away(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    yesterday = Interval.day(NOW.date() - dt.timedelta(days=1))
    drop(wire, "1.json", ninjs("pier-1"))
    fetch_source(warehouse, "wire", yesterday, NOW, sources)
    assert warehouse.execute("SELECT count(*) FROM raw.fetches").fetchone() == (0,)  # it came today
    old = (NOW - dt.timedelta(days=1)).timestamp()
    os.utime(wire / "1.json", (old, old))
    fetch_source(warehouse, "wire", yesterday, NOW, sources)
    warehouse.execute(
        "ALTER TABLE news.versions ADD CONSTRAINT broken CHECK (source_name <> 'wire') NOT VALID"
    )
    drop(
        wire, "2.json", ninjs("strike", body="Dockers of Port Albers went on strike over their pay at noon.")
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT count(*) FROM raw.fetches").fetchone() == (2,)
    warehouse.execute("ALTER TABLE news.versions DROP CONSTRAINT broken")
    run(warehouse, sources, "wire")
    assert visible(warehouse) == [("pier-1", "1"), ("strike", "1")]


def test_a_run_that_another_run_of_airflow_works_on_is_no_left_over(
    warehouse: psycopg.Connection, sources: Path, wire: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    days = [Interval.day(dt.date(2024, 5, day)) for day in (7, 8, 9)]
    for day in days:
        at = (day.start + dt.timedelta(hours=12)).timestamp()
        os.utime(drop(wire, f"{day.start:%d}.json", ninjs(f"pier-{day.start:%d}")), (at, at))

    def fetch_day(number: int, going_on: set[str]) -> int | None:
        return fetch_source(
            warehouse,
            "wire",
            days[number],
            NOW,
            sources,
            airflow_run=f"day {number}",
            goes_on=going_on.__contains__,
        ).run_id

    def states() -> list[str]:
        return [state for (state,) in warehouse.execute("SELECT state FROM ledger.runs ORDER BY run_id")]

    first = fetch_day(0, {"day 0", "day 1"})
    second = fetch_day(1, {"day 0", "day 1"})
    assert states() == ["fetched", "fetched"]
    assert first is not None
    assert second is not None
    parse_run(warehouse, first, sources)
    assert fetch_day(1, {"day 0", "day 1"}) == second, "a second try goes on with what the first one kept"
    assert states() == ["parsed", "fetched"]
    assert caplog.text == ""

    fetch_day(2, {"day 1", "day 2"})
    assert states() == ["loaded", "fetched", "fetched"]
    assert caplog.text.count("of an earlier start had not been loaded; it is now") == 1

    parse_run(warehouse, second, sources)
    fetch_day(1, {"day 1", "day 2"})
    assert states() == ["loaded", "loaded", "fetched"], "an earlier try of its own left it"

    fetch_source(warehouse, "wire", TODAY, NOW, sources)
    assert states() == ["loaded", "loaded", "loaded"], "without Airflow nothing goes on"


def test_a_run_names_the_rules_of_a_site_that_no_longer_match(
    warehouse: psycopg.Connection,
    sources: Path,
    wire: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    (tmp_path / "coast.example.toml").write_text("[[layout]]\nbody = 'article.text'")
    for number, element in enumerate(("section", "section", "article class=text")):
        address = f"<link rel=canonical href='https://www.coast.example/{number}'>"
        story = "".join(f"<p>{sentence} ({number}).</p>" for sentence in SENTENCES)
        page = f"<!DOCTYPE html><html><head>{address}</head><body><{element}>{story}</body></html>"
        drop(wire, f"{number}.html", page.encode())

    fetching = fetch_source(warehouse, "wire", TODAY, NOW, sources)
    assert fetching.run_id is not None
    parsing = parse_run(warehouse, fetching.run_id, sources)
    load_run(warehouse, fetching.run_id, sources)

    alert = "The rules for coast.example no longer match: body article.text finds nothing"
    assert parsing.note == f"{alert} (2 items). {REMEDY}"
    logged = [f"wire: {alert} (2 items).", f"wire: {REMEDY}"]
    assert [one.message for one in caplog.records if one.levelname == "WARNING"] == logged
    warehouse.execute("UPDATE news.versions SET source_url = 'https://www.coast.example/' || path")
    [row] = warehouse.execute(
        "SELECT source_name, host, items, unmatched, share::float, last_match_at IS NOT NULL, warning"
        " FROM mart.site_rules"
    ).fetchall()
    assert row == ("wire", "coast.example", 3, 2, 0.667, True, f"{alert}.")
    caplog.clear()
    replay(warehouse, "wire", directory=sources)
    assert [one.message for one in caplog.records if one.levelname == "WARNING"] == logged
