"""``newswire reset``: delete all state of the installation, to begin anew."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.airflow_local.configuration import NOTICE
from newswire.cli.operate.down import stop
from newswire.lexicon.tables.kept import TAG
from newswire.warehouse.embedded import folder

_DATABASE = "the embedded PostgreSQL: all documents, stories and runs, and Airflow's history"

_OURS = {
    "airflow": "Airflow: its settings, login and logs",
    "postgres": _DATABASE,
    "tables": "tables of places and languages, which are made again when they are needed",
    "postgres.json": "the passwords of the embedded PostgreSQL",
    "postgres.lock": "a lock",
    "postgres.users": "a lock",
    "up.lock": "a lock",
}
"""All that Newswire makes in its home. Anything else there belongs to somebody else, and stays."""


def command(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without a question.")] = False,
) -> None:
    """Delete the home of the installation: the embedded database, Airflow and all logs, after a question.

    Everything that runs is stopped before. The files of sources/, drop folders, and a warehouse on a server
    of your own (NEWSWIRE_DATABASE_URL) stay.
    """
    home = settings.home()
    doomed = dict(_doomed(home))
    if not doomed:
        print(f"There is nothing to delete: {home} has no state of Newswire.")
        return
    print("This deletes for good:")
    for path, meaning in doomed.items():
        print(f"  {path}  ({meaning}, {_size(path) / 1e6:,.1f} MB)")
    if settings.database_url():
        print("The warehouse of NEWSWIRE_DATABASE_URL stays as it is.")
    if not yes:
        if not sys.stdin.isatty():
            print("Nothing is deleted. Give --yes to delete it without a question.", file=sys.stderr)
            raise typer.Exit(1)
        typer.confirm("Delete it?", abort=True)
    stop(home)
    for path in list(_paths(home)):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    left = sorted(path.name for path in home.iterdir()) if home.exists() else []
    if left:
        print(f"Deleted. Files of others stay in {home}: {', '.join(left)}.")
    else:
        home.rmdir()
        print("Deleted. ./newswire up begins anew.")


def _doomed(home: Path) -> Iterator[tuple[Path, str]]:
    """Yield the paths that are to be deleted with their meanings. Omit locks."""
    for path in _paths(home):
        if (meaning := _OURS.get(path.name, _DATABASE)) != "a lock":
            yield path, meaning


def _paths(home: Path) -> Iterator[Path]:
    """Yield the present files and folders of Newswire. A folder without its mark belongs to somebody else."""
    marks = {
        home / "airflow": "airflow.cfg",
        home / "postgres": "home",
        home / "tables": TAG,
        folder(home): "home",
    }
    for path in dict.fromkeys((*(home / name for name in _OURS), *marks)):
        mark = path / marks[path] if path in marks else path
        if path.exists() and mark.is_file() and (path.name != "airflow" or _is_ours(mark)):
            yield path


def _is_ours(configuration: Path) -> bool:
    """Return whether ``up`` wrote an ``airflow.cfg``. The folder may belong to another Airflow."""
    return configuration.read_text(errors="replace").startswith(NOTICE)


def _size(path: Path) -> int:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.lstat().st_size for file in files if file.is_file())
