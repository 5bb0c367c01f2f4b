# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Small drawings laid onto a document: filled fields and the look of signatures.

They are drawn by the same engine as the page, so every Vietnamese letter has its glyph.
"""

import binascii
import io
import re
import secrets
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from lienthong.core.documents.domain.pdf.assets import FAMILY, Assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.signatures import Appearance

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
INK = {"person": "#1d3f91", "agency": "#b3131b", "plain": "#000"}
LINE = 1.25  # height of a line in letter sizes
_SIZE = re.compile(r"font-size: ([0-9.]+)pt")
LETTER_WIDTH = 0.56  # of the letter size, with room for capitals
FONT = f"'{FAMILY}', 'Noto Sans', 'DejaVu Sans', sans-serif"


def box_pdf(body: str, size: tuple[float, float], style: str, assets: Assets | None) -> bytes:
    """Return a one-page PDF exactly as large as a field, in points."""
    width, height = size
    css = (
        f"@page {{ size: {width}pt {height}pt; margin: 0 }} html, body {{ margin: 0 }}"
        f".box {{ box-sizing: border-box; width: {width - 1}pt; height: {height - 1}pt;"
        f" margin: .5pt; overflow: hidden }} {style}"
    )
    return render_pdf(f'<html lang="vi"><body>{body}</body></html>', css=css, assets=assets).pdf


def value_pdf(
    text: str, size: tuple[float, float], style: str, assets: Assets | None = None
) -> bytes:
    """Return the drawing of a filled field in the style of its template: one line, or several.

    Several stand at the foot of the field, above what is signed there.
    """
    several = text.split("\n")
    line = f"width: {size[0]}pt; height: {size[1]}pt; margin: 0; white-space: nowrap; {style};"
    if len(several) == 1:
        line += f" line-height: {size[1]}pt"
        body = escape(text)
    else:
        fits = size[1] / (len(several) * LINE)
        found = _SIZE.search(style)
        points = min(fits, float(found[1])) if found else fits
        line += " display: flex; flex-direction: column; justify-content: end;"
        line += f" line-height: {LINE}; font-size: {points:.2f}pt"
        body = "".join(f"<div>{escape(one)}</div>" for one in several)
    return box_pdf(f'<div class="box">{body}</div>', size, f".box {{ {line} }}", assets)


def signature_pdf(
    look: Appearance, at: datetime, size: tuple[float, float], assets: Assets | None = None
) -> bytes:
    """Return the drawing of a signature: who, for whom and when, in local time.

    In plain ink it covers what is printed beneath: the mark that stands for it until then.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I (place and look of digital signatures).
    """
    lines = [f"Ký bởi: {look.name}", *look.lines, f"Thời gian ký: {local_time(at)}"]
    body = "".join(f"<div>{escape(line)}</div>" for line in lines)
    image = f'<img src="{escape(look.image)}" alt="">' if look.image else ""
    points = _letter_size(lines, size)
    ink = INK[look.ink]
    ground = "background: #fff;" if look.ink == "plain" else ""
    style = (
        f".box {{ font: {points:.2f}pt/1.25 {FONT}; color: {ink}; border: .75pt solid {ink};"
        f" {ground} padding: 1.5pt 3pt }} img {{ float: left; height: 100%; margin-right: 3pt }}"
    )
    return box_pdf(f'<div class="box">{image}{body}</div>', size, style, assets)


def _letter_size(lines: list[str], size: tuple[float, float]) -> float:
    """Points with which every line fits in one row and all of them in the field."""
    longest = max(len(line) for line in lines)
    tall, wide = (size[1] - 4) / (len(lines) * 1.25), (size[0] - 8) / (longest * LETTER_WIDTH)
    return min(8.5, tall, wide)


def local_time(at: datetime) -> str:
    """Return the time as signatures show it: ``20/11/2026 14:20:36 +07:00``."""
    return f"{at.astimezone(LOCAL):%d/%m/%Y %H:%M:%S} +07:00"


class DrawnContent(PdfContent):
    """The first page of a small PDF, used as the background of a signature."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf

    def render(self) -> bytes:
        """Import the page into the document and return the operator that paints it."""
        writer: BasePdfFileWriter = self._ensure_writer
        form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf)))
        name = b"/Drawn" + binascii.hexlify(secrets.token_bytes(8))
        self.resources.xobject[name.decode()] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"
