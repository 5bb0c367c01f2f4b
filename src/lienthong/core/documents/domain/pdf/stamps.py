# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Small drawings laid onto a document: filled fields and the look of signatures.

They are drawn by the same engine as the page, so every Vietnamese letter has its glyph.
"""

import base64
import binascii
import io
import re
import secrets
from datetime import datetime
from functools import lru_cache
from html import escape
from textwrap import wrap
from zoneinfo import ZoneInfo

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from lienthong.core.documents.domain.pdf.assets import FAMILY, SERIF, Assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.signatures import Appearance

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
INK = {"person": "#1d3f91", "agency": "#b3131b", "plain": "#000"}
LINE = 1.25  # height of a line in letter sizes
_SIZE = re.compile(r"font-size: ([0-9.]+)pt")
MM = 72 / 25.4  # points
NARROW, SLIM = 26, 150  # letters in a row, points of a place in which rows are so short
DRAWN = 128  # small drawings that are remembered, some kilobytes each
LETTER_WIDTH = 0.56  # of the letter size, with room for capitals
FONT = f"'{FAMILY}', 'Noto Sans', 'DejaVu Sans', sans-serif"
MARK_FONT = f"'{SERIF}', 'Times New Roman', 'Liberation Serif', serif"
MARK_SIZE, MARK_LINE = 10, 12  # points: letters and lines of a mark, 30/2020/NĐ-CP, Phụ lục I
MARK_WIDTH, LONG_MARK = 72 * MM, 190 * MM
MARK_LETTERS, LONG_LETTERS = 34, 100  # in a row of that width, capitals and all


@lru_cache(maxsize=DRAWN)
def box_pdf(body: str, size: tuple[float, float], style: str, assets: Assets | None) -> bytes:
    """Return a one-page PDF exactly as large as a field, in points.

    The name and post of a signer, the picture of a seal and the date of a day are drawn once.
    """
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

    Several stand at the foot of the field, above what is signed there; so does one in a field
    with room for several.
    """
    several = text.split("\n")
    found = _SIZE.search(style)
    points = float(found[1]) if found else size[1] / (len(several) * LINE)
    line = f"width: {size[0]}pt; height: {size[1]}pt; margin: 0; white-space: nowrap; {style};"
    if len(several) == 1 and size[1] < 2 * LINE * points:
        line += f" line-height: {size[1]}pt"
        body = escape(text)
    else:
        fits = size[1] / (len(several) * LINE)
        points = min(fits, points)
        line += " display: flex; flex-direction: column; justify-content: end;"
        line += f" line-height: {LINE}; font-size: {points:.2f}pt"
        body = "".join(f"<div>{escape(one)}</div>" for one in several)
    return box_pdf(f'<div class="box">{body}</div>', size, f".box {{ {line} }}", assets)


def signature_pdf(
    look: Appearance,
    at: datetime,
    size: tuple[float, float],
    assets: Assets | None = None,
    inset: float = 0,
) -> bytes:
    """Return the drawing of a signature: its picture, or who, for whom and when, in local time.

    Words keep clear of the ``inset`` (points from the left), over which a seal will lie. In plain
    ink they cover what is printed beneath: the mark that stands for it until then.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I (place and look of digital signatures).
    """
    if look.ink == "mark":
        return _mark_pdf(look, at, size, assets)
    if look.image:
        return _picture_pdf(look, size, assets)
    if look.ink == "initial":
        return _initial_pdf(look, at, size, assets)
    return _words_pdf(look, at, size, assets, inset)


def _picture_pdf(look: Appearance, size: tuple[float, float], assets: Assets | None) -> bytes:
    """The picture alone in its own width: title and name stand in fields above and below."""
    source = f"data:image/png;base64,{base64.b64encode(look.image).decode()}"
    wide = min(look.width_mm * MM, size[0] - 1)
    style = (
        f"img {{ display: block; margin: 0 auto; width: {wide:.2f}pt; height: {size[1] - 1:.2f}pt;"
        " object-fit: contain }"
    )
    image = f'<img src="{source}" alt="{escape(look.name)}">'
    return box_pdf(f'<div class="box">{image}</div>', size, style, assets)


def _initial_pdf(
    look: Appearance, at: datetime, size: tuple[float, float], assets: Assets | None
) -> bytes:
    """The given name in the ink of a person, and beneath it when: a hand's initials are no more."""
    given = look.name.split()[-1] if look.name.split() else look.name
    body = f"<div>{escape(given)}</div><small>{local_time(at)[:16]}</small>"
    style = (
        f".box {{ font: italic {size[1] * 0.5:.2f}pt/1 {MARK_FONT}; color: {INK['person']};"
        f" text-align: center; white-space: nowrap }} small {{ display: block;"
        f" font: {size[1] * 0.24:.2f}pt/1.2 {FONT} }}"
    )
    return box_pdf(f'<div class="box">{body}</div>', size, style, assets)


def _mark_pdf(
    look: Appearance, at: datetime, size: tuple[float, float], assets: Assets | None
) -> bytes:
    """Text alone, black, upright, ten points high, at the right of its place."""
    body = "".join(f"<div>{escape(line)}</div>" for line in mark_rows(look.lines, at))
    style = (
        f".box {{ font: {MARK_SIZE}pt/{MARK_LINE}pt {MARK_FONT}; color: #000; text-align: right;"
        " white-space: nowrap }"
    )
    return box_pdf(f'<div class="box">{body}</div>', size, style, assets)


def mark_rows(lines: tuple[str, ...], at: datetime) -> list[str]:
    """Return the rows of a mark: its lines, broken where they are too long, and the time.

    Several lines stand one after another in as few rows as can be: above the head of a page
    there is room for one. The time is never broken.
    """
    time = f"Thời gian ký: {local_time(at)}"
    if len(lines) == 1:
        return [*wrap(lines[0], MARK_LETTERS), time]
    rows = wrap("; ".join(lines), LONG_LETTERS)
    together = f"{rows[-1]}; {time[0].lower()}{time[1:]}"
    return [*rows[:-1], together] if len(together) <= LONG_LETTERS else [*rows, time]


def mark_size(lines: tuple[str, ...], at: datetime) -> tuple[float, float]:
    """Return width and height in points of the place for a mark with these lines."""
    wide = MARK_WIDTH if len(lines) == 1 else LONG_MARK
    return wide, len(mark_rows(lines, at)) * MARK_LINE + 2


def _words_pdf(
    look: Appearance,
    at: datetime,
    size: tuple[float, float],
    assets: Assets | None,
    inset: float,
) -> bytes:
    lines = [f"Ký bởi: {look.name}", *look.lines, f"Thời gian ký: {local_time(at)}"]
    if size[0] - inset < SLIM:
        lines = [row for line in lines for row in wrap(line, NARROW)]
    body = "".join(f"<div>{escape(line)}</div>" for line in lines)
    wide = size[0] - inset
    points = _letter_size(lines, (wide, size[1]))
    ink = INK[look.ink]
    ground = "background: #fff;" if look.ink == "plain" else ""
    style = (
        f".box {{ font: {points:.2f}pt/1.25 {FONT}; color: {ink}; border: .75pt solid {ink};"
        f" {ground} padding: 1.5pt 3pt; width: {wide - 1}pt; margin-left: {inset + 0.5}pt }}"
    )
    return box_pdf(f'<div class="box">{body}</div>', size, style, assets)


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
