"""The daily run, as Airflow runs it: states, labels, counts, and messages for people."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os

import psycopg
import pytest
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session
from sqlalchemy import update

from newswire.outcomes import OUTCOME
from tests.fetch.conftest import Site
from tests.support.airflow_runs import Runner, last_asset_events
from tests.support.pages import FOLLOW, MATTERS, bring, page, texts
from tests.support.site import Reply
from tests.support.stories import ninjs

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Press</title>
<item><guid isPermaLink="false">urn:ferry:{0}</guid><title>Ferry {0} is late</title>
<pubDate>Tue, 07 May 2024 12:00:00 GMT</pubDate><description>Ferry {0} left late again.</description></item>
</channel></rss>"""

GREEN = ("success", None)
SKIPPED = ("skipped", None)
RED = ("skipped", "failed")


def story(number: int) -> str:
    words = f"Berth {number} of the harbour was closed on day {number} after {number} planks had come loose."
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed", body=words))


def test_counts_are_the_same_wherever_people_look(runner: Runner, warehouse: psycopg.Connection) -> None:
    runner.folder("albers", {"1.json": story(1), "2.json": story(2), "broken.xml": "<newsItem"})

    run = runner.run("newswire_daily")

    ledger = warehouse.execute(
        "SELECT run_id, source_name AS source, documents, parsed, new, updated, unchanged, copies, rejected"
        " FROM ledger.runs"
    )
    assert ledger.description is not None
    row = dict(zip([column.name for column in ledger.description], ledger.fetchone() or (), strict=True))
    assert (row["documents"], row["parsed"], row["new"], row["rejected"]) == (3, 3, 2, 1)
    assert run.state == "success"
    assert run.of("albers") == GREEN
    assert run.left("ingest") == {0: [row]}
    assert last_asset_events("newswire_stories", run) == [{"summary": "albers: 2 new, 1 rejected", **row}]
    assert run.left("report")[-1] == [{key: value for key, value in row.items() if key != "run_id"}]
    assert run.note == ("**Sources: 1 loaded. Items: 2 new, 1 rejected.**\n\n- albers: 2 new, 1 rejected")
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (2,)
    assert run.left("index") == {-1: 2}
    assert warehouse.execute("SELECT count(*) FROM mart.search('berth')").fetchone() == (2,)


