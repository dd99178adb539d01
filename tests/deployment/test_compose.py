"""docker-compose.yaml as far as it can be held to account without a container engine: its form.

Compose itself never runs here. What does: the schema of the Compose specification, Airflow's own
parser on every Airflow command, the programs of the health checks, and the commands of the two
services that prepare the databases, on a real PostgreSQL (test_compose_airflow, test_compose_start).
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml

from newswire import settings
from newswire.cli.operate.env import VARIABLES
from newswire.warehouse.programs import program
from tests.deployment.compose import COMPOSE, FILE, ONCE, OURS, SERVICES, VARIABLE, strings


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
    assert len(options) == 3
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


def test_the_override_with_digests_follows_the_specification_and_names_every_image(tmp_path: Path) -> None:
    page = (settings.root() / "docs/production.md").read_text(encoding="utf-8")
    section = page.partition("## Images by digest\n")[2].partition("\n## ")[0]
    asked = set(re.findall(r"[a-z]+:\d[\w.-]+", section.partition("for image in ")[2].partition(";")[0]))
    base = re.findall(
        r"^FROM (\S+)", (settings.root() / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    others = {service["image"] for name, service in SERVICES.items() if name not in OURS}
    assert asked == {*base, *others}
    [block] = re.findall(r"^    (services:\n(?:    .+\n)+)", section, re.MULTILINE)
    override = tmp_path / "docker-compose.override.yaml"
    override.write_text(textwrap.dedent("    " + block).replace("DIGEST", "0" * 64))
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", override]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    written = yaml.safe_load(override.read_text())["services"]
    assert written.keys() == SERVICES.keys()
    for name, service in written.items():
        if name in OURS:
            assert service["build"]["additional_contexts"].keys() == set(base)
        else:
            assert service["image"].split("@")[0] == SERVICES[name]["image"].split(":")[0]
