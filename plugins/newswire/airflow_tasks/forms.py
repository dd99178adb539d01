"""Params of the DAGs, as Airflow's trigger form shows them."""

from __future__ import annotations

from airflow.sdk import Param

from newswire import settings


def known_sources() -> list[str]:
    """Return the names of all sources. Only the folder is read, no file, so parsing a DAG stays quick."""
    return sorted(settings.readable(path.stem) for path in settings.sources_directory().glob("*.toml"))


def sources_param() -> Param:
    """Return the param for any number of names of sources, with suggestions. None means all enabled ones."""
    return Param(
        None,
        type=["null", "array"],
        items={"type": "string"},
        examples=known_sources(),
        title="Sources",
        description_md="The sources to take. Empty: **all that are switched on**.",
    )


def date_param(title: str, description: str) -> Param:
    """Return the param for a day, ``YYYY-MM-DD`` or nothing."""
    return Param(None, type=["null", "string"], format="date", title=title, description_md=description)
