"""The access that docs/production.md states: the roles of FAB, and logins through a proxy with TLS.

The services ``roles``, ``init`` and ``api-server`` of docker-compose.yaml run here as processes.
"""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from urllib3.util import Retry

from newswire import settings
from newswire.bench.compose import Compose
from newswire.warehouse.embedded import Database
from tests.deployment.starting import server
from tests.support.certificates import certificates
from tests.support.stories import drop, folder_source, ninjs
from tests.support.tls_proxy import proxied

__all__ = ["server"]

pytestmark = pytest.mark.timeout(600)
"""The services start once, within the time of the first test."""

SECTION = (settings.root() / "docs/production.md").read_text("utf-8").partition("\n## Access\n")[2]
ROLES = {
    role: (pages, replay)
    for roles, pages, replay in re.findall(r"^  \| (`.+?) \| (.+?) \| (.+?) \|$", SECTION, re.MULTILINE)[:3]
    for role in re.findall(r"`(\w+)`", roles)
}
"""What the page's table states of each role: which pages it sees, and whether it may replay."""

PAGES = ("/", "/stories", "/sources", "/rejected", "/documents/1", "/stories/1")

ADD_USERS = """
import json, sys
from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
with get_application_builder() as builder:
    for role, password in json.load(sys.stdin).items():
        found = builder.sm.find_role(role)
        assert builder.sm.add_user(role.lower(), role, role, f"{role}@localhost", found, password), role
"""


@dataclass(frozen=True)
class Served:
    """The API server, plain and behind the proxy, with the passwords of its users."""

    address: str
    authority: Path
    passwords: dict[str, str]
    people: dict[str, tuple[requests.Session, requests.Response]] = field(default_factory=dict)
    """Who has logged in, with the answer: Airflow takes five logins in 40 seconds."""

    def stranger(self) -> requests.Session:
        """A browser that trusts the proxy's authority."""
        session = requests.Session()
        session.trust_env = False  # an authority named in the environment would count instead
        session.verify = str(self.authority)
        return session

    def login(self, user: str) -> tuple[requests.Session, requests.Response]:
        """The session of a user, and the answer to the login, by the form of Airflow's page."""
        if user not in self.people:
            session = self.stranger()
            self.people[user] = session, self.send(session, user, self.passwords[user])
        return self.people[user]

    def send(self, session: requests.Session, user: str, password: str) -> requests.Response:
        """Send the form of a login."""
        page = session.get(f"{self.address}/auth/login/?next={self.address}/newswire/", timeout=60)
        [token] = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        form = {"csrf_token": token, "username": user, "password": password}
        return session.post(page.url, data=form, headers={"Referer": page.url}, timeout=60)


