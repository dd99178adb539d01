"""deploy/helm/values.yaml beside docker-compose.yaml: both state the same installation.

No cluster and no chart is here. ``HELM_CHART=airflow-1.22.0.tgz`` has the file judged by the chart itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import psycopg
import pytest
import yaml

from newswire import settings
from newswire.sources import read_sources
from newswire.warehouse.embedded import Database
from tests.deployment.compose import OURS, SERVICES, VARIABLE, airflow_lines, airflow_python, strings
from tests.deployment.starting import container, server, values

__all__ = ["server", "values"]

FILE = settings.root() / "deploy/helm/values.yaml"
HELM: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PAGE = (settings.root() / "docs/production.md").read_text(encoding="utf-8")
CHART = os.environ.get("HELM_CHART", "")
WORKLOADS = {
    "api-server": HELM["apiServer"],
    "scheduler": HELM["scheduler"],
    "dag-processor": HELM["dagProcessor"],
    "worker": HELM["workers"]["celery"],
}
"""Each service of docker-compose.yaml that runs on, and its part of the chart."""

BY_THE_CHART = {
    "AIRFLOW__CORE__EXECUTOR": HELM["executor"],
    "AIRFLOW__CORE__FERNET_KEY": HELM["fernetKeySecretName"],
    "AIRFLOW__API__SECRET_KEY": HELM["apiSecretKeySecretName"],
    "AIRFLOW__API_AUTH__JWT_SECRET": HELM["jwtSecretName"],
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": HELM["data"]["metadataSecretName"],
    "AIRFLOW__CELERY__BROKER_URL": HELM["data"]["brokerUrlSecretName"],
}
"""Variables that the chart sets, of a value of its own or of a secret."""

BY_THE_PLACE = {
    "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
    "AIRFLOW__FAB__COOKIE_SECURE",
    "AIRFLOW__API__BASE_URL",
}
"""Settings whose values depend on where the services run, and on TLS."""


def stated() -> dict[str, str]:
    """Return the settings of Airflow in the values, by the names of their variables."""
    return {
        f"AIRFLOW__{section}__{key}".upper(): str(value)
        for section, keys in HELM["config"].items()
        for key, value in keys.items()
    }


def secrets() -> set[tuple[str, str]]:
    """Return name and key of each secret that the values name."""
    keys = {"fernetKey": "fernet-key", "apiSecretKey": "api-secret-key", "jwt": "jwt-secret"}
    found = {(HELM[f"{name}SecretName"], key) for name, key in keys.items()}
    found |= {(HELM["data"][name], "connection") for name in ("metadataSecretName", "brokerUrlSecretName")}
    found |= {(HELM["redis"]["passwordSecretName"], "password")}
    found |= {(one["secretName"], one["secretKey"]) for one in HELM["secret"]}
    return found | {(one["name"], one["key"]) for one in references(HELM)}


def references(node: object) -> Iterator[dict[str, str]]:
    """Yield every reference to a key of a secret below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key == "secretKeyRef" else references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_airflow_has_the_settings_of_compose() -> None:
    compose = SERVICES["dag-processor"]["environment"]
    settings_of_compose = {
        name: value
        for name, value in compose.items()
        if name.startswith("AIRFLOW__") and name not in BY_THE_CHART
    }
    assert stated().keys() == settings_of_compose.keys()
    for name in stated().keys() - BY_THE_PLACE:
        assert stated()[name] == settings_of_compose[name], name
    assert all(BY_THE_CHART.values())
    assert set(BY_THE_CHART) == {name for name in compose if name.startswith("AIRFLOW__")} - stated().keys()


