"""docker-compose.yaml as far as it can be held to account without a container engine.

Compose itself never runs here. What does: the schema of the Compose specification, Airflow's own
parser on every Airflow command, the programs of the health checks, and the commands of the two
services that prepare the databases, on a real PostgreSQL.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from werkzeug.security import check_password_hash

from newswire import settings
from newswire.cli.operate.env import VARIABLES, completed
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.programs import program

FILE = settings.root() / "docker-compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {name for name, service in SERVICES.items() if service["restart"] == "no"}
"""Services that do one thing and end."""
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
"""Services that run this project's image."""
VARIABLE = re.compile(r"\$\{(?P<name>\w+):\?(?P<sentence>[^}]+)\}")


POOL, SLOTS = re.findall(r"airflow pools set (\w+) (\d+) ", SERVICES["init"]["command"][-1])[0]
[_AIRFLOW] = find_spec("airflow").submodule_search_locations  # type: ignore[union-attr]
AIRFLOW = Path(_AIRFLOW)
"""Airflow's files. It is not imported here: whoever imports it first in a process decides its settings."""


def airflow_python(code: str, home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run code that imports Airflow, in a process and a home of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"AIRFLOW_HOME": str(home)},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def strings(node: object) -> Iterator[str]:
    """Every string value below a node of the file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str):
        yield node


def interpolated(text: str, values: dict[str, str]) -> str:
    """A string as Compose would hand it to the container."""
    return VARIABLE.sub(lambda match: values[match["name"]], text).replace("$$", "$")


def airflow_commands() -> Iterator[tuple[str, list[str]]]:
    """Every command line of Airflow in the file: of services, of health checks and of scripts."""
    for name, service in SERVICES.items():
        for command in (service.get("command", []), service["healthcheck"].get("test", [])[1:]):
            if command[:1] == ["airflow"]:
                yield name, command[1:]
            elif command[:1] == ["sh"]:
                for line in command[-1].splitlines():
                    if line.startswith("airflow "):
                        yield name, [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)][1:]


def test_it_follows_the_compose_specification() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", FILE]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_all_that_is_asked_of_env_is_written_by_newswire_env() -> None:
    asked = {match["name"] for text in strings(COMPOSE) for match in VARIABLE.finditer(text)}
    assert asked | {"COMPOSE_PROFILES"} == {variable.name for variable in VARIABLES}


def test_no_variable_may_be_missing_and_each_says_how_to_get_it() -> None:
    for text in strings(COMPOSE):
        rest = VARIABLE.sub("", text).replace("$$", "")
        assert "$" not in rest, f"{text} goes on without its variable"
        for match in VARIABLE.finditer(text):
            assert match["sentence"] == "Write it with ./newswire env."


def test_no_secret_stands_in_the_file() -> None:
    secret = re.compile(r"PASSWORD$|SECRET|_KEY$|REDISCLI_AUTH")
    found = {
        (name, key): value
        for name, service in SERVICES.items()
        for key, value in service.get("environment", {}).items()
        if secret.search(key)
    }
    assert len({key for _, key in found}) == 11
    for where, value in found.items():
        assert VARIABLE.fullmatch(value), where
    for text in strings(COMPOSE):
        for login in re.findall(r"://[^/@]*:([^/@]*(?:\{[^}]*\})?)@", text):
            assert VARIABLE.fullmatch(login), text


def test_the_image_has_the_version_of_the_project() -> None:
    assert {service["image"] for service in OURS.values()} == {f"newswire:{settings.version()}"}


def test_ports_are_open_to_this_machine_only() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert not any("network_mode" in service for service in SERVICES.values())


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched(name: str) -> None:
    service = SERVICES[name]
    if name in ONCE:
        assert service["healthcheck"] == {"disable": True}
        waits = [
            other["depends_on"][name] for other in SERVICES.values() if name in other.get("depends_on", {})
        ]
        assert waits == [{"condition": "service_completed_successfully"}]
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
        assert {"interval", "timeout", "retries", "start_period"} <= service["healthcheck"].keys()


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_has_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["user"].split(":")[0] not in {"", "0", "root"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.keys() & {"privileged", "cap_add", "devices", "pid", "ipc", "userns_mode"}


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned(name: str) -> None:
    assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)?", SERVICES[name]["image"])


def test_postgresql_is_the_one_that_is_tested() -> None:
    done = subprocess.run([program("postgres"), "--version"], capture_output=True, text=True, check=True)
    tested = done.stdout.split()[-1]
    images = {SERVICES[name]["image"] for name in ("postgres", "roles")}
    assert len(images) == 1
    assert re.split("[:-]", images.pop())[1].split(".")[0] == tested.split(".")[0]
    mount = SERVICES["postgres"]["volumes"][0]
    assert mount == "database:/var/lib/postgresql", (
        "since 18, the image keeps its data in a subfolder of this"
    )


def test_postgresql_is_set_up_as_the_embedded_one_is() -> None:
    embedded = (settings.root() / "plugins/newswire/warehouse/embedded.py").read_text(encoding="utf-8")
    service = SERVICES["postgres"]
    for option in service["environment"]["POSTGRES_INITDB_ARGS"].split():
        assert f'"{option}"' in embedded
    options = [part.split("=") for part in service["command"] if "=" in part]
    assert len(options) == 4
    for name, value in options:
        assert re.search(rf"^{name} = '?{value}'?$", embedded, re.MULTILINE), name


def test_services_start_after_what_they_need() -> None:
    assert SERVICES["roles"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("scheduler", "dag-processor", "worker"):
        assert SERVICES[name]["depends_on"]["api-server"] == {"condition": "service_healthy"}
    assert SERVICES["worker"]["depends_on"]["redis"] == {"condition": "service_healthy"}


def test_worker_and_queue_are_in_the_celery_profile_alone() -> None:
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "redis": ["celery"],
        "worker": ["celery"],
    }
    for name, service in SERVICES.items():
        for other in service.get("depends_on", {}):
            assert SERVICES[other].get("profiles", []) in ([], service.get("profiles")), (name, other)


def test_volumes_are_declared_and_used() -> None:
    mounts = [mount.split(":") for service in SERVICES.values() for mount in service.get("volumes", [])]
    assert {source for source, *_ in mounts if not source.startswith(".")} == COMPOSE["volumes"].keys()
    for source, _, *options in mounts:
        if source.startswith("."):
            assert (settings.root() / source).exists()
            assert options == ["ro"]


def test_the_admin_s_password_is_given_to_the_service_that_makes_the_admin_alone() -> None:
    told = {
        name
        for name, service in SERVICES.items()
        if "AIRFLOW_ADMIN_PASSWORD" in service.get("environment", {})
    }
    assert told == {"init"}
    assert "--password" not in SERVICES["init"]["command"][-1], (
        "every user of the machine reads command lines"
    )


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_changes_its_image_or_takes_all_of_the_machine(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["pids_limit"] <= 512
    assert "tmpfs" in service
    assert "mem_limit" in service or name in {"roles", "redis"}


def test_folders_of_the_image_that_are_written_are_in_memory_or_in_volumes() -> None:
    made = re.findall(
        r"(/var/lib/newswire[/\w]*)", (settings.root() / "Dockerfile").read_text(encoding="utf-8")
    )
    for service in OURS.values():
        written = [mount.split(":")[0] for mount in service["tmpfs"]]
        written += [mount.split(":")[1] for mount in service.get("volumes", []) if not mount.startswith(".")]
        assert set(made) <= set(written) | {"/var/lib/newswire/airflow/logs"}


def test_every_setting_of_airflow_exists() -> None:
    text = FILE.read_text(encoding="utf-8") + (settings.root() / "Dockerfile").read_text(encoding="utf-8")
    names = set(re.findall(r"\bAIRFLOW__[A-Z_]+", text))
    celery, fab = (
        runpy.run_path(str(AIRFLOW / f"providers/{name}/get_provider_info.py"))["get_provider_info"]()
        for name in ("celery", "fab")
    )
    known = {
        f"AIRFLOW__{section}__{key}".upper()
        for sections in (
            yaml.safe_load((AIRFLOW / "config_templates/config.yml").read_text()),
            celery["config"],
            fab["config"],
        )
        for section, described in sections.items()
        for key in described["options"]
    }
    assert {"AIRFLOW__CORE__EXECUTOR", "AIRFLOW__CELERY__BROKER_URL"} <= names
    # The scheduler reads this one, which the list of settings leaves out.
    hidden = "AIRFLOW__SCHEDULER__NUM_STUCK_IN_QUEUED_RETRIES"
    assert '"num_stuck_in_queued_retries"' in (AIRFLOW / "jobs/scheduler_job_runner.py").read_text()
    assert names - known == {hidden}


def test_airflow_understands_every_command(tmp_path: Path) -> None:
    commands = list(airflow_commands())
    assert {name for name, _ in commands} == OURS.keys()
    code = "import json, sys; from airflow.cli.cli_parser import get_parser; parser = get_parser()\n"
    code += "for command in json.load(sys.stdin): parser.parse_args(command).func"
    done = airflow_python(code, tmp_path, json.dumps([command for _, command in commands]))
    assert done.returncode == 0, done.stderr


def test_the_addresses_that_are_watched_exist() -> None:
    interface = AIRFLOW / "api_fastapi/core_api/openapi/v2-rest-api-generated.yaml"
    [path] = re.findall(r"127\.0\.0\.1:8080([^']+)'", SERVICES["api-server"]["healthcheck"]["test"][-1])
    assert f"\n  {path}:\n    get:\n" in interface.read_text(encoding="utf-8")
    scheduler = yaml.safe_load((AIRFLOW / "config_templates/config.yml").read_text())["scheduler"]["options"]
    port = scheduler["scheduler_health_check_server_port"]["default"]
    assert f"'http://127.0.0.1:{port}/health'" in SERVICES["scheduler"]["healthcheck"]["test"][-1]
    assert SERVICES["scheduler"]["environment"]["AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK"] == "True"


def test_pool_and_connection_are_those_the_tasks_ask_for() -> None:
    dags = "".join(file.read_text(encoding="utf-8") for file in (settings.root() / "dags").glob("*.py"))
    assert set(re.findall(r"""pool=["'](\w+)["']""", dags)) == {POOL}
    up = (settings.root() / "plugins/newswire/cli/operate/up.py").read_text(encoding="utf-8")
    assert re.search(rf'"{POOL}",\s+{SLOTS},', up), "both ways to start it have the same pool"
    assert int(SLOTS) < int(SERVICES["scheduler"]["environment"]["AIRFLOW__CORE__PARALLELISM"])
    [connection] = re.findall(
        r"""^CONNECTION_ID = ["'](\w+)["']$""",
        (settings.root() / "plugins/newswire/airflow_tasks/tasks.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    for service in tasks_of(OURS):
        address = service["environment"][f"AIRFLOW_CONN_{connection.upper()}"]
        assert address == service["environment"]["NEWSWIRE_DATABASE_URL"]


@pytest.mark.parametrize("name", ["api-server", "scheduler"])
@pytest.mark.parametrize("status", [200, 503])
def test_a_health_check_fails_when_the_service_does(name: str, status: int) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        [python, option, code] = SERVICES[name]["healthcheck"]["test"][1:]
        assert (python, option) == ("python", "-c")
        code, replaced = re.subn(r"127\.0\.0\.1:\d+", f"127.0.0.1:{server.server_port}", code)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        server.shutdown()
    assert replaced == 1
    assert (done.returncode == 0) == (status == 200)


def test_the_check_of_the_worker_asks_its_own_application(tmp_path: Path) -> None:
    [check] = SERVICES["worker"]["healthcheck"]["test"][1:]
    [application] = re.findall(r"--app=(\S+)", check)
    code = f"from celery.app.utils import find_app; print(find_app({application!r}).main)"
    done = airflow_python(code, tmp_path)
    assert done.stdout.strip().endswith("celery_executor"), done.stderr


@pytest.fixture(scope="module")
def values() -> dict[str, str]:
    """A ``.env`` as ``./newswire env`` writes it."""
    lines = completed("", VARIABLES).splitlines()
    read = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name: re.sub(r"\$\{(\w+)\}", lambda match: read[match[1]], value) for name, value in read.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server of its own with nothing of ours in it, as the image has it when it is first started."""
    with running(tmp_path_factory.mktemp("compose")) as database:
        with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE airflow")
            connection.execute("DROP DATABASE newswire")
            connection.execute("DROP ROLE airflow, newswire, newswire_loader, newswire_reader")
        yield database


def container(
    name: str, server: Database, values: dict[str, str], home: Path, command: list[str] | None = None
) -> None:
    """Run a command, by default its own, in a service as its container would, but here."""
    service = SERVICES[name]
    environment = {key: interpolated(value, values) for key, value in service["environment"].items()}
    environment = {
        key: value.replace("postgres:5432", f"{server.host}:{server.port}").replace(
            "/var/lib/newswire", str(home)
        )
        for key, value in environment.items()
    }
    programs = os.pathsep.join(
        [str(Path(sys.executable).parent), str(program("psql").parent), os.environ["PATH"]]
    )
    ours = {
        "PATH": programs,
        "AIRFLOW_HOME": str(home / "airflow"),
        "PYTHONPATH": str(settings.root() / "plugins"),
        "NEWSWIRE_HOME": str(home),
    }
    for source, target, *_ in (mount.split(":") for mount in service.get("volumes", [])):
        if (settings.root() / source).is_file():
            shutil.copy(settings.root() / source, target.replace("/var/lib/newswire", str(home)))
    if "PGHOST" in environment:
        environment |= {
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGPASSWORD": server.passwords["postgres"],
        }
    parts = [interpolated(part, {}) for part in service["command"]] if command is None else command
    done = subprocess.run(
        parts, env=ours | environment, cwd=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def prepared(server: Database, values: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a start leaves: the services that prepare the databases have run, the first one again."""
    home = tmp_path_factory.mktemp("container")
    for name in ("roles", "roles", "init", "init"):
        container(name, server, values, home)
    return home


@pytest.mark.usefixtures("prepared")
def test_both_roles_own_their_database_and_nothing_else(server: Database, values: dict[str, str]) -> None:
    for role, other in (("airflow", "newswire"), ("newswire", "airflow")):
        login = {"host": server.host, "port": server.port, "user": role}
        login["password"] = values[f"{role.upper()}_DATABASE_PASSWORD"]
        with psycopg.connect(**login, dbname=role) as connection:
            rights = connection.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert rights == (False, False, False)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(**login, dbname=other)


def test_a_password_changed_in_env_takes_effect(
    server: Database, values: dict[str, str], prepared: Path
) -> None:
    container("roles", server, values | {"NEWSWIRE_DATABASE_PASSWORD": "it's new"}, prepared)
    login = {"host": server.host, "port": server.port, "user": "newswire", "password": "it's new"}
    psycopg.connect(**login, dbname="newswire").close()
    container("roles", server, values, prepared)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**login, dbname="newswire")


@pytest.mark.usefixtures("prepared")
def test_the_warehouse_is_migrated_and_its_readers_see_mart_only(server: Database) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE anna LOGIN PASSWORD 'for this test' IN ROLE newswire_reader")
    login = {"host": server.host, "port": server.port, "user": "anna", "password": "for this test"}
    with psycopg.connect(**login, dbname="newswire", autocommit=True) as connection:
        connection.execute("SELECT FROM mart.story_items")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM news.items")


@pytest.mark.usefixtures("prepared")
def test_people_ask_as_the_reader(server: Database, values: dict[str, str]) -> None:
    address = values["NEWSWIRE_READER_URL"].replace("postgres:5432", f"{server.host}:{server.port}")
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT session_user::text").fetchone() == ("newswire_reader",)
        connection.execute("SELECT FROM mart.story_items")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM news.items")


@pytest.mark.usefixtures("prepared")
def test_tasks_load_by_a_login_that_changes_no_table(server: Database, values: dict[str, str]) -> None:
    tasks = {interpolated(one["environment"]["NEWSWIRE_DATABASE_URL"], values) for one in tasks_of(OURS)}
    assert tasks == {values["NEWSWIRE_LOADER_URL"]}
    address = tasks.pop().replace("postgres:5432", f"{server.host}:{server.port}")
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT session_user::text").fetchone() == ("newswire_loader",)
        assert migrate(connection) == [], "it may ask whether the tables are up to date"
        connection.execute("DELETE FROM news.stories")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP VIEW mart.stories")


@pytest.mark.usefixtures("prepared")
def test_the_reader_has_the_limits_of_the_embedded_server(server: Database, values: dict[str, str]) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        found = connection.execute(
            "SELECT rolconnlimit, rolconfig FROM pg_roles WHERE rolname = 'newswire_reader'"
        ).fetchone()
    assert found
    assert found[0] == 30
    assert "statement_timeout=5min" in found[1]
    address = values["NEWSWIRE_READER_URL"].replace("postgres:5432", f"{server.host}:{server.port}")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address, dbname="postgres")


@pytest.mark.usefixtures("prepared")
def test_the_warehouse_is_backed_up_and_restored_by_the_commands_of_the_page(
    server: Database, values: dict[str, str], tmp_path: Path
) -> None:
    page = (settings.root() / "docs/production.md").read_text(encoding="utf-8")
    assert ' init python -m newswire.cli"\n' in page
    commands = re.findall(r"^    \$run (.+)$", page, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["backup", "restore"]
    with psycopg.connect(server.url("postgres", "newswire"), autocommit=True) as connection:
        connection.execute("INSERT INTO ledger.switches VALUES ('wire', true)")
        for words in commands:
            parts = words.replace("/backups", str(tmp_path)).split()
            container("init", server, values, tmp_path, ["python", "-m", "newswire.cli", *parts])
            connection.execute("UPDATE ledger.switches SET enabled = NOT enabled")
        kept = connection.execute("SELECT source_name, enabled FROM ledger.switches").fetchall()
        assert kept == [("wire", False)], (
            "the restore brought back the row that was changed, and it changed again"
        )
        connection.execute("DELETE FROM ledger.switches")


def tasks_of(services: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Services that run after the one that prepares the databases."""
    return [service for name, service in services.items() if name not in ONCE]


@pytest.mark.usefixtures("prepared")
def test_airflow_is_migrated_and_has_the_pool_of_the_network(
    server: Database, values: dict[str, str]
) -> None:
    login = {"host": server.host, "port": server.port, "user": "airflow", "dbname": "airflow"}
    with psycopg.connect(**login, password=values["AIRFLOW_DATABASE_PASSWORD"]) as connection:
        found = connection.execute("SELECT slots FROM slot_pool WHERE pool = %s", (POOL,)).fetchone()
    assert found == (int(SLOTS),)


@pytest.mark.usefixtures("prepared")
def test_the_admin_logs_in_with_the_password_of_env(server: Database, values: dict[str, str]) -> None:
    login = {"host": server.host, "port": server.port, "user": "airflow", "dbname": "airflow"}
    with psycopg.connect(**login, password=values["AIRFLOW_DATABASE_PASSWORD"]) as connection:
        [(role, kept)] = connection.execute(
            "SELECT role.name, person.password FROM ab_user AS person"
            " JOIN ab_user_role AS has ON has.user_id = person.id"
            " JOIN ab_role AS role ON role.id = has.role_id"
            " WHERE person.username = 'admin'"
        ).fetchall()
    assert role == "Admin"
    assert check_password_hash(kept, values["AIRFLOW_ADMIN_PASSWORD"])
