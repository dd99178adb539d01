"""Files of rules: which one holds for a host, and the errors of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.parse.pages.sites import rules
from newswire.parse.pages.sites.rules import SiteError, read_site, rules_of

LAYOUT = "[[layout]]\nbody = 'article'\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    return tmp_path


def write(folder: Path, host: str, text: str = LAYOUT) -> Path:
    path = folder / f"{host}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def host_of(host: str | None) -> str | None:
    site = rules_of(host)
    return site.host if site else None


def test_rules_hold_for_a_host_and_its_subdomains(folder: Path) -> None:
    write(folder, "coast.example")
    write(folder, "sport.coast.example")
    hosts = (
        "coast.example",
        "en.coast.example",
        "live.sport.coast.example",
        "notcoast.example",
        "example",
        None,
    )
    assert [host_of(host) for host in hosts] == [
        "coast.example",
        "coast.example",
        "sport.coast.example",
        None,
        None,
        None,
    ]


def test_a_file_may_name_further_hosts_and_its_own_name_wins(folder: Path) -> None:
    write(folder, "coast.example", "hosts = ['coast.test', 'bay.example']\n" + LAYOUT)
    write(folder, "bay.example")
    assert [host_of(host) for host in ("m.coast.test", "bay.example")] == ["coast.example", "bay.example"]


def test_files_of_the_installation_win_over_ours(folder: Path) -> None:
    theirs = write(folder, "tass.com", "provider = 'AP'\n" + LAYOUT)
    assert rules_of("tass.com") is read_site(theirs)
    assert host_of("ansa.it") == "ansa.it"


def test_without_a_folder_of_the_installation_ours_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path / "none"))
    assert host_of("ansa.it") == "ansa.it"


def test_a_file_is_read_at_the_first_page_of_its_host_and_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1000):
        write(folder, f"coast{number}.example")
    read: list[str] = []
    real = rules.tomllib.loads

    def loads(text: str) -> dict[str, object]:
        read.append(text)
        return real(text)

    monkeypatch.setattr(rules.tomllib, "loads", loads)
    assert [host_of("coast7.example"), host_of("m.coast7.example")] == ["coast7.example"] * 2
    assert len([text for text in read if text == LAYOUT]) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (LAYOUT + "heading = 'h1'", "layout.1.heading: there is no such key. Did you mean headline?"),
        ("provder = 'AP'\n" + LAYOUT, "provder: there is no such key. Did you mean provider?"),
        (
            LAYOUT + "published = {selector = 'time', attr = 'x'}",
            "layout.1.published.attr: there is no such key.",
        ),
        (LAYOUT + "remove = ['div..x']", "layout.1.remove.1: this is no CSS selector:"),
        (LAYOUT + "headline = 5", "layout.1.headline: Input should be a valid string (it is 5)."),
        (
            "timezone = 'Oslo'\n" + LAYOUT,
            "timezone: this is no time zone; a name such as Europe/Rome is right",
        ),
        (
            LAYOUT + "published = {selector = 'time', zone = 'CET+1'}",
            "layout.1.published.zone: this is no time",
        ),
        ("hosts = ['https://x.y/']\n" + LAYOUT, "hosts.1: 'https://x.y/' is no host; a name such as"),
        (
            "provider = 'AP'",
            "layout: this key is missing. A file needs a [[layout]], and each layout a body.",
        ),
        ("layout = []", "layout: a file needs a [[layout]] (it is [])."),
        ("[[layout]]\nheadline = 'h1'", "layout.1.body: this key is missing."),
        ("layout = [", "cannot be read as TOML:"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_file_key_and_remedy(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(SiteError) as raised:
        read_site(write(tmp_path, "coast.example", text))
    [sentence] = str(raised.value).splitlines()
    assert sentence.startswith("coast.example.toml")
    assert complaint in sentence


def test_a_file_named_for_no_host_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"our_site\.toml: host: 'our_site' is no host"):
        read_site(write(tmp_path, "our_site"))
