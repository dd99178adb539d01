"""Addresses of writers and figures of machines below a text."""

from __future__ import annotations

import pytest

from newswire.parse.story.contacts import is_contact, is_for_machines
from newswire.parse.story.ending import Ending, without_ending

STORY = "A ferry ran aground off Fernbay on Tuesday.\n\nNobody was hurt, the coast guard said."


def test_the_addresses_of_writers_are_a_note() -> None:
    contact = "Write to Ann Marsh at ann.marsh@norwind.example"
    assert without_ending(f"{STORY}\n\n{contact}\n\n(END) Dow Jones Newswires") == Ending(
        STORY, "Dow Jones", note=contact
    )
    contacts = (
        "To contact the reporter on this story:\nAnn Marsh in Oslo at amarsh@norwind.example\n"
        "To contact the editor responsible for this story:\nBo Lind at blind@norwind.example"
    )
    assert without_ending(f"{STORY}\n\n{contacts}") == Ending(STORY, note=contacts)


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("Write to the mayor, she said.", "\n\n"),
        ("Ann Marsh in Oslo at amarsh@norwind.example", "\n\n"),
        ("Ann Marsh at amarsh@norwind.example", "\nFor tickets:\n"),
        ("To contact the harbour, call the town hall.", "\n\n"),
    ],
)
def test_other_lines_with_addresses_are_none(line: str, before: str) -> None:
    assert not is_contact(line, before)


@pytest.mark.parametrize(
    "ending",
    ["4194**9417", "ISSN 2465 - 1222", "10:15 Local Time 07:15 GMT\n0012", "10:15 ت م 0012"],
)
def test_figures_for_machines_go(ending: str) -> None:
    assert without_ending(f"{STORY}\n\n{ending}") == Ending(STORY)


@pytest.mark.parametrize(
    ("line", "before"), [("2024", "\n\n"), ("0012", "Fernbay\n"), ("10:15", "\n"), ("12 - 13", "\n")]
)
def test_other_figures_stay(line: str, before: str) -> None:
    assert not is_for_machines(line, before)
