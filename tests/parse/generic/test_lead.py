"""The lead of a story: a summary of its own, or the first paragraph of the text."""

from __future__ import annotations

import pytest

from newswire.parse.generic.lead import joined

LEAD = "GRENHOLM, May 13 (AP) - The ferry stopped."


def test_a_lead_with_a_dateline_begins_the_text() -> None:
    assert joined(LEAD, "Nobody was hurt.") == (None, f"{LEAD}\n\nNobody was hurt.")


@pytest.mark.parametrize(
    ("lead", "body"),
    [
        ("214 people were on board.", "The ferry stopped."),
        (LEAD, f"{LEAD}\n\nNobody was hurt."),
        (LEAD, "TARN, May 13 (AP) - A quay is closed."),
        (LEAD, None),
        (None, "The ferry stopped."),
        ("The quay (and the ferry) is closed.", "It opens in May."),
    ],
)
def test_any_other_lead_is_the_standfirst(lead: str | None, body: str | None) -> None:
    assert joined(lead, body) == (lead, body)
