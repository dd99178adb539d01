"""Errors that are for people have one ancestor, by which every command and every task knows them."""

from __future__ import annotations

import importlib
import pkgutil

import newswire
from newswire.airflow_tasks.short_log import ExpectedException, ExpectedFailException
from newswire.errors import FatalError, NewswireError, RetriableError, Skippable
from newswire.fetch import FetchError
from newswire.fetch.credentials import WrongConnection
from newswire.fetch.listing import NoFolder, Passing, Unreadable
from newswire.fetch.members import NoArchive
from newswire.fetch.transport.address import PrivateAddress
from newswire.fetch.transport.coding import CodingError, CutError, UnknownCoding
from newswire.fetch.transport.connection import Overdue
from newswire.fetch.web.xml_sitemap import NoSitemap

BETWEEN_MODULES = {
    PrivateAddress, CodingError, CutError, Overdue, UnknownCoding, ExpectedException, ExpectedFailException,
    NoArchive, NoFolder, NoSitemap, Passing, Unreadable, WrongConnection,
}  # fmt: skip
"""They reach nobody: the fetch turns those of fetch into errors of its own, and Airflow takes the others."""

FAMILIES = {NewswireError, FetchError}


def test_every_error_is_fatal_retriable_or_skippable() -> None:
    ours = set()
    for module in pkgutil.walk_packages(newswire.__path__, "newswire."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, Exception):
                    ours.add(value)
    ours = {error for error in ours if error.__module__.startswith("newswire.") and error.__name__[0] != "_"}
    ours -= BETWEEN_MODULES | FAMILIES
    assert len(ours) > 8
    for error in ours:
        orders = [order for order in (FatalError, RetriableError, Skippable) if issubclass(error, order)]
        assert len(orders) == 1, error
