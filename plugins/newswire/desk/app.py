"""The desk as a FastAPI application: its pages, its security headers, and its answers to failures."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from newswire.desk.access import sees_pages
from newswire.desk.pages import documents, overview, rejected, runs, sources, stories, story
from newswire.desk.places import PREFIX
from newswire.desk.rendering import FOLDER, page
from newswire.errors import NewswireError

logger = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}
"""Headers of every answer. No other host is asked, no script or style stands inside a page, and only
Airflow's own pages frame it."""

_PAGES = (overview, stories, story, documents, sources, rejected, runs)


def desk() -> FastAPI:
    """Return the application. Everything except style and script requires a login of Airflow's."""
    app = FastAPI(title="Newswire", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    for module in _PAGES:
        app.include_router(module.router, dependencies=[sees_pages])
    app.middleware("http")(_with_headers)
    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(NewswireError, _unanswered)
    app.add_exception_handler(Exception, _broken)
    return app


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    answer = await call_next(request)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


async def _refused(request: Request, error: Exception) -> Response:
    """Send a person without login to Airflow's; answer any other refusal with a page."""
    assert isinstance(error, AnyHTTPException)  # noqa: S101 - the handler of this class
    if error.status_code == 401 and request.method == "GET":
        root = request.scope.get("root_path", "").removesuffix(PREFIX)
        query = f"?{request.url.query}" if request.url.query else ""
        target = urlencode({"next": request.url.path + query})
        return RedirectResponse(f"{root}/api/v2/auth/login?{target}", 303)
    texts = {
        401: "Log in to Airflow, then try again.",
        403: "Your role in Airflow does not allow this.",
        404: "There is no such page.",
    }
    detail = error.detail if isinstance(error, HTTPException) and error.detail not in _PLAIN else None
    return _sorry(request, error.status_code, detail or texts.get(error.status_code, error.detail))


_PLAIN = {"Forbidden", "Not Found", "Not authenticated", "Unauthorized"}
"""Details of Airflow and Starlette that are the name of the status alone."""


async def _not_understood(request: Request, error: Exception) -> Response:
    """Answer an address or a form with a value that no page has."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    fields = ", ".join(str(one["loc"][-1]) for one in error.errors())
    return _sorry(request, 422, f"The address has a value that cannot be read: {fields}.")


async def _unanswered(request: Request, error: Exception) -> Response:
    """Answer with the sentence of an error that is for people."""
    return _sorry(request, 503, str(error))


async def _broken(request: Request, error: Exception) -> Response:
    """Answer an error that nobody foresaw. The API server's log has its traceback."""
    logger.error("The page %s failed.", request.url.path, exc_info=error)
    answer = _sorry(request, 500, "This page failed. The log of Airflow's API server has the cause.")
    answer.headers.update(HEADERS)  # Starlette answers outside of the middleware
    return answer


def _sorry(request: Request, status: int, sentence: str) -> Response:
    return page(request, "sorry.html", status, sentence=sentence)
