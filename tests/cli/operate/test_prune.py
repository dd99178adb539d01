"""``prune``: old bytes go by a setting, and a dry run only counts them."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Command
from tests.support.stories import drop, ninjs


@pytest.fixture
def loaded(newswire: Command, sources: Path, tmp_path: Path, own_warehouse: str) -> Command:
    """A command on a warehouse with one document that was loaded 40 days ago."""
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    with psycopg.connect(own_warehouse) as warehouse:
        warehouse.execute("UPDATE raw.fetches SET fetched_at = fetched_at - interval '40 days'")
        warehouse.execute("UPDATE ledger.runs SET loaded_at = loaded_at - interval '40 days'")
    return newswire


def test_without_a_setting_everything_is_kept_and_the_settings_are_named(loaded: Command) -> None:
    done = loaded("prune")
    assert done.status == 0
    assert done.out.startswith("Everything is kept. NEWSWIRE_KEEP_BYTES_DAYS and NEWSWIRE_KEEP_REJECTED_DAYS")


def test_a_dry_run_counts_and_the_next_call_drops(
    loaded: Command, own_warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_KEEP_BYTES_DAYS", "30")
    dropped = "SELECT count(*) FROM mart.pruned_documents"
    with psycopg.connect(own_warehouse, autocommit=True) as warehouse:
        assert (
            "The bytes of 1 documents (0.0 MB) and 0 settled rejections would go."
            in loaded("prune", "--dry-run").out
        )
        assert warehouse.execute(dropped).fetchone() == (0,)
        assert "The bytes of 1 documents (0.0 MB) and 0 settled rejections are gone." in loaded("prune").out
        assert warehouse.execute(dropped).fetchone() == (1,)
    done = loaded("replay")
    assert done.out == "Nothing to replay.\n"
    assert "1 document of 1 run cannot be read again" in done.err
