"""CSS selectors on the tree of a page, compiled once.

A selector that compares an element with its siblings is refused: libxml2 counts the siblings of each, which
takes minutes on a hostile page with 20,000 of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSLATOR = HTMLTranslator()

_SIBLING = re.compile(r"(?:preceding|following)-sibling::")


@dataclass(frozen=True, slots=True)
class Selector:
    """One CSS selector (Selectors level 3, and ``:is``, ``:has``), or several with commas between them.

    ``+``, ``~`` and pseudo-classes that count siblings, such as ``:first-child``, are refused. So are
    pseudo-elements, which are no elements.

    Raises:
        ValueError: the text is no such selector.
    """

    css: str
    _find: etree.XPath = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            path = _TRANSLATOR.css_to_xpath(self.css)
            find = etree.XPath(path, smart_strings=False)
        except (SelectorError, etree.XPathError) as error:
            raise ValueError(f"this is no CSS selector: {error}") from None
        if _SIBLING.search(path):
            raise ValueError("+, ~ and the counting of siblings (:first-child) take too long; name a class")
        object.__setattr__(self, "_find", find)

    def all(self, root: _Element) -> list[_Element]:
        """Return the elements inside ``root`` that the selector fits, in the order of the page."""
        return cast("list[_Element]", self._find(root))

    def first(self, root: _Element) -> _Element | None:
        """Return the first element inside ``root`` that the selector fits; None if there is none."""
        return next(iter(self.all(root)), None)

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        source: Any,  # noqa: ANN401 - pydantic's protocol
        handler: GetCoreSchemaHandler,
    ) -> core_schema.CoreSchema:
        """Let a model read a selector from its text."""
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(strip_whitespace=True)
        )
