"""The folder of two files that a server serves, and the faults that lie in it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.fetch.misbehaviour.files import LIMIT, NAMES, Scene, story


def filled(place: Path) -> Path:
    """Return a folder with the two files in its ``out``, an hour old, the first one a minute older."""
    out = place / "served" / "out"
    out.mkdir(parents=True, exist_ok=True)
    for name, age in zip(NAMES, (3660, 3600), strict=True):
        (out / name).write_bytes(story(name))
        os.utime(out / name, (int(time.time()) - age,) * 2)
    return place / "served"


def emptied(scene: Scene) -> None:
    """Leave no file."""
    for name in NAMES:
        (scene.site.folder / "out" / name).unlink()


def leading_out(scene: Scene) -> None:
    """Add a link to a file outside of the folder."""
    outside = scene.site.folder.parent / "outside.json"
    outside.write_bytes(story("3-outside.json"))
    (scene.site.folder / "out" / "3-link.json").symlink_to(outside)


def large(scene: Scene) -> None:
    """Let the second file be larger than the source takes."""
    (scene.site.folder / "out" / NAMES[1]).write_bytes(story(NAMES[1], " The tide was low." * 200))
    scene.keys["max_bytes"] = LIMIT


def removed(path: Path) -> None:
    """Remove a file."""
    path.unlink()


def grown(path: Path) -> None:
    """Append to a file."""
    with path.open("ab") as growing:
        growing.write(b" ")
