"""Pages from templates. Every value is escaped, in text and in attributes; no template switches that off."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from newswire.desk import words
from newswire.desk.places import PREFIX
from newswire.outcomes import counted
from newswire.search import marked

FOLDER = Path(__file__).parent


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Return the page that a template makes of the values."""
    root = request.scope.get("root_path", "")
    addresses = {
        "at": lambda path, /, **query: address(root + path, **query),
        "airflow": lambda path: root.removesuffix(PREFIX) + path,
        "here": request.url.path.removeprefix(root),
        "now": dt.datetime.now(dt.UTC),
    }
    return HTMLResponse(_templates().get_template(template).render(addresses | values), status)


def address(path: str, /, **query: object) -> str:
    """Return a path with its query. Parameters that are None or empty are left out."""
    given = {name: value for name, value in query.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("number", "size", "moment", "span", "title", "link", "language")
    templates.filters |= {name: getattr(words, name) for name in names}
    templates.filters |= {"count": counted, "marked": marked}
    return templates
