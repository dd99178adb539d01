"""Alerts through Airflow's notifiers, to a real mail server and real web servers on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from newswire.airflow_tasks.notifiers import AlertError, channels, sender
from newswire.quality.alerts import Channel, Event, Message
from tests.support.site import Site, serving
from tests.support.smtp_server import Mailbox, mailbox

LINK = "http://localhost:8080/dags/newswire_daily"
MESSAGE = Message([Event("failure of albers", "albers failed. {{ 6 * 7 }} <script>")], ["failure of pier"])


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server, and Airflow's connection to it."""
    with mailbox() as box:
        extra = {"from_email": "newswire@albers.example", "to": "desk@albers.example",
                 "disable_ssl": True, "disable_tls": True}  # fmt: skip
        connect(monkeypatch, "SMTP", conn_type="smtp", host="127.0.0.1", port=box.port, extra=extra)
        yield box


@pytest.fixture
def hook() -> Iterator[Site]:
    """A web server that takes posts at /hook."""
    with serving() as site:
        site.reply("/hook", b"ok")
        yield site


def connect(monkeypatch: pytest.MonkeyPatch, name: str, **connection: object) -> None:
    """Give Airflow a connection ``newswire_<name>``."""
    monkeypatch.setenv(f"AIRFLOW_CONN_NEWSWIRE_{name}", json.dumps(connection))


def send(channel: Channel) -> None:
    sender(channel, {}, LINK)(MESSAGE)


def test_a_channel_is_off_until_its_connection_is_there(
    airflow: None, monkeypatch: pytest.MonkeyPatch, hook: Site
) -> None:
    assert channels() == []
    connect(monkeypatch, "WEBHOOK", conn_type="http", host=f"{hook.url}/hook")
    assert channels() == ["webhook"]


def test_an_e_mail_has_a_paragraph_for_each_event_and_foreign_text_is_text(
    airflow: None, mails: Mailbox
) -> None:
    send("smtp")
    [mail] = mails.messages
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "newswire@albers.example", "desk@albers.example", "Newswire: 1 event, 1 over",
    )  # fmt: skip
    [text] = mails.texts()
    assert "<p>albers failed. {{ 6 * 7 }} &lt;script&gt;</p>" in text
    assert "<p>failure of pier: over, it works again.</p>" in text
    assert LINK in text


def test_an_e_mail_without_a_recipient_is_an_error_with_the_remedy(
    airflow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(monkeypatch, "SMTP", conn_type="smtp", host="127.0.0.1", extra={"from_email": "a@b.example"})
    with pytest.raises(AlertError, match="newswire_smtp has no to or no from_email in its extra"):
        send("smtp")


def test_a_web_hook_gets_the_events_as_json(
    airflow: None, monkeypatch: pytest.MonkeyPatch, hook: Site
) -> None:
    connect(monkeypatch, "WEBHOOK", conn_type="http", host=f"{hook.url}/hook")
    send("webhook")
    assert hook.headers_of("/hook")["content-type"] == "application/json; charset=utf-8"
    [body] = hook.bodies
    assert json.loads(body) == {
        "text": "Newswire: 1 event, 1 over\nalbers failed. {{ 6 * 7 }} <script>\n"
        "failure of pier: over, it works again.",
        "events": [{"key": "failure of albers", "sentence": "albers failed. {{ 6 * 7 }} <script>"}],
        "over": ["failure of pier"],
        "run": LINK,
    }


def test_slack_gets_escaped_text(airflow: None, monkeypatch: pytest.MonkeyPatch, hook: Site) -> None:
    connect(monkeypatch, "SLACK", conn_type="slackwebhook", password=f"{hook.url}/hook")
    send("slack")
    [body] = hook.bodies
    assert json.loads(body)["text"].splitlines()[1:] == [
        "albers failed. {{ 6 * 7 }} &lt;script&gt;", "failure of pier: over, it works again.", LINK,
    ]  # fmt: skip


@pytest.mark.parametrize("status", [403, 500])
def test_a_refusal_is_an_error(
    airflow: None, monkeypatch: pytest.MonkeyPatch, hook: Site, status: int
) -> None:
    hook.reply("/hook", status=status)
    connect(monkeypatch, "WEBHOOK", conn_type="http", host=f"{hook.url}/hook")
    with pytest.raises(Exception, match=str(status)):
        send("webhook")


@pytest.mark.parametrize(("channel", "package"), [("slack", "slack"), ("webhook", "http")])
def test_a_package_that_is_missing_is_named(
    airflow: None, monkeypatch: pytest.MonkeyPatch, channel: Channel, package: str
) -> None:
    module = {"slack": "slack.notifications.slack_webhook", "webhook": "http.notifications"}[channel]
    monkeypatch.setitem(__import__("sys").modules, f"airflow.providers.{module}", None)
    with pytest.raises(AlertError, match=f"not the package apache-airflow-providers-{package}"):
        send(channel)
