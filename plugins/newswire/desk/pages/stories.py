"""Stories: the newest first, filtered, or found by their words."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

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
    SELECT item.*, NULL AS excerpt
    FROM (
        SELECT version_id FROM mart.story_items
        WHERE {conditions} ORDER BY {newest} DESC, version_id DESC LIMIT %(most)s
    ) AS listed
    CROSS JOIN LATERAL (
        SELECT story_id, version_id, title, language, provider, place, country, relation, label, source_name,
            published_at, published_precision, issued_at, word_count, standfirst
        FROM mart.story_items AS one WHERE one.version_id = listed.version_id OFFSET 0
    ) AS item
    ORDER BY item.issued_at DESC, item.version_id DESC
    """
)
"""The titles are worked out for the rows of the page, and not for all that the page is chosen from."""

_OF_ALL = sql.SQL("issued_at")
_OF_A_RUN = sql.SQL("issued_at + interval '0'")
"""The order of a list. A run has few stories, so they are looked up and sorted: for a run of long ago the
index of the newest stories would be read to its end."""

_SEARCH = """
SELECT found.story_id, found.version_id, found.title, found.language, found.provider, found.place,
    found.country, found.relation, item.label, found.source_name, found.published_at,
    found.published_precision, found.issued_at, item.word_count, NULL AS standfirst, found.excerpt,
    found.matches, found.matches_kind, found.after
FROM mart.search(
    %(words)s, in_language => %(language)s, most => %(most)s, since => %(first)s, until => %(beyond)s,
    source => %(source)s, provider => %(agency)s, place => %(place)s, country => %(country)s,
    kind => %(kind)s, run => %(run)s, order_by => %(order)s, each_version => %(each)s, after => %(after)s
) WITH ORDINALITY AS found
JOIN mart.story_items AS item USING (version_id)
ORDER BY found.ordinality
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
        if not filters.words:
            rows = connection.execute(*_newest(filters)).fetchall()
            shown, older = rows[:_PAGE], None
            if len(rows) > _PAGE:
                last = shown[-1]
                older = {"before": last.issued_at.isoformat(), "before_version": last.version_id}
        else:
            try:
                shown, after = _found(connection, filters)
            except psycopg.errors.InvalidParameterValue as error:
                raise HTTPException(422, str(error.diag.message_primary)) from None
            older = {"after": after} if after else None
    return page(
        request, "stories.html", filters=filters, stories=shown, older=older and filters.query(**older)
    )  # fmt: skip


def _found(connection: psycopg.Connection[Any], filters: Filters) -> tuple[list[Any], str | None]:
    """Return a page of the stories that have the words, and the place behind which the next one begins."""
    values = filters.model_dump() | {
        "first": filters.since and _midnight(filters.since),
        "beyond": filters.until and _midnight(filters.until) + dt.timedelta(days=1),
        "each": filters.copies or filters.run is not None,
        "most": _PAGE + 1,
    }
    rows = connection.execute(_SEARCH, values).fetchall()
    shown = rows[:_PAGE]
    return shown, shown[-1].after if len(rows) > _PAGE else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


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
