"""Values of a real connection, as PostgreSQL prints them."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from newswire.cli.ask.printed import Written, print_as_postgres


def printed(warehouse: psycopg.Connection, value: str) -> Any:
    """Return a value of SQL from a connection that prints as PostgreSQL does."""
    with warehouse.transaction():
        print_as_postgres(warehouse)
        row = warehouse.execute(f"SELECT {value}".encode()).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("date 'infinity'", "infinity"),
        ("interval '1 month'", "1 mon"),
        ("timestamptz '0044-03-15 12:00+00 BC'", "0044-03-15 12:00:00+00 BC"),
        ("'NaN'::numeric", "NaN"),
        ("'-Infinity'::float8", "-Infinity"),
        ("'12'::text", "12"),
    ],
)
def test_a_value_that_python_or_json_lacks_is_text(
    warehouse: psycopg.Connection, value: str, text: str
) -> None:
    found = printed(warehouse, value)
    assert (found, type(found)) == (text, str)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("2.50::numeric", "2.50"),
        ("9223372036854775807", "9223372036854775807"),
        ("true", "true"),
        ("false", "false"),
        ("""jsonb '{"n": 1.50}'""", '{"n": 1.50}'),
    ],
)
def test_a_number_a_truth_value_and_json_are_json_already(
    warehouse: psycopg.Connection, value: str, text: str
) -> None:
    found = printed(warehouse, value)
    assert (found, type(found)) == (text, Written)


def test_json_of_several_lines_becomes_one_line(warehouse: psycopg.Connection) -> None:
    assert printed(warehouse, """E'{"a":\r\n1}'::json""") == '{"a":  1}'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("timestamptz '2024-05-07 12:00:00.5+00'", "2024-05-07T09:30:00.5-02:30"),
        ("timestamptz '2024-01-07 12:00+00'", "2024-01-07T08:30:00-03:30"),
        ("timestamp '2024-05-07 12:00'", "2024-05-07T12:00:00"),
    ],
)
def test_an_instant_is_in_iso_8601_in_the_zone_of_the_session(
    warehouse: psycopg.Connection, value: str, text: str
) -> None:
    warehouse.execute("SET TimeZone = 'America/St_Johns'")
    warehouse.execute("SET DateStyle = 'German'")
    assert printed(warehouse, value) == text


def test_minutes_are_added_to_a_zone_of_whole_hours(warehouse: psycopg.Connection) -> None:
    warehouse.execute("SET TimeZone = 'Asia/Tokyo'")
    assert printed(warehouse, "timestamptz '2024-05-07 12:00+00'") == "2024-05-07T21:00:00+09:00"


def test_parts_of_arrays_are_printed_alike_and_bytea_is_bytes(warehouse: psycopg.Connection) -> None:
    assert printed(warehouse, "ARRAY[1.50, 'NaN', NULL]") == ["1.50", "NaN", None]
    assert printed(warehouse, r"'\x00ff'::bytea") == b"\x00\xff"


def test_the_style_of_dates_ends_with_the_transaction(warehouse: psycopg.Connection) -> None:
    warehouse.execute("SET DateStyle = 'German'")
    printed(warehouse, "1")
    row = warehouse.execute("SHOW DateStyle").fetchone()
    assert row is not None
    assert row[0].startswith("German")
