"""The label of an item and its publishing status."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item
from newswire.parse.completion.state import label_of, status


def item(**values: Any) -> Item:
    return Item(path="a.txt", format="test", **values)


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"label": "take", "headline": "(LEAD) Ferry stops"}, "take"),
        ({"headline": "(LEAD) Ferry stops", "slugline": "BC-Ferry,3rd Ld-Writethru"}, "LEAD"),
        ({"headline": "Ferry stops", "slugline": "BC-Ferry,3rd Ld-Writethru"}, "3rd Ld-Writethru"),
        ({"headline": "Ferry stops", "ed_note": "Eds: UPDATES with quotes"}, "update"),
        ({"headline": "Ferry stops", "ed_note": "Eds: ADDS photos"}, None),
    ],
    ids=["own", "headline", "slugline", "note", "none"],
)
def test_the_label_is_the_first_of_item_headline_slugline_and_note(
    values: dict[str, Any], label: str | None
) -> None:
    assert label_of(item(**values)) == label


@pytest.mark.parametrize(
    ("given", "pubstatus", "is_given"),
    [(None, "usable", False), ("usable", "usable", True), ("withheld", "withheld", True)],
)
def test_a_status_is_the_documents_own(given: Any, pubstatus: str, is_given: bool) -> None:
    assert status(item(pubstatus=given, body_text="A ferry stopped."), "LEAD") == {
        "label": "LEAD",
        "pubstatus": pubstatus,
        "pubstatus_given": is_given,
    }


def test_a_kill_is_canceled_and_labelled_so() -> None:
    killed = status(item(pubstatus="usable", body_text="EDITORS: Please kill the story slugged Ferry."), None)
    assert (killed["pubstatus"], killed["pubstatus_given"], killed["label"]) == ("canceled", True, "kill")
    assert len(killed["warnings"]) == 1
    assert status(item(), "BULLETIN KILL")["label"] == "BULLETIN KILL"


@pytest.mark.parametrize(("signal", "pubstatus"), [("Kill", "canceled"), ("Update", "usable")])
def test_a_signal_of_a_kill_cancels_the_item(signal: str, pubstatus: str) -> None:
    assert status(item(signal=(signal,), body_text="A ferry stopped."), None)["pubstatus"] == pubstatus
