"""``newswire search``: find stories by their words and by filters, as the reader."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from typing import Annotated, Any, LiteralString

import psycopg
import typer
from rich.table import Table
from rich.text import Text

from newswire.cli.ask.answer import one_form, print_answer
from newswire.cli.tables import print_table
from newswire.lexicon import country_names
from newswire.lexicon.providers import provider as canonical
from newswire.search import SearchError, marked
from newswire.warehouse.connect import reader
from newswire.warehouse.failures import in_words

PASSES_OPTIONS_ON = True
"""A word may begin with a hyphen, ``-without``, which is no option."""

_FILTERS = (
    "in_language",
    "since",
    "until",
    "source",
    "provider",
    "agency",
    "place",
    "country",
    "kind",
    "run",
)

_SEARCH = """
SELECT * FROM mart.search(
    %(words)s, in_language => %(in_language)s, since => %(since)s, until => %(until)s, source => %(source)s,
    provider => %(provider)s, agency => %(agency)s, place => %(place)s, country => %(country)s,
    kind => %(kind)s, run => %(run)s, each_version => %(each_version)s, order_by => %(order)s,
    most => %(most)s, after => %(after)s
)
"""

_COUNT = """
SELECT mart.search_count(
    %(words)s, in_language => %(in_language)s, since => %(since)s, until => %(until)s, source => %(source)s,
    provider => %(provider)s, agency => %(agency)s, place => %(place)s, country => %(country)s,
    kind => %(kind)s, run => %(run)s, each_version => %(each_version)s
)
"""

_PERIODS = (("%Y-%m-%d", "day"), ("%Y-%m", "month"), ("%Y", "year"))


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words that a story has, all of them. "
            """Also "a phrase", -without, one or another: '"northern pier" -bridge'. """
            "None, if a filter is given."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="From this day, month, year or time on (UTC): 2024-05.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="To the end of this day, month or year, or to a time.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Find only stories of this source.")] = None,
    provider: Annotated[str | None, typer.Option(help="Find only stories that this agency issued.")] = None,
    agency: Annotated[
        str | None, typer.Option(help="Find only stories that this agency issued or that credit it.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Find only stories with this dateline.")] = None,
    country: Annotated[
        str | None, typer.Option(help="Find only stories from this country: DE, Germany.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="TAG", help="Find only stories in this language: en, de, …")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="Find only items of this kind: text, picture, graphic, …")
    ] = None,
    run: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Find only what this load brought (mart.runs).")
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Order by time and not by rank.")] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Show each version that matches, not each story once.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Most stories to show.")] = 20,
    show_all: Annotated[bool, typer.Option("--all", help="Show all stories, without a limit.")] = False,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on behind this place, which the last page names.")
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="Print the exact number of stories only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a story.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header line.")] = False,
) -> None:
    """Find stories by their words and by filters. Print the best first, with excerpts around the words.

    Times are UTC. The last line has the number of all stories that were found, and the way to the others.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    asked: dict[str, object] = {
        "words": " ".join(words) if words else None,
        "in_language": language,
        "since": _begin(since) if since else None,
        "until": _end(until) if until else None,
        "source": source,
        "provider": (canonical(provider) or provider) if provider else None,
        "agency": (canonical(agency) or agency) if agency else None,
        "place": place,
        "country": _country(country) if country else None,
        "kind": kind,
        "run": run,
        "each_version": versions,
        "order": "newest" if newest else "rank",
        "most": None if show_all else limit,
        "after": after,
    }
    if not any(asked[name] for name in ("words", *_FILTERS)):
        raise typer.BadParameter("Give words, a filter such as --since, or both.")
    if since and until and _begin(since) >= _end(until):
        raise typer.BadParameter("--since lies after --until.")
    names, rows = _answer(_COUNT if count else _SEARCH, asked)
    if count:
        print(rows[0][0])
        return
    stories = [dict(zip(names, row, strict=True)) for row in rows]
    if as_json or as_csv:
        print_answer(names, rows, as_json=as_json, as_csv=as_csv)
    elif rows:
        _print_stories(stories)
    elif after:
        print("There are no more stories.")
    else:
        print(_nothing(asked))
    if stories and not (as_json or as_csv):
        print(_ending(stories, asked))
    elif stories and _rest(stories, asked):
        print(_ending(stories, asked), file=sys.stderr)


