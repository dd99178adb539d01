"""Stories: the newest first, filtered, or found by their words."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import psycopg
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from psycopg import sql
from pydantic import BaseModel, BeforeValidator

from newswire.desk.reading import reader
from newswire.desk.rendering import page

router = APIRouter()

_PAGE = 50

_LIST = sql.SQL(
    """
    SELECT story_id, version_id, title, language, provider, place, country, relation, label, source_name,
        published_at, published_precision, issued_at, word_count, standfirst, NULL AS excerpt
    FROM mart.story_items WHERE {conditions} ORDER BY {newest} DESC, version_id DESC LIMIT %(most)s
    """
)

_OF_ALL = sql.SQL("issued_at")
_OF_A_RUN = sql.SQL("issued_at + interval '0'")
"""The order of a list. A run has few stories, so they are looked up and sorted: for a run of long ago the
index of the newest stories would be read to its end."""

_SEARCH = """
SELECT story_id, version_id, title, language, provider, place, country, relation, NULL AS label, source_name,
    published_at, published_precision, issued_at, NULL::int AS word_count, NULL AS standfirst, excerpt,
    matches, matches_kind, after
FROM mart.search(
    %(words)s, in_language => %(language)s, most => %(most)s, since => %(since)s::date::timestamptz,
    until => (%(until)s::date + 1)::timestamptz, source => %(source)s, provider => %(agency)s,
    place => %(place)s, country => %(country)s, order_by => %(order)s, after => %(after)s
)
"""

_FILTERS = {
    "source": sql.SQL("source_name = %(source)s"),
    "agency": sql.SQL("provider = %(agency)s"),
    "place": sql.SQL("place = %(place)s"),
    "country": sql.SQL("country = upper(%(country)s)"),
    "language": sql.SQL("%(language)s IN (language, base_language)"),
    "kind": sql.SQL("kind = %(kind)s"),
    "since": sql.SQL("issued_at >= %(since)s"),
    "until": sql.SQL("issued_at < %(until)s::date + 1"),
    "run": sql.SQL("run_id = %(run)s"),
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
    order: Literal["rank", "newest"] = "rank"
    after: _Text = None
    before: _Moment = None
    before_version: _Number = None

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter beside the words is set."""
        return bool(
            self.model_dump(exclude={"words", "after", "before", "before_version"}, exclude_defaults=True)
        )

    def query(self, **changed: object) -> dict[str, object]:
        """Return the parameters of an address with these filters and some changed ones."""
        return self.model_dump(exclude={"after", "before", "before_version"}) | changed


@router.get("/stories")
def stories(request: Request, filters: Annotated[Filters, Query()]) -> HTMLResponse:
    """Show the newest stories that the filters leave, or those that have the words, fifty a page.

    Raises:
        HTTPException: 422; the search does not understand the words or a filter.
    """
    with reader() as connection:
        try:
            if filters.words:
                rows = connection.execute(_SEARCH, filters.model_dump() | {"most": _PAGE + 1}).fetchall()
            else:
                rows = connection.execute(*_newest(filters)).fetchall()
        except psycopg.errors.InvalidParameterValue as error:
            raise HTTPException(422, str(error.diag.message_primary)) from None
    shown = rows[:_PAGE]
    older = None
    if len(rows) > _PAGE:
        last = shown[-1]
        older = filters.query(
            **{"after": last.after}
            if filters.words
            else {"before": last.issued_at.isoformat(), "before_version": last.version_id}
        )
    return page(request, "stories.html", filters=filters, stories=shown, older=older)


def _newest(filters: Filters) -> tuple[sql.Composed, dict[str, object]]:
    """Return the statement of a page, put together of constants of this module, and its values."""
    values = filters.model_dump()
    conditions = [sql.SQL("is_current")]
    if not filters.copies:
        conditions.append(sql.SQL("relation <> 'copy'"))
    conditions += [condition for name, condition in _FILTERS.items() if values[name] is not None]
    if filters.before and filters.before_version:
        conditions.append(sql.SQL("(issued_at, version_id) < (%(before)s, %(before_version)s)"))
    newest = _OF_A_RUN if filters.run else _OF_ALL
    statement = _LIST.format(conditions=sql.SQL(" AND ").join(conditions), newest=newest)
    return statement, values | {"most": _PAGE + 1}
