"""Progress: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import pytest

from newswire.cli.progress import measured


def test_a_terminal_shows_the_step_its_bytes_and_their_share(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with measured("Writing news.backup") as show:
        show(2_500_000)
    with measured("Checking news.backup", 4_000_000) as show:
        show(1_000_000)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Writing news.backup, 2.5 MB, 0 s" in said.err
    assert "Checking news.backup, 25% of 4.0 MB, 0 s" in said.err


def test_a_pipe_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with measured("Writing news.backup") as show:
        show(1)
    assert capsys.readouterr() == ("", "")
