"""Waits that hosts ask for (Retry-After), as times of a task's next try."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from newswire.errors import FatalError

if TYPE_CHECKING:
    from newswire.fetch.fetched import FetchError

LONGEST = dt.timedelta(hours=1)
"""Longest time that a run waits for one source. Its report and its index wait as long."""


class TooLate(FatalError):
    """A host asks for a longer wait than a run has. The run after that time asks it again."""


def next_try(
    error: FetchError, first_wait: dt.datetime | None, now: dt.datetime, longest: dt.timedelta = LONGEST
) -> dt.datetime:
    """Return the time at which a fetch is tried again: the one that the host asks for.

    Args:
        error: the error of the fetch.
        first_wait: the time at which the task began to wait; None if it has not waited yet.
        now: the present time.
        longest: the longest time that the run waits.

    Raises:
        FetchError: no host asks for a wait.
        TooLate: the time is more than ``longest`` after the first wait.
    """
    if error.retry_at is None:
        raise error
    if error.retry_at > (first_wait or now) + longest:
        raise TooLate(f"{error} No run waits that long.") from error
    return error.retry_at
