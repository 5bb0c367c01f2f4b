# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Handwriting of invented officers: strokes of the data file joined by a name, always the same."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from lienthong.core.documents.api import ink_png
from lienthong.demo.sources import read

Point = tuple[float, float]
HEIGHT = 140  # pixels of a capital, drawn twice as large and reduced
MARGIN = 40  # pixels
STEPS = 10  # straight pieces between two points of a curve
THIN, THICK = 2.4, 7.5  # pixels of the pen going up and coming down


def draw_signature(name: str) -> bytes:
    """Return the blue signature of a name on nothing, as PNG; the same for the same name."""
    from PIL import Image, ImageDraw  # only while the demo is loaded

    strokes = [list(_curve(stroke)) for stroke in _strokes(name)]
    left, top = (min(point[axis] for stroke in strokes for point in stroke) for axis in (0, 1))
    right, foot = (max(point[axis] for stroke in strokes for point in stroke) for axis in (0, 1))
    size = (int(right - left) + 2 * MARGIN, int(foot - top) + 2 * MARGIN)
    sheet = Image.new("L", size, 0)
    pen = ImageDraw.Draw(sheet)
    for stroke in strokes:
        _write(pen, [(x - left + MARGIN, y - top + MARGIN) for x, y in stroke])
    half = sheet.resize((size[0] // 2, size[1] // 2), Image.Resampling.LANCZOS)
    return ink_png(half.crop(half.getbbox()), "person")


def _strokes(name: str) -> list[list[Point]]:
    """Capital of the given name, some letters of it as waves and loops, an ending beneath."""
    data = read("strokes")
    chance = Random(name)  # noqa: S311  # how a hand writes, no secret
    given = name.rsplit(maxsplit=1)[-1]
    slant, wide = chance.uniform(0.12, 0.3), chance.uniform(0.85, 1.15)
    capital = [[(x, y) for x, y in one] for one in data["capitals"][capital_of(given)]]
    line = [capital[-1][-1]] if capital[-1][-1][0] > 0.5 else [(0.62, 0.92)]
    for number in range(max(3, len(given))):
        _go_on(line, data["tails"][chance.choice(sorted(data["tails"]))], 0.94 - 0.03 * number)
    width = line[-1][0]
    ending = data["endings"][chance.choice(sorted(data["endings"]))]
    line += [(x * width, 0.9 + y) for x, y in ending]
    tilt = chance.uniform(-0.1, -0.02)
    return [[_placed(x, y, slant, wide, tilt) for x, y in stroke] for stroke in (*capital, line)]


def capital_of(given: str) -> str:
    """The capital of the data file with which a given name is signed: Á as A, Đ as it is."""
    first = given[:1].upper()
    known = read("strokes")["capitals"]
    if first in known:
        return first
    plain = unicodedata.normalize("NFD", first)[:1]
    return {"Q": "O", "U": "V", "E": "C"}.get(plain, plain if plain in known else "L")


def _go_on(line: list[Point], tail: Any, base: float) -> None:
    x, _y = line[-1]
    line += [(x + dx, base + dy * 0.8) for dx, dy in tail]


def _placed(x: float, y: float, slant: float, wide: float, tilt: float) -> Point:
    """Leaning to the right, rising a little towards the end."""
    return (x * wide + (1 - y) * slant) * HEIGHT * 2, (y + x * tilt) * HEIGHT * 2


def _curve(points: Sequence[Point]) -> Iterator[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    around = [points[0], *points, points[-1]]
    for number in range(len(points) - 1):
        a, b, c, d = around[number : number + 4]
        for step in range(STEPS):
            t = step / STEPS
            yield (_between(t, a[0], b[0], c[0], d[0]), _between(t, a[1], b[1], c[1], d[1]))
    yield points[-1]


def _between(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _write(pen: Any, stroke: Iterable[Point]) -> None:
    """Draw with a nib: thick coming down, thin going up, changing slowly."""
    wide = THIN
    for (x, y), (to_x, to_y) in pairwise(stroke):
        down = max(0.0, (to_y - y) / (math.hypot(to_x - x, to_y - y) or 1))
        wide += ((THIN + (THICK - THIN) * down) - wide) * 0.3
        pen.line([(x, y), (to_x, to_y)], fill=255, width=round(wide * 2))
        radius = wide
        pen.ellipse([to_x - radius, to_y - radius, to_x + radius, to_y + radius], fill=255)
