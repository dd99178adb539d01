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
from tests.support.samples import Samples
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

REAL_PATHS = (
    "/", "/?by=days", "/stories?copies=true", "/stories?language=ar", "/stories?words=government", "/sources",
    "/sources/cases", "/rejected?settled=true",
)  # fmt: skip

EXTREMES = """
WITH seen AS (SELECT * FROM mart.story_items)
(SELECT story_id, fetch_id FROM seen ORDER BY word_count DESC NULLS LAST, version_id LIMIT 1)
UNION (SELECT story_id, fetch_id FROM seen ORDER BY length(title) DESC NULLS LAST, version_id LIMIT 1)
UNION (SELECT story_id, fetch_id FROM seen ORDER BY length(url) DESC NULLS LAST, version_id LIMIT 1)
UNION (
    SELECT story_id, fetch_id FROM seen
    ORDER BY jsonb_array_length(subjects) DESC NULLS LAST, version_id LIMIT 1
)
UNION (SELECT story_id, fetch_id FROM seen WHERE title IS NULL ORDER BY version_id LIMIT 1)
UNION (SELECT story_id, fetch_id FROM seen WHERE body_text ~ '\\t' ORDER BY version_id LIMIT 1)
UNION (SELECT story_id, NULL FROM mart.stories ORDER BY versions DESC, story_id LIMIT 1)
UNION (SELECT story_id, NULL FROM mart.stories ORDER BY copies DESC, story_id LIMIT 1)
UNION (
    SELECT DISTINCT ON (base_language) story_id, fetch_id FROM seen
    WHERE base_language IN ('ar', 'he', 'ru', 'zh')
    ORDER BY base_language, word_count DESC NULLS LAST, version_id
)
"""
"""Stories with the longest of everything, with most versions and copies, without a title, in each script."""

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


@pytest.fixture
def real_paths(samples: Samples) -> list[str]:
    """Every kind of page, with the extremes of the real stories."""
    with psycopg.connect(samples.url) as connection:
        extremes = connection.execute(EXTREMES).fetchall()
        [killed] = connection.execute("SELECT min(story_id) FROM mart.kills").fetchone() or ()
    document = min(number for _, number in extremes if number)
    return [
        *REAL_PATHS, *(f"/stories/{story}" for story in sorted({story for story, _ in extremes})),
        f"/stories/{killed}", f"/documents/{document}", f"/documents/{document}/evidence",
    ]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_whole_and_open_to_all(
    browser: Browser, desk: Desk, paths: list[str], look: str
) -> None:
    walk(browser, desk, paths, look)


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_real_stories_is_whole_and_open_to_all(
    browser: Browser, real_desk: Desk, real_paths: list[str], look: str
) -> None:
    walk(browser, real_desk, real_paths, look)


def walk(browser: Browser, desk: Desk, paths: list[str], look: str) -> None:
    """Look at pages one by one, and require of each that it is there, fits, and shuts nobody out."""
    context = browser.new_context(**LOOKS[look])
    watch = Watch(context, desk)
    page = logged_in(context, desk, "editor")
    faults: list[str] = []
    axe = Axe()
    for path in paths:
        answer = page.goto(desk.address + path)
        assert answer is not None
        assert answer.status < 500, path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= LOOKS[look]["viewport"]["width"], path
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
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
