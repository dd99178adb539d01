"""``./newswire`` before Python: it finds one, makes the environment once, mends it, and hands on.

Python and pip are stand-ins that write down what they were asked: what is tested is the script.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

PYTHON = """#!/bin/sh
echo "$*" >>"$ASKED"
case "$1 $2" in
    "-c import sys, pip"*) exit "${PIP_WORKS:-0}" ;;
    "-c "*) exit "${PYTHON_FITS:-0}" ;;
    "-m venv")
        if [ -n "${NO_VENV:-}" ]; then echo "ensurepip is not available"; exit 1; fi
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip")
        printf '%s\\n' "${PIP_SAYS:-}"; exit "${PIP_FAILS:-0}" ;;
    "-m newswire.cli")
        shift 2; printf '[%s]' "$@"; echo; echo "$PYTHONPATH"; pwd; exit 7 ;;
esac
"""
NAMES = ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python")

Launch = Callable[..., "subprocess.CompletedProcess[str]"]


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The command with two small locks, in a folder whose name has a space, and no environment."""
    project = tmp_path / "the project"
    project.mkdir()
    shutil.copy(ROOT / "newswire", project)
    (project / "requirements.lock").write_text(
        "pip==25.0 \\\n    --hash=sha256:aa\n    # via x\nother==1 \\\n"
    )
    (project / "requirements-test.lock").write_text("pytest==9 \\\n")
    return project


@pytest.fixture
def launch(project: Path, tmp_path: Path) -> Launch:
    """Run ``./newswire …`` where Python is the stand-in, by every name that it could have."""
    for name in NAMES:
        executable(tmp_path / "bin" / name, PYTHON)

    def run(*arguments: str, command: Path = project / "newswire", **settings: str) -> object:
        (tmp_path / "asked").write_text("")
        return subprocess.run(
            [command, *arguments],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path / 'bin'}:{os.defpath}", "ASKED": str(tmp_path / "asked"), **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run  # type: ignore[return-value]


@pytest.fixture
def installed(project: Path, tmp_path: Path) -> Callable[[], list[str]]:
    """Names of the locks that pip was asked to install in the last run."""

    def locks() -> list[str]:
        asked = (tmp_path / "asked").read_text().splitlines()
        return [line.rpartition("/")[2] for line in asked if line.startswith("-m pip install")]

    return locks


Installed = Callable[[], list[str]]


@pytest.fixture
def complete(project: Path) -> Path:
    """An environment that has all of the locks."""
    venv = project / ".venv"
    executable(venv / "bin" / "python", PYTHON)
    shutil.copy(project / "requirements.lock", venv / "newswire.lock")
    shutil.copy(project / "requirements-test.lock", venv / "newswire-test.lock")
    return venv


def test_a_complete_environment_is_handed_on_to_and_nothing_is_installed(
    launch: Launch, installed: Installed, complete: Path, project: Path, tmp_path: Path
) -> None:
    done = launch("query", "SELECT 'a b'", "", PYTHONPATH="/mine")
    assert done.stdout.splitlines() == [
        "[query][SELECT 'a b'][]",
        f"{project}/plugins:/mine",
        str(tmp_path),
    ]
    assert (done.returncode, done.stderr) == (7, ""), "status and streams are the command's own"
    assert installed() == []
    launch("test")
    assert installed() == []


def test_the_tables_are_made_with_the_environment(launch: Launch, project: Path, tmp_path: Path) -> None:
    asks = "-m newswire.workers.tables"
    launch("query")
    assert (tmp_path / "asked").read_text().splitlines().count(asks) == 1
    launch("query")
    assert asks not in (tmp_path / "asked").read_text()


def test_large_buffers_go_back_to_the_system_unless_a_limit_is_set(
    launch: Launch, complete: Path, tmp_path: Path
) -> None:
    limit = 'echo "$MALLOC_MMAP_THRESHOLD_"\n'
    executable(complete / "bin" / "python", PYTHON.replace('echo "$PYTHONPATH"', limit.strip()))
    assert launch("query").stdout.splitlines()[1] == "1048576"
    assert launch("query", MALLOC_MMAP_THRESHOLD_="65536").stdout.splitlines()[1] == "65536"


def test_bytecode_of_the_package_is_kept_whatever_the_environment_states(
    launch: Launch, complete: Path
) -> None:
    """Otherwise each start compiles every module that it imports."""
    state = 'echo "${PYTHONDONTWRITEBYTECODE-unset}"'
    executable(complete / "bin" / "python", PYTHON.replace('echo "$PYTHONPATH"', state))
    assert launch("query", PYTHONDONTWRITEBYTECODE="1").stdout.splitlines()[1] == "unset"


def test_it_can_be_called_by_a_link(launch: Launch, complete: Path, project: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "wire").symlink_to("../link")
    (tmp_path / "link").symlink_to(project / "newswire")
    done = launch("status", command=tmp_path / "bin" / "wire")
    assert done.stdout.splitlines()[:2] == ["[status]", f"{project}/plugins"]


