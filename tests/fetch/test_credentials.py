"""Credentials: Airflow's forms of a connection, read without Airflow, and errors without any value."""

from __future__ import annotations

import json

import pytest
from airflow.sdk import Connection

from newswire.fetch import FetchRefused
from newswire.fetch.credentials import Login, in_environment, login, looked_up_by, made

PHRASE = "p@ss:w/rd%?#"
FORMS = [
    "sftp://reader:p%40ss%3Aw%2Frd%25%3F%23@Files.harbour.example:2222",
    "sftp://reader:x@files.harbour.example/?host_key=ssh-ed25519+AAAA&timeout=5",
    "imap://reader%40harbour.example:x@mail.harbour.example/inbox",
    "ftp://files.harbour.example",
    "http://https://reader:x@files.harbour.example:8443",
    "sftp://reader@[2001:db8::7]:22",
    "sftp://:only-a-password@files.harbour.example",
    "sftp://files/?__extra__=%7B%22private_key%22%3A+%22one%5Cntwo%22%2C+%22deep%22%3A+%7B%22a%22%3A+1%7D%7D",
    json.dumps(
        {"conn_type": "sftp", "host": "files.example", "login": "reader", "password": PHRASE, "port": 22}
    ),
    json.dumps({"host": "files.example", "port": "22", "extra": {"private_key": "one\ntwo"}}),
    json.dumps({"host": "files.example", "extra": json.dumps({"private_key": "one\ntwo"})}),
]


def set_variable(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_HARBOUR_FILES", text)


@pytest.mark.parametrize("text", FORMS)
def test_a_connection_of_the_environment_is_read_as_airflow_reads_it(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    set_variable(monkeypatch, text)
    if text.startswith("{"):
        theirs = Connection.from_json(text, "harbour_files")
    else:
        theirs = Connection.from_uri(text, "harbour_files")
    expected = made(theirs.host, theirs.port, theirs.login, theirs.password, theirs.extra)
    assert in_environment("harbour_files") == expected
    assert expected.host


def test_the_parts_of_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variable(monkeypatch, FORMS[0])
    found = login("harbour_files", "wire")
    assert found == Login("files.harbour.example", 2222, "reader", PHRASE, {})
    set_variable(monkeypatch, FORMS[-2])
    found = login("harbour_files", "wire")
    assert found.text("private_key") == "one\ntwo"
    assert found.text("passphrase") is None
    assert login(None, "wire") == Login()


def test_the_representation_has_no_secret() -> None:
    shown = repr(Login("files.example", 22, "reader", PHRASE, {"private_key": PHRASE}))
    assert PHRASE not in shown
    assert "reader" in shown


def test_a_missing_connection_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRFLOW_CONN_HARBOUR_FILES", raising=False)
    with pytest.raises(FetchRefused) as caught:
        login("harbour_files", "wire")
    assert str(caught.value) == (
        "Source wire: there is no connection harbour_files. Make it in Airflow (Admin, Connections), or set "
        "AIRFLOW_CONN_HARBOUR_FILES in the environment."
    )


@pytest.mark.parametrize(
    "text",
    [
        "hunter2",
        "sftp://reader:hunter2@files.example:port",
        "sftp://reader:hunter2@[files.example",
        '{"password": "hunter2"',
        '{"password": "hunter2", "port": "ssh"}',
        '{"password": "hunter2", "extra": [1]}',
        "sftp://reader:hunter2@files.example/?__extra__=hunter2",
    ],
)
def test_an_error_has_no_value_of_the_connection(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    set_variable(monkeypatch, text)
    with pytest.raises(
        FetchRefused, match="Source wire: the connection harbour_files cannot be read"
    ) as caught:
        login("harbour_files", "wire")
    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_task_looks_connections_up_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variable(monkeypatch, "sftp://elsewhere.example")
    with looked_up_by({"harbour_files": Login("files.example")}.get):
        assert login("harbour_files", "wire") == Login("files.example")
    assert login("harbour_files", "wire") == Login("elsewhere.example")
