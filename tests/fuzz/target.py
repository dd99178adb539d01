"""One process of atheris: changed documents go through the whole parser, whose new lines lead the changes."""

from __future__ import annotations

import sys
from importlib import import_module

import atheris

with atheris.instrument_imports(include=["newswire"]):
    from newswire.parse.registry import MODULES

    for module in MODULES:
        import_module(f"newswire.parse.{module}")
    from tests.parse.test_hostile import taken


def one(content: bytes) -> None:
    """Parse a document. A defect, or no answer, raises."""
    if content.strip():
        taken(content)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
