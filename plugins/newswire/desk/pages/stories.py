"""Stories: the newest first, filtered, or found by their words."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, BeforeValidator

from newswire.desk.reading import reader
from newswire.desk.rendering import page

router = APIRouter()

_PAGE = 50

_COLUMNS = """
SELECT story_id, version_id, title, language, provider, credit, place, country, kind, relation, label,
    source_name, published_at, published_precision, issued_at, word_count, standfirst
FROM mart.story_items
"""

_FILTERS = {
    "source": "source_name = %(source)s",
    "agency": "provider = %(agency)s",
    "place": "upper(place) = upper(%(place)s)",
    "country": "country = upper(%(country)s)",
    "language": "(language = %(language)s OR language LIKE %(language)s || '-%%')",
    "kind": "kind = %(kind)s",
    "since": "issued_at >= %(since)s",
    "until": "issued_at < %(until)s::date + 1",
    "run": "run_id = %(run)s",
}
"""The condition of each filter. Values are bound; a condition stands only where its filter is given."""


_Text = Annotated[str | None, BeforeValidator(lambda value: value or None)]
_Day = Annotated[dt.date | None, BeforeValidator(lambda value: value or None)]
_Number = Annotated[int | None, BeforeValidator(lambda value: value or None)]
_Moment = Annotated[dt.datetime | None, BeforeValidator(lambda value: value or None)]


class Filters(BaseModel):
    """The filters in the address. An empty field of the form is no filter."""

    words: _Text = None
    source: _Text = None
    agency: _Text = None
    place: _Text = None
    country: _Text = None
    language: _Text = None
    kind: _Text = None
    since: _Day = None
    until: _Day = None
    run: _Number = None
    copies: bool = False
    before: _Moment = None
    before_version: _Number = None

    def query(self, **changed: object) -> dict[str, object]:
        """Return the parameters of an address with these filters and some changed ones."""
        return self.model_dump(exclude={"before", "before_version"}) | changed


@router.get("/stories")
def stories(request: Request, filters: Annotated[Filters, Query()]) -> HTMLResponse:
    """Show the newest stories that the filters leave, fifty a page."""
    with reader() as connection:
        rows = connection.execute(*_statement(filters)).fetchall()
    shown, more = rows[:_PAGE], len(rows) > _PAGE
    older = (
        filters.query(before=shown[-1].issued_at.isoformat(), before_version=shown[-1].version_id)
        if more
        else None
    )
    return page(request, "stories.html", filters=filters, stories=shown, older=older)


def _statement(filters: Filters) -> tuple[str, dict[str, object]]:
    """Return the statement of a page, whose parts are constants of this module, and its values."""
    values = filters.model_dump()
    conditions = ["is_current"]
    conditions += [] if filters.copies else ["relation <> 'copy'"]
    conditions += [text for name, text in _FILTERS.items() if values[name] is not None]
    if filters.before and filters.before_version:
        conditions.append("(issued_at, version_id) < (%(before)s, %(before_version)s)")
    found = " AND ".join(conditions)
    if filters.words:
        conditions.append("story_id IN (SELECT story_id FROM mart.search(%(words)s, most => 1000))")
        found = " AND ".join(conditions)
    statement = f"{_COLUMNS} WHERE {found} ORDER BY issued_at DESC, version_id DESC LIMIT {_PAGE + 1}"
    return statement, values
