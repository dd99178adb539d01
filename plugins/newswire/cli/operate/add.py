"""``newswire add``: find the feed, sitemap or listing behind an address, try it, and write its file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from newswire import settings
from newswire.cli.trial import SHORT, Trial, last_days, print_trial, try_source
from newswire.errors import FatalError
from newswire.fetch import FetchError
from newswire.fetch.kind import NAME, Source
from newswire.fetch.registry import source_kinds
from newswire.fetch.transport.address import public_url
from newswire.fetch.web.discovery import USUAL, Found, discover
from newswire.lexicon.addresses import host_of, site

_NOTHING = frozenset((404, 410))
_DOCUMENTS = 5
"""Documents that are tried of each place."""


def command(
    url: Annotated[str, typer.Argument(metavar="URL", help="Any page of the site, a feed or a sitemap.")],
    name: Annotated[str | None, typer.Option(help="Name of the source. [default: the site's]")] = None,
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
) -> None:
    """Find the feed, sitemap or listing behind an address, try it, and write its file.

    The first place that brings an item is taken: a feed that the page links to, then a sitemap, then the
    page's own links. The exit status is 1 if there is none; then no file is written.
    """
    url = _checked(url)
    if public_url(url) != url.partition("#")[0]:
        raise FatalError("The address holds a user, a password or a token, which has no place in a file.")
    directory = sources or settings.sources_directory()
    called = name or _name(url)
    if not re.fullmatch(NAME, called):
        raise FatalError(
            f"{called!r} is no name of a source. It has small letters, digits, '.', '_' and '-'."
        )
    file = directory / f"{called}.toml"
    if file.exists():
        raise FatalError(f"There is a source {called} already ({file}). Give another name by --name.")
    place, found = _first(url, called)
    text = _written(called, place.settings, found)
    try:
        with file.open("x", encoding="utf-8") as target:
            target.write(text)
    except OSError as error:
        raise FatalError(f"{file} cannot be written: {error.strerror}. It would hold:\n\n{text}") from error
    print_trial(found)
    print(f"\n{file}\n\n{text}")
    print("\n".join(_next_steps(called, place, found)))


def _checked(url: str) -> str:
    """Return a web address with its scheme.

    Raises:
        FatalError: it is none.
    """
    whole = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", whole)
        _ = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise FatalError(
            f"{url!r} is no web address; https://www.quay.example/ is one. For folders, archives, FTP, SFTP, "
            "mailboxes, S3 and interfaces write a file: docs/sources.md has one to copy for each kind."
        )
    return whole


def _name(url: str) -> str:
    found = re.sub(r"[^a-z0-9._-]+", "-", (site(url) or host_of(url) or "").lower()).strip("-._")
    return found[:63] or "source"


def _first(url: str, name: str) -> tuple[Found, Trial]:
    """Return the first place that brings an item, with its trial.

    Raises:
        FatalError: the address cannot be read, or no place brings an item; the text has the reason of each.
    """
    now = dt.datetime.now(dt.UTC)
    reasons, nowhere = [], []
    try:
        for place in discover(url, name):
            source = _source(name, place.settings)
            found = try_source(source, last_days(now), now, _DOCUMENTS)
            if found.worked:
                return place, found
            if place.how == USUAL and found.http_status in _NOTHING:
                nowhere.append(urlsplit(place.url).path)
                continue
            reason = found.error or next((one.detail for one in found.rejected), "It brings no item today.")
            reasons.append(f"- {place.url}, {place.how}: {_without_name(reason, name)}")
    except FetchError as error:
        raise FatalError(_without_name(str(error), name)) from None
    if nowhere:
        reasons.append(f"- {', '.join(nowhere)}: there is no sitemap at these usual addresses.")
    tried = "\n".join(reasons)
    raise FatalError(
        f"No feed, sitemap or listing behind {url} brings an item. Tried:\n{tried}\n"
        "Give the address of a feed or of a section. docs/sources.md describes the kinds of sources."
    )


def _without_name(reason: str, name: str) -> str:
    """Return a reason without the name of the source, which does not exist yet."""
    return reason.replace(f"Source {name}: ", "")


def _source(name: str, keys: Mapping[str, object]) -> Source:
    kind = source_kinds()[str(keys["kind"])]
    return kind.settings.model_validate({"name": name, **keys})


def _written(name: str, keys: Mapping[str, object], found: Trial) -> str:
    table: dict[str, Any] = {"name": name, **keys}
    if len(languages := found.languages()) == 1:
        table["language"] = languages[0]
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _next_steps(name: str, place: Found, found: Trial) -> list[str]:
    providers = ", ".join(sorted({item.provider for item in found.items if item.provider}))
    steps = [
        f"Found: {place.how}.",
        f"provider: it is {providers or 'unknown'}. Set provider = … if that is not the publisher.",
        "timezone: set it if the site writes times without a zone that is not UTC.",
    ]
    if place.settings["kind"] != "feed":
        steps.append('include, exclude: set patterns such as "*/news/*" if pages came that are no stories.')
    elif found.words() < SHORT:
        steps.append(
            f"full_text: an entry has {found.words():,} words in the median. Set full_text = true to fetch "
            "the pages."
        )
    steps += [
        f"./newswire try {name} shows what comes; ./newswire ingest --source {name} loads it now.",
        f"The next run takes it; ./newswire disable {name} switches it off.",
    ]
    return steps
