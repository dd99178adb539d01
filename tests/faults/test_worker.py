"""A process that parses, and hangs."""

from __future__ import annotations

import pytest

from newswire.model import Defaults
from newswire.workers import crew as crews
from newswire.workers.crew import Crew, ParserLost
from tests.faults.row import fault
from tests.workers.test_crew import documents, processes


@fault(
    name="A process that parses hangs",
    does="Waits 15 minutes for a portion, kills the process and starts another one. The run keeps its bytes.",
    shows="The source fails with a sentence that a process was lost; the others go on.",
    heals="The next try parses the kept bytes.",
)
def test_a_process_that_hangs_is_killed_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with Crew(2) as crew:
        crew.start(1)
        list(crew.read(documents(1), Defaults("wire"), 1))
        monkeypatch.setattr(crews, "_PATIENCE", 0.5)
        [hanging] = processes()
        hanging.suspend()
        with pytest.raises(ParserLost):
            list(crew.read(documents(1), Defaults("wire"), 1))
        monkeypatch.setattr(crews, "_PATIENCE", 60.0)
        assert len(list(crew.read(documents(1), Defaults("wire"), 1))) == 1
        assert not hanging.is_running()
