"""Processes that parse: the same answers in the same order, errors as before, and no process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from newswire.load.answers import unpack
from newswire.model import Defaults, Document
from newswire.parse.registry import FormatError
from newswire.workers import work
from newswire.workers.crew import Crew, ParserLost
from newswire.workers.work import HERE, Kept
from tests.conftest import ROOT
from tests.support.stories import ninjs

WIRE = Defaults("wire", "harbour-press")
FEED = Document(
    b"<rss version='2.0'><channel><title>Weir</title><item><title>Sluice opens</title><link>"
    b"https://weir.example/1</link><description>At noon.</description></item></channel></rss>",
    "feed",
)


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """Two processes, whatever the machine has, and tasks of three documents."""
    monkeypatch.setattr(work, "_DOCUMENTS_AT_ONCE", 3)
    with Crew(2) as made:
        made.start(2)
        yield made


def documents(number: int, body: str = "The pier is open again.") -> list[Kept]:
    """So many documents; the fifth of each ten is no JSON."""
    return [
        (place, Document(b"{" if place % 10 == 5 else json.dumps(ninjs(f"pier-{place}", body=body)).encode(),
                         f"{place}.json"))
        for place in range(number)
    ]  # fmt: skip


def nurseries() -> list[psutil.Process]:
    """The programs that fork processes that parse."""
    return [one for one in psutil.Process().children() if "newswire.workers.process" in one.cmdline()]


def processes() -> list[psutil.Process]:
    """The processes that parse."""
    return [one for nursery in nurseries() for one in nursery.children()]


def wait_for(number: int) -> list[psutil.Process]:
    """Wait until there are so many processes that parse: nobody waits for their start."""
    while len(found := processes()) != number:
        assert nurseries()
    return found


def test_the_answers_are_those_of_one_process_in_the_same_order(crew: Crew) -> None:
    some = documents(40)
    alone = [answer for batch in HERE.read(some, WIRE, 40) for answer in unpack(batch.packed)]
    batches = list(crew.read(some, WIRE, 40))
    assert [answer for batch in batches for answer in unpack(batch.packed)] == alone
    assert len(batches) == 14
    assert sum(batch.items for batch in batches) == 36
    assert sum(batch.rejected for batch in batches) == 4
    assert len(wait_for(2)) == 2


def test_each_source_has_its_own_defaults(crew: Crew) -> None:
    for provider in ("harbour-press", "coast-daily", "harbour-press"):
        for batch in crew.read(documents(4), Defaults("wire", provider), 4):
            assert {answer.found.provider for answer in unpack(batch.packed)} == {provider}  # type: ignore[union-attr]


def test_answers_of_feeds_are_judged_there(crew: Crew) -> None:
    assert crew.judge(FEED, Defaults("weir", feed=True)).links == (("https://weir.example/1", None),)


def test_few_documents_start_no_process() -> None:
    with Crew(2) as crew:
        assert len(list(crew.read(documents(4), WIRE, 4))) == 1
        assert crew.judge(FEED, Defaults("weir", feed=True)).items == 1
        assert processes() == []


def test_many_documents_start_as_many_processes_as_they_are_worth() -> None:
    with Crew(4) as crew:
        for weight, number in ((1_499, 0), (1_500, 1), (4_600, 3), (1_000_000, 4), (1, 4)):
            crew.expect(weight)
            assert len(crew._processes) == number
        assert len(wait_for(4)) == 4
        assert len(nurseries()) == 1
    assert processes() == []


def test_one_core_parses_by_itself() -> None:
    with Crew(1) as crew:
        crew.expect(1_000_000)
        assert processes() == []


def test_a_reader_that_stops_early_leaves_the_crew_usable(crew: Crew) -> None:
    reading = crew.read(documents(40), WIRE, 40)
    next(reading)
    reading.close()
    assert sum(batch.items for batch in crew.read(documents(4), WIRE, 4)) == 4


def test_a_killed_process_is_an_error_with_the_cause_and_another_one_takes_its_place(crew: Crew) -> None:
    list(crew.read(documents(9), WIRE, 9))
    for process in wait_for(2):
        process.kill()
    with pytest.raises(ParserLost, match="was killed by signal 9 before it had answered"):
        list(crew.read(documents(9), WIRE, 9))
    with suppress(ParserLost):  # the other killed process may not have had a task yet
        list(crew.read(documents(9), WIRE, 9))
    assert sum(batch.items for batch in crew.read(documents(9), WIRE, 9)) == 8
    assert len(wait_for(2)) == 2


def test_the_processes_go_on_without_their_nursery_and_another_one_replaces_them(crew: Crew) -> None:
    list(crew.read(documents(9), WIRE, 9))
    parsing = wait_for(2)
    [nursery] = nurseries()
    nursery.kill()
    assert sum(batch.items for batch in crew.read(documents(9), WIRE, 9)) == 8
    for process in parsing:
        process.kill()
    for _ in parsing:
        with suppress(ParserLost):
            list(crew.read(documents(9), WIRE, 9))
    assert sum(batch.items for batch in crew.read(documents(9), WIRE, 9)) == 8
    assert len(wait_for(2)) == 2


def test_an_error_there_is_raised_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format of an installed package that cannot be loaded stops the run, and counts for no document."""
    package = tmp_path / "teleprinter-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: teleprinter\nVersion: 1\n")
    (package / "entry_points.txt").write_text("[newswire.formats]\ntele = teleprinter:FORMAT\n")
    with Crew(2) as crew, monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        crew.start(2)
        with pytest.raises(FormatError, match=r"tele \(teleprinter:FORMAT\) cannot be loaded"):
            list(crew.read(documents(9), WIRE, 9))


_HOLDER = """
import sys
import psutil
from newswire.workers.crew import Crew
with Crew(2) as crew:
    crew.start(2)
    nursery = psutil.Process(crew._nursery._program.pid)
    while len(nursery.children()) < 2:
        pass
    print(nursery.pid, *[one.pid for one in nursery.children()], flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_end_with_the_one_that_started_them(how: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert holder.stdout is not None
    started = [psutil.Process(int(pid)) for pid in holder.stdout.readline().split()]
    assert len(started) == 3
    holder.send_signal(how)
    holder.communicate()
    _, alive = psutil.wait_procs(started, timeout=60)
    assert alive == []
