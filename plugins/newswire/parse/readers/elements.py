"""Queries on XML elements that every format needs: local names, children by name, their text."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from newswire.errors import Unparsable
from newswire.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

_T = TypeVar("_T")

Groups = dict[str, list["_Element"]]
"""Elements by their local names."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """Return the name without its namespace: ``{http://…}newsItem`` and ``nar:newsItem`` are ``newsItem``."""
    return tag[max(tag.rfind("}"), tag.rfind(":")) + 1 :]


def children(element: _Element | None) -> Groups:
    """Return an element's children by local name, in document order; an empty dict for None."""
    found: Groups = {}
    if element is not None:
        for child in element[:]:  # type: ignore[index] # a slice is faster than an iterator; the stubs lack slices
            name = local(child.tag)
            if name in found:
                found[name].append(child)
            else:
                found[name] = [child]
    return found


def first(groups: Groups, name: str) -> _Element | None:
    """Return the first element of a name, if there is one."""
    elements = groups.get(name)
    return elements[0] if elements else None


def text_in(groups: Groups, name: str) -> str | None:
    """Return the text of the first element of a name, in one line."""
    elements = groups.get(name)
    return text(elements[0]) if elements else None


def all_text(element: _Element) -> str:
    """Return all text inside an element as it stands, white space included."""
    return _tostring()(element, method="text", encoding="unicode", with_tail=False)


@cache
def _tostring() -> Callable[..., str]:
    """Return lxml's function. Commands that read no XML start without lxml."""
    found: Callable[..., str] = import_module("lxml.etree").tostring
    return found


MAX_LINE = 2_000_000
"""Most characters of a text in one line; no whole story has as many."""


def text(element: _Element | None) -> str | None:
    """Return all text inside an element in one line, or None if it is blank.

    Raises:
        Unparsable: ``too-large``, if it has more than ``MAX_LINE`` characters.
    """
    if element is None:
        return None
    content = all_text(element) if len(element) else element.text
    if content and len(content) > MAX_LINE:
        raise Unparsable(Reason.TOO_LARGE, f"{local(element.tag)} has more than {MAX_LINE:,} characters.")
    return (" ".join(content.split()) or None) if content else None


def texts(elements: Iterable[_Element] | None) -> tuple[str, ...]:
    """Return the texts of elements. Omit blank ones and repetitions."""
    return () if elements is None else once(map(text, elements))


def attribute(element: _Element | None, name: str, *others: str) -> str | None:
    """Return the first of the named attributes that exists and is not blank."""
    if element is None:
        return None
    value = element.get(name)
    if value and (value := value.strip()):
        return value
    for other in others:
        value = element.get(other)
        if value and (value := value.strip()):
            return value
    return None


def number(value: str | None) -> int | None:
    """Return the whole number in a text (``3``, `` 03``, ``3.0``); None for any other text."""
    if not value:
        return None
    try:
        return int(value)
    except ValueError:
        whole, _, fraction = value.strip().partition(".")
        return int(whole) if whole.isdecimal() and len(whole) < 10 and not fraction.strip("0") else None


def once(values: Iterable[_T | None]) -> tuple[_T, ...]:
    """Return the values in order, without empty and repeated ones."""
    return tuple(dict.fromkeys(filter(None, values)))


def named(element: _Element, *names: str) -> Iterator[_Element]:
    """Yield the element and its descendants that have one of the local names, in document order."""
    return element.iter(*_in_any_namespace(names))


@lru_cache(maxsize=512)
def _in_any_namespace(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def holds_only_elements(element: _Element) -> bool:
    """Return whether there is no text between the elements inside an element."""
    if element.text and not element.text.isspace():
        return False
    return all(not child.tail or child.tail.isspace() for child in element)
