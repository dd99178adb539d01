"""The .env that docker-compose.yaml reads: complete, random, private, and never overwritten unasked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from newswire.cli.__main__ import main
from newswire.cli.operate.env import VARIABLES


def run(*arguments: object) -> int:
    """Run ``./newswire env`` in this process and return its exit status."""
    with pytest.raises(SystemExit) as exit_:
        main(["env", *map(str, arguments)])
    return int(exit_.value.code or 0)


def read(path: Path) -> dict[str, str]:
    """Read names and values of a .env as Compose does: skip comments, the last line of a name wins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_every_variable_is_written_below_its_purpose(env: Path) -> None:
    assert run(env) == 0
    assert list(read(env)) == [variable.name for variable in VARIABLES]
    for variable in VARIABLES:
        assert f"# {variable.purpose}\n{variable.name}=" in env.read_text(encoding="utf-8")


def test_only_the_owner_can_read_it(env: Path) -> None:
    run(env)
    assert env.stat().st_mode & 0o777 == 0o600
    assert list(env.parent.iterdir()) == [env], "no half-written file stays behind"


def test_secrets_are_long_all_different_and_new_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    run(first)
    run(second)
    secrets = [name for name in read(first) if re.search("PASSWORD$|SECRET|_KEY$", name)]
    values = [read(file)[name] for file in (first, second) for name in secrets]
    assert len(secrets) == 10, secrets
    assert len(set(values)) == 20
    assert all(re.fullmatch(r"[\w=-]{43,}", value) for value in values), "32 bytes, safe in URLs and shells"


def test_the_fernet_key_is_valid(env: Path) -> None:
    run(env)
    fernet = Fernet(read(env)["AIRFLOW_FERNET_KEY"])
    assert fernet.decrypt(fernet.encrypt(b"wire")) == b"wire"


def test_the_output_names_the_file_and_variables_and_no_secret(
    env: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(env)
    said = capsys.readouterr().out
    assert str(env) in said
    assert "AIRFLOW_FERNET_KEY" in said
    assert read(env)["AIRFLOW_FERNET_KEY"] not in said


def test_a_complete_file_is_left_as_it_is(env: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(env)
    before, time = env.read_bytes(), env.stat().st_mtime_ns
    assert run(env) == 0
    assert env.read_bytes() == before
    assert env.stat().st_mtime_ns == time
    assert "--force" in capsys.readouterr().out


def test_an_older_file_keeps_its_lines_and_gets_the_missing_variables(
    env: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env.write_text(
        "# mine\nPOSTGRES_PASSWORD=old\nexport REDIS_PASSWORD = 'older'\nOTHER=1", encoding="utf-8"
    )
    env.chmod(0o644)
    run(env)
    text = env.read_text(encoding="utf-8")
    assert text.startswith("# mine\nPOSTGRES_PASSWORD=old\nexport REDIS_PASSWORD = 'older'\nOTHER=1\n")
    assert text.count("POSTGRES_PASSWORD=") == 1
    assert text.count("REDIS_PASSWORD") == 1
    assert "AIRFLOW_FERNET_KEY=" in text
    assert env.stat().st_mode & 0o777 == 0o600, "it has secrets of ours now"
    assert "POSTGRES_PASSWORD" not in capsys.readouterr().out


def test_force_renews_every_secret(env: Path) -> None:
    env.write_text("POSTGRES_PASSWORD=old\nOTHER=1\n", encoding="utf-8")
    assert run(env, "--force") == 0
    assert "old" not in read(env).values()
    assert "OTHER" not in read(env)


def test_a_variable_without_value_is_named(env: Path, capsys: pytest.CaptureFixture[str]) -> None:
    env.write_text("POSTGRES_PASSWORD=\nREDIS_PASSWORD=old\n", encoding="utf-8")
    run(env)
    said = capsys.readouterr().out
    assert "POSTGRES_PASSWORD has no value" in said
    assert "REDIS_PASSWORD" not in said
    assert "COMPOSE_PROFILES has no value" not in said


def test_a_complete_file_that_others_can_read_is_named(env: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(env)
    env.chmod(0o644)
    run(env)
    assert f"chmod 600 {env}" in capsys.readouterr().out


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_is_not_taken_for_the_file(
    tmp_path: Path, force: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, *force) == 2
    assert str(tmp_path) in capsys.readouterr().err.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none" / ".env") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("present", "loader"),
    [
        ("NEWSWIRE_DATABASE_URL='postgresql://me@db.example/news'", "${NEWSWIRE_DATABASE_URL}"),
        (
            "NEWSWIRE_DATABASE_URL=postgresql://newswire:${NEWSWIRE_DATABASE_PASSWORD}@postgres:5432/newswire",
            "postgresql://newswire_loader:${NEWSWIRE_LOADER_PASSWORD}@postgres:5432/newswire",
        ),
    ],
)
def test_tasks_stay_on_the_server_that_the_file_names(env: Path, present: str, loader: str) -> None:
    env.write_text(present + "\n", encoding="utf-8")
    run(env)
    assert read(env)["NEWSWIRE_LOADER_URL"] == loader
