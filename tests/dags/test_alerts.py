"""Alerts of the daily run: one message for an event, whatever is tried again."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest

from tests.fetch.conftest import Site
from tests.support.airflow_runs import Runner
from tests.support.smtp_server import Mailbox, mailbox
from tests.support.stories import ninjs

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Press</title>
<item><guid isPermaLink="false">urn:ferry:1</guid><title>Ferry 1 is late</title>
<pubDate>Tue, 07 May 2024 12:00:00 GMT</pubDate><description>Ferry 1 left late again.</description></item>
</channel></rss>"""


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server, and Airflow's connection to it."""
    with mailbox() as box:
        extra = {"from_email": "newswire@albers.example", "to": "desk@albers.example",
                 "disable_ssl": True, "disable_tls": True}  # fmt: skip
        connection = {"conn_type": "smtp", "host": "127.0.0.1", "port": box.port, "extra": extra}
        monkeypatch.setenv("AIRFLOW_CONN_NEWSWIRE_SMTP", json.dumps(connection))
        yield box


def test_without_a_connection_the_task_is_skipped(runner: Runner) -> None:
    runner.folder("gone")

    run = runner.run("newswire_daily")

    assert run.tasks["alert", ""][0] == "skipped"
    assert run.task_note("alert") == (
        "Alerts are off. Each of the connections newswire_smtp, newswire_slack, newswire_webhook switches "
        "one on."
    )
    assert run.state == "failed", "the source turns the run red, whatever comes behind it"


def test_a_source_that_is_tried_three_times_and_fails_for_two_runs_is_one_mail_and_its_return_one(
    runner: Runner, site: Site, mails: Mailbox
) -> None:
    site.reply("/feed.xml", status=500)
    runner.source("ferries", kind="feed", url=f"{site.url}/feed.xml")

    run = runner.run("newswire_daily")

    assert run.tries("retry", "ferries") == 3
    assert run.tasks["alert", ""][0] == "success"
    assert run.state == "failed"
    [text] = mails.texts()
    assert "<p>ferries failed. Source ferries: 127.0.0.1 answered 500" in text
    assert "newswire_daily" in text, "the link to the run"

    runner.run("newswire_daily", sources=["ferries"])

    assert len(mails.messages) == 1

    site.reply("/feed.xml", FEED)
    runner.run("newswire_daily", sources=["ferries"])
    runner.run("newswire_daily", sources=["ferries"])

    assert [mail["Subject"] for mail in mails.messages] == ["Newswire: 1 event", "Newswire: 1 over"]


def test_verdicts_and_failed_stages_are_events(
    runner: Runner, warehouse: psycopg.Connection, mails: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_CHECKS", "rejected=fail")
    warehouse.execute("ALTER TABLE news.searchable RENAME TO elsewhere")
    runner.folder("albers", {f"{n}.json": '{"uri":' + str(n) for n in range(3)})
    runner.folder("pier", {"1.json": json.dumps(ninjs("urn:pier:1"))})

    runner.run("newswire_daily")

    [text] = mails.texts()
    assert mails.messages[0]["Subject"] == "Newswire: 2 events"
    assert "<p>the task index failed. Stories are loaded but not all searchable" in text
    assert "<p>albers: rejected failed. 3 of 3 items were rejected (100%)" in text


def test_a_mail_that_is_refused_is_sent_by_the_next_run(runner: Runner, mails: Mailbox) -> None:
    runner.folder("gone")
    mails.answer = "554 no"

    run = runner.run("newswire_daily")

    assert run.tasks["alert", ""] == ("failed", 3)

    mails.answer = "250 OK"
    runner.run("newswire_daily")

    assert len(mails.messages) == 1
