"""``up`` and ``down`` whole: a real Airflow with its scheduler, and no process left when it ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from newswire.airflow_local.api import Api
from newswire.airflow_local.configuration import AirflowError, Installation
from newswire.airflow_local.processes import RECORDS, read_records
from newswire.desk.places import PREFIX
from newswire.warehouse.embedded import folder, is_running, running
from newswire.warehouse.place import recorded_process
from newswire.warehouse.ports import first_free, reserved
from tests.conftest import ROOT
from tests.support.stories import drop, folder_source, ninjs

SERVING = "It goes on until Ctrl-C"


@dataclass
class Home:
    """A home with one good source and one whose folder is missing."""

    path: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def records(self) -> Path:
        return self.path / "airflow" / RECORDS

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command that Ctrl-C stops, even if these tests run in the background and ignore it."""
        process = subprocess.Popen(
            [sys.executable, "-m", "newswire.cli", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self.processes.append(process)
        return process

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end. Return its exit status and its output."""
        process = self.begin(*arguments)
        said, _ = process.communicate()
        return process.returncode, said

    def until(self, process: subprocess.Popen[str], words: str) -> str:
        """Return the output of a command, up to the line with these words."""
        said = ""
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(f"It ended before it said {words!r}:\n{said}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    path = tmp_path_factory.mktemp("up")
    sources = path / "sources"
    (sources / "data").mkdir(parents=True)
    (sources / "data" / "1.json").write_text(json.dumps(ninjs("urn:pier:1")))
    (sources / "albers.toml").write_text('name = "albers"\nkind = "folder"\npath = "data"')
    (sources / "gone.toml").write_text('name = "gone"\nkind = "folder"\npath = "nowhere"')
    environment = os.environ | {
        "NEWSWIRE_HOME": str(path / "home"),
        "NEWSWIRE_SOURCES": str(sources),
        "PYTHONPATH": str(ROOT / "plugins"),
        "COLUMNS": "200",
    }
    home = Home(
        path / "home", {key: value for key, value in environment.items() if not key.startswith("AIRFLOW")}
    )
    yield home
    home.run("down")
    for process in home.processes:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def wires(home: Home, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Loaded stories of sixty sources, which Airflow's daily run does not take."""
    path = tmp_path_factory.mktemp("wires")
    for number in range(60):
        name = f"wire-{number:02}"
        folder_source(path / "sources", name, path / name)
        text = f"Berth {number} of the harbour was closed after {number} planks had come loose."
        earlier = {"minute": -99, "firstcreated": "2024-05-06T11:00:00+00:00"}
        drop(path / name, "1.json", ninjs(f"urn:berth:{number}", headline="Closed", body=text, **earlier))
    status, said = home.run("ingest", "--sources", str(path / "sources"))
    assert status == 0, said


@pytest.fixture(scope="module")
def served(home: Home, wires: None) -> tuple[str, subprocess.Popen[str]]:
    """The output of ``up`` until it serves, and its process."""
    process = home.begin("up")
    return home.until(process, SERVING), process


@pytest.fixture(scope="module")
def installation(home: Home, served: tuple[str, subprocess.Popen[str]]) -> Installation:
    port = re.search(r"http://127\.0\.0\.1:(\d+)", served[0])
    assert port is not None
    return Installation(home.path / "airflow", int(port[1]))


@pytest.fixture(scope="module")
def api(installation: Installation) -> Api:
    api = Api(installation)
    api.log_in()
    return api


@pytest.fixture(scope="module")
def replays(api: Api, installation: Installation) -> dict[str, Any]:
    """A dry replay of everything and a real one, after the scheduler has ended them."""
    runs = {}
    for name, conf in (("dry", {}), ("wet", {"dry_run": False})):
        path = "dags/newswire_replay/dagRuns"
        run_id = api._call("POST", path, {"logical_date": None, "conf": conf})["dag_run_id"]
        api._session.get(
            f"{installation.address}/api/v2/{path}/{run_id}/wait", params={"interval": "0.5"}, timeout=120
        )
        runs[name] = api._call("GET", f"{path}/{run_id}")
    return runs


@pytest.fixture(scope="module")
def once(home: Home, replays: dict[str, Any]) -> tuple[int, str]:
    """``up --once`` after the note of the dry replay ended a scheduler: that run is active, without note."""
    with running(home.path) as database, psycopg.connect(database.url("airflow")) as metadata:
        run_id = replays["dry"]["dag_run_id"]
        metadata.execute(
            "DELETE FROM dag_run_note USING dag_run WHERE dag_run_id = dag_run.id AND run_id = %s", (run_id,)
        )
        metadata.execute("UPDATE dag_run SET state = 'running', end_date = NULL WHERE run_id = %s", (run_id,))
    return home.run("up", "--once")


def test_a_port_that_is_taken_is_an_error(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = home.run("up", "--port", str(port))

    assert status == 1
    assert said == f"Port {port} is taken by another program; give another one with --port.\n"


def test_a_port_that_another_up_is_about_to_use_is_taken(home: Home) -> None:
    with reserved([first_free([0]) or 0]) as port:
        status, said = home.run("up", "--port", str(port))

    assert status == 1
    assert said == f"Port {port} is taken by another program; give another one with --port.\n"


@pytest.mark.parametrize("port", ["99999", "0", "-1", "x"])
def test_a_port_that_cannot_be_is_bad_usage(home: Home, port: str) -> None:
    status, said = home.run("up", "--port", port)
    assert status == 2
    assert "Invalid value for '--port'" in said
    assert "Traceback" not in said


def test_up_ends_with_the_counts_queries_and_the_address_of_the_ui(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    said, _ = served
    steps = re.findall(r"✓ (.*) \(\d+\.\d s\)", said)
    assert steps == [
        "PostgreSQL",
        "Schema of the warehouse",
        "Airflow's own tables",
        "Airflow",
        "DAGs",
        "Run of newswire_daily",
    ]
    assert re.search(r"^albers +1 +1 +1 +0 +0 +0 +0$", said, re.MULTILINE)
    assert re.search(r"^gone +–", said, re.MULTILINE)
    assert "nowhere of source gone does not exist" in said
    assert said.count("./newswire query") == 3
    assert said.count("NEWSWIRE_CONTACT is not set. Set it to your address") == 1
    assert f"password in {home.path}/airflow/login.json" in said
    assert re.search(
        r"^Airflow: (http://127\.0\.0\.1:\d+), user admin, .*\nStories: \1/newswire/, with", said, re.M
    )


def test_the_printed_queries_work(home: Home, served: tuple[str, subprocess.Popen[str]]) -> None:
    queries = re.findall(r'\./newswire query "(.*)"', served[0])

    answers = [home.run("query", query) for query in queries]

    assert [status for status, _ in answers] == [0, 0, 0]
    assert "Pier to be rebuilt" in answers[0][1]


def test_no_secret_is_printed_or_readable_by_others(
    home: Home, installation: Installation, served: tuple[str, subprocess.Popen[str]]
) -> None:
    passwords = json.loads((home.path / "postgres.json").read_text())["passwords"].values()
    secrets = {installation.password(), *passwords}
    logs = [path for path in (home.path / "airflow" / "logs").rglob("*") if path.is_file()]

    assert logs
    assert not [path for path in logs for secret in secrets if secret in path.read_text(errors="replace")]
    assert not [secret for secret in secrets if secret in served[0]]
    for path in (home.path / "airflow").iterdir():
        assert path.is_dir() or path.stat().st_mode & 0o077 == 0, path


def test_a_second_up_ends_with_one_sentence(home: Home, served: tuple[str, subprocess.Popen[str]]) -> None:
    status, said = home.run("up")

    assert status == 1
    assert said == f"Newswire is up already (process {served[1].pid}); ./newswire down stops it.\n"


def test_the_printed_address_of_the_stories_is_the_desk(installation: Installation, api: Api) -> None:
    assert installation.desk == f"{installation.address}{PREFIX}/"
    page = api._session.get(installation.desk, timeout=60)
    assert (page.status_code, "Newswire" in page.text) == (200, True)


def test_the_ui_is_for_those_with_the_login(installation: Installation, api: Api) -> None:
    page = requests.get(installation.address, timeout=30)
    anonymous = requests.get(f"{installation.address}/api/v2/dags", timeout=30)

    assert page.status_code == 200
    assert anonymous.status_code == 401
    assert api.dag("newswire_daily") is not None
    assert api.dag("unheard_of") is None
    assert api.import_errors() == []


def test_a_login_that_airflow_refuses_is_an_error(installation: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path, installation.port)
    other.login_file.write_text(json.dumps({"admin": "another"}))

    with pytest.raises(AirflowError, match=r"does not take the login of .*login.json"):
        Api(other).log_in()


def test_a_pool_that_somebody_changed_stays_as_it_is(api: Api) -> None:
    api.make_pool("newswire_network", 99, "not used")

    pools = api._call("GET", "pools")["pools"]
    assert {pool["name"]: pool["slots"] for pool in pools}["newswire_network"] == 3


def test_a_call_that_airflow_refuses_is_an_error(api: Api) -> None:
    with pytest.raises(AirflowError, match=r"Airflow refused GET dags/unheard_of/dagRuns/today \(404\)"):
        api.state("unheard_of", "today")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("dry", "Dry run, nothing was changed. **Sources: 61 loaded. Items: 61 new.**"),
        ("wet", "**Sources: 61 loaded. Items: 61 new.**"),
    ],
)
def test_a_replay_of_many_sources_ends_with_as_much_of_its_note_as_airflow_holds(
    replays: dict[str, Any], api: Api, name: str, begins: str
) -> None:
    run = replays[name]

    assert run["state"] == "success"
    first, _, changes, _, *sources, more = run["note"].splitlines()
    assert "Replay of 61 runs (albers 1, wire-00 1, " in changes
    assert (first, len(run["note"]) <= 1000) == (begins, True)
    assert more == f"- … {61 - len(sources)} more: see the log of the task `replay`."
    assert api.healthy()


def test_a_backfill_runs_each_day_also_one_that_ran(
    home: Home, api: Api, served: tuple[str, subprocess.Popen[str]]
) -> None:
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    days = [str(yesterday - dt.timedelta(days=1)), str(yesterday)]
    ran = {run["logical_date"][:10] for run in api._call("GET", "dags/newswire_daily/dagRuns")["dag_runs"]}
    assert days[1] in ran, "the scheduler ran it at the start"

    status, said = home.run("backfill", *days, "--source", "albers")

    assert status == 0, said
    assert f"Backfill 1 of 2 days, {days[0]} to {days[1]}: http://127.0.0.1:" in said
    assert {line[:10] for line in said.splitlines() if "  success  " in line} == set(days)
    assert "albers has nothing new." in said
    assert home.run("airflow", "dags", "list-import-errors")[1].splitlines()[-1] == "No data found"


def test_ctrl_c_stops_everything(home: Home, served: tuple[str, subprocess.Popen[str]]) -> None:
    process = served[1]
    records = read_records(home.records)
    assert {record.name for record in records} >= {"api-server", "scheduler", "dag-processor"}

    process.send_signal(signal.SIGINT)
    said, _ = process.communicate()

    assert (process.returncode, said) == (0, "Everything is stopped.\n")
    assert not [one for record in records for one in record.session()]
    assert not home.records.exists()
    assert not is_running(home.path)


def test_down_stops_the_processes_of_a_killed_up(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    process = home.begin("up")
    home.until(process, "✓ Airflow (")
    process.kill()
    process.communicate()
    records = read_records(home.records)
    assert [one for record in records for one in record.session()]

    assert home.run("down") == (0, "Stopped: Airflow, PostgreSQL.\n")

    assert not [one for record in records for one in record.session()]
    assert not is_running(home.path)
    assert home.run("down") == (0, "Nothing was running.\n")


def test_once_stops_after_the_run_with_the_status_of_a_failure(home: Home, once: tuple[int, str]) -> None:
    status, said = once

    assert status == 1
    assert "albers has nothing new." in said
    assert SERVING not in said
    assert not is_running(home.path)


def test_a_run_that_ended_the_scheduler_by_its_note_is_ended_by_the_next_start(
    home: Home, once: tuple[int, str], replays: dict[str, Any]
) -> None:
    query = (
        "SELECT dag_run.state, content, length(value #>> '{}') > 1000"
        " FROM dag_run JOIN dag_run_note ON dag_run_id = dag_run.id JOIN xcom USING (dag_run_id)"
        " WHERE dag_run.run_id = %s AND key = 'note'"
    )
    with running(home.path) as database, psycopg.connect(database.url("airflow")) as metadata:
        found = metadata.execute(query, (replays["dry"]["dag_run_id"],)).fetchall()

    assert found == [("success", replays["dry"]["note"], True)]


def test_a_run_whose_sources_could_not_be_read_is_no_run_without_sources(
    home: Home, once: tuple[int, str]
) -> None:
    home.environment["NEWSWIRE_INGEST_TASKS"] = "many"
    try:
        status, said = home.run("up", "--once")
    finally:
        del home.environment["NEWSWIRE_INGEST_TASKS"]

    assert status == 1
    assert "No source is switched on" not in said
    assert re.search(
        r"The run manual__\S+ failed in the tasks sources, failures\. "
        r"NEWSWIRE_INGEST_TASKS is 'many'; a number from 1 to 1000 is right\.",
        said,
    )


def test_an_up_whose_home_is_deleted_ends_all_of_its_processes(home: Home, once: tuple[int, str]) -> None:
    process = home.begin("up")
    home.until(process, SERVING)
    records = read_records(home.records)
    server = recorded_process(folder(home.path) / "data")
    assert server is not None
    shutil.rmtree(home.path, ignore_errors=True)

    said, _ = process.communicate()

    assert process.returncode == 1
    assert f"{home.path} was deleted while Newswire was up. Everything is stopped." in said
    assert not [one for record in records for one in record.session()]
    assert not server.is_running()
