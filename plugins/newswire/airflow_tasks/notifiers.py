"""Alerts by Airflow's own notifiers: e-mail, Slack and a web hook, each off until its connection is there."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowNotFoundException, AirflowSecretsBackendAccessDenied

from newswire.errors import FatalError
from newswire.quality.alerts import Channel, Message

if TYPE_CHECKING:
    from airflow.sdk import BaseNotifier

CONNECTIONS: Mapping[Channel, str] = MappingProxyType(
    {"smtp": "newswire_smtp", "slack": "newswire_slack", "webhook": "newswire_webhook"}
)
"""The Airflow connection of each channel."""

_SUBJECT, _TEXT = "newswire_subject", "newswire_text"
"""Airflow renders the fields of a notifier as templates. Reasons hold text of servers, which must not be one.
So each field is a variable, and the text is its value."""


class AlertError(FatalError):
    """An alert cannot be sent until a person acts. The text names the connection and the remedy."""


def channels() -> list[Channel]:
    """Return the channels whose connection is there.

    The callback of a deadline may read connections of the environment and of backends of secrets, and none of
    Airflow's tables: those are absent for it.
    """
    return [channel for channel, connection in CONNECTIONS.items() if _is_there(connection)]


def sender(channel: Channel, context: Mapping[str, Any], link: str | None) -> Callable[[Message], None]:
    """Return the function that sends a message by a channel. ``link`` is the address of the run's page."""

    def send(message: Message) -> None:
        text, notifier = _MAKERS[channel](message, link)
        notifier({**context, _SUBJECT: message.subject, _TEXT: text})

    return send


def _is_there(connection: str) -> bool:
    try:
        BaseHook.get_connection(connection)
    except (AirflowNotFoundException, AirflowSecretsBackendAccessDenied):
        return False
    return True


def _smtp(message: Message, link: str | None) -> tuple[str, BaseNotifier]:
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    extra = BaseHook.get_connection(CONNECTIONS["smtp"]).extra_dejson
    if not extra.get("to") or not extra.get("from_email"):
        raise AlertError(
            "The connection newswire_smtp has no to or no from_email in its extra, so no e-mail was sent. "
            'Write {"from_email": "newswire@example.org", "to": "desk@example.org"}.'
        )
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in [*message.lines, *filter(None, [link])])
    return lines, SmtpNotifier(
        to=extra["to"],
        subject=_variable(_SUBJECT),
        html_content=_variable(_TEXT),
        smtp_conn_id=CONNECTIONS["smtp"],
    )


def _slack(message: Message, link: str | None) -> tuple[str, BaseNotifier]:
    try:
        from airflow.providers.slack.notifications.slack_webhook import SlackWebhookNotifier
    except ImportError:
        raise _missing("slack") from None
    # https://docs.slack.dev/messaging/formatting-message-text: these three characters are escaped
    text = "\n".join([message.subject, *message.lines, *filter(None, [link])])
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped, SlackWebhookNotifier(
        slack_webhook_conn_id=CONNECTIONS["slack"],
        text=_variable(_TEXT),
        unfurl_links=False,
        unfurl_media=False,
    )


def _webhook(message: Message, link: str | None) -> tuple[str, BaseNotifier]:
    try:
        from airflow.providers.http.notifications import HttpNotifier
    except ImportError:
        raise _missing("http") from None
    body = {
        "text": "\n".join([message.subject, *message.lines]),
        "events": [{"key": event.key, "sentence": event.sentence} for event in message.events],
        "over": list(message.over),
        "run": link,
    }
    return json.dumps(body, ensure_ascii=False), HttpNotifier(
        http_conn_id=CONNECTIONS["webhook"],
        data=_variable(_TEXT),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )


_MAKERS: dict[Channel, Callable[[Message, str | None], tuple[str, BaseNotifier]]] = {
    "smtp": _smtp,
    "slack": _slack,
    "webhook": _webhook,
}


def _variable(name: str) -> str:
    return "{{ " + name + " }}"


def _missing(provider: str) -> AlertError:
    connection = CONNECTIONS["webhook" if provider == "http" else "slack"]
    return AlertError(
        f"The connection {connection} is there, but not the package apache-airflow-providers-{provider}, so "
        "nothing was sent. Install it beside Newswire, or delete the connection."
    )