def test_the_first_start_makes_the_environment_and_the_second_one_finds_it(
    launch: Launch, installed: Installed, project: Path
) -> None:
    done = launch("status")
    assert done.stdout.startswith("[status]")
    assert done.stderr == f"Installing Newswire (2 packages, about a minute) into {project}/.venv\n"
    assert installed() == ["pip.lock", "requirements.lock"], "first the pip that the lock names"
    assert (project / ".venv" / "pip.lock").read_text().startswith("pip==25.0")
    assert "other" not in (project / ".venv" / "pip.lock").read_text()
    done = launch("status")
    assert (installed(), done.stderr) == ([], "")


def test_what_the_tests_need_is_installed_for_them_only(
    launch: Launch, installed: Installed, complete: Path
) -> None:
    (complete / "newswire-test.lock").unlink()
    launch("status")
    assert installed() == []
    done = launch("test")
    assert installed() == ["pip.lock", "requirements-test.lock"]
    assert done.stderr.startswith("Installing what the tests need (1 packages, ")


@pytest.mark.parametrize(
    "arguments", [(), ("help",), ("-h",), ("--version",), ("test", "--help"), ("ingest", "--date", "x", "-h")]
)
def test_help_and_version_install_nothing(
    launch: Launch, installed: Installed, project: Path, arguments: tuple[str, ...]
) -> None:
    done = launch(*arguments)
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout.splitlines()[:2] == [
        "".join(f"[{one}]" for one in arguments) or "[]",
        f"{project}/plugins",
    ]
    assert installed() == []
    assert not (project / ".venv").exists()


def test_help_of_the_tests_installs_nothing_for_them(
    launch: Launch, installed: Installed, complete: Path
) -> None:
    (complete / "newswire-test.lock").unlink()
    assert launch("test", "--help").stdout.startswith("[test][--help]")
    assert launch("query", "--", "-h").stdout.startswith("[query][--][-h]")
    assert installed() == []


def test_a_changed_lock_is_installed(
    launch: Launch, installed: Installed, complete: Path, project: Path
) -> None:
    with (project / "requirements.lock").open("a") as lock:
        lock.write("third==1\n")
    launch("status")
    assert installed() == ["pip.lock", "requirements.lock"]
    launch("status")
    assert installed() == []


@pytest.mark.parametrize("damage", ["no python", "no pip"])
def test_a_half_made_environment_is_made_anew(
    launch: Launch, installed: Installed, complete: Path, damage: str
) -> None:
    (complete / "left").touch()
    python = complete / "bin" / "python"
    if damage == "no python":
        python.unlink()
    else:
        python.write_text(PYTHON.replace("${PIP_WORKS:-0}", "1"))
    assert launch("status").stdout.startswith("[status]")
    assert not (complete / "left").exists()
    assert installed() == ["pip.lock", "requirements.lock"]


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        (
            "Collecting x\nERROR: No matching distribution for x\nbye",
            "ERROR: No matching distribution for x\n",
        ),
        ("Collecting x\nKilled", "Collecting x\nKilled\n"),
    ],
)
def test_a_failed_installation_shows_why_and_is_tried_again(
    launch: Launch, installed: Installed, project: Path, says: str, shown: str
) -> None:
    done = launch("status", PIP_FAILS="1", PIP_SAYS=says)
    assert (done.returncode, done.stdout) == (1, "")
    log = project / ".venv" / "install.log"
    assert done.stderr.partition("\n")[2] == (
        f"{shown}Installing failed; the whole log is {log}. "
        "When the cause is mended, run the command again.\n"
    )
    assert launch("status").stdout.startswith("[status]")
    assert installed() == ["pip.lock", "requirements.lock"]


def test_without_a_python_that_fits_it_says_which_would(launch: Launch, project: Path) -> None:
    done = launch("up", PYTHON_FITS="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Newswire needs Python 3.11 to 3.14, and found none. "
        "Install it, or set NEWSWIRE_PYTHON to its path.\n"
    )
    assert not (project / ".venv").exists()


def test_the_python_that_was_chosen_is_used_or_refused_and_never_replaced(
    launch: Launch, project: Path, tmp_path: Path
) -> None:
    old = executable(tmp_path / "my old" / "python", PYTHON.replace("${PYTHON_FITS:-0}", "1"))
    done = launch("up", NEWSWIRE_PYTHON=str(old))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"NEWSWIRE_PYTHON is {old}, which is no Python 3.11 to 3.14. Set it to one, or unset it.\n"
    )
    mine = executable(tmp_path / "my own" / "python", PYTHON + "# mine\n")
    assert launch("up", NEWSWIRE_PYTHON=str(mine)).stdout.startswith("[up]")
    assert (project / ".venv" / "bin" / "python").read_text().endswith("# mine\n")


def test_what_the_script_relies_on_in_other_files_is_there() -> None:
    assert "not (3, 11) <= sys.version_info < (3, 15)" in (ROOT / "newswire").read_text()
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()
    lock = (ROOT / "requirements.lock").read_text()
    assert re.search(r"(?m)^pip==\S+ \\\n(    --hash=sha256:\w+( \\)?\n)+    # via", lock)


def test_a_python_that_makes_no_environments_is_said_with_what_to_do(launch: Launch, project: Path) -> None:
    done = launch("up", NO_VENV="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "python3 cannot make a virtual environment. "
        "On Debian and Ubuntu: apt-get install python3-venv\nensurepip is not available\n"
    )
    assert not (project / ".venv").exists()
