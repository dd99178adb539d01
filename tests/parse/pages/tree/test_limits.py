"""Hostile pages are rejected, or read in time and memory in proportion to their size."""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from newswire.model import Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.pages.tree.limits import MAX_ATTRIBUTES, MAX_BYTES, MAX_TAGS, shallow
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, STORY, THIRD, item, page, rejected
from tests.parse.wires import NONE

START = f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>{FIRST}</p>"
END = f"<p>{SECOND}</p><p>{THIRD}</p></body></html>"


@pytest.mark.parametrize(
    ("name", "markup", "reason"),
    [
        ("50 MB", "<p>" + "a " * 25_000_000, "too-large"),
        ("a million empty elements", "<i></i>" * 1_000_000, "too-large"),
        ("a million breaks", "<br>" * 1_000_000, "too-large"),
        ("a table without an end", "<table>" + "<tr><td>1<td>2" * 200_000, "too-large"),
        (
            "a tag with 100,000 attributes",
            f"<p {' '.join(f'a{one}' for one in range(100_000))}>",
            "too-large",
        ),
        (
            "attributes with signs",
            "<p " + " ".join(f"a{one}='>'" for one in range(20_000)) + ">",
            "too-large",
        ),
        ("items in spans", "<dd><p><span>" * 50_000, "too-deep"),
    ],
)
def test_what_is_beyond_a_limit_is_rejected(name: str, markup: str, reason: str) -> None:
    assert rejected(START + markup + END).reason == reason, name


HOSTILE = {
    "100,000 divs": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "100,000 divs without an end": "<div>" * 100_000,
    "100,000 lists": "<ul><li>" * 50_000 + "x" + "</li></ul>" * 50_000,
    "100,000 tables": "<table><tr><td>" * 50_000,
    "1 MB in an attribute": f'<p title="{"a" * 1_000_000}">one</p>',
    "tags without an end": "<a" * 500_000,
    "a long tag": "<" + "a" * 2_000_000 + ">",
    "entities": "&amp;" * 1_000_000,
    "unknown entities": "&nosuch;" * 500_000,
    "stray end tags": "</b></i>" * 100_000,
    "comments": "<!---->" * 200_000,
    "open comments": "<!-- <!-" * 100_000,
    "100,000 links": "<a href=/city/1>link</a> " * 100_000,
    "100,000 quotation marks": "<p a='x\">" * 100_000,
    "signs of less": "<" * 250_000,
    "a script of 4 MB": "<script>" + "a<b;'" * 800_000 + "</script>",
    "10,000 scripts": "<script>var a = '<p>';</script>" * 10_000,
    "a rows of 50,000": "<table>" + "<tr><td>1</td><td>2</td></tr>" * 25_000 + "</table>",
    "JSON-LD 100,000 deep": "<script type=application/ld+json>" + '{"a":[' * 50_000 + "</script>",
    "paragraphs": "<p>x" * 100_000,
    "headings": "<h2><a href=/1>Trams run through the tunnel</a></h2>" * 50_000,
    "refreshes": "<meta http-equiv=refresh content='0; url='>" * 50_000,
}


def test_hostile_pages_are_read_or_rejected_within_limits() -> None:
    """One process has 60 s and 1.5 GB of addresses for all pages: what is quadratic takes minutes."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))

    run = subprocess.run(
        [sys.executable, "-c", ANSWERED],
        input=pickle.dumps({name: (START + markup + END).encode() for name, markup in HOSTILE.items()}),
        capture_output=True,
        env={"PYTHONPATH": str(Path(__file__).parents[4] / "plugins")},
        preexec_fn=limited,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    assert answers.keys() == HOSTILE.keys()
    assert set(answers.values()) <= {"html", "too-deep", "too-large", "listing"}, answers


ANSWERED = """
import json, pickle, sys
from newswire.model import Defaults, Document, Rejected
from newswire.parse import parse_document
def answer(content):
    (found,) = parse_document(Document(content, "hostile"), Defaults())
    return found.reason if isinstance(found, Rejected) else found.format
print(json.dumps({name: answer(content) for name, content in pickle.load(sys.stdin.buffer).items()}))
"""


def test_the_limits_are_reached_and_not_before() -> None:
    assert item(START + "<br>" * (MAX_TAGS - 100) + END)
    assert rejected(START + "<br>" * MAX_TAGS + END).reason == "too-large"
    attributes = [f"a{one}=1" for one in range(MAX_ATTRIBUTES)]
    assert item(f"{START}<p {' '.join(attributes)}>one</p>{END}")
    assert rejected(f"{START}<p {' '.join(attributes)} b=2>one</p>{END}").reason == "too-large"
    assert rejected(START + "x" * MAX_BYTES + END).detail.endswith("10,000,000 are allowed.")


@pytest.mark.parametrize("tag", ["font", "span", "b", "div", "section", "blockquote"])
@pytest.mark.parametrize("count", [200, 253, 300, 3_000])
def test_no_text_is_lost_below_elements_that_are_never_closed(tag: str, count: int) -> None:
    found = item(START + f"<{tag}>" * count + END)
    for sentence in (SECOND, THIRD):
        assert sentence in (found.body_text or "")
    assert any("open elements" in warning for warning in found.warnings) == (count > 253)


def test_paragraphs_stay_apart_if_their_tags_are_too_deep() -> None:
    content = shallow(("<div>one " * 300).encode()).decode()
    assert content.count("one") == 300
    assert content.count("<div>") + content.count("<br><br>") == 300


def test_a_script_that_looks_like_a_tag_is_no_hostile_one() -> None:
    script = "<script>if (a <b) {" + "x = 1; " * 5_000 + "}</script>"
    assert item(page(script + STORY))


def test_nothing_of_a_page_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the parser opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    head = (
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/a.dtd'><html><head><base href=http://127.0.0.1:9/>"
        "<link rel=stylesheet href=a.css><script src=a.js></script></head><body><img src=a.png>"
    )
    (found,) = parse_document(Document(f"{head}{STORY}".encode(), "page"), NONE)
    assert isinstance(found, (Item, Rejected))
    assert FIRST in (found.body_text or "" if isinstance(found, Item) else "")
