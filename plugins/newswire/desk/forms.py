"""Params of the DAGs, as Airflow's trigger form shows them."""

from __future__ import annotations

from airflow.sdk import Param

from newswire import settings


def known_sources() -> list[str]:
    """Names of the sources there are: the folder is listed, no file is read, so parsing a DAG stays quick."""
    return sorted(settings.readable(path.stem) for path in settings.sources_directory().glob("*.toml"))


def sources_param() -> Param:
    """Which sources to take: any number of names, the known ones suggested; none means all that are on."""
    return Param(
        None,
        type=["null", "array"],
        items={"type": "string"},
        examples=known_sources(),
        title="Sources",
        description_md="The sources to take. Empty: **all that are switched on**.",
    )


def date_param(title: str, description: str) -> Param:
    """A day, as ``YYYY-MM-DD``, or none."""
    return Param(None, type=["null", "string"], format="date", title=title, description_md=description)
