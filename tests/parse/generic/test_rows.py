"""Stories in the rows of a table in text."""

from __future__ import annotations

import pytest

from newswire.model import Document
from newswire.parse.generic.rows import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import items

ROWS = (
    "id,date,headline,body,source\n"
    '1,2024-05-13T11:58:00Z,Ferry stops,"A ferry, of Norwind, stopped.\n\nNobody was hurt.",Norwind\n'
    "2,2024-05-13T12:58:00Z,Bridge toll rises,Drivers will pay.,Norwind\n"
)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_row_is_a_story(mark: str) -> None:
    ferry, bridge = items(Document((mark + ROWS).encode(), "stories.csv"), FORMAT)
    assert (ferry.guid, ferry.headline, ferry.provider) == ("1", "Ferry stops", "Norwind")
    assert ferry.body_text == "A ferry, of Norwind, stopped.\n\nNobody was hurt."
    assert ferry.published is not None
    assert (bridge.guid, bridge.headline, bridge.body_text) == ("2", "Bridge toll rises", "Drivers will pay.")


def test_rows_with_tabs_and_names_in_capitals_are_read() -> None:
    (item,) = items(Document(b'ID\tTITLE\tCONTENT\n7\tFerry stops\tA "ferry" stopped.\n', "s.tsv"), FORMAT)
    assert (item.guid, item.headline, item.body_text) == ("7", "Ferry stops", 'A "ferry" stopped.')


@pytest.mark.parametrize(
    "text",
    [
        "Ferry, harbour, coast\nA ferry stopped.",
        "Name;Team;Points\nIda;Tarn;3\n",
        "id,title,body\n",
    ],
)
def test_texts_that_are_no_tables_are_not_recognised(text: str) -> None:
    assert recognise(Document(text.encode(), "text")) is not FORMAT
