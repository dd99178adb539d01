"""Processes started, watched, stopped, and found again; a small program stands in for ``airflow``."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from newswire.airflow_local.configuration import AirflowError
from newswire.airflow_local.processes import NURSERY, RECORDS, Record, Services, read_records, stop
from tests.conftest import ROOT

PROGRAM = """
import os, signal, sys, time

name, folder = sys.argv[1], os.getcwd()

def say(word):
    with open(f"{folder}/said", "a") as said:
        said.write(f"{name} {word}\\n")

def end(*_):
    say("ends")
    sys.exit(0)

print("a line of", name, flush=True)
if name == "fails":
    sys.exit(3)
signal.signal(signal.SIGTERM, signal.SIG_IGN if os.environ.get("STUBBORN") else end)
if os.environ.get("PARENT") and name == "scheduler":
    child = os.fork()
    if not child:
        while True:
            signal.pause()
    with open(f"{folder}/child", "w") as file:
        file.write(str(child))
with open(f"{folder}/ready", "w") as ready:  # a pipe: whoever waits for it reads
    ready.write(name)
while True:
    signal.pause()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "airflow.py").write_text(PROGRAM)
    os.mkfifo(tmp_path / "ready")
    yield tmp_path
    for record in read_records(tmp_path / RECORDS):
        for process in record.session():
            process.kill()


@pytest.fixture
def services(folder: Path) -> Services:
    return make(folder)


def make(folder: Path, *preload: str, **environment: str) -> Services:
    """Return the processes of a folder, with modules to import, and variables of the environment."""
    path = os.pathsep.join([str(folder), str(ROOT / "plugins")])
    return Services(folder, environment | {"PYTHONPATH": path}, preload)


def lives(process: psutil.Process | None) -> bool:
    """Return whether a process runs. It may have ended without anybody who waits for it."""
    try:
        return process is not None and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def start(services: Services, *names: str) -> None:
    """Start services and return when each has set itself up."""
    for name in names:
        services.start(name)
        (services.folder / "ready").read_text()


def test_services_are_recorded_and_stopped_with_the_api_server_last(services: Services) -> None:
    start(services, "api-server", "scheduler", "dag-processor")
    services.settle()
    records = read_records(services.records_file)
    running = [record.process() for record in records]

    assert [record.name for record in records] == ["api-server", "scheduler", "dag-processor"]
    assert all(running)
    assert (services.records_file.stat().st_mode & 0o777) == 0o600

    services.stop()

    said = (services.folder / "said").read_text().splitlines()
    assert sorted(said[:2]) == ["dag-processor ends", "scheduler ends"]
    assert said[2:] == ["api-server ends"]
    assert not any(map(lives, running))
    assert read_records(services.records_file) == []


def test_services_whose_folder_was_deleted_are_stopped_too(services: Services, folder: Path) -> None:
    start(services, "scheduler", "api-server")
    services.settle()
    leaders = [record.process() for record in read_records(services.records_file)]
    assert all(map(lives, leaders))
    shutil.rmtree(folder)
    services.stop()
    assert not any(map(lives, leaders))


def test_each_service_leads_a_session_so_that_ctrl_c_does_not_reach_it(services: Services) -> None:
    start(services, "scheduler")

    records = read_records(services.records_file)

    assert [record.name for record in records] == [NURSERY, "scheduler"]
    assert [os.getsid(record.pid) for record in records] == [record.pid for record in records]


def test_modules_are_imported_once_for_all_services(folder: Path) -> None:
    (folder / "heavy.py").write_text("print('imported', flush=True)")
    services = make(folder, "heavy")
    start(services, "scheduler", "dag-processor")
    assert services.log(NURSERY).read_text() == "imported\n"
    assert services.log("scheduler").read_text() == "a line of scheduler\n"
    services.stop()


