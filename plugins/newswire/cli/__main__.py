"""``./newswire COMMAND``: finds the command's module, imports that one only, and runs it."""

from __future__ import annotations

import sys
from importlib import import_module

import click
import typer

COMMANDS: dict[str, str] = {
    "dateline": "Read first lines of stories, print place, date and credit.",
    "parse": "Parse files as a run would, without database or network.",
}
"""Every command and its line in the list, in the order in which people meet them."""


class _Commands(click.Group):
    """Commands by name, each imported when it is run: ``parse`` must not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"newswire.cli.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name)(module.command)
        return typer.main.get_command(app)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def main() -> None:
    """Run the command named on the command line."""
    group = _Commands(name="newswire", help="Wire stories into Postgres, every one exactly once.")
    group.main(args=sys.argv[1:], prog_name="newswire")


if __name__ == "__main__":
    main()
