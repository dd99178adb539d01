"""Switches of sources: a row for each, and no other write."""

from __future__ import annotations

import psycopg

from newswire.switches import switch, switched


def test_a_switch_stays_until_the_next_one(warehouse: psycopg.Connection) -> None:
    assert switched(warehouse) == {}
    switch(warehouse, "wire", enabled=True)
    switch(warehouse, "paper", enabled=False)
    switch(warehouse, "wire", enabled=False)
    assert switched(warehouse) == {"wire": False, "paper": False}


def test_the_same_switch_again_writes_nothing(warehouse: psycopg.Connection) -> None:
    row = "SELECT xmin::text, switched_at FROM ledger.switches"
    switch(warehouse, "wire", enabled=True)
    before = warehouse.execute(row).fetchall()
    switch(warehouse, "wire", enabled=True)
    assert warehouse.execute(row).fetchall() == before
