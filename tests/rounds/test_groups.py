"""The division of sources among tasks."""

from __future__ import annotations

from newswire.rounds.groups import groups, spread

HOSTS = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "files": None}


def test_the_sources_of_a_host_are_far_apart() -> None:
    assert spread(HOSTS, HOSTS.get) == ["a1", "b1", "files", "a2", "a3"]
    assert spread([], HOSTS.get) == []


def test_few_sources_have_a_group_each() -> None:
    assert groups(["quay", "albers"], lambda _: None, 2) == [["quay"], ["albers"]]
    assert groups([], lambda _: None, 8) == []


def test_many_sources_are_divided_evenly_and_each_group_has_its_share_of_a_host() -> None:
    hosts = {f"a{number}": "a" for number in range(6)} | {f"b{number}": f"b{number}" for number in range(6)}

    found = groups(list(hosts), hosts.get, 3)

    assert [len(group) for group in found] == [4, 4, 4]
    assert sorted(name for group in found for name in group) == sorted(hosts)
    assert [sum(hosts[name] == "a" for name in group) for group in found] == [2, 2, 2]
