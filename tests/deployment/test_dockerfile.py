"""The Dockerfile by a linter, and by what the linter cannot know. No image is built here."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import yaml
from packaging.specifiers import SpecifierSet

from newswire import settings
from newswire.airflow_local.configuration import MONITORING

ROOT = settings.root()


def instructions() -> Iterator[tuple[str, str]]:
    """Instruction and arguments of each line, with continued lines joined and comments left out."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            name, arguments = line.split(maxsplit=1)
            yield name, arguments


INSTRUCTIONS = list(instructions())


def of(name: str) -> list[str]:
    """The arguments of all instructions of one name."""
    return [arguments for instruction, arguments in INSTRUCTIONS if instruction == name]


def environment() -> dict[str, str]:
    """What the image sets for every process in it."""
    return dict(pair.split("=", 1) for arguments in of("ENV") for pair in shlex.split(arguments))


def test_the_linter_is_content() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_its_python_is_pinned_and_one_that_is_supported_and_tested() -> None:
    [base] = of("FROM")
    version = re.fullmatch(r"python:(\d+\.\d+\.\d+)-slim-[a-z]+", base)
    assert version, base
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert version[1] in SpecifierSet(project["project"]["requires-python"])
    assert version[1].startswith(f"{project['tool']['mypy']['python_version']}.")


def test_its_processes_wait_for_a_server_of_monitoring_as_those_of_up_do() -> None:
    assert MONITORING.items() <= environment().items()


def test_only_locked_wheels_are_installed() -> None:
    installs = [run for run in of("RUN") if "pip install" in run]
    assert len(installs) == 1
    assert {"--require-hashes", "--only-binary=:all:"} <= set(installs[0].split())
    assert installs[0].endswith("--requirement requirements-image.lock")
    assert not re.search("apt-get|curl|wget|https?://", " ".join(of("RUN")))


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*", "what is not named stays out"
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = {shlex.split(arguments)[0] for arguments in of("COPY")}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)
    assert {"newswire", "plugins", "dags", "sql", "sources"} <= copied
    assert {"**/__pycache__", "**/*.pyc"} <= set(rules)


def test_every_folder_of_the_project_that_a_source_reads_is_copied() -> None:
    sources = [tomllib.loads(file.read_text(encoding="utf-8")) for file in (ROOT / "sources").glob("*.toml")]
    read = [(ROOT / "sources" / source["path"]).resolve() for source in sources if source["kind"] == "folder"]
    copied = [ROOT / shlex.split(arguments)[0] for arguments in of("COPY")]
    assert read
    for folder in read:
        assert any(folder.is_relative_to(place) for place in copied), folder


def test_the_code_is_compiled_in_the_image_after_it_is_copied() -> None:
    """The user of the services may not write there, so each start would compile the modules."""
    [compiled] = [run for run in of("RUN") if "compileall" in run]
    folders = {folder for folder in ("plugins", "dags") if folder in compiled.split()}
    assert folders == {"plugins", "dags"}
    copied = max(INSTRUCTIONS.index(("COPY", f"{folder} ./{folder}")) for folder in folders)
    assert INSTRUCTIONS.index(("RUN", compiled)) > copied


def test_it_does_not_run_as_root() -> None:
    user = of("USER")
    assert INSTRUCTIONS.index(("USER", user[-1])) > INSTRUCTIONS.index(("RUN", of("RUN")[-1]))
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user[-1]), (
        "a number, so that Kubernetes can see that it is not root"
    )
    services = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))["services"]
    assert {service["user"] for service in services.values() if "build" in service} == set(user)
    number = user[-1].split(":")[0]
    assert f"--uid {number} " in " ".join(of("RUN"))


def test_folders_of_volumes_belong_to_the_user() -> None:
    [made] = re.findall(r"install --directory --owner=newswire .*?--mode=0700 ([^&]*)", of("RUN")[0])
    services = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))["services"]
    mounted = {
        mount.split(":")[1]
        for service in services.values()
        if "build" in service
        for mount in service["volumes"]
        if not mount.startswith(".")
    }
    assert mounted <= set(made.split())
    assert environment()["AIRFLOW_HOME"] in made.split()


def test_its_paths_are_those_of_the_project() -> None:
    [place] = of("WORKDIR")
    values = environment()
    assert values["PATH"].split(":")[0] == f"{place}/.venv/bin"
    assert values["PYTHONPATH"] == f"{place}/plugins" == values["AIRFLOW__CORE__PLUGINS_FOLDER"]
    assert values["AIRFLOW__CORE__DAGS_FOLDER"] == f"{place}/dags"
    assert PurePosixPath(values["AIRFLOW_HOME"]).is_relative_to(values["NEWSWIRE_HOME"])


def test_its_health_is_that_of_the_api_server_it_starts() -> None:
    assert of("CMD")[-1] == '["airflow", "api-server"]'
    services = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))["services"]
    check = re.sub(r"^.*?CMD ", "", of("HEALTHCHECK")[0])
    assert yaml.safe_load(check) == services["api-server"]["healthcheck"]["test"][1:]