@pytest.fixture(scope="module")
def served(server: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A started installation with a story, a rejected document, and a user of each role."""
    folder = tmp_path_factory.mktemp("access")
    sources = folder / "sources"
    folder_source(sources, "wire", folder / "wire", provider="wire")
    drop(folder / "wire", "pier.json", ninjs("urn:wire:pier"))
    drop(folder / "wire", "torn.json", b'{"torn":')
    compose = Compose(folder, server, {"NEWSWIRE_SOURCES": str(sources)})
    known = certificates(folder / "tls", "localhost")
    with proxied(known.server) as (proxy, address):
        proxy.to = compose.ports["api-server"]  # type: ignore[attr-defined]
        compose.variables |= {
            "AIRFLOW_EXECUTOR": "LocalExecutor", "AIRFLOW_UI_URL": address, "AIRFLOW_COOKIE_SECURE": "True",
        }  # fmt: skip
        try:
            for service in ("roles", "init"):
                compose.run(service)
            compose.start("api-server")
            passwords = {role: secrets.token_urlsafe(12) for role in ROLES if role != "Admin"}
            for command in (
                [sys.executable, "-c", ADD_USERS],
                [sys.executable, "-m", "newswire.cli", "ingest"],
                [str(Path(sys.executable).with_name("airflow")), "dags", "reserialize"],
            ):
                done = subprocess.run(
                    command,
                    input=json.dumps(passwords),
                    cwd=folder,
                    env=compose.environment("scheduler"),
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert done.returncode == 0, done.stderr[-2000:]
            plain = f"http://127.0.0.1:{compose.ports['api-server']}"
            with requests.Session() as waiting:
                waiting.mount(
                    "http://", requests.adapters.HTTPAdapter(max_retries=Retry(9, backoff_factor=1))
                )
                assert waiting.get(f"{plain}/api/v2/version", timeout=60).status_code == 200
            given = {role.lower(): password for role, password in passwords.items()}
            given["admin"] = compose.variables["AIRFLOW_ADMIN_PASSWORD"]
            yield Served(address, known.authority, given)
        finally:
            compose.stop()


def test_the_page_states_every_role() -> None:
    assert ROLES.keys() == {"Viewer", "User", "Op", "Admin", "Public"}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_pages_and_the_replay_of_the_table(served: Served, role: str) -> None:
    pages, replay = ROLES[role]
    session, _ = served.login(role.lower())
    desk = f"{served.address}/newswire"
    seen = {path: session.get(desk + path, timeout=60, allow_redirects=False) for path in PAGES}
    if pages == "all pages":
        assert {path: answer.status_code for path, answer in seen.items()} == dict.fromkeys(PAGES, 200)
        assert "torn.json" in seen["/rejected"].text
    else:
        assert pages == "none"
        assert not [path for path, answer in seen.items() if answer.status_code == 200]
        assert not [path for path, answer in seen.items() if "torn.json" in answer.text]
    button = re.search(r'name="token" value="([^"]+)"', seen["/rejected"].text)
    assert bool(button) == (replay == "yes")
    form = {"token": button[1] if button else "none", "fetch_id": "1", "dry_run": "true"}
    answer = session.post(f"{desk}/replay", data=form, timeout=60, allow_redirects=False)
    if replay == "yes":
        assert answer.status_code == 303, answer.text
        assert answer.headers["Location"].startswith("/newswire/replay?run=")
    else:
        assert answer.status_code == 403, answer.text


def test_cookies_of_a_login_are_for_tls_and_for_no_script(served: Served) -> None:
    _, answer = served.login("viewer")
    given = [
        header
        for one in (*answer.history, answer)
        for header in one.raw.headers.getlist("Set-Cookie")
        if header.startswith(("session=", "_token="))
    ]
    assert {header.partition("=")[0] for header in given} == {"session", "_token"}
    for header in given:
        parts = {part.strip().lower() for part in header.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax"} <= parts, header.partition("=")[0]


def test_every_redirect_stays_on_the_proxy_with_tls(served: Served) -> None:
    sent = served.stranger().get(f"{served.address}/newswire/stories", timeout=60)
    _, logged_in = served.login("viewer")
    assert sent.history
    assert logged_in.history
    for answer in (*sent.history, sent, *logged_in.history, logged_in):
        assert answer.url.startswith(f"{served.address}/"), answer.url
        assert "http://" not in answer.headers.get("Location", "")
    assert "/auth/login" in sent.url
    assert logged_in.url == f"{served.address}/newswire/"


def test_pages_have_their_policy_behind_the_proxy(served: Served) -> None:
    session, _ = served.login("viewer")
    headers = session.get(f"{served.address}/newswire/", timeout=60).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_wrong_password_opens_nothing_and_is_soon_not_even_looked_at(served: Served) -> None:
    session = served.stranger()
    answers = {served.send(session, "viewer", "wrong").status_code for _ in range(6)}
    assert 429 in answers
    assert "_token" not in session.cookies
    sent = session.get(f"{served.address}/newswire/", timeout=60)
    assert "/auth/login" in sent.url