def test_an_index_that_fails_leaves_every_load_as_it_is(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", {"1.json": story(1)})
    runner.folder("gone")
    warehouse.execute("ALTER TABLE news.searchable RENAME TO elsewhere")

    run = runner.run("newswire_daily")

    assert run.of("albers") == GREEN
    assert run.of("gone") == RED
    assert run.tasks["index", ""][0] == "failed"
    assert run.state == "failed"
    assert run.note is not None
    assert run.note.startswith("**Sources: 1 failed, 1 loaded. Items: 1 new.**")
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (1,)

    warehouse.execute("ALTER TABLE news.elsewhere RENAME TO searchable")

    again = runner.run("newswire_daily")

    assert again.left("index") == {-1: 1}, "the earlier story is indexed, although nothing was loaded"
    assert again.state == "failed", "the source that failed turns the run red, whatever comes behind it"


def test_translations_that_fail_have_their_name_and_leave_the_index_as_it_is(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", {"1.json": story(1)})
    warehouse.execute("ALTER TABLE news.translation_keys RENAME TO elsewhere")

    run = runner.run("newswire_daily")

    assert run.tasks["index", ""][0] == "failed"
    left = run.left("index", OUTCOME)[-1]
    assert left["source"] == "translations"
    assert left["error"].startswith("Stories are loaded, but their translations are not all joined:")
    assert warehouse.execute("SELECT count(*) FROM news.searchable").fetchone() == (1,)


def test_nothing_new_is_skipped_under_the_name_of_its_source(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", {"1.json": story(1)})
    runner.run("newswire_daily")
    before = warehouse.execute("SELECT * FROM mart.story_items").fetchall()

    again = runner.run("newswire_daily")

    assert again.state == "success"
    assert again.of("albers") == SKIPPED
    assert again.note == "**Sources: 1 nothing new. Items: 0 new.**\n\n- nothing new: albers"
    assert warehouse.execute("SELECT * FROM mart.story_items").fetchall() == before
    assert warehouse.execute("SELECT count(*) FROM ledger.runs").fetchone() == (1,)


def test_of_twenty_sources_two_fail_and_turn_no_other_red(
    runner: Runner, site: Site, warehouse: psycopg.Connection
) -> None:
    good = [runner.folder(f"folder-{number:02}", {"1.json": story(number)}).name for number in range(16)]
    for number in (16, 17):
        site.reply(f"/{number}.xml", FEED.format(number).encode())
        runner.source(f"feed-{number}", kind="feed", url=f"{site.url}/{number}.xml")
        good.append(f"feed-{number}")
    runner.folder("gone")
    site.reply("/down.xml", status=500)
    runner.source("down", kind="feed", url=f"{site.url}/down.xml")

    run = runner.run("newswire_daily")

    assert run.state == "failed"
    assert {name: run.of(name) for name in good} == dict.fromkeys(good, GREEN)
    assert run.of("gone") == RED
    assert run.of("down") == RED
    assert [path for path, _ in site.requests].count("/down.xml") == 3, (
        "an error of the server may pass: it is tried again, twice"
    )
    assert run.tries("retry", "gone") == 1, "no other try can help a folder that is missing"
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (18,)
    assert run.note is not None
    headline, *lines = run.note.splitlines()
    assert headline.startswith("**Sources: 2 failed, 18 loaded. Items: 18 new.** Failed: down, gone. ")
    assert lines[1].startswith("- **down** failed: Source down: 127.0.0.1 answered 500")
    assert lines[2].startswith(f"- **gone** failed: The folder {runner.sources}/data/gone")


def test_a_source_waits_as_long_as_its_host_asks_and_the_others_go_on(
    runner: Runner, site: Site, warehouse: psycopg.Connection
) -> None:
    answers = [Reply(status=503, headers={"Retry-After": "1"}), Reply(FEED.format(1).encode())]
    site.replies["/feed.xml"] = lambda _: answers.pop(0)
    runner.source("pier", kind="feed", url=f"{site.url}/feed.xml")
    runner.folder("albers", {"1.json": story(1)})

    run = runner.run("newswire_daily")

    assert run.state == "success"
    assert run.of("albers") == GREEN
    assert run.of("pier") == ("skipped", "success")
    assert run.tries("retry", "pier") == 1, "a wait uses up none of the tries"
    assert [path for path, _ in site.requests] == ["/feed.xml"] * 2
    assert warehouse.execute(
        "SELECT outcome, http_status FROM mart.fetches WHERE source_name = 'pier' ORDER BY asked_at"
    ).fetchall() == [("failed", 503), ("documents", 200)]


def test_a_host_that_asks_for_hours_fails_its_sources_at_once_and_is_called_once(
    runner: Runner, site: Site
) -> None:
    for number in (1, 2):
        site.reply(f"/{number}.xml", status=503, Retry_After="7200")
        runner.source(f"pier-{number}", kind="feed", url=f"{site.url}/{number}.xml")

    run = runner.run("newswire_daily")

    assert run.of("pier-1") == RED
    assert run.of("pier-2") == RED
    assert run.tries("retry", "pier-1") == run.tries("retry", "pier-2") == 1
    assert len(site.requests) == 1
    errors = [left["error"] for left in run.left("retry", "outcome").values()]
    assert all(error.endswith(" No run waits that long.") for error in errors)
    assert sorted("answered 503 (Service Unavailable)" in error for error in errors) == [False, True]


def test_the_form_chooses_sources_and_a_wrong_name_fails_with_the_reason(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    for name in ("albers", "berlin"):
        runner.folder(name, {"1.json": story(len(name))})

    run = runner.run("newswire_daily", sources=["albers", "alber"])

    assert run.of("albers") == GREEN
    assert run.of("alber") == RED
    assert run.note is not None
    assert "Did you mean albers?" in run.note
    assert warehouse.execute("SELECT DISTINCT source_name FROM ledger.runs").fetchall() == [("albers",)]


@pytest.mark.parametrize(
    ("name", "label", "named"),
    [
        ("x" * 300, "x" * 249 + "…", "x" * 62 + "…"),
        ("", "(no name)", "(no name)"),
        ("two\nlines", "two\nlines", "two lines"),
    ],
)
def test_a_name_of_any_kind_is_refused_by_its_own_tasks_at_once(
    runner: Runner, name: str, label: str, named: str
) -> None:
    runner.folder("albers", {"1.json": story(1)})

    run = runner.run("newswire_daily", sources=["albers", name])

    assert run.of("albers") == GREEN
    assert run.of(label) == RED
    assert run.tries("retry", label) == 1
    assert run.note is not None
    assert f"\n- **{named}** failed: There is no source " in run.note
    assert run.left("retry", "outcome")[0]["error"].startswith(f"There is no source {name!r}")


def test_a_file_whose_name_is_no_utf_8_stops_no_other_source(runner: Runner) -> None:
    runner.folder("albers", {"1.json": story(1)})
    (runner.sources / os.fsdecode(b"pi\xebr.toml")).write_text('name = "pier"\nkind = "folder"\npath = "."')

    run = runner.run("newswire_daily")

    assert run.of("albers") == GREEN
    assert run.of("pi\\xebr") == RED
    assert run.note is not None
    assert "- **pi\\xebr** failed: " in run.note


def test_text_of_a_server_in_a_reason_does_not_displace_the_reason(runner: Runner, site: Site) -> None:
    site.reply("/feed.xml", status=302, Location="http://pier\0albers/")
    runner.source("pier", kind="feed", url=f"{site.url}/feed.xml")

    run = runner.run("newswire_daily")

    assert run.of("pier") == RED
    assert run.note is not None
    assert "- **pier** failed: Source pier: pier\ufffdalbers" in run.note


def test_a_source_that_is_off_is_left_out_and_no_source_at_all_is_no_failure(runner: Runner) -> None:
    (runner.sources / "off.toml").write_text('enabled = false\nname = "off"\nkind = "folder"\npath = "."')

    run = runner.run("newswire_daily")

    assert run.state == "success"
    assert run.note is not None
    assert "./newswire enable NAME" in run.note


def test_a_past_day_is_asked_of_sources_that_can_answer_for_it(
    runner: Runner, site: Site, warehouse: psycopg.Connection
) -> None:
    day = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    runner.source("archive", kind="folder", path=str(runner.sources / "days"), date_in_path="%Y-%m-%d")
    for date in ("2026-03-04", "2026-03-05", "2026-03-06"):
        (runner.sources / "days" / date).mkdir(parents=True)
        (runner.sources / "days" / date / "1.json").write_text(story(int(date[-2:])))
    runner.source("feed", kind="feed", url=f"{site.url}/feed.xml")

    run = runner.run("newswire_daily", logical_date=day + dt.timedelta(hours=7))

    assert run.state == "success"
    assert run.of("archive") == GREEN
    assert run.of("feed") == SKIPPED
    assert site.requests == []
    assert run.left("ingest")[1][0]["note"].startswith("Source feed is a feed, which knows only the present")
    assert warehouse.execute("SELECT headline FROM mart.story_items").fetchall() == [("Berth 5 closed",)]
    assert warehouse.execute("SELECT interval_start, interval_end FROM ledger.runs").fetchall() == [
        (day, day + dt.timedelta(days=1))
    ]

    by_form = runner.run("newswire_daily", date="2026-03-06")

    assert by_form.of("archive") == GREEN
    assert warehouse.execute("SELECT headline FROM mart.story_items ORDER BY 1").fetchall() == [
        ("Berth 5 closed",),
        ("Berth 6 closed",),
    ]


def test_unfinished_work_of_another_running_day_is_left_to_it(
    runner: Runner, warehouse: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    first_day = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    days = [first_day + dt.timedelta(days=number) for number in range(3)]
    for day in days:
        runner.folder("archive", {f"{day:%Y-%m-%d}.json": story(day.day)})
    runner.source("archive", kind="folder", path=str(runner.sources / "data" / "archive"),
                  date_in_path="%Y-%m-%d")  # fmt: skip
    warehouse.execute("ALTER TABLE news.versions ADD CONSTRAINT broken CHECK (false)")
    interrupted = runner.run("newswire_daily", logical_date=days[0])
    assert interrupted.of("archive") == RED
    warehouse.execute("ALTER TABLE news.versions DROP CONSTRAINT broken")
    states = "SELECT extract(day FROM interval_start)::int, state FROM ledger.runs ORDER BY 1"

    with create_session(scoped=False) as session:
        this = update(DagRun).where(DagRun.run_id == interrupted.run_id)
        session.execute(this.values(_state="running"))
    caplog.clear()
    assert runner.run("newswire_daily", logical_date=days[1]).of("archive") == GREEN
    assert "earlier start" not in caplog.text
    assert warehouse.execute(states).fetchall() == [(5, "parsed"), (6, "loaded")]

    with create_session(scoped=False) as session:
        session.execute(this.values(_state="failed"))
    assert runner.run("newswire_daily", logical_date=days[2]).of("archive") == GREEN
    assert "run 1 of an earlier start had not been loaded; it is now" in caplog.text
    assert warehouse.execute(states).fetchall() == [(5, "loaded"), (6, "loaded"), (7, "loaded")]


BROKEN = {"1.json": story(1)} | {f"{number}.json": '{"uri":' + str(number) for number in range(2, 5)}
REJECTED = (
    "albers: rejected {0}. 3 of 4 items were rejected (75%); up to {1} is in order. mart.rejected has the "
    "reasons; after a fix, ./newswire replay takes them again."
)


def test_a_check_that_warns_stands_in_the_notes_and_turns_nothing_red(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", BROKEN)

    run = runner.run("newswire_daily")

    assert run.state == "success"
    assert run.left("check") == {-1: {"warned": 1, "failed": 0}}
    assert run.task_note("check") == REJECTED.format("warned", "20%")
    assert run.note is not None
    assert run.note.startswith(
        "**Sources: 1 loaded. Items: 1 new, 3 rejected.** **Checks: 1 warned (albers rejected).**\n\n"
        "* albers: rejected warned. 3 of 4 items"
    )
    assert warehouse.execute("SELECT run_id FROM mart.checks WHERE outcome = 'warned'").fetchall() == [(1,)]


def test_a_check_that_is_set_to_fail_turns_its_task_red_and_holds_nothing_back(
    runner: Runner, warehouse: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_CHECKS", "rejected=fail 0.5")
    runner.folder("albers", BROKEN)

    run = runner.run("newswire_daily")

    assert run.of("albers") == GREEN
    assert run.left("index") == {-1: 1}
    assert run.tasks["check", ""] == ("failed", 1), "another try cannot help"
    assert run.state == "failed"
    assert run.task_note("check") == REJECTED.format("failed", "50%")
    assert run.note is not None
    assert "**Checks: 1 failed (albers rejected).**\n\n* albers: rejected failed. 3 of 4" in run.note

    again = runner.run("newswire_daily")

    assert again.of("albers") == SKIPPED
    assert again.tasks["check", ""][0] == "failed", "the day is as it was"
    assert again.task_note("check") == REJECTED.format("failed", "50%")


def test_checks_that_cannot_run_leave_every_load_and_the_index_as_they_are(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    runner.folder("albers", {"1.json": story(1)})
    warehouse.execute("ALTER TABLE ledger.checks RENAME TO elsewhere")

    run = runner.run("newswire_daily")

    assert run.of("albers") == GREEN
    assert run.left("index") == {-1: 1}
    assert run.tasks["check", ""][0] == "failed"
    assert run.state == "failed"


def test_old_bytes_go_by_a_setting_and_the_task_is_skipped_without_one(
    runner: Runner, warehouse: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.folder("albers", {"1.json": story(1)})

    run = runner.run("newswire_daily")

    assert run.tasks["prune", ""] == ("skipped", 1)
    assert (run.task_note("prune") or "").startswith("Everything is kept. NEWSWIRE_KEEP_BYTES_DAYS and ")
    assert run.state == "success"

    warehouse.execute("UPDATE raw.fetches SET fetched_at = fetched_at - interval '40 days'")
    warehouse.execute("UPDATE ledger.runs SET loaded_at = loaded_at - interval '40 days'")
    monkeypatch.setenv("NEWSWIRE_KEEP_BYTES_DAYS", "30")

    assert runner.run("newswire_daily").left("prune") == {-1: {"documents": 1, "rejections": 0}}
    assert runner.run("newswire_replay").note == (
        "1 document of 1 run cannot be read again, because the bytes were dropped: albers 1.json "
        "(mart.pruned_documents has all). Such a run stays as it is, with every item."
    )


@pytest.mark.parametrize("task_id", ["ingest", "retry"])
def test_every_task_of_a_source_is_tried_again_later_and_later(runner: Runner, task_id: str) -> None:
    task = runner.dag("newswire_daily").get_task(task_id)

    assert task.retries == 2
    assert task.retry_exponential_backoff > 1
    assert task.retry_delay >= dt.timedelta(seconds=10)
    assert task.pool == "newswire_network"


def test_the_schedule_states_its_interval_and_catches_up_with_nothing(runner: Runner) -> None:
    dag = runner.dag("newswire_daily")

    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.doc_md is not None
    assert dag.doc_md.startswith("### Every wire")
    assert dag.timetable.summary == "0 0 * * *"
    assert dag.params["sources"] is None
    assert dag.params["date"] is None


def test_the_asset_of_the_stories_is_known_before_the_first_load(runner: Runner) -> None:
    dag = runner.dag("newswire_daily")

    assert [asset.name for asset in dag.get_task("index").inlets] == ["newswire_stories"]
    assert [alias.name for alias in dag.get_task("ingest").outlets] == ["newswire_loads"]


def test_lines_that_the_pages_of_a_host_repeat_are_left_out_before_the_index(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    place = runner.sources.parent / "albers"
    place.mkdir()
    runner.source("albers", kind="folder", path=str(place))
    bring(warehouse, runner.sources, "albers", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})

    run = runner.run("newswire_daily")

    assert run.left("learn") == {-1: {"lines": 1, "pages": 3}}
    assert run.note == (
        "**Sources: 1 nothing new. Items: 0 new.**\n\n"
        "Lines of web pages: 1 newly left out, 3 pages read again.\n\n- nothing new: albers"
    )
    assert run.left("index") == {-1: 3}
    assert not any(FOLLOW in text for text in texts(warehouse).values())
