"""``./newswire COMMAND``: finds the command's module, imports that one only, and runs it."""

from __future__ import annotations

import difflib
import sys
from importlib import import_module

import typer

COMMANDS: dict[str, str] = {
    "dateline": "Read first lines of stories, print place, date and credit.",
    "env": "Write the .env that docker-compose.yaml reads: random secrets, mode 600.",
    "ingest": "Fetch, parse and load the enabled sources once, without a scheduler.",
    "parse": "Parse files as a run would, without database or network.",
    "test": "Run everything that guards the project: lint, format, types, tests.",
}
"""Every command (a module of this package, by the same name) and its line in the list."""


def main(arguments: list[str]) -> None:
    """Run the command that is named first; without one, or with ``--help``, list them all."""
    name, *rest = arguments or ["--help"]
    if name in {"--help", "-h", "help"}:
        print("Wire stories into Postgres, every one exactly once.\n\nusage: ./newswire COMMAND [--help]\n")
        width = max(map(len, COMMANDS))
        print("\n".join(f"  {command:<{width}}  {line}" for command, line in COMMANDS.items()))
        return
    if name not in COMMANDS:
        close = difflib.get_close_matches(name, COMMANDS, 1)
        remedy = f"Did you mean {close[0]}?" if close else "./newswire --help lists the commands."
        print(f"There is no command {name!r}. {remedy}", file=sys.stderr)
        sys.exit(2)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name)(import_module(f"newswire.cli.{name}").command)
    app(rest, prog_name=f"./newswire {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