def test_a_module_that_cannot_be_imported_is_an_error_with_its_reason(folder: Path) -> None:
    (folder / "broken.py").write_text("raise RuntimeError('No harbour.')")
    with pytest.raises(AirflowError, match=r"starts Airflow's services ended by itself(.|\n)*No harbour\."):
        make(folder, "broken").start("scheduler")


@pytest.mark.parametrize("way", ["settles", "is killed"])
def test_services_go_on_without_the_nursery_and_another_one_starts_them_again(
    services: Services, way: str
) -> None:
    start(services, "scheduler", "dag-processor")
    nursery, scheduler, other = read_records(services.records_file)
    if way == "settles":
        services.settle()
        assert read_records(services.records_file) == [scheduler, other]
    else:
        os.kill(nursery.pid, signal.SIGKILL)
    assert services.ended(0) is None
    os.kill(scheduler.pid, signal.SIGKILL)
    assert services.ended() == "scheduler"

    start(services, "scheduler")

    again = {record.name: record for record in read_records(services.records_file)}
    assert again["dag-processor"] == other
    assert again["scheduler"].process() is not None
    assert again[NURSERY].pid != nursery.pid
    services.stop()
    assert not any(record.process() for record in again.values())


def test_a_service_that_does_not_end_is_killed(folder: Path) -> None:
    services = make(folder, STUBBORN="1")
    start(services, "scheduler")
    _, record = read_records(services.records_file)

    stop(services.records_file, seconds=0)

    assert record.process() is None


def test_children_of_a_killed_service_are_found_and_killed(folder: Path) -> None:
    services = make(folder, PARENT="1", STUBBORN="1")
    services.start("scheduler")
    (folder / "ready").read_text()
    child = psutil.Process(int((folder / "child").read_text()))
    services.settle()
    (record,) = read_records(services.records_file)
    os.kill(record.pid, signal.SIGKILL)
    assert services.ended() == "scheduler"
    assert lives(child)

    assert stop(services.records_file) == 1

    assert not lives(child)


def test_another_process_that_got_the_id_is_left_alone(folder: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    record = Record.of("scheduler", other.pid)
    assert record.process() is not None

    earlier = Record("scheduler", other.pid, record.started - 60)

    assert earlier.process() is None
    assert earlier.session() == []
    assert other.poll() is None
    other.communicate(b"\n")
    assert record.process() is None
    assert record.session() == []


def test_the_end_of_a_service_is_reported(services: Services) -> None:
    start(services, "scheduler", "dag-processor")
    assert services.ended(0) is None

    os.kill(read_records(services.records_file)[-1].pid, signal.SIGKILL)

    assert services.ended() == "dag-processor"
    assert services.ended(0) is None, "once"


def test_waiting_ends_when_a_service_does_and_shows_the_end_of_its_log(services: Services) -> None:
    start(services, "scheduler")
    os.kill(read_records(services.records_file)[-1].pid, signal.SIGKILL)

    with pytest.raises(AirflowError, match=r"Airflow's scheduler ended by itself(.|\n)*a line of scheduler"):
        services.until(lambda: False, 60, "Nothing", every=60)


def test_waiting_ends_after_its_time(services: Services) -> None:
    answers = iter([False, True])
    services.until(lambda: next(answers), 60, "Something", every=0)

    with pytest.raises(AirflowError, match="A miracle took more than 0 s"):
        services.until(lambda: False, 0, "A miracle", every=0)


def test_a_command_that_fails_shows_the_end_of_its_log(services: Services) -> None:
    with pytest.raises(AirflowError, match=r"airflow fails failed(.|\n)*a line of fails"):
        services.run("migrate", ["fails"])


def test_a_service_that_is_started_again_keeps_the_log_of_its_end(services: Services) -> None:
    start(services, "scheduler")
    os.kill(read_records(services.records_file)[-1].pid, signal.SIGKILL)
    services.ended()

    start(services, "scheduler")

    assert services.log("scheduler").read_text() == "a line of scheduler\n" * 2
    assert [record.name for record in read_records(services.records_file)] == [NURSERY, "scheduler"]
