# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields of a PDF: text to be filled after signing, and places for signatures."""

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from lienthong.core.documents.domain.places import FieldError

PX_TO_PT = 0.75
MM = 72 / 25.4  # points
TEXT, SIGNATURE = "text", "signature"
NOTHING_MORE, FILL_ONLY = 1, 2  # DocMDP levels
PRINTED = 4  # annotation flag: shown on paper too


@dataclass(frozen=True)
class Place:
    """Where a field stands: page from 0, rectangle in points from the lower left corner.

    A signature ``leaves`` the named fields open for those who sign later (by default all others);
    one that ``closes`` lets nothing change after it. Over ``inset`` points from its left another
    signature will lie: words keep clear of them.
    """

    name: str
    kind: str
    title: str
    page: int
    rectangle: tuple[float, float, float, float]
    style: str = ""
    leaves: tuple[str, ...] | None = None
    closes: bool = False
    inset: float = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        left, bottom, right, top = self.rectangle
        return right - left, top - bottom


def places_on(document: Any) -> tuple[Place, ...]:
    """Return the marked places of a laid out WeasyPrint document.

    Raises ``FieldError`` when a name appears twice.
    """
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        elements = set()
        for box in page._page_box.descendants():  # the public surface has no element positions
            element = getattr(box, "element", None)
            if element is None or element in elements or not hasattr(box, "border_width"):
                continue
            place = _place(box, element, number, page.height)
            if place is None:
                continue
            elements.add(element)
            if place.name in found:
                raise FieldError(place.name)
            found[place.name] = place
    return tuple(found.values())


def _place(box: Any, element: Any, page: int, page_height: float) -> Place | None:
    kind = SIGNATURE if element.get("data-signature") else TEXT
    name = element.get("data-signature") or element.get("data-field")
    if not name or box.element_tag != element.tag:
        return None
    left, top = box.border_box_x(), box.border_box_y()
    rectangle = (
        round(left * PX_TO_PT, 2),
        round((page_height - top - box.border_height()) * PX_TO_PT, 2),
        round((left + box.border_width()) * PX_TO_PT, 2),
        round((page_height - top) * PX_TO_PT, 2),
    )
    leaves = element.get("data-leaves")
    return Place(
        name,
        kind,
        element.get("data-title", name),
        page,
        rectangle,
        _style(box.style),
        None if leaves is None else tuple(leaves.split()),
        element.get("data-closes") is not None,
        float(element.get("data-inset-mm", 0)) * MM,
    )


def _style(style: Any) -> str:
    families = ", ".join(f"'{name}'" for name in style["font_family"])
    return (
        f"font-family: {families}; font-size: {style['font_size'] * PX_TO_PT:.2f}pt; "
        f"font-style: {style['font_style']}; font-weight: {style['font_weight']}; "
        f"text-align: {style['text_align_all']}"
    )


def add_fields(pdf: bytes, places: tuple[Place, ...]) -> bytes:
    """Return the PDF with an empty form field at every place (before any signature).

    Each object stands for itself in the file: who signs and checks it later reads many of them,
    one by one, and would unpack and parse a whole stream of objects for each.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {place.name for place in places}
        fields = [_add_field(document, place, names) for place in places]
        document.Root.AcroForm = document.make_indirect(
            Dictionary(Fields=Array(fields), DA=String("/Helv 11 Tf 0 g"), SigFlags=1)
        )
        buffer = io.BytesIO()
        document.save(
            buffer, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
    return buffer.getvalue()


def _add_field(document: pikepdf.Pdf, place: Place, names: set[str]) -> Any:
    page = document.pages[place.page]
    widget = _widget(document, place)
    if place.kind == SIGNATURE:
        widget.FT, widget.Lock = Name.Sig, document.make_indirect(_lock(place, names))
        widget.LTInset = round(place.inset, 2)
    widget.P = page.obj
    if "/Annots" not in page:
        page.Annots = document.make_indirect(Array([]))
    page.Annots.append(widget)
    return widget


def _widget(document: pikepdf.Pdf, place: Place) -> Any:
    width, height = place.size
    blank = document.make_stream(
        b"", Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, width, height])
    )
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        T=String(place.name),
        TU=String(place.title),
        Rect=Array(list(place.rectangle)),
        F=PRINTED,
        AP=Dictionary(N=blank),
    )
    if place.kind == TEXT:
        widget.FT, widget.V = Name.Tx, String("")
        widget.DA, widget.DS = String("/Helv 11 Tf 0 g"), String(place.style)
    return document.make_indirect(widget)


def _lock(place: Place, names: set[str]) -> Any:
    """Return what a signature locks (FieldMDP) and which changes it permits (DocMDP)."""
    if place.closes:
        return Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=NOTHING_MORE)
    leaves = names - {place.name} if place.leaves is None else set(place.leaves)
    if unknown := leaves - names:
        raise FieldError(", ".join(sorted(unknown)))
    fields = Array([String(name) for name in sorted(leaves)])
    return Dictionary(Type=Name.SigFieldLock, Action=Name.Exclude, Fields=fields, P=FILL_ONLY)
