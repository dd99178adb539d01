"""Released schemas: a warehouse of invented stories as each release made it, and the rows that readers saw.

``PYTHONPATH=plugins .venv/bin/python -m tests.support.releases`` writes the folder of the present version.
Run it once, when the version is released. The files of ``sql/`` that it lists never change from then on.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from newswire import settings
from newswire.warehouse.backups import SCHEMAS
from newswire.warehouse.embedded import running
from newswire.warehouse.programs import program
from tests.support.stories import SENTENCES, drop, folder_source, ninjs

RELEASES = settings.root() / "tests" / "warehouse" / "releases"

VIEWS = (
    "corrections", "documents", "fetches", "kills", "languages", "links", "rejected", "revisions", "runs",
    "stories", "story_items", "subjects", "syndication", "translations",
)  # fmt: skip
"""Views whose rows depend on no clock."""

FORMATS = ("newsml-1", "newsml-g2", "ninjs", "nitf", "anpa1312", "iptc7901", "reuters-sgml", "zczc-text")

FOLDER = "/drop"
"""In place of the folder in which the stories lay."""


def rows(
    connection: psycopg.Connection, view: str, columns: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a view in mart, in one order, with all columns or some."""
    query = sql.SQL("SELECT to_jsonb(seen) FROM {} AS seen").format(sql.Identifier("mart", view))
    found = [
        {name: value for name, value in row.items() if columns is None or name in columns}
        for (row,) in connection.execute(query)
    ]
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def hashes(release: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of sql/ that a release had, by its name."""
    lines = (release / "sql.sha256").read_text(encoding="utf-8").splitlines()
    return {name: checksum for checksum, name in (line.split("  ") for line in lines)}


def plain(psql: Path, url: str, script: Path) -> None:
    """Run a dump in an empty database."""
    subprocess.run(
        [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, url],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def stories(folder: Path) -> Mapping[str, Path]:
    """Write the sources and their first delivery. Return the folders by source."""
    for name in ("wire", "paper", "formats"):
        folder_source(folder / "sources", name, folder / name, provider=f"{name}-press")
    wire, paper = folder / "wire", folder / "paper"
    drop(wire, "pier-1.json", ninjs("pier"))
    drop(wire, "pier-2.json", ninjs("pier", version="2", minute=20, headline="Northern pier to be rebuilt"))
    drop(
        wire,
        "storm-1.json",
        ninjs("storm", headline="Storm nears coast", body=" ".join(reversed(SENTENCES)) + "."),
    )
    drop(
        wire, "fire-1.json", ninjs("fire", headline="Fire at coal quay", body="The coal quay burned at noon.")
    )
    drop(
        wire, "plan-1.json",
        ninjs("plan", headline="Budget", body="The budget is secret.", embargoed="2999-01-01T00:00:00+00:00"),
    )  # fmt: skip
    drop(wire, "broken.json", b"{")
    drop(paper, "pier.json", ninjs("paper-pier", minute=45, headline="Port Albers gets its pier"))
    drop(
        paper,
        "ferry.json",
        ninjs("paper-ferry", headline="Ferry is late", body="The ferry came an hour late."),
    )
    drop(
        paper,
        "boat.json",
        ninjs("paper-boat", headline="Boat is late", body="No boat came before the evening."),
    )
    for name in FORMATS:
        for file in sorted((settings.root() / "tests" / "fixtures" / name).iterdir()):
            drop(folder / "formats", f"{name}-{file.name}", file.read_bytes())
    return {name: folder / name for name in ("wire", "paper", "formats")}


def later(folders: Mapping[str, Path]) -> None:
    """Write a second delivery: a correction, a kill, and a story that came before."""
    pier = ninjs("pier", version="3", minute=60, headline="CORRECTED: Northern pier to be rebuilt")
    drop(folders["wire"], "pier-3.json", pier)
    drop(folders["wire"], "fire-2.json", ninjs("fire", version="2", minute=70, pubstatus="canceled"))
    drop(folders["paper"], "again.json", ninjs("paper-pier", minute=45, headline="Port Albers gets its pier"))


def write() -> None:
    """Write the folder of the present version: dump, rows of mart, checksums of sql/."""
    release = RELEASES / settings.version()
    release.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        home = folder / "home"
        os.environ |= {"NEWSWIRE_HOME": str(home), "NEWSWIRE_SOURCES": str(folder / "sources")}
        with running(home) as server:
            folders = stories(folder)
            command = [settings.root() / "newswire"]
            subprocess.run([*command, "ingest"], check=True)
            later(folders)
            subprocess.run([*command, "ingest"], check=True)
            subprocess.run(
                [*command, "join", "paper-ferry", "paper-boat", "--reason", "One ferry."], check=True
            )
            subprocess.run([*command, "disable", "formats"], check=True)
            dump = subprocess.run(
                [
                    program("pg_dump"), "--restrict-key=newswire", server.url(),
                    *(f"--schema={name}" for name in SCHEMAS),
                ],
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            with psycopg.connect(server.url()) as connection:
                seen = {view: rows(connection, view) for view in VIEWS}
    lines = (
        f" {json.dumps(view)}: [\n  "
        + ",\n  ".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)
        + "\n ]"
        for view, found in seen.items()
    )
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (release / "warehouse.sql").write_text(dump.replace(str(folder), FOLDER), encoding="utf-8")
    (release / "mart.json").write_text(text.replace(str(folder), FOLDER), encoding="utf-8")
    files = sorted((settings.root() / "sql").glob("[0-9]*.sql"))
    checksums = (f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (release / "sql.sha256").write_text("".join(checksums), encoding="utf-8")


if __name__ == "__main__":
    write()