def test_tasks_have_the_logins_of_compose() -> None:
    compose = {name for name in SERVICES["scheduler"]["environment"] if "NEWSWIRE" in name}
    assert {one["envName"] for one in HELM["secret"]} == compose
    assert "owner" not in {one["secretKey"] for one in HELM["secret"]}, "the job alone changes tables"


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_runs_the_command_of_its_service(name: str) -> None:
    [shell, option, line] = WORKLOADS[name]["args"]
    assert (shell, option) == ("bash", "-c")
    assert line == "exec " + " ".join(SERVICES[name]["command"])


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_has_the_variables_and_the_memory_of_its_service(name: str) -> None:
    service, part = SERVICES[name], WORKLOADS[name]
    shared = SERVICES["dag-processor"]["environment"]
    own = {key: value for key, value in service["environment"].items() if key not in shared}
    assert {one["name"]: one["value"] for one in part.get("env", [])} == own
    assert part["resources"]["limits"]["memory"] == service["mem_limit"].replace("g", "Gi")
    if "stop_grace_period" in service:
        minutes = int(service["stop_grace_period"].removesuffix("m"))
        assert part["terminationGracePeriodSeconds"] == 60 * minutes


@pytest.mark.parametrize("name", ["scheduler", "dag-processor", "worker"])
def test_a_probe_is_the_health_check_of_compose(name: str) -> None:
    part, [kind, *check] = WORKLOADS[name], SERVICES[name]["healthcheck"]["test"]
    expected = check if kind == "CMD" else ["sh", "-c", check[0].replace("$$", "$")]
    probes = [part[probe] for probe in ("startupProbe", "livenessProbe") if probe in part]
    assert probes
    for probe in probes:
        assert probe["command"] == expected, "the chart's own check calls /entrypoint, which this image lacks"


def test_the_job_runs_the_script_of_init() -> None:
    [shell, option, script] = HELM["migrateDatabaseJob"]["args"]
    [*same, compose] = SERVICES["init"]["command"]
    assert [shell, option] == same
    owner = "NEWSWIRE_DATABASE_URL=$NEWSWIRE_OWNER_URL "
    assert script.replace(owner, "") == compose.replace("$$", "$")
    assert {one["name"] for one in HELM["migrateDatabaseJob"]["env"]} == {
        "NEWSWIRE_OWNER_URL",
        "AIRFLOW_ADMIN_PASSWORD",
    }
    assert not re.search(r"\$\(|\{\{", script), "Kubernetes and the chart would replace it"


def test_airflow_understands_every_command(tmp_path: Path) -> None:
    commands = [next(airflow_lines(one["args"][-1])) for one in WORKLOADS.values()]
    commands += airflow_lines(HELM["migrateDatabaseJob"]["args"][-1])
    assert len(commands) == 7
    code = "import json, sys; from airflow.cli.cli_parser import get_parser; parser = get_parser()\n"
    code += "for command in json.load(sys.stdin): parser.parse_args(command).func"
    done = airflow_python(code, tmp_path, json.dumps(commands))
    assert done.returncode == 0, done.stderr


def test_every_container_is_as_closed_as_those_of_compose() -> None:
    user, group = (int(number) for number in SERVICES["scheduler"]["user"].split(":"))
    pod, containers = HELM["securityContexts"]["pod"], HELM["securityContexts"]["containers"]
    assert (pod["runAsUser"], pod["runAsGroup"], pod["fsGroup"]) == (user, group, group)
    assert (HELM["uid"], HELM["gid"]) == (user, group)
    assert pod["runAsNonRoot"] is True
    assert containers == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert HELM["redis"]["securityContexts"]["container"] == containers
    for name, part in WORKLOADS.items():
        assert "securityContexts" not in part, name
        assert part["serviceAccount"] == {"automountServiceAccountToken": False}, name
        assert part.get("logGroomerSidecar", {"enabled": False}) == {"enabled": False}, name


def test_written_folders_are_those_of_compose() -> None:
    mounts = {one["mountPath"]: one for one in HELM["volumeMounts"]}
    volumes = {one["name"]: one for one in HELM["volumes"]}
    written = {mount.split(":")[0] for mount in OURS["scheduler"]["tmpfs"]}
    assert {place for place, one in mounts.items() if not one.get("readOnly")} == written
    assert all("emptyDir" in volumes[mounts[place]["name"]] for place in written)
    sources = mounts["/opt/newswire/sources"]
    assert "configMap" in volumes[sources["name"]]
    assert HELM["airflowHome"] in written
    assert HELM["logs"]["persistence"]["enabled"] is True


