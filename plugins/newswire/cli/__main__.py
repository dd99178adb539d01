"""``./newswire COMMAND``: find the command's module, import that one only, and run it.

Help of all commands and the version need no installed package: the launcher installs nothing for them.
"""

from __future__ import annotations

import difflib
import gc
import logging
import sys
from importlib import import_module

from newswire import settings
from newswire.errors import NewswireError

GROUPS: dict[str, dict[str, str]] = {
    "operate": {
        "up": "Start everything, run today's DAG, show its counts, and serve the UI until Ctrl-C.",
        "down": "Stop everything that up started.",
        "reset": "Delete the home: the embedded database, Airflow and logs. The sources stay.",
        "sources": "List the sources, with the last load of each.",
        "add": "Find the feed, sitemap or listing behind an address, and write its file.",
        "enable": "Switch sources on, in this installation.",
        "disable": "Switch sources off, in this installation.",
        "airflow": "Run Airflow's own command on this installation.",
        "env": "Write the .env that docker-compose.yaml reads: random secrets, mode 600.",
        "upgrade": "Show the changes that this version makes to the warehouse, and make them.",
        "migrate": "Apply the files of sql/ that the warehouse lacks.",
        "backup": "Write the warehouse into one file.",
        "restore": "Replace the warehouse by a backup, whole or not at all.",
        "prune": "Drop bytes and settled rejections that are older than the settings allow.",
    },
    "run": {
        "ingest": "Fetch, parse and load the enabled sources once, without a scheduler.",
        "try": "Fetch and parse one source, and show what comes, without writing.",
        "backfill": "Run the DAG for each past day of a range, on the Airflow that is up.",
        "replay": "Parse kept documents anew and load them in place of their earlier items.",
        "join": "Make one story of two items, whatever their texts.",
        "split": "Take an item out of a story that it was wrongly joined to.",
        "unlearn": "Keep a line of web pages as text that was wrongly learned as boilerplate.",
        "parse": "Parse files as a run would, without database or network.",
        "dateline": "Read the first lines of stories from stdin, and print place, date and credit.",
    },
    "ask": {
        "status": "Show the warehouse's server and totals, and the last run of each source.",
        "query": "Run one statement as the reader and print a table, JSON lines or CSV.",
        "search": "Find stories by their words, and print a table, JSON lines or CSV.",
        "psql": "Open psql on the warehouse, as the reader.",
        "show": "Write the bytes of a loaded or rejected document, or list its deliveries.",
    },
    "develop": {
        "test": "Run every check of the project: lint, format, types, tests.",
        "audit": "List the licences of all packages, and their known faults.",
        "sbom": "Write the bill of materials, in CycloneDX.",
        "docs": "Write the generated pages of docs/, and the sources of dbt.",
        "bench": "Measure the speed of parsing, fetching and loading, and count faults of reading.",
    },
}
"""Every command by the folder of its module, with its line in the list."""

COMMANDS: dict[str, str] = {name: folder for folder, commands in GROUPS.items() for name in commands}
"""The folder of each command's module."""

_INTERRUPTED = 130
"""Exit status of a command that Ctrl-C ends. Its module may state in ``STOPPED`` what becomes of its work."""

_OBJECTS = 20_000
"""New objects after which Python looks for cycles among them. The objects of a portion live until its end, so
to look after every 700 (the default) costs a tenth of its time and finds nothing."""


def main(arguments: list[str]) -> None:
    """Run the command that is named first. List all commands without one, or with ``--help``."""
    name, *rest = arguments or ["--help"]
    if name in {"--help", "-h", "help"}:
        print("Load wire stories into Postgres, each exactly once.\n")
        print("usage: ./newswire COMMAND [-h | --help] or ./newswire --version\n")
        width = max(map(len, COMMANDS))
        for folder, commands in GROUPS.items():
            print(f"{folder.capitalize()}:")
            print("\n".join(f"  {command:<{width}}  {line}" for command, line in commands.items()))
        return
    if name == "--version":
        print(f"Newswire {settings.version()}")
        return
    if name not in COMMANDS:
        close = difflib.get_close_matches(name, COMMANDS, 1)
        remedy = f"Did you mean {close[0]}?" if close else "./newswire --help lists the commands."
        print(f"There is no command {name!r}. {remedy}", file=sys.stderr)
        sys.exit(2)
    try:
        import typer  # noqa: PLC0415 - see the module's docstring
    except ModuleNotFoundError:
        print(f"./newswire {name}: {GROUPS[COMMANDS[name]][name]}\n")
        print("Its options are shown once Newswire is installed: ./newswire sources does that, for example.")
        return
    gc.set_threshold(_OBJECTS)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    module = import_module(f"newswire.cli.{COMMANDS[name]}.{name}")
    everything = getattr(module, "PASSES_EVERYTHING_ON", False)
    context = {
        "ignore_unknown_options": everything or getattr(module, "PASSES_OPTIONS_ON", False),
        "allow_interspersed_args": not everything,
        "help_option_names": [] if everything else ["-h", "--help"],
    }
    app.command(name, context_settings=context)(module.command)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        app(rest, prog_name=f"./newswire {name}")
    except SystemExit as end:
        if end.code == _INTERRUPTED and (stopped := getattr(module, "STOPPED", None)):
            print(stopped, file=sys.stderr)
        raise
    except NewswireError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except Exception as error:
        if "psycopg" not in sys.modules:
            raise
        from psycopg import OperationalError  # noqa: PLC0415 - parsing needs no database

        if not isinstance(error, OperationalError):
            raise
        from newswire.warehouse.failures import in_words  # noqa: PLC0415 - as above

        print(in_words(error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:  # while modules are imported; typer handles it later
        sys.exit(_INTERRUPTED)
