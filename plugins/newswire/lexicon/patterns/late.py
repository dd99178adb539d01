"""Regular expressions that are compiled at their first use.

The patterns of all languages and formats take half a second to compile, and one document needs a few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


def late_pattern(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns for the same arguments, but compile it when it is first asked.

    A pattern whose text takes time, such as one of many words, may be a function that returns the text.
    An error of the pattern is raised then, too, so it is for patterns that tests use. Each method is the
    compiled pattern's own, and its call takes 35 ns more.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the attributes of a pattern
        """Take an attribute over from the compiled pattern. Python calls this for those that are absent."""
        if name == "_compiled":
            text = self._pattern if isinstance(self._pattern, str) else self._pattern()
            self._compiled = re.compile(text, self._flags)
            return self._compiled
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
