"""Lines with facts recur as boilerplate does, and stay for the parser."""

from __future__ import annotations

import pytest

from newswire.parse.pages.fact_lines import holds_fact


@pytest.mark.parametrize(
    "line",
    [
        "KYIV (Reuters) -",
        "Enditem",
        "(Sputnik)",
        "By Anna Tide",
        "Reporting by Anna Tide; editing by Ben Quay",
        "EMBARGOED UNTIL NOON",
        "© 2031 Port Albers Gazette. All rights reserved.",
    ],
)
def test_a_line_with_a_fact(line: str) -> None:
    assert holds_fact(line)


@pytest.mark.parametrize(
    "line",
    [
        "Follow the Gazette",
        "Sign up for our letter.",
        "Read more",
        "Seguir leyendo",
        "Подписывайтесь",
        "阅读更多",
    ],
)
def test_a_line_without_a_fact(line: str) -> None:
    assert not holds_fact(line)
