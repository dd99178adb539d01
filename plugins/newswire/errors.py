"""Errors, ordered by the action of the caller: give up, try again, or leave one thing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.model import Reason


class NewswireError(Exception):
    """Something went wrong outside the program. The text names the event, the object and the remedy."""


class FatalError(NewswireError):
    """Another try cannot help: a person has to change something first."""


class RetriableError(NewswireError):
    """Another try may help without any change by a person."""


class Skippable(Exception):
    """One thing is left out, the work goes on, and nothing failed."""


class DatabaseError(RetriableError):
    """The database cannot be used. The text names the cause and the remedy."""


class Unparsable(Skippable):
    """A document cannot be taken. ``reason`` is counted, ``detail`` is a sentence for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
