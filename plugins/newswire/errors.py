"""The errors that concern people, and the one that rejects a document."""

from __future__ import annotations

from newswire.model import Reason


class NewswireError(Exception):
    """Something went wrong outside the program. The text says what, to what, and what to do."""


class DatabaseError(NewswireError):
    """The database cannot be had. The text says what happened and what to do."""


class Unparsable(Exception):
    """A document cannot be taken. ``reason`` is counted, ``detail`` is a sentence for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
