# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where in a revision each object is used: the same answer as pyHanko 0.38 gives, in less time.

Who checks what changed after a signature must know every way to an object that was changed. The
library asks each number and name of the file whether it leads on; most of the check went there.
Source: ISO 32000-1, 7.3.10 (indirect objects), 7.7.3 (page tree), 14.7.2 (structure hierarchy).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from pyhanko.pdf_utils import generic as pdf_objects
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath

generic: Any = pdf_objects
"""The library is half typed."""
Key = tuple[int, int]
"""Number and generation of an object."""
Way = tuple[Any, ...]
"""The way before, and one step more; nothing at the trailer."""
LEADS_ON = (generic.IndirectObject, generic.DictionaryObject, generic.ArrayObject)
PLAIN = frozenset(
    {
        generic.BooleanObject,
        generic.ByteStringObject,
        generic.FloatObject,
        generic.NameObject,
        generic.NullObject,
        generic.NumberObject,
        generic.TextStringObject,
    }
)
TREE: Way = (((), "/Root"), "/StructTreeRoot")
PAGES: Way = (((), "/Root"), "/Pages")


def mend() -> None:
    """Give the library the quick ways; may be repeated."""
    library: Any = HistoricalResolver
    if hasattr(library._load_reverse_xref_cache, "__wrapped__"):
        return
    library._load_reverse_xref_cache = _loading(library._load_reverse_xref_cache)
    library._subsume_object = _subsuming(library._subsume_object)


class Usages:
    """Answers the ways to an object; they are written out for the few that are asked for."""

    def __init__(self, ways: dict[Key, list[Way]]) -> None:
        self.ways = ways

    def __getitem__(self, reference: pdf_objects.Reference) -> set[RawPdfPath]:
        found = self.ways[reference.idnum, reference.generation]
        return {RawPdfPath(*_steps(way)) for way in found}


def _steps(way: Way) -> list[Any]:
    steps = []
    while way:
        way, step = way
        steps.append(step)
    return steps[::-1]


def _loading(slow: Any) -> Any:
    @wraps(slow)
    def load(self: Any) -> None:
        if self._indirect_object_access_cache is None:
            self._indirect_object_access_cache = Usages(_Walk(self).ways())

    return load


class _Walk:
    """One walk through a revision, from the trailer along every way.

    Pages are entered from their tree alone, and parts of the structure from its root.
    """

    def __init__(self, revision: Any) -> None:
        self.revision = revision
        self.found: dict[Key, list[Way]] = {}
        self.objects: dict[Key, Any] = {}
        self.above: set[Key] = set()
        self.pages = self._pages()
        self.parts = self._parts()

    def ways(self) -> dict[Key, list[Way]]:
        """Every way to every object."""
        self._inside(self.revision.trailer_view, (), in_tree=False)
        return self.found

    def _pages(self) -> dict[Key, Way]:
        """The one way to each node of the page tree."""
        top = self.revision.root.raw_get("/Pages")
        found = {_key(top): PAGES} if isinstance(top, generic.IndirectObject) else {}
        for key, way in _kids(top.get_object(), PAGES):
            if key in found:
                raise PdfReadError("the page tree goes in a circle")
            found[key] = way
        return found

    def _parts(self) -> set[Key]:
        """The elements of the structure tree."""
        found = set[Key]()
        try:
            for key in _elements(self.revision.root.raw_get("/StructTreeRoot").get_object()):
                if key in found:
                    raise PdfReadError("the structure tree goes in a circle")
                found.add(key)
        except KeyError:
            return found
        return found

    def _follow(self, one: Any, way: Way, *, in_tree: bool) -> None:
        key = _key(one)
        if key in self.above:
            return
        self.found.setdefault(key, []).append(way)
        whole = self.objects.get(key)
        if whole is None:
            whole = self.objects[key] = self.revision.get_object(one.reference)
        if self.pages.get(key, way) != way or (not in_tree and key in self.parts):
            return
        self.above.add(key)
        self._inside(whole, way, in_tree=in_tree)
        self.above.discard(key)

    def _inside(self, whole: Any, way: Way, *, in_tree: bool) -> None:
        if isinstance(whole, generic.DictionaryObject):
            at_root = way == TREE
            for name, value in whole.items():
                back = name == "/Parent" or (in_tree and name == "/P")
                if isinstance(value, LEADS_ON) and not back:
                    self._go(value, (way, name), in_tree=in_tree or (at_root and name == "/K"))
        elif isinstance(whole, generic.ArrayObject):
            for place, value in enumerate(whole):
                if isinstance(value, LEADS_ON):
                    self._go(value, (way, place), in_tree=in_tree)

    def _go(self, value: Any, way: Way, *, in_tree: bool) -> None:
        if isinstance(value, generic.IndirectObject):
            self._follow(value, way, in_tree=in_tree)
        else:
            self._inside(value, way, in_tree=in_tree)


def _key(one: Any) -> Key:
    return one.reference.idnum, one.reference.generation


def _kids(node: Any, way: Way) -> Iterator[tuple[Key, Way]]:
    for place, kid in enumerate(node["/Kids"]):
        own = ((way, "/Kids"), place)
        if isinstance(kid, generic.IndirectObject):
            yield _key(kid), own
        whole = kid.get_object()
        if whole.get("/Type", None) == "/Pages":
            yield from _kids(whole, own)


def _elements(part: Any) -> Iterator[Key]:
    try:
        below = part["/K"]
    except KeyError:
        return
    for one in below if isinstance(below, generic.ArrayObject) else (below,):
        whole = one.get_object() if isinstance(one, generic.IndirectObject) else one
        is_part = isinstance(whole, generic.DictionaryObject)
        if not is_part or ("/Type" in whole and whole["/Type"] != "/StructElem"):
            continue
        if isinstance(one, generic.IndirectObject):
            yield _key(one)
        yield from _elements(whole)


def _subsuming(slow: Any) -> Any:
    """What leads nowhere is not looked at one by one; what is rare is left to the library."""

    @wraps(slow)
    def subsume(self: Any, found: Any) -> Any:
        kind, made = type(found), None
        if kind is generic.IndirectObject:
            return generic.IndirectObject(found.idnum, found.generation, self)
        if kind is generic.DictionaryObject:
            made = generic.DictionaryObject({name: own(self, one) for name, one in found.items()})
        elif kind is generic.ArrayObject:
            made = generic.ArrayObject([own(self, one) for one in found])
        else:
            return found if kind in PLAIN else slow(self, found)
        place = found.get_container_ref()
        made.container_ref = generic.Reference(place.idnum, place.generation, self)
        return made

    def own(self: Any, one: Any) -> Any:
        return one if type(one) in PLAIN else subsume(self, one)

    return subsume
