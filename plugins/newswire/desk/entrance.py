"""The desk as Airflow mounts it: built at its first request.

Scheduler, workers and the DAG processor load the plugin too, and none of them serves a page. So the plugin
imports this module and ``places`` alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Entrance:
    """An ASGI application that imports the desk when it is first asked for a page."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        await _desk()(scope, receive, send)


@cache
def _desk() -> ASGIApp:
    from newswire.desk.app import desk  # noqa: PLC0415 - see the module's docstring

    return desk()
