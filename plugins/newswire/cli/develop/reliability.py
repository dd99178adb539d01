"""The page docs/reliability.md: a row for each fault, read from the test that makes it happen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_PARTS = ("name", "does", "shows", "heals")

_HEAD = """\
<!-- Written by `./newswire docs`. Change its sources, and run the command again. -->

# Reliability

Each row is a fault that a test makes happen. After a kill and after a failure of the database the test
compares the warehouse with one that met no fault: the counts of every run add up, nothing is lost or comes
twice, no run is left unfinished, and a further run brings nothing.

    ./newswire test tests/faults                     # 6 kills at random moments
    FAULT_ROUNDS=200 ./newswire test tests/faults    # 200

| fault | Newswire | a person sees | it heals | test |
| --- | --- | --- | --- | --- |
"""


def reliability_page(folder: Path) -> str:
    """Return the page for the tests in a folder, in the order of their files.

    Raises:
        ValueError: a part of a row is missing, or is no plain text.
    """
    return _HEAD + "\n".join(_rows(folder)) + "\n"


def _rows(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("test_*.py")):
        for test in ast.parse(file.read_text("utf-8")).body:
            for call in test.decorator_list if isinstance(test, ast.FunctionDef) else ():
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "fault":
                    texts = {one.arg: ast.literal_eval(one.value) for one in call.keywords}
                    if texts.keys() != set(_PARTS):
                        raise ValueError(f"{file.name}: a row has the parts {', '.join(_PARTS)}.")
                    cells = [texts[part].replace("|", r"\|") for part in _PARTS]
                    yield f"| {' | '.join(cells)} | `{file.stem}` |"
