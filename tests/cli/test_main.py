"""``./newswire``: every command is listed, described, and helped to by name."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

import newswire.cli as package
from newswire.cli import __main__ as command_line
from newswire.cli.__main__ import COMMANDS
from newswire.errors import NewswireError
from tests.cli.conftest import Command
from tests.conftest import ROOT


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_without_a_command_all_are_listed(newswire: Command, arguments: tuple[str, ...]) -> None:
    done = newswire(*arguments)
    assert done.status == 0
    listed = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ")]
    assert listed == list(COMMANDS)


def test_every_module_that_is_a_command_is_listed() -> None:
    found = {}
    for path in Path(package.__path__[0]).glob("*/*.py"):
        if path.stem != "__init__" and hasattr(
            import_module(f"newswire.cli.{path.parent.name}.{path.stem}"), "command"
        ):
            found[path.stem] = path.parent.name
    assert found == COMMANDS


def load(name: str) -> Any:
    return import_module(f"newswire.cli.{COMMANDS[name]}.{name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_describes_its_action_and_its_options(
    newswire: Command, name: str, no_warehouse: None
) -> None:
    done = newswire(name, "--help")
    assert done.status == 0, done.err
    usage, does = done.out.split("\n\n")[:2]
    assert usage.startswith(f"Usage: ./newswire {name} ")
    assert len(does.split()) > 3, "the command describes its action"
    app = typer.Typer()
    app.command()(load(name).command)
    bare = [option.name for option in typer.main.get_command(app).params if not getattr(option, "help", "")]
    assert bare == [], "every argument and option is explained"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ingst", "There is no command 'ingst'. Did you mean ingest?\n"),
        ("xyz", "There is no command 'xyz'. ./newswire --help lists the commands.\n"),
    ],
)
def test_a_command_that_does_not_exist_is_answered_with_one_that_does(
    newswire: Command, name: str, said: str
) -> None:
    done = newswire(name)
    assert (done.status, done.out, done.err) == (2, "", said)


def test_an_option_that_does_not_exist_is_bad_usage(newswire: Command, no_warehouse: None) -> None:
    done = newswire("ingest", "--sorce", "wire")
    assert done.status == 2
    assert "No such option: --sorce" in done.err


def test_an_error_for_people_is_its_text_and_no_traceback(
    newswire: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        """Fail."""
        raise NewswireError("The harbour is closed. Wait.")

    monkeypatch.setattr("newswire.cli.operate.migrate.command", broken)
    done = newswire("migrate")
    assert (done.status, done.out, done.err) == (1, "", "The harbour is closed. Wait.\n")


def test_only_the_module_of_the_command_is_imported() -> None:
    """A command that needs no database and no Airflow starts at once."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "newswire.cli", "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Load wire stories into Postgres")
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert command_line.__name__.rpartition(".")[0] in imported
    assert not imported & {"psycopg", "airflow", "lxml", "newswire.cli.run.ingest", "newswire.model"}
