"""Connections of sources, as Airflow finds them inside a task: in its backends of secrets and its tables."""

from __future__ import annotations

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowNotFoundException

from newswire.fetch.credentials import Login, WrongConnection, made


def find(connection: str) -> Login | None:
    """Return the connection of an id, or None if Airflow has none. Airflow masks its secrets in logs.

    Raises:
        WrongConnection: Airflow cannot read it.
    """
    try:
        kept = BaseHook.get_connection(connection)
    except AirflowNotFoundException:
        return None
    except ValueError:
        raise WrongConnection("Airflow cannot read its value") from None
    return made(kept.host, kept.port, kept.login, kept.password, kept.extra)
