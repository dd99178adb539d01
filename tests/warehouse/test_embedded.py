"""The embedded server: made once, shared, stopped by its last user, and repaired after a crash."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psutil
import psycopg
import pytest

from newswire.errors import DatabaseError
from newswire.warehouse import embedded
from newswire.warehouse.account import server_account
from newswire.warehouse.embedded import Database, is_running, running, stop
from newswire.warehouse.place import place_of, recorded_process
from newswire.warehouse.ports import first_free, server_port, usual_port


def answers(database: Database) -> bool:
    """Whether the server lets the warehouse's owner in."""
    with psycopg.connect(database.url(), connect_timeout=5) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def place(home: Path) -> Path:
    """The folder of the server's files: below the home, unless its account cannot enter that."""
    return Path(json.loads((home / "postgres.json").read_text())["data"]).parent


def postmaster(home: Path) -> int:
    """Number of the server's process."""
    return int((place(home) / "data" / "postmaster.pid").read_text().splitlines()[0])


def checkpointer(database: Database) -> int:
    """Number of the server's process that writes the checkpoints."""
    with psycopg.connect(database.url("postgres")) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
        [(pid,)] = connection.execute(query).fetchall()
        return int(pid)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose first start was killed half way, and whose second one was not; its server is stopped."""
    home = tmp_path_factory.mktemp("embedded")
    half = place_of(home, server_account()) / "data.new"
    half.parent.mkdir(0o700)
    half.mkdir()
    (half / "postgresql.conf").write_text("max_connections =")
    (home / "postgres.json").write_text('{"passwords": {"postgres": "old"}}')
    with running(home):
        pass
    return home


def test_an_interrupted_creation_is_replaced(home: Path) -> None:
    assert (place(home) / "data" / "PG_VERSION").exists()
    assert not (place(home) / "data.new").exists()
    assert json.loads((home / "postgres.json").read_text())["passwords"]["postgres"] != "old"


def test_missing_roles_and_databases_are_added(home: Path) -> None:
    """A killed first start leaves such a server."""
    with running(home) as database:
        with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE airflow")
            connection.execute("DROP ROLE airflow")
        assert stop(home)
        with running(home) as again, psycopg.connect(again.url("airflow")) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("airflow",)


def test_it_has_the_roles_and_databases_of_the_project(database: Database) -> None:
    for role in ("newswire", "airflow"):
        with psycopg.connect(database.url(role)) as connection:
            row = connection.execute(
                "SELECT current_user, current_database(), rolsuper, rolcreaterole, pg_get_userbyid(datdba),"
                " current_setting('TimeZone'), current_setting('server_encoding')"
                " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
            ).fetchone()
        assert row == (role, role, False, False, role, "UTC", "UTF8")
    for role, foreign in (("airflow", "newswire"), ("newswire", "airflow")):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(database.url(role, foreign))


def test_the_reader_logs_in_to_the_warehouse_only(database: Database) -> None:
    with psycopg.connect(database.url("newswire_reader", "newswire")) as connection:
        assert connection.execute("SELECT session_user").fetchone() == ("newswire_reader",)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(database.url("newswire_reader", "airflow"))


def test_a_reader_of_an_older_server_may_log_in_from_then_on(home: Path) -> None:
    with running(home) as database:
        with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
            connection.execute("ALTER ROLE newswire_reader NOLOGIN PASSWORD NULL")
        assert stop(home)
    state = json.loads((home / "postgres.json").read_text())
    del state["passwords"]["newswire_reader"]
    (home / "postgres.json").write_text(json.dumps(state))
    with running(home) as again, psycopg.connect(again.url("newswire_reader", "newswire")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("newswire_reader",)


def test_it_is_reached_from_this_machine_and_with_a_password_only(database: Database) -> None:
    with psycopg.connect(database.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
    assert methods == [("scram-sha-256",)]
    wrong = Database(database.host, database.port, {"newswire": "guess"})
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong.url())
    assert len(set(database.passwords.values())) == 5
    assert min(map(len, database.passwords.values())) >= 32


def test_a_password_may_hold_any_character() -> None:
    url = Database("127.0.0.1", 5432, {"newswire": "a/b@c:d%e"}).url()
    assert psycopg.conninfo.conninfo_to_dict(url)["password"] == "a/b@c:d%e"  # noqa: S105 - none


def test_the_passwords_are_for_its_owner_only(home: Path) -> None:
    assert (home / "postgres.json").stat().st_mode & 0o777 == 0o600
    assert place(home).stat().st_mode & 0o777 == 0o700
    assert not list(place(home).glob("password*")), "the one for initdb is gone"


def test_its_files_belong_to_its_account_and_not_to_root(home: Path) -> None:
    if os.geteuid():
        assert place(home) == home / "postgres"
    else:  # pytest's folders are root's alone, so that the server cannot live there
        assert not place(home).is_relative_to(home)
        assert (place(home) / "home").read_text() == str(home)
    assert (place(home) / "data").owner() != "root"


def test_it_is_stopped_by_the_last_of_its_users(home: Path) -> None:
    assert not is_running(home)
    with running(home) as first:
        with running(home) as second:
            assert second == first
        assert is_running(home)
        assert answers(first)
    assert not is_running(home)


def test_users_that_come_at_the_same_moment_share_it(home: Path) -> None:
    both = Barrier(2, timeout=60)

    def use() -> tuple[int, bool]:
        both.wait()
        with running(home) as database:
            both.wait()
            process = postmaster(home)
            both.wait()
            return process, answers(database)

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(use), pool.submit(use)
        assert one.result() == other.result()
    assert not is_running(home)


def test_it_ends_with_its_user_if_the_home_was_deleted(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home):
        data = place(home) / "data"
        server = recorded_process(data)
        shutil.rmtree(home)
    assert server is not None
    assert not server.is_running()
    shutil.rmtree(data.parent, ignore_errors=True)


def test_it_can_be_stopped_while_it_is_in_use(home: Path) -> None:
    with running(home):
        assert stop(home)
        assert not is_running(home)
        assert not stop(home)


def test_a_killed_server_is_started_again_and_so_is_one_whose_port_is_taken(home: Path) -> None:
    with running(home) as before:
        killed = psutil.Process(postmaster(home))
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait(30)
        assert not is_running(home)
        with socket.socket() as taker:
            taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taker.bind((before.host, before.port))
            taker.listen()
            with running(home) as after:
                assert answers(after)
                assert after.port != before.port
                assert after.passwords == before.passwords
    with running(home) as again:
        assert again.port == before.port, "a saved connection of another tool holds again"


def test_a_port_that_is_taken_after_it_was_chosen_is_given_up_for_another(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taker:
        taken = taker.getsockname()[1]
        chosen = [taken]
        monkeypatch.setattr(embedded, "server_port", lambda *of: chosen.pop() if chosen else server_port(*of))
        with running(home) as database:
            assert answers(database)
            assert database.port != taken


def test_its_port_is_the_same_at_every_start_and_even_after_a_reset(home: Path, tmp_path: Path) -> None:
    with running(home) as database:
        assert database.port == usual_port(home)
    with running(tmp_path / "home") as first:
        port = first.port
    data = place(tmp_path / "home")
    shutil.rmtree(tmp_path / "home")
    shutil.rmtree(data, ignore_errors=True)
    with running(tmp_path / "home") as second:
        assert second.port == port


def test_a_stated_port_is_the_one_that_it_has(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = first_free([0])
    monkeypatch.setenv("NEWSWIRE_DATABASE_PORT", str(port))
    with running(home) as database:
        assert database.port == port
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of the server may linger
        taker.bind(("127.0.0.1", port))
        taker.listen()
        with pytest.raises(DatabaseError, match=f"Port {port} is taken by another program. Set NEWSWIRE_DAT"):
            running(home).__enter__()


def test_a_server_that_was_started_with_fewer_roles_gets_the_missing_ones(home: Path) -> None:
    """It runs on while the project is updated."""
    with running(home) as database:
        with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
            connection.execute("DROP OWNED BY newswire_loader")
            with psycopg.connect(database.url("postgres"), dbname="newswire", autocommit=True) as warehouse:
                warehouse.execute("DROP OWNED BY newswire_loader")
            connection.execute("DROP ROLE newswire_loader")
        state = json.loads((home / "postgres.json").read_text())
        del state["passwords"]["newswire_loader"]
        (home / "postgres.json").write_text(json.dumps(state))
        with running(home) as again, psycopg.connect(again.url("newswire_loader", "newswire")) as connection:
            assert connection.info.user == "newswire_loader"


def test_another_process_with_its_number_is_not_taken_for_it(home: Path) -> None:
    user = (place(home) / "data").owner() if os.geteuid() == 0 else None
    other = subprocess.Popen(["cat"], stdin=subprocess.PIPE, cwd="/", user=user)
    recorded = place(home) / "data" / "postmaster.pid"
    recorded.write_text(f"{other.pid}\n{place(home) / 'data'}\n")
    try:
        assert not is_running(home)
        assert not stop(home)
        with running(home) as database:
            assert answers(database)
        assert other.poll() is None
    finally:
        other.communicate()


@pytest.mark.parametrize(
    "point",
    ["roles.provision", "roles._make_databases", "embedded._Server._control", "embedded.write_private"],
)
def test_a_first_start_that_is_killed_is_finished_by_the_next(tmp_path: Path, point: str) -> None:
    """The points are: before any role, before the databases, before the server, before the state is kept."""
    killed_at = (
        "import sys, pathlib\n"
        "from newswire.warehouse import embedded, roles\n"
        "def stop(*_, **__): print('here', flush=True); input()\n"
        f"{point} = stop\n"
        "embedded.provision = roles.provision\n"
        "with embedded.running(pathlib.Path(sys.argv[1])): pass"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", killed_at, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"here\n"
    user.kill()
    user.communicate()
    with running(tmp_path) as database:
        assert answers(database)
        for role in ("airflow", "newswire"):
            with psycopg.connect(database.url(role)) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (role,)
    assert not list(place(tmp_path).glob("data.new*"))


def test_an_initdb_that_a_killed_start_has_left_harms_nothing(home: Path) -> None:
    """Its folder is its own: when it fails, it removes that."""
    server = embedded._Server(home)
    first, second = server._initialise("one"), server._initialise("two")
    assert first != second
    assert not first.exists(), "an unfinished one is removed"
    shutil.rmtree(second)


def test_a_server_left_by_a_killed_user_is_stopped_by_the_next(home: Path) -> None:
    use = (
        "import sys, pathlib; from newswire.warehouse.embedded import running\n"
        "with running(pathlib.Path(sys.argv[1])): print(flush=True); input()"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", use, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"\n"
    user.kill()
    user.communicate()
    assert is_running(home)
    process = postmaster(home)
    with running(home):
        assert postmaster(home) == process
    assert not is_running(home)


def test_the_error_for_missing_passwords_names_the_remedy(home: Path) -> None:
    state, data = home / "postgres.json", place(home) / "data"
    aside = state.rename(home / "aside")
    try:
        with pytest.raises(DatabaseError) as caught, running(home):
            pass
    finally:
        aside.rename(state)
    assert str(caught.value) == (
        f"{data} is a database without its passwords ({state} is missing). "
        "Restore that file, or delete the database with ./newswire reset to begin anew."
    )


def test_a_database_at_the_old_place_is_an_error_and_not_replaced(home: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    moved.mkdir()
    state = (home / "postgres.json").read_text()
    (moved / "postgres.json").write_text(state)
    with pytest.raises(DatabaseError, match=f"The database of {moved} is in {place(home)}, and would be in"):
        running(moved).__enter__()
    assert (moved / "postgres.json").read_text() == state


def test_the_error_for_a_database_of_another_version_names_the_remedy(home: Path) -> None:
    version = place(home) / "data" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(
            DatabaseError, match=r"was made by PostgreSQL 9; this is PostgreSQL 1[89]\. Convert it"
        ):
            running(home).__enter__()
    finally:
        version.write_text(ours)


def test_a_server_that_does_not_start_shows_the_end_of_its_log(home: Path) -> None:
    control = place(home) / "data" / "global" / "pg_control"
    aside = control.rename(control.with_name("aside"))
    try:
        with pytest.raises(DatabaseError, match=r"did not start\. The end of its log, (?s:.)*pg_control"):
            running(home).__enter__()
    finally:
        aside.rename(control)


def test_the_error_for_a_home_that_cannot_be_made_names_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match=r"cannot be made: Not a directory\. Set NEWSWIRE_HOME"):
        is_running(tmp_path / "file" / "home")


def test_a_server_that_does_not_stop_is_stopped_as_by_a_crash_and_recovers(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(embedded, "_STOP_SECONDS", 6)
    with running(home) as database:
        with psycopg.connect(database.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(checkpointer(database), signal.SIGSTOP)  # the last checkpoint of a stop never comes
    assert not is_running(home)
    assert "was stopped at once. Nothing is lost" in caplog.text
    with running(home) as database, psycopg.connect(database.url(), autocommit=True) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]
        connection.execute("DROP TABLE kept")


def test_a_server_that_hangs_in_a_stop_of_an_earlier_command_is_started_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_STOP_SECONDS", 6)
    with running(home) as database:
        os.kill(checkpointer(database), signal.SIGSTOP)
        os.kill(postmaster(home), signal.SIGINT)  # by a command that was killed before the server ended
        with running(home) as again:
            assert answers(again)
