"""Lines of a page with days: each day with its time, and what the words around it state."""

from __future__ import annotations

import pytest

from newswire.parse.pages.facts.prints.day_lines import read_day_line, unglued


def days(line: str) -> list[tuple[str, str | None]]:
    """Return the days of a line with what their labels state."""
    found = read_day_line(line)
    return [(day.text, day.kind) for day in found.days] if found else []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published 3 May 2024, 9:05 pm", [("2024-05-03 21:05", "published")]),
        ("10:15, 3 мая 2024", [("2024-05-03 10:15", None)]),
        ("3.5.2024. u 10:15", [("2024-05-03 10:15", None)]),
        ("2024.05.03. 오후 9:05", [("2024-05-03 21:05", None)]),
        ("۱۴ اردیبهشت ۱۴۰۳ - ۱۰:۱۵", [("2024-05-03 10:15", None)]),
        ("3 พฤษภาคม 2567 | 10:15 น.", [("2024-05-03 10:15", None)]),
        ("3 May 2024 10:15 (GMT+7)", [("2024-05-03 10:15 GMT+7", None)]),
        ("9 شوال 1445 هـ - 3 مايو 2024 م", [("2024-05-03", None)]),
        ("10:15 BST 3 May 2024", [("2024-05-03 10:15 BST", None)]),
        ("03/04/2024", [("03/04/2024", None)]),
        ("May 2024", []),
        ("10:15", []),
    ],
)
def test_a_day_has_the_time_beside_it(line: str, found: list[tuple[str, str | None]]) -> None:
    assert days(line) == found


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Published 3 May 2024 Updated 4 May 2024", ["published", "updated"]),
        ("3 May 2024 | Updated 4 May 2024", [None, "updated"]),
        ("By Jane RoePublished 3 May 2024Updated 4 May 2024", ["published", "updated"]),
        ("2024年5月3日 公開 2024年5月4日 更新", ["published", "updated"]),
        ("公開日：2024年5月3日　更新日：2024年5月4日", ["published", "updated"]),
        ("3 मई 2024 को प्रकाशित", ["published"]),
        ("Valid until 3 May 2024", ["other"]),
        ("SON GÜNCELLEME: 03.05.2024", ["updated"]),
        ("Objavljeno 3.5.2024. Ažurirano 4.5.2024.", ["published", "updated"]),
    ],
)
def test_labels_lead_to_days_or_follow_them(line: str, kinds: list[str | None]) -> None:
    assert [kind for _, kind in days(line)] == kinds


def test_the_words_beside_a_day_are_counted_without_labels_weekdays_and_other_days() -> None:
    found = read_day_line("Ann Lee, Friday, Published 3 May 2024 in Oslo")
    assert found is not None
    assert found.around(found.days[0]) == ("Ann Lee,", "in Oslo")
    assert found.rest == "Ann Lee, Friday, in Oslo"


def test_names_with_large_letters_inside_are_not_parted() -> None:
    assert unglued("By Ann McElroy DeLang") == "By Ann McElroy DeLang"
    assert unglued("By Ann McElroyUpdated 3 May") == "By Ann McElroy Updated 3 May"


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("By Ann Lee March 7, 2024 Updated ago", "By Ann Lee"),
        ("By Ann Lee on March 7, 2024", "By Ann Lee"),
        ("Ann Lee, USA TODAY 8:42 a.m. EDT March 7, 2024", "Ann Lee, USA TODAY"),
    ],
)
def test_the_rest_of_a_bar_is_its_byline(line: str, rest: str) -> None:
    found = read_day_line(line)
    assert found is not None
    assert found.rest == rest
