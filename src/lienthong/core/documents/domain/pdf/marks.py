# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The mark at the top right of page 1: an agency's signature on an annex or an electronic copy.

Only words, no picture. Legal basis: 30/2020/NĐ-CP, Phụ lục I (place and look of digital
signatures; cell 14).
"""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields as sig_fields
from pyhanko.sign.general import SigningError as PdfSigningError

from lienthong.core.documents.domain.pdf.fields import MM
from lienthong.core.documents.domain.places import FieldError
from lienthong.core.documents.domain.signatures import SignatureOrder

SIDE, ABOVE = 8 * MM, 4 * MM  # points from the edges of the page, as it is shown
Matrix = Callable[[float, float], tuple[float, ...]]
TURNS: dict[int, Matrix] = {
    90: lambda wide, high: (0, 1, -1, 0, high, 0),
    180: lambda wide, high: (-1, 0, 0, -1, wide, high),
    270: lambda wide, high: (0, -1, 1, 0, 0, wide),
}
"""For a page shown turned (clockwise): how a drawing is laid down so that it is read upright."""


def with_mark(pdf: bytes, order: SignatureOrder, size: tuple[float, float]) -> bytes:
    """Return the PDF with an empty signature field at the top right of page 1, as it is shown.

    It is added at the end of the file, so signatures that are there stay valid; the signature made
    in it closes the file. Raises ``FieldError`` when the file takes no field or has that one.
    """
    output = io.BytesIO(pdf)
    try:
        writer = IncrementalPdfFileWriter(output)
        first = writer.find_page_for_modification(0)[0]  # type: ignore[no-untyped-call]
        page = first.get_object()
        sig_fields.append_signature_field(
            writer,
            sig_fields.SigFieldSpec(
                order.field_name,
                on_page=0,
                box=_box(page, size),
                doc_mdp_update_value=sig_fields.MDPPerm.NO_CHANGES,
                field_mdp_spec=sig_fields.FieldMDPSpec(sig_fields.FieldMDPAction.ALL),
                readable_field_name=order.reason,
            ),
        )
        writer.write_in_place()  # type: ignore[no-untyped-call]
    except (PdfError, PdfSigningError, LookupError, TypeError, AttributeError) as error:
        raise FieldError(str(error)) from error
    return output.getvalue()


def turn_of(place: Any) -> int:
    """Return by how many degrees the page of a field is shown turned, clockwise."""
    return int(_inherited(place["/P"], "/Rotate", 0)) % 360 if "/P" in place else 0


def turned(drawing: bytes, degrees: int) -> bytes:
    """Return a small drawing laid down for a page that is shown turned."""
    if degrees not in TURNS:
        return drawing
    with pikepdf.open(io.BytesIO(drawing)) as document:
        page = document.pages[0]
        _left, _bottom, wide, high = (float(side) for side in page.mediabox)
        matrix = " ".join(f"{number:.4f}" for number in TURNS[degrees](wide, high))
        page.contents_add(f"q {matrix} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        if degrees != 180:
            page.mediabox = pikepdf.Array([0, 0, high, wide])
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def _box(page: Any, size: tuple[float, float]) -> tuple[int, int, int, int]:
    left, bottom, right, top = _shown(page)
    turn = int(_inherited(page, "/Rotate", 0)) % 360
    wide, high = size if turn in {0, 180} else (size[1], size[0])
    beside, upright = (SIDE, ABOVE) if turn in {0, 180} else (ABOVE, SIDE)
    x = left + beside if turn in {90, 180} else right - beside - wide
    y = bottom + upright if turn in {180, 270} else top - upright - high
    return round(x), round(y), round(x + wide), round(y + high)


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The part of the sheet that is shown, its corners in order."""
    box = _inherited(page, "/CropBox", None) or _inherited(page, "/MediaBox", (0, 0, 595, 842))
    one, two, three, four = (float(side) for side in box)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _inherited(page: Any, name: str, otherwise: Any) -> Any:
    """What a page says, or the branch of the page tree above it."""
    for _step in range(50):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return otherwise