def test_sources_of_a_config_map_are_read_once(tmp_path: Path) -> None:
    """Kubernetes mounts its files as links into a hidden folder."""
    shutil.copytree(settings.root() / "sources", tmp_path / "..2026_11_28")
    (tmp_path / "..data").symlink_to("..2026_11_28")
    for file in (settings.root() / "sources").glob("*.toml"):
        (tmp_path / file.name).symlink_to(f"..data/{file.name}")
    assert read_sources(tmp_path).keys() == read_sources(settings.root() / "sources").keys()


def test_images_and_versions_are_those_of_compose() -> None:
    assert HELM["images"]["airflow"]["tag"] == settings.version()
    redis = HELM["images"]["redis"]
    assert f"{redis['repository']}:{redis['tag']}" == SERVICES["redis"]["image"]
    lock = (settings.root() / "requirements-image.lock").read_text(encoding="utf-8")
    assert f"\napache-airflow=={HELM['airflowVersion']} " in lock


def test_no_secret_stands_in_the_file_and_the_page_makes_each() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert not re.search(r"://[^\s/@]+:[^\s/@]+@", text)
    assert not [value for value in strings(HELM) if VARIABLE.search(value)]
    assert HELM["createUserJob"] == {"enabled": False}
    section = PAGE.partition("\n## Kubernetes\n")[2].partition("\n## ")[0]
    made = {
        (name, key)
        for name, block in re.findall(
            r"kubectl create secret generic (\S+) [^\n]*<<END\n(.*?)\n +END", section, re.DOTALL
        )
        for key in re.findall(r"^ +([\w-]+)=", block, re.MULTILINE)
    }
    assert made == secrets()
    assert "newswire-tls" in section
    assert "newswire-sources" in section


def test_no_pod_that_runs_tasks_starts_before_the_warehouse_is_migrated(
    server: Database, values: dict[str, str], tmp_path: Path
) -> None:
    for part in (HELM["scheduler"], HELM["workers"]["celery"]):
        [first] = part["extraInitContainers"]
        assert first["command"] == ["python", "-m", "newswire.cli", "migrate"]
    [login] = first["env"]
    assert (login["name"], login["valueFrom"]["secretKeyRef"]["key"]) == ("NEWSWIRE_DATABASE_URL", "loader")
    container("roles", server, values, tmp_path)
    with pytest.raises(AssertionError, match="must be the owner"):
        container("scheduler", server, values, tmp_path, first["command"])
    container("init", server, values, tmp_path, first["command"])
    container("scheduler", server, values, tmp_path, first["command"])
    with psycopg.connect(server.url("postgres", "newswire")) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM mart.stories").fetchone() == (False,)


def paths(node: object, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every key below a node, through maps alone."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*before, key)
            yield from paths(value, (*before, key))


@pytest.mark.skipif(not CHART, reason="HELM_CHART=airflow-1.22.0.tgz names no chart")
def test_the_chart_itself_takes_the_values() -> None:
    with tarfile.open(CHART) as chart:
        schema, defaults = (
            chart.extractfile(f"airflow/{name}").read()  # type: ignore[union-attr]
            for name in ("values.schema.json", "values.yaml")
        )
    jsonschema.Draft7Validator(json.loads(schema)).validate(HELM)
    known = set(paths(yaml.safe_load(defaults)))
    free = {("config",), ("securityContexts", "pod"), ("securityContexts", "containers")}
    unknown = {
        path
        for path in set(paths(HELM)) - known
        if not any(path[: len(start)] == start for start in free)
        and not {"resources", "securityContexts", "tls"} & set(path)
    }
    assert unknown == set()


@pytest.mark.skipif(
    not CHART or not shutil.which("helm"), reason="HELM_CHART and the program helm are needed"
)
@pytest.mark.parametrize("executor", ["LocalExecutor", "CeleryExecutor"])
def test_the_chart_itself_is_rendered(executor: str) -> None:
    command = ["helm", "template", "newswire", CHART, "--values", str(FILE), "--set", f"executor={executor}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "/entrypoint" not in done.stdout
    assert "/clean-logs" not in done.stdout
