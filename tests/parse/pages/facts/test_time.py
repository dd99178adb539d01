"""The time that facts take is in proportion to the size of the page, however deep its elements nest."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from newswire.parse.pages.facts.metadata import text_of
from tests.parse.pages.facts.reading import page

ROOT = Path(__file__).parents[4]
MOST_SECONDS = 4
READ = (
    "import sys\n"
    "from newswire.model import Defaults, Document\n"
    "from newswire.parse.pages.facts.facts import read_facts\n"
    "from newswire.parse.pages.tree.page import read_page\n"
    "print(read_facts(read_page(Document(sys.stdin.buffer.read(), 'p')), Defaults()).headline)"
)
NESTED = {
    "lists": "<h1>Ferry returns</h1>" + "<ul><li>" * 100_000,
    "authors": "<h1>Ferry returns</h1>" + "<ul><li class=author>" * 100_000,
    "dates": "<h1>Ferry returns</h1>" + "<ul class=date><li class=date>" * 100_000,
    "headings": "<h1>Ferry returns</h1>" + "<ul><li><h1>" * 90_000,
    "properties": "<h1>Ferry returns</h1><div itemscope itemtype='https://schema.org/Article'>"
    + "<ul><li itemprop=author>" * 100_000,
}


@pytest.mark.parametrize("name", NESTED)
def test_nested_elements_take_time_in_proportion_to_their_number(name: str) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))

    run = subprocess.run(
        [sys.executable, "-c", READ],
        input=f"<html><body>{NESTED[name]}".encode(),
        capture_output=True,
        env={"PYTHONPATH": str(ROOT / "plugins")},
        preexec_fn=limited,
        check=False,
    )
    assert (run.returncode, run.stdout.decode().strip()) == (0, "Ferry returns"), run.stderr


def test_an_element_with_hundreds_of_others_is_no_line() -> None:
    root = page(body=f"<p>one <b>line</b></p><div>{'<i>x</i>' * 600}</div><em> y</em>").root
    [line], [heap], [end] = (list(root.iter(tag)) for tag in ("p", "div", "em"))
    assert (text_of(line, 100), text_of(heap, 5000), text_of(end, 100)) == ("one line", None, "y")
    assert text_of(line, 7) is None
