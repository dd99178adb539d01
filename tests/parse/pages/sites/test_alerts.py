"""Alerts of a run: one sentence for each selector that no longer matches."""

from __future__ import annotations

from newswire.model import Item, Reason, Rejected
from newswire.parse.pages.sites.alerts import REMEDY, Alerts


def item(*warnings: str) -> Item:
    return Item("page", "html", warnings=warnings)


def gone(host: str, doubt: str = "finds nothing") -> str:
    return f"The rules for {host} no longer match: body .story {doubt}."


def test_items_with_the_same_cause_are_counted_together() -> None:
    alerts = Alerts()
    alerts.add([item(gone("bay.example")), Rejected("page", Reason.WEB_PAGE, "no story")])
    alerts.add([item("A date is in doubt.", gone("coast.example", "finds 9 characters of text")), item()])
    alerts.add([item(gone("coast.example", "finds 7 characters of text"))])
    assert alerts.lines() == [
        "The rules for coast.example no longer match: body .story finds 9 characters of text (2 items).",
        "The rules for bay.example no longer match: body .story finds nothing (1 item).",
        REMEDY,
    ]
    assert alerts.note() == " ".join(alerts.lines())


def test_a_note_shows_the_first_three() -> None:
    alerts = Alerts()
    alerts.add([item(*(gone(f"coast{number}.example") for number in range(5)))])
    assert (alerts.note() or "").count(" no longer match") == 3
    assert (alerts.note() or "").endswith(f" 2 more are in the log. {REMEDY}")


def test_a_run_without_alerts_has_no_note() -> None:
    alerts = Alerts()
    alerts.add([item("A date is in doubt.")])
    assert alerts.lines() == []
    assert alerts.note() is None
