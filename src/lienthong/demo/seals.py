# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Seals of the demo's agencies: rings, the name along them, a star or the short name within.

They say that they are of a trial: they are nobody's seal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.contrib.staticfiles import finders

from lienthong.core.documents.api import ink_png

SIDE = 760  # pixels while drawing; half of it is kept, 36 mm at about 270 dpi
MIDDLE = SIDE / 2
RADIUS = MIDDLE - 6
TRIAL = "BẢN CHẠY THỬ"
FONT = "documents/fonts/be-vietnam-pro-600.ttf"
GRAIN = 28  # points of the uneven ink along a side
WIDEST = 206  # degrees that the name takes along the ring at most
SHADES = 16  # of 255: so far apart are the strengths of the ink


def draw_seal(ring: str, centre: Sequence[str] = (), *, seed: str = "") -> bytes:
    """Return a red seal on nothing, as PNG: ``ring`` above along the edge, a trial's mark below.

    Within stand the lines of ``centre``, a star between ears of rice without them.
    """
    from PIL import Image, ImageDraw  # only while the demo is loaded

    sheet = Image.new("L", (SIDE, SIDE), 0)
    pen = ImageDraw.Draw(sheet)
    for share, width in ((1.0, 18), (0.915, 5), (0.655, 6)):
        _ring(pen, share * RADIUS, width)
    _along(sheet, ring.upper(), above=True)
    _along(sheet, TRIAL, above=False)
    for side in (-1, 1):
        _star(pen, (MIDDLE + side * 0.785 * RADIUS, MIDDLE + 0.34 * RADIUS), 0.05 * RADIUS)
    if centre:
        _lines(pen, [line.upper() for line in centre])
    else:
        _emblem(pen)
    half = sheet.resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS)
    return ink_png(_uneven(half, seed or ring), "agency")


def _ring(pen: Any, radius: float, width: int) -> None:
    box = [MIDDLE - radius, MIDDLE - radius, MIDDLE + radius, MIDDLE + radius]
    pen.ellipse(box, outline=255, width=width)


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    found = finders.find(FONT)
    return ImageFont.truetype(Path(str(found)), size)


def _along(sheet: Any, text: str, *, above: bool) -> None:
    """Write along the ring, upright to its middle above, to its outside below."""
    from PIL import Image, ImageDraw

    size, radius = 76, 0.785 * RADIUS
    while _degrees(text, size, radius) > (WIDEST if above else 100):
        size -= 2
    font, half = _font(size), size
    at = -_degrees(text, size, radius) / 2
    for letter in text:
        wide = _degrees(letter, size, radius)
        angle = at + wide / 2
        mark = Image.new("L", (half * 2, half * 2), 0)
        ImageDraw.Draw(mark).text((half, half), letter, fill=255, font=font, anchor="mm")
        mark = mark.rotate(-angle if above else angle, resample=Image.Resampling.BILINEAR)
        x = MIDDLE + radius * math.sin(math.radians(angle))
        y = MIDDLE - radius * math.cos(math.radians(angle)) * (1 if above else -1)
        sheet.paste(255, (round(x - half), round(y - half)), mark)
        at += wide


def _degrees(text: str, size: int, radius: float) -> float:
    return math.degrees(float(_font(size).getlength(text)) * 1.06 / radius)


def _lines(pen: Any, lines: Sequence[str]) -> None:
    """The short name, line by line, within the inner ring."""
    size = 100
    room = 1.12 * RADIUS
    while max(_font(size).getlength(line) for line in lines) > room or (
        size * 1.15 * len(lines) > 0.85 * RADIUS
    ):
        size -= 2
    top = MIDDLE - size * 1.15 * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        pen.text(
            (MIDDLE, top + number * size * 1.15), line, fill=255, font=_font(size), anchor="mm"
        )


def _emblem(pen: Any) -> None:
    """A star between two ears of rice."""
    _star(pen, (MIDDLE, MIDDLE - 0.08 * RADIUS), 0.3 * RADIUS)
    for side in (-1, 1):
        for number in range(9):
            angle = math.radians(200 + number * 15.5) * side
            x = MIDDLE + math.sin(angle) * 0.52 * RADIUS
            y = MIDDLE - math.cos(angle) * 0.52 * RADIUS
            _grain(pen, (x, y), angle + math.radians(62) * side)


def _grain(pen: Any, at: tuple[float, float], angle: float) -> None:
    long, wide = 0.085 * RADIUS, 0.03 * RADIUS
    outline = [(0, -long), (wide, 0), (0, long), (-wide, 0)]
    pen.polygon([_turned(point, at, angle) for point in outline], fill=255)


def _star(pen: Any, at: tuple[float, float], radius: float) -> None:
    points = []
    for number in range(10):
        far = radius if number % 2 == 0 else radius * 0.382
        angle = math.radians(number * 36)
        points.append((at[0] + far * math.sin(angle), at[1] - far * math.cos(angle)))
    pen.polygon(points, fill=255)


def _turned(
    point: tuple[float, float], at: tuple[float, float], angle: float
) -> tuple[float, float]:
    (x, y), sine, cosine = point, math.sin(angle), math.cos(angle)
    return at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine


def _uneven(strength: Any, seed: str) -> Any:
    """Ink as a stamp leaves it: a little paler here and there, always the same for one seal."""
    from PIL import Image, ImageChops

    chance = Random(seed)  # noqa: S311  # how ink looks, no secret
    grain = bytes(chance.choices(range(170, 256), k=GRAIN * GRAIN))
    cloud = Image.frombytes("L", (GRAIN, GRAIN), grain)
    inked = ImageChops.multiply(strength, cloud.resize(strength.size, Image.Resampling.BICUBIC))
    return inked.point(lambda v: min(255, (v + SHADES - 1) // SHADES * SHADES))
