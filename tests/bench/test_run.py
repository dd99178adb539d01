"""The benchmark of a run loads a folder of documents once, and counts what each process takes for it."""

from __future__ import annotations

from pathlib import Path

from newswire.bench.run import measure, write


def test_a_run_brings_all_documents_and_the_next_one_nothing(tmp_path: Path) -> None:
    write(tmp_path, 30)
    first, again = measure(tmp_path)
    [row] = first.rows
    assert (row["documents"], row["parsed"], row["rejected"]) == (30, 30, 0)
    assert row["updated"] + row["copies"] > 0, "the stories have versions and copies"
    assert again.rows == [{"source": "quay", "note": "quay has nothing new."}]
    assert (first.status, again.status) == (0, 0)
    assert min(first.processor, first.database, again.processor) > 0
    if Path("/proc/self/status").exists():
        assert max(first.peaks.values()) > 30e6
