"""Copyright lines at the end of a text."""

from __future__ import annotations

import pytest

from newswire.parse.story.rights import Rights, rights_in


@pytest.mark.parametrize(
    "line",
    [
        "© RIPRODUZIONE RISERVATA",
        "Riproduzione riservata © Copyright ANSA",
        "<저작권자(c) 연합뉴스, 무단 전재-재배포 금지> 2024/05/13 10:00 송고",
        "版权所有，未经授权不得转载",
        "(Copyright 2024 by Norwind News. All Rights Reserved.)",
        "Copyright © ANTARA 2024",
    ],
)
def test_words_that_reserve_rights_and_a_sign_with_a_year_are_a_notice(line: str) -> None:
    assert rights_in(line, is_alone=False) == Rights(line)


def test_a_sign_and_an_agency_name_the_agency() -> None:
    assert rights_in("(C)時事通信社", is_alone=False) == Rights("(C)時事通信社", "Jiji")
    assert rights_in("(C) Fernbay", is_alone=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright was a matter of 1999",
        "Rights of way are reserved",
        "(c) see 2024",
        "El juez declaró prohibida la reproducción del video.",
        "The label kept all rights reserved to its founder, he said.",
        "未经授权的船只进入了港口。",
        "同紙は無断転載していたと発表した。",
    ],
)
def test_other_lines_are_none_below_text(line: str) -> None:
    assert rights_in(line, is_alone=False) is None
