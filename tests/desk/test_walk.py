"""A person's walk in a browser through all pages: in Airflow's frame, in light and dark, on a phone.

Debian's Chromium is driven by Playwright; axe-core looks for faults that shut people out. With
``WRITE_IMAGES=1`` the walk writes the pictures of the documentation.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from newswire.airflow_local.configuration import CONNECTION_VARIABLE
from newswire.search import index
from tests.conftest import ROOT
from tests.support.desk import CORRECTED, Desk
from tests.support.stories import drop, folder_source, ninjs, run

CHROMIUM = shutil.which("chromium")
IMAGES = ROOT / "docs/images" if os.environ.get("WRITE_IMAGES") else None

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="This machine has no chromium: apt-get install chromium"
)

PATHS = (
    "/", "/?by=days", "/stories", "/stories?words=pier", "/stories?words=nothing-has-this", "/sources",
    "/sources/lost",    "/sources/wire", "/rejected", "/run?dag_id=newswire_daily&run_id=x", "/no-such-page",
)  # fmt: skip

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 850}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 850}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}, "color_scheme": "light"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def paths(shelf: psycopg.Connection) -> list[str]:
    """Every kind of page, with a story that has versions, one with markup in it, one in each script."""
    stories = [f"/stories/{number}" for (number,) in shelf.execute("SELECT story_id FROM mart.stories")]
    [killed] = shelf.execute("SELECT story_id FROM mart.kills").fetchone() or ()
    documents = [
        number for (number,) in shelf.execute("SELECT max(fetch_id) FROM mart.documents GROUP BY source_name")
    ]
    return [
        *PATHS, *stories, f"/stories/{killed}", *(f"/documents/{number}" for number in documents),
        *(f"/documents/{number}/evidence" for number in documents),
    ]  # fmt: skip


class Watch:
    """The complaints of a browser: messages of errors, and requests to other hosts."""

    def __init__(self, context: BrowserContext, desk: Desk) -> None:
        self.host = urlsplit(desk.airflow).netloc
        self.complaints: list[str] = []
        context.on("console", self._message)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._request)
        context.on(
            "dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss())
        )

    def _message(self, message: ConsoleMessage) -> None:
        # a page that is refused is one that the walk asks for; the browser reports its status as an error
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in {self.host, ""}:
            self.complaints.append(f"asked {request.url}")


def logged_in(context: BrowserContext, desk: Desk, user: str) -> Page:
    """A page of a browser whose user has logged in as people do, by the form of Airflow's."""
    page = context.new_page()
    page.goto(f"{desk.address}/")
    page.wait_for_url(re.compile("/auth/login"))
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", desk.passwords[user])
    page.click("button[type=submit]")
    page.wait_for_url(f"{desk.address}/")
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_whole_and_open_to_all(
    browser: Browser, desk: Desk, paths: list[str], look: str
) -> None:
    context = browser.new_context(**LOOKS[look])
    watch = Watch(context, desk)
    page = logged_in(context, desk, "editor")
    faults: list[str] = []
    for path in paths:
        page.goto(desk.address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= LOOKS[look]["viewport"]["width"], path
        found = Axe().run(page).response["violations"]
        grave = [one for one in found if one["impact"] in {"serious", "critical"}]
        faults += [f"{path}: {one['id']}: {one['nodes'][0]['html']}" for one in grave]
    context.close()
    assert faults == []
    assert watch.complaints == []


def test_airflow_frames_the_desk_and_its_links_lead_out_of_the_frame(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(**LOOKS["light"])
    watch = Watch(context, desk)
    page = logged_in(context, desk, "editor")
    page.goto(f"{desk.airflow}/plugin/newswire")
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Overview").wait_for()
    frame.get_by_role("link", name="Rejected", exact=True).click()
    page.wait_for_url(re.compile("/plugin/newswire/newswire/rejected"))
    frame.get_by_role("button", name=re.compile("Dry run")).first.click()
    frame.get_by_role("heading", name="The replay is started").wait_for()
    frame.get_by_role("link", name="The run in Airflow").click()
    page.wait_for_url(re.compile("/dags/newswire_replay/runs/manual__"))
    context.close()
    assert watch.complaints == []


def test_a_visitor_has_no_replay_button_and_is_refused(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(**LOOKS["light"])
    page = logged_in(context, desk, "visitor")
    page.goto(f"{desk.address}/rejected")
    assert page.get_by_text("malformed-xml").count() > 0
    assert page.get_by_role("button", name=re.compile("Replay|Dry run")).count() == 0
    assert page.request.post(f"{desk.address}/replay", form={"fetch_id": "1"}).status == 403
    context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(**LOOKS["light"])
    page = logged_in(context, desk, "visitor")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    context.close()


def carried() -> dict[str, list[dict[str, Any]]]:
    """A story with a correction, and the copies of three papers."""
    story = {"by": "Ada Lind", "located": "Port Albers", "keywords": ["harbour", "ferries"]}
    papers = {"coast-daily": 25, "orra-times": 70, "island-post": 190}
    first = ninjs("urn:harbour:pier", headline="Port Albers to rebuild its northern pier", **story)
    second = ninjs(
        "urn:harbour:pier", version="2", minute=45, body=CORRECTED,
        headline="CORRECTED: Port Albers to rebuild its northern pier", **story,
    )  # fmt: skip
    copies = {
        name: ninjs(f"urn:{name}:pier", minute=late, headline="A new pier for the ferries")
        for name, late in papers.items()
    }
    for copy in copies.values():
        copy["firstcreated"] = copy["versioncreated"]
    return {"harbour-press": [first, second]} | {name: [copy] for name, copy in copies.items()}


@pytest.mark.skipif(IMAGES is None, reason="WRITE_IMAGES=1 writes the pictures of the documentation.")
def test_write_the_pictures_of_the_documentation(
    browser: Browser,
    desk: Desk,
    warehouse: psycopg.Connection,
    warehouse_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "sources"
    for name in (
        "anpa1312",
        "dpa-digitalwires",
        "iptc7901",
        "newsml-1",
        "newsml-g2",
        "ninjs",
        "nitf",
        "zczc-text",
    ):
        folder_source(folder, name, ROOT / "tests/fixtures" / name)
        run(warehouse, folder, name)
    for name, document in carried().items():
        folder_source(folder, name, tmp_path / name, provider=name)
        for version in document:
            drop(tmp_path / name, f"{version['version']}.json", version)
            run(warehouse, folder, name)
    index(warehouse)
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(folder))
    monkeypatch.setenv(CONNECTION_VARIABLE, warehouse_url)
    [story] = (
        warehouse.execute(
            "SELECT story_id FROM mart.stories ORDER BY versions DESC, copies DESC, story_id LIMIT 1"
        ).fetchone()
        or ()
    )
    pictures = {
        "desk-overview": ("light", "/"),
        "desk-story": ("light", f"/stories/{story}"),
        "desk-phone": ("phone", "/stories"),
    }
    assert IMAGES is not None
    for name, (look, path) in pictures.items():
        context = browser.new_context(**LOOKS[look])
        page = logged_in(context, desk, "editor")
        page.goto(desk.address + path)
        page.screenshot(path=IMAGES / f"{name}.png", full_page=name == "desk-story")
        context.close()