def _answer(statement: LiteralString, asked: Mapping[str, object]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names and rows of the answer.

    Raises:
        typer.BadParameter: the database refuses an argument.
        SearchError: it does not answer.
    """
    with reader() as connection:
        try:
            cursor = connection.execute(statement, asked)
        except psycopg.errors.InvalidParameterValue as error:
            raise typer.BadParameter(error.diag.message_primary or str(error)) from None
        except psycopg.OperationalError as error:
            raise in_words(error) from None
        except psycopg.Error as error:
            raise SearchError(str(error).strip()) from None
        return [column.name for column in cursor.description or ()], cursor.fetchall()


def _begin(text: str) -> dt.datetime:
    return _period(text, "--since")[0]


def _end(text: str) -> dt.datetime:
    return _period(text, "--until")[1]


def _period(text: str, option: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the first moment of a day, month or year and the moment after it; a time is both.

    Raises:
        typer.BadParameter: the text is none of these.
    """
    for form, unit in _PERIODS:
        try:
            begin = dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        if unit == "day":
            return begin, begin + dt.timedelta(days=1)
        if unit == "month":
            return begin, (begin + dt.timedelta(days=31)).replace(day=1)
        return begin, begin.replace(year=begin.year + 1)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{option} {text!r} is no time. Write 2024, 2024-05, 2024-05-07 or 2024-05-07T12:30Z."
        ) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment, moment


def _country(text: str) -> str:
    """Return the code of a country that is given by its code or its name in any language.

    Raises:
        typer.BadParameter: there is no such country, or there are several.
    """
    if text.upper() in country_names.codes():
        return text.upper()
    found = sorted(country_names.countries(text))
    if len(found) == 1:
        return found[0]
    meant = f"may be {' or '.join(found)}" if found else "is no country"
    raise typer.BadParameter(f"--country {text!r} {meant}. Give the code (ISO 3166-1), such as DE.")


def _nothing(asked: Mapping[str, object]) -> str:
    """Return the sentence for no story. It names the filters that no story passes even without words."""
    given = [name for name in _FILTERS if asked[name] is not None]
    if not given:
        return "No story has these words."
    for name in given:
        alone = dict.fromkeys(asked) | {name: asked[name], "order": "newest", "most": 1, "each_version": True}
        if not _answer(_SEARCH, alone)[1]:
            return f"No story passes --{name.removeprefix('in_')} {asked[name]}."
    return "No story has these words and passes these filters."


def _rest(stories: list[dict[str, Any]], asked: Mapping[str, object]) -> bool:
    """Return whether stories may follow those that are shown."""
    last = stories[-1]
    is_whole = not asked["after"] and last["matches_kind"] == "exact" and last["matches"] == len(stories)
    return len(stories) == asked["most"] and not is_whole


def _ending(stories: list[dict[str, Any]], asked: Mapping[str, object]) -> str:
    """Return the line below the stories: how many of how many, in which order, and the way to the rest."""
    last = stories[-1]
    what = "versions" if asked["each_version"] else "stories"
    order = "best first" if last["ranked"] else "newest first"
    if last["ranked"] not in {None, "all"}:
        order = f"best first among the {last['ranked']} versions, then newest first"
    number = f"{last['matches']:,} {what}"
    if last["matches_kind"] != "exact":
        number = f"about {number} (--count counts them)"
    line = f"{len(stories):,} of {number}, {order}."
    return f"{line} More: --after {last['after']} or --all." if _rest(stories, asked) else line


def _print_stories(rows: list[dict[str, object]]) -> None:
    table = Table(
        "story", "published", "provider", "title", "excerpt", box=None, pad_edge=False, header_style="bold"
    )
    for row in rows:
        published, day = row["published_at"], row["published_precision"] == "day"
        table.add_row(
            str(row["story_id"]),
            f"{published:{'%Y-%m-%d' if day else '%Y-%m-%d %H:%M'}}" if published else "",
            Text(str(row["provider"])),
            Text(str(row["title"] or "")),
            _found(str(row["excerpt"] or "")),
        )
    print_table(table)


def _found(excerpt: str) -> Text:
    """Return an excerpt with the found words in bold."""
    return Text.assemble(*((part, "bold" if is_found else "") for part, is_found in marked(excerpt)))
