"""The evidence of items as tables: aligned, and without more than the beginning of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.cli.run.evidence import print_evidence
from newswire.model import Item, Reason, Rejected
from newswire.parse.explain import Explanation, Field
from newswire.parse.pages.body.body import LeftOut
from tests.cli.conftest import Command
from tests.support.stories import drop, ninjs

TEXT = "The pier is to be rebuilt, the council said."


def printed(capsys: pytest.CaptureFixture[str], one: Explanation) -> list[str]:
    print_evidence(one)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_fields_stand_below_each_other_with_their_values_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fields = (
        Field("headline", "Pier\nto be rebuilt", "JSON-LD"),
        Field("subjects", [{"code": "04", "name": "economy"}, {"name": "ports"}], "stated"),
    )
    assert printed(capsys, Explanation(Item("pier.html", "html"), fields)) == [
        "pier.html",
        "field     value               evidence",
        "headline  Pier to be rebuilt  JSON-LD",
        "subjects  04 economy; ports   stated",
        "",
    ]


def test_blocks_that_are_no_story_follow(capsys: pytest.CaptureFixture[str]) -> None:
    one = Explanation(Item("pier.html", "html"), left_out=(LeftOut("Share [this]", "bar of buttons"),))
    assert printed(capsys, one) == [
        "pier.html",
        "",
        "left out      reason",
        "Share [this]  bar of buttons",
        "",
    ]


def test_a_rejection_has_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    one = Explanation(Rejected("a.txt", Reason.EMPTY, "It is empty."))
    assert printed(capsys, one) == ["a.txt: rejected (empty). It is empty.", ""]


@pytest.mark.usefixtures("no_warehouse")
def test_the_table_has_the_beginning_of_a_text_alone(newswire: Command, tmp_path: Path) -> None:
    long = drop(tmp_path, "long.json", ninjs("pier-1", body=TEXT * 40 + "LAST"))
    done = newswire("parse", "--explain", long)
    assert TEXT in done.out
    assert "LAST" not in done.out
    assert newswire("parse", "--explain", "--json", long).out.count("LAST") == 1
