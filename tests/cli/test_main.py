"""``./newswire``: every command is listed, described, and helped to by name."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
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


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "airflow"])
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


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "airflow"])
def test_every_command_knows_the_short_form_of_help(newswire: Command, name: str, no_warehouse: None) -> None:
    assert newswire(name, "-h") == newswire(name, "--help")


def test_the_version_is_that_of_the_project(newswire: Command) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert newswire("--version") == (0, f"Newswire {project['version']}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["test", "--help"], ["sources", "-h"]])
def test_help_and_version_need_no_package(arguments: list[str]) -> None:
    """The launcher installs nothing for them: ``-I -S`` hides all that is installed."""
    run = (
        "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
        "runpy.run_module('newswire.cli', None, '__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", run, str(ROOT / "plugins"), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] in {"Load", "Newswire", "./newswire"}


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


def test_ctrl_c_while_modules_are_imported_shows_no_traceback() -> None:
    program = (
        "import runpy, signal, sys\n"
        "class CtrlC:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': signal.raise_signal(signal.SIGINT)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.meta_path.insert(0, CtrlC())\n"
        "sys.argv = ['newswire', 'ingest']\n"
        "runpy.run_module('newswire.cli', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
