"""docs/style.md: docstrings begin with an imperative verb, and texts use nouns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT

MOST_SAY = 1.0
"""Forms of "say" and "tell" in 1,000 words."""
MOST_WHAT = 3.0
"""The word "what" in 1,000 words, questions excepted."""

_VERBS = """
Accept Add Align Answer Append Apply Ask Assert Authenticate Begin Bind Bring Build Cache Call Cancel
Change Check Choose Claim Clean Clear Close Collect Combine Commit Compare Complete Compress Compute
Configure Connect Convert Copy Correct Count Create Cut Decide Decode Decompress Defer Delete Derive
Describe Detect Determine Disable Discard Do Download Drain Draw Drop Empty Enable Encode End Enter
Escape Estimate Exclude Execute Exit Expand Extend Extract Fail Fetch Fill Filter Find Finish Fit
Flatten Fold Follow Force Forget Format Get Give Group Guess Hand Handle Hash Hide Hold Identify Ignore
Import Index Infer Insert Install Join Judge Keep Key Kill Label Leave Let Link List Load Locate Lock
Log Look Lower Make Map Mark Match Measure Mention Merge Migrate Move Name Narrow Normalise Note Offer
Omit Open Order Pair Parse Pass Patch Pick Place Poll Prefer Prepare Print Probe Produce Promise Publish
Put Raise Rank Read Rebuild Receive Recognise Record Redact Reduce Refuse Register Reject Release Remove
Render Repair Repeat Replace Replay Report Request Require Reserve Reset Resolve Restart Restore Retry
Return Reuse Run Sample Save Score Search Select Send Separate Serve Set Shorten Show Shut Skip Sort
Split Spread Start State Stop Store Strip Subtract Sum Suppress Swap Switch Take Test Throttle Track
Translate Trim Turn Undo Unfold Unlock Unpack Update Use Validate Verify Wait Walk Warn Watch Weigh
Widen Withdraw Wrap Write Yield
"""
VERBS = frozenset(_VERBS.split())
"""Verbs that a function's docstring may begin with. Add another one here; it must be an imperative."""

SAY = re.compile(r"\b(?:say|says|said|saying|tell|tells|told|telling)\b", re.IGNORECASE)
WHAT = re.compile(r"\bwhat\b", re.IGNORECASE)
QUESTION = re.compile(r"[^.!?:|]*\?")
CODE = re.compile(r"^ *```.*?^ *```|(`+).+?\1|<!--.*?-->|https?://\S+", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n)+")
"""Code in Markdown; in docstrings the text of a section is indented too."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

MODULES = sorted(chain((ROOT / "plugins").rglob("*.py"), (ROOT / "dags").rglob("*.py")))
GENERATED = [ROOT / "docs" / "DAGS.md", ROOT / "docs" / "WAREHOUSE.md"]
"""Their words come from docstrings of DAGs and from comments in sql/, so they are counted with those."""
PAGES = sorted(
    page
    for page in chain((ROOT / "docs").rglob("*.md"), (ROOT / "findings").rglob("*.md"), ROOT.glob("*.md"))
    if page not in GENERATED
)

Described = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Count:
    """Words of a text, without code, and how many of them are of the two kinds."""

    words: int
    say: int
    what: int

    @classmethod
    def of(cls, texts: Iterable[str]) -> Count:
        words = say = what = 0
        for text in texts:
            prose = CODE.sub(" ", text)
            words += len(WORD.findall(prose))
            say += len(SAY.findall(prose))
            what += len(WHAT.findall(QUESTION.sub(" ", prose)))
        return cls(words, say, what)

    def __add__(self, other: Count) -> Count:
        return Count(self.words + other.words, self.say + other.say, self.what + other.what)

    def is_plain(self) -> bool:
        return self.say * 1000 <= MOST_SAY * self.words and self.what * 1000 <= MOST_WHAT * self.words

    def __str__(self) -> str:
        of = 1000 / (self.words or 1)
        return (
            f"{self.words} words; say, tell: {self.say}, {self.say * of:.1f} in 1,000; "
            f"what: {self.what}, {self.what * of:.1f} in 1,000"
        )


def described(source: str) -> Iterator[tuple[Described, str]]:
    """Yield modules, classes and functions that have a docstring, with it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Described) and (docstring := ast.get_docstring(node)):
            yield node, docstring


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(one).endswith("property") for one in node.decorator_list)


def not_imperative(source: str) -> list[str]:
    """Return the docstrings of functions, by line, whose first word is no imperative."""
    return [
        f"{node.lineno}: {docstring.splitlines()[0]}"
        for node, docstring in described(source)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not is_property(node)
        and docstring.split()[0].rstrip(".,;:") not in VERBS
    ]


def test_docstrings_of_functions_begin_with_an_imperative_verb() -> None:
    found = [
        f"{module.relative_to(ROOT)}:{line}"
        for module in MODULES
        for line in not_imperative(module.read_text(encoding="utf-8"))
    ]
    listed = "\n".join(found)
    assert found == [], f"{len(found)} docstrings begin with no verb of VERBS:\n{listed}"


def in_markdown(page: Path) -> str:
    return INDENTED.sub("\n", page.read_text(encoding="utf-8"))


def test_docstrings_and_the_pages_made_of_them_use_nouns() -> None:
    texts = {page: [in_markdown(page)] for page in GENERATED} | {
        module: [docstring for _, docstring in described(module.read_text(encoding="utf-8"))]
        for module in MODULES
    }
    counts = {path.relative_to(ROOT).as_posix(): Count.of(found) for path, found in texts.items()}
    total = sum(counts.values(), Count(0, 0, 0))
    worst = sorted(counts.items(), key=lambda pair: pair[1].say + pair[1].what, reverse=True)[:20]
    listed = "\n".join(f"{name}: say, tell {one.say}, what {one.what}" for name, one in worst)
    assert total.is_plain(), f"{total}. The worst:\n{listed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_use_nouns(page: Path) -> None:
    count = Count.of([in_markdown(page)])
    assert count.is_plain(), f"{page.relative_to(ROOT)}: {count}."


def test_noun_phrases_are_no_imperatives_except_for_properties() -> None:
    source = '''
class A:
    """The settings."""

    def one(self):
        """The value."""

    def two(self):
        """Whether it is there."""

    def three(self):
        """Returns the value."""

    def four(self):
        """Return the value."""

    @cached_property
    def five(self):
        """The value."""
'''
    assert not_imperative(source) == [
        "5: The value.",
        "8: Whether it is there.",
        "11: Returns the value.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It says what it tells.", (5, 2, 1)),
        ("What does it cost? Whatever.", (5, 0, 0)),
        ("The word `what` and ``say``.\n\n```text\nwhat it says\n```\n", (3, 0, 0)),
        ("What it is worth. Is it dear?", (7, 0, 1)),
        ("Args:\n    value: what it says.", (5, 1, 1)),
    ],
)
def test_words_are_counted_outside_code_and_questions(text: str, count: tuple[int, int, int]) -> None:
    assert Count.of([text]) == Count(*count)


def test_indented_code_of_a_page_is_not_counted(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("One.\n\n    ./newswire say\n\n    what\n\nTwo.\n", encoding="utf-8")
    assert Count.of([in_markdown(page)]) == Count(2, 0, 0)


def test_the_limits_are_kept_and_not_passed() -> None:
    assert Count(1000, 1, 3).is_plain()
    assert not Count(1000, 2, 0).is_plain()
    assert not Count(1000, 0, 4).is_plain()
