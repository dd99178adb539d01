"""Real stories that lie beside the project, in a warehouse: for tests of everything that readers see.

A machine without them skips those tests. No byte of them is copied into the project.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from newswire.search import index
from tests.conftest import SHARED
from tests.dedupe.test_labelled_pairs import real_stories
from tests.support.stories import drop, folder_source, ninjs, run

WIRES, CASES, CORPORA = (SHARED / name for name in ("wire-samples", "cases", "corpora"))
ARE_HERE = all(folder.is_dir() for folder in (WIRES, CASES, CORPORA))
WHY_NOT = "The real stories do not lie beside the project."

_PAIRS = 200
"""Pairs of stories of 1987 that are loaded: a slice of the corpus."""
_NO_DOCUMENTS = (".case.json", ".expect.json", "README.md", "INDEX.tsv")


@dataclass(frozen=True)
class Samples:
    """The address of a warehouse with real stories, and the folder of its sources."""

    url: str
    sources: Path


def fill(url: str, folder: Path) -> Samples:
    """Load the real stories by runs of their sources, and index them.

    Each folder of wires is a source. The cases come step by step, as their servers answer, so that there are
    updates and kills. Of two stories of 1987 that are one, an agency has the first and a paper the second.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        sources = _load(connection, folder)
        index(connection)
        connection.execute("ANALYZE")
    return Samples(url, sources)


def _load(connection: psycopg.Connection, folder: Path) -> Path:
    sources = folder / "sources"
    for wires in sorted(path for path in WIRES.iterdir() if path.is_dir()):
        folder_source(sources, wires.name, wires)
        run(connection, sources, wires.name)
    folder_source(sources, "cases", folder / "cases")
    for _, paths in sorted(_steps().items()):
        for path in paths:
            shutil.copyfile(path, folder / "cases" / path.name)
        run(connection, sources, "cases")
    for name in ("agency", "paper"):
        folder_source(sources, name, folder / name, provider=name)
    for name, document in _of_1987():
        drop(folder / name, f"{document['uri']}.json", document)
    for name in ("agency", "paper"):
        run(connection, sources, name)
    return sources


def _steps() -> dict[int, list[Path]]:
    """The documents of the cases by the step that delivers them: the number behind the name, or the first."""
    steps: dict[int, list[Path]] = {}
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and not path.name.endswith(_NO_DOCUMENTS):
            number = re.search(r"\.(\d)\.", path.name)
            steps.setdefault(int(number[1]) if number else 1, []).append(path)
    return steps


def _of_1987() -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents of pairs of stories that an editor calls one, each with the source that carries it."""
    stories = real_stories()
    with (CORPORA / "pairs/pairs.tsv").open(encoding="utf-8") as file:
        pairs = (row for row in csv.DictReader(file, delimiter="\t") if row["label"].startswith("same"))
        for row in islice(pairs, _PAIRS):
            for name, number in (("agency", row["id_a"]), ("paper", row["id_b"])):
                if story := stories.get(number):
                    created = str(story.published)
                    facts = {"versioncreated": created, "firstcreated": created}
                    yield name, ninjs(number, headline=story.headline or "", body=story.text, **facts)
