"""``newswire env``: write the ``.env`` that docker-compose.yaml reads, with new secrets."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.private_file import write_private

_SERVICE = "postgres:5432/newswire"
"""The warehouse of docker-compose.yaml: host, port and database."""


def _password() -> str:
    """Return 32 random bytes in letters that need no quoting in a URL, a shell or a ``.env`` file."""
    return secrets.token_urlsafe(32)


def _fernet_key() -> str:
    """Return a key as the Fernet specification defines it: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


@dataclass(frozen=True)
class Variable:
    """One variable of ``.env``: its name, its purpose, and the function that makes its value."""

    name: str
    purpose: str
    make: Callable[[], str]


VARIABLES: tuple[Variable, ...] = (
    Variable("POSTGRES_PASSWORD", "Superuser of the PostgreSQL service; makes the roles.", _password),
    Variable("AIRFLOW_DATABASE_PASSWORD", "The role airflow, which owns Airflow's metadata.", _password),
    Variable("NEWSWIRE_DATABASE_PASSWORD", "The role newswire, which owns the warehouse.", _password),
    Variable(
        "NEWSWIRE_DATABASE_URL",
        "The warehouse, for its owner. To keep it on a server of your own, put its address here.",
        lambda: f"postgresql://newswire:${{NEWSWIRE_DATABASE_PASSWORD}}@{_SERVICE}",
    ),
    Variable("NEWSWIRE_LOADER_PASSWORD", "The role newswire_loader, by which tasks load.", _password),
    Variable(
        "NEWSWIRE_LOADER_URL",
        "The warehouse for tasks, with a login that changes no table.",
        lambda: f"postgresql://newswire_loader:${{NEWSWIRE_LOADER_PASSWORD}}@{_SERVICE}",
    ),
    Variable("NEWSWIRE_READER_PASSWORD", "The role newswire_reader, by which people read.", _password),
    Variable(
        "NEWSWIRE_READER_URL",
        "The warehouse for `newswire query` and `search`, with a login that may only read.",
        lambda: f"postgresql://newswire_reader:${{NEWSWIRE_READER_PASSWORD}}@{_SERVICE}",
    ),
    Variable(
        "AIRFLOW_FERNET_KEY",
        "Encrypts the passwords of Airflow's connections. Keep a copy: without it they are lost.",
        _fernet_key,
    ),
    Variable("AIRFLOW_JWT_SECRET", "Signs the tokens of logins and tasks.", _password),
    Variable("AIRFLOW_API_SECRET_KEY", "Signs sessions, and requests for the logs of workers.", _password),
    Variable("AIRFLOW_ADMIN_PASSWORD", "Login of the user admin in the Airflow UI.", _password),
    Variable(
        "AIRFLOW_UI_PORT", "Airflow's UI is at http://localhost:PORT, on this machine only.", lambda: "8080"
    ),
    Variable(
        "AIRFLOW_UI_URL",
        "The address at which people open the UI. Behind a proxy with TLS: https://news.example.org.",
        lambda: "http://localhost:${AIRFLOW_UI_PORT}",
    ),
    Variable(
        "AIRFLOW_COOKIE_SECURE",
        "True: browsers send the login over TLS alone. Set it with the proxy.",
        lambda: "False",
    ),
    Variable("REDIS_PASSWORD", "The queue between scheduler and workers (profile celery only).", _password),
    Variable(
        "AIRFLOW_EXECUTOR",
        "LocalExecutor: tasks run in the scheduler. CeleryExecutor: in workers, with the profile below.",
        lambda: "LocalExecutor",
    ),
    Variable("COMPOSE_PROFILES", "Set it to celery to start redis and worker too.", lambda: ""),
)
"""All variables that docker-compose.yaml reads from ``.env``, in the order in which they are written."""

_NEVER_EMPTY = {variable.name for variable in VARIABLES} - {"COMPOSE_PROFILES"}
_ASSIGNMENT = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*?)[ \t]*$", re.MULTILINE)


def command(
    path: Annotated[Path | None, typer.Argument(help="The file. [default: .env beside newswire]")] = None,
    force: Annotated[
        bool,
        typer.Option(
            help="Renew every secret of an existing file. A PostgreSQL volume and connections made with "
            "the old secrets do not open with the new ones."
        ),
    ] = False,
) -> None:
    """Write the .env that docker-compose.yaml reads: random secrets, readable by you alone.

    An existing file keeps every line; missing variables are added at its end.
    """
    target = (path or settings.root() / ".env").resolve()
    if target.is_dir():
        raise typer.BadParameter(f"{target} is a folder. Name a file in it.")
    present = "" if force else _read(target)
    values = dict(_ASSIGNMENT.findall(present))
    missing = tuple(_for(values, variable) for variable in VARIABLES if variable.name not in values)
    if missing:
        try:
            write_private(target, completed(present, missing))
        except OSError as error:
            raise typer.BadParameter(f"{target} cannot be written: {error.strerror}.") from error
        kept = f" The {len(values)} older ones are unchanged." if values else ""
        print(f"{target} now has {', '.join(variable.name for variable in missing)}.{kept}")
        print("Only you can read it. Keep a copy in a safe place; it never goes into git.")
    else:
        print(f"{target} has all that docker-compose.yaml needs, and is unchanged. --force renews it.")
    for name, value in values.items():
        if value in {"", '""', "''"} and name in _NEVER_EMPTY:
            print(f"{name} has no value: give it one, or remove the line and run ./newswire env again.")
    if target.stat().st_mode & 0o077:
        print(f"Others on this machine can read it. To close it to them, run: chmod 600 {target}")


def _for(values: dict[str, str], variable: Variable) -> Variable:
    """Return a missing variable. A warehouse on a server of the user's own keeps the login that it has."""
    own = values.get("NEWSWIRE_DATABASE_URL", _SERVICE)
    if variable.name == "NEWSWIRE_LOADER_URL" and _SERVICE not in own:
        return replace(variable, make=lambda: "${NEWSWIRE_DATABASE_URL}")
    return variable


def completed(present: str, missing: tuple[Variable, ...]) -> str:
    """Return the text of a ``.env``: its present text, then each missing variable below its purpose."""
    lines = [f"# {variable.purpose}\n{variable.name}={variable.make()}\n" for variable in missing]
    return "\n".join([present.rstrip("\n") + "\n", *lines] if present else lines)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read ({error}). Move it away, or use --force.") from error
