# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every way to every object of a revision is the one that the library finds, or both refuse."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from lienthong.core.documents.domain.pdf import usages
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import fill_fields
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT

ASSETS = packaged_assets()
Shape = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def filled() -> bytes:
    """Two revisions: drawn, then filled."""
    drawn = render_pdf(RESULT, css=CSS, assets=ASSETS).pdf
    return fill_fields(drawn, {"number": "152/2026/TLKS-ĐH"}, ASSETS)


def revision(pdf: bytes, number: int) -> Any:
    return PdfFileReader(io.BytesIO(pdf), strict=False).get_historical_resolver(number)


def library(name: str) -> Any:
    usages.mend()
    method: Any = getattr(HistoricalResolver, name)
    return method.__wrapped__


def both(pdf: bytes, number: int = 0) -> tuple[Any, Any]:
    """What the library finds in a revision, and what we find."""
    slow, quick = revision(pdf, number), revision(pdf, number)
    library("_load_reverse_xref_cache")(slow)
    quick._load_reverse_xref_cache()
    return slow._indirect_object_access_cache, quick._indirect_object_access_cache


def same(pdf: bytes, number: int = 0) -> int:
    """How many objects both know, after all ways to each were compared."""
    theirs, ours = both(pdf, number)
    assert {reference: ours[reference] for reference in theirs} == theirs
    assert set(ours.ways) == {(one.idnum, one.generation) for one in theirs}
    return len(theirs)


def changed(pdf: bytes, shape: Shape) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        shape(document)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("number", [0, 1])
def test_ways_in_each_revision_of_a_paper_are_those_of_the_library(
    filled: bytes, number: int
) -> None:
    assert same(filled, number) > 40


def link_to_page(document: pikepdf.Pdf) -> None:
    page = document.pages[0].obj
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Dest=Array([page, Name.Fit]))
    page.Annots.append(document.make_indirect(link))
    document.Root.Kids = Array([page, page])


def parts_from_outside(document: pikepdf.Pdf) -> None:
    document.Root.Aside = Dictionary(
        K=document.Root.StructTreeRoot.K, P=document.Root.StructTreeRoot
    )


def part_of_another_type(document: pikepdf.Pdf) -> None:
    other = document.make_indirect(Dictionary(Type=Name.OBJR, Obj=document.pages[0].obj))
    document.Root.StructTreeRoot.K = Array([document.Root.StructTreeRoot.K, other, 3])


def no_structure(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def circle_aside(document: pikepdf.Pdf) -> None:
    one, two = (document.make_indirect(Dictionary()) for _ in range(2))
    one.Next, two.Next = two, one
    document.Root.Circle = one


@pytest.mark.parametrize(
    "shape", [link_to_page, parts_from_outside, part_of_another_type, no_structure, circle_aside]
)
def test_ways_in_odd_files_are_those_of_the_library(filled: bytes, shape: Shape) -> None:
    assert same(changed(filled, shape)) > 40


def pages_in_a_circle(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids.append(document.Root.Pages)


def structure_in_a_circle(document: pikepdf.Pdf) -> None:
    part = document.make_indirect(Dictionary(Type=Name.StructElem))
    part.K = part
    document.Root.StructTreeRoot.K = part


def structure_of_a_list(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot = document.make_indirect(Array([]))


@pytest.mark.parametrize("shape", [pages_in_a_circle, structure_in_a_circle, structure_of_a_list])
def test_what_the_library_refuses_is_refused(filled: bytes, shape: Shape) -> None:
    pdf = changed(filled, shape)
    with pytest.raises(Exception) as theirs:  # noqa: PT011  # whatever the library raises
        library("_load_reverse_xref_cache")(revision(pdf, 0))
    with pytest.raises(theirs.type):
        revision(pdf, 0)._load_reverse_xref_cache()


def into(found: Any) -> set[int]:
    """Which readers the references inside an object ask."""
    if isinstance(found, generic.IndirectObject):
        return {id(found.reference.pdf)}
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return set().union(*map(into, inside))


def test_objects_of_a_revision_lead_into_it_as_those_of_the_library(filled: bytes) -> None:
    ours, slow = revision(filled, 0), library("_subsume_object")
    for reference in ours.explicit_refs_in_revision():
        raw = ours.reader.get_object(reference, 0)
        one, other = ours._subsume_object(raw), slow(ours, raw)
        assert one == other
        assert type(one) is type(other)
        assert into(one) == into(other) <= {id(ours)}
        assert one.container_ref == other.container_ref
        assert one.container_ref.pdf is other.container_ref.pdf
