"""Errors that are for people have one ancestor, by which every command and every task knows them."""

from __future__ import annotations

import importlib
import pkgutil

import newswire
from newswire.errors import NewswireError, Unparsable
from newswire.fetch import NotAnswerable
from newswire.fetch.transport.address import PrivateAddress

BETWEEN_MODULES = {NotAnswerable, PrivateAddress, Unparsable}
"""These reach nobody: they become a skipped run, an error of the fetch, a rejection."""


def test_every_error_of_the_package_is_for_people() -> None:
    ours = set()
    for module in pkgutil.walk_packages(newswire.__path__, "newswire."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, Exception):
                    ours.add(value)
    ours = {error for error in ours if error.__module__.startswith("newswire.")} - BETWEEN_MODULES
    assert len(ours) > 5
    strange = {error for error in ours if not issubclass(error, NewswireError) and error.__name__[0] != "_"}
    assert strange == set()
