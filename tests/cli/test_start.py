"""The start of a command in a process of its own: what it imports, and the memory that one file takes.

The memory is a bound with a margin, not a measurement.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.parse.wires import FIXTURES
from tests.support.pages import page

MOST = 110
"""Megabytes that ``./newswire parse ONE-FILE`` may take. A text whose language is detected takes 80."""

MOST_FIRST = 250
"""The same for the first process of an installation, which makes the tables. It takes 150 for many files."""

PROGRAM = """
import json, pathlib, resource, sys
sys.prefix = sys.base_prefix  # the home keeps the tables
from newswire.cli.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit as exit:
    assert not exit.code, exit.code
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
if pathlib.Path("/proc/self/status").exists():  # Linux counts the memory of the parent into ru_maxrss
    status = pathlib.Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(json.dumps({"peak": peak, "modules": sorted(sys.modules)}))
"""

PAGES = "newswire.parse.pages.story"
LIBRARIES = {"babel", "feedparser", "psycopg", "requests", "rich"}
"""Libraries that no file of a wire needs."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose tables have been made, as after the first command of an installation."""
    home = tmp_path_factory.mktemp("home")
    first, _ = start(home, "parse", str(FIXTURES / "nitf_dialects"), str(FIXTURES / "feeds"))
    assert first <= MOST_FIRST
    return home


def start(home: Path, *arguments: str, stdin: str = "") -> tuple[int, set[str]]:
    """Run a command in a process of its own; return its peak of memory in MB, and the modules it imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "NEWSWIRE_HOME": str(home)},
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["peak"], set(answer["modules"])


@pytest.mark.parametrize(
    "path",
    [
        "newsml-g2/event.xml",
        "newsml-1/message.xml",
        "nitf/story.xml",
        "ninjs/superdesk.json",
        "iptc7901/lead.txt",
        "anpa1312/lead.txt",
        "email/teletype.eml",
        "feeds/rss.xml",
        "xml/envelope.xml",
        "sample/000_55f50601ab94b96e.txt",
    ],
)
def test_a_file_of_a_wire_takes_only_what_its_format_needs(home: Path, path: str) -> None:
    peak, modules = start(home, "parse", "--json", str(FIXTURES / path))
    assert peak <= MOST
    assert not modules & {PAGES, *LIBRARIES}
    assert "newswire.parse.registry" in modules


def test_a_page_takes_the_reader_of_pages_and_no_more_memory(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(page("pier", "Follow us"))
    peak, modules = start(home, "parse", "--json", str(file))
    assert peak <= MOST
    assert PAGES in modules


def test_a_dateline_takes_no_format(home: Path) -> None:
    peak, modules = start(home, "dateline", stdin="BERGEN, May 3 (NTB) - The pier is open.\n")
    assert peak <= MOST
    formats = {name for name in modules if name.startswith("newswire.parse.formats.")}
    assert not formats | modules & {PAGES, *LIBRARIES}
