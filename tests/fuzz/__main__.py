"""``python -m tests.fuzz SECONDS [FOLDER]...``: fuzz the parsers from each folder of tests/fixtures.

A document that raises, takes 20 s or 2 GB is left in a folder outside the project, and the exit status is 1.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
LIMITS = ("-timeout=20", "-rss_limit_mb=2048", "-max_len=20000", "-print_final_stats=1")


def fuzzed(seeds: Path, seconds: int, work: Path) -> tuple[bool, str]:
    """Return whether no document failed, and the process's own words."""
    corpus = work / seeds.name
    corpus.mkdir()
    command = [
        sys.executable, "-m", "tests.fuzz.target", *LIMITS, f"-max_total_time={seconds}",
        f"-artifact_prefix={work}/{seeds.name}-", str(corpus), str(seeds),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.returncode == 0, done.stdout + done.stderr


def main(seconds: int, names: list[str]) -> int:
    """Fuzz from each folder, print a line for it. Return the exit status."""
    work = Path(tempfile.mkdtemp(prefix="newswire-fuzz-"))
    failed = []
    for seeds in sorted(FIXTURES.iterdir()):
        if not seeds.is_dir() or (names and seeds.name not in names):
            continue
        fine, words = fuzzed(seeds, seconds, work)
        [*_, number] = re.findall(r"number_of_executed_units: (\d+)", words) or ["?"]
        [*_, edges] = re.findall(r" cov: (\d+)", words) or ["?"]
        print(f"{seeds.name}: {number} documents, {edges} edges", flush=True)
        if not fine:
            failed.append(seeds.name)
            (work / f"{seeds.name}.log").write_text(words)
    if failed:
        print(f"Failed: {', '.join(failed)}. Their logs and documents are in {work}.", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
