# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The Đông Sơn motif drawn by calculation: drum, band tile, mark and star.

Line art only, in one colour, so that the files serve as CSS masks and take the colour of their
place.
"""

from collections.abc import Iterable
from math import atan2, cos, hypot, pi, radians, sin

Point = tuple[float, float]


def polar(radius: float, degrees: float) -> Point:
    """Return the point at a radius and an angle measured clockwise from the top."""
    angle = radians(degrees - 90)
    return radius * cos(angle), radius * sin(angle)


def drum() -> str:
    """Return the drum face on radius 200 as an SVG file."""
    parts = [
        _path(star(14, 78, 24), 1.4),
        _circle(0, 0, 9, 1.4),
        _path("".join(_chevrons()), 1.1),
        *(_circle(0, 0, r, 1.1) for r in (86, 90, 100, 124, 128, 166, 170, 185, 197.5)),
        "".join(_dot(*polar(95, k * 360 / 56), 1.3) for k in range(56)),
        *_tangent_circles(),
        *_birds(),
        _path("".join(_line(polar(173, k * 4), polar(182, k * 4)) for k in range(90)), 0.9),
        "".join(_circle(*polar(191, k * 360 / 44), 3.6, 0.9) for k in range(44)),
    ]
    return _svg("-200 -200 400 400", parts, size=(400, 400))


def band_figure_svg(*, tiles: int) -> str:
    """Return a row of tiles as inline SVG in the colour of its place."""
    circles, dots, lines = [], [], []
    for k in range(tiles):
        x = 28 * k
        circles.append(_circle(x + 14, 9, 5, 1))
        dots.append(_dot(x + 14, 9, 1.4))
        if k + 1 < tiles:
            lines.append(f"M{_n(x + 15.79)} 4.33L{_n(x + 40.21)} 13.67")
    inner = "".join(circles) + "".join(dots) + _path("".join(lines), 1)
    return (
        f'<svg class="band-figure" viewBox="0 0 {28 * tiles} 18" fill="none" stroke="currentColor"'
        f' aria-hidden="true">{inner}</svg>'
    )


def band() -> str:
    """Return one tile of the border: a circle joined to the next by a tangent."""
    tangents = "M-12.21 4.33L12.21 13.67M15.79 4.33L40.21 13.67"
    parts = [_circle(14, 9, 5, 1), _dot(14, 9, 1.4), _path(tangents, 1)]
    return _svg("0 0 28 18", parts, size=(28, 18))


def mark_symbol() -> str:
    """Return the mark as a sprite symbol: ring, dotted ring, eight-ray star with open centre."""
    ring = _circle(20, 20, 18.6, 1.6)
    dots = (
        '<circle cx="20" cy="20" r="15.2" fill="none" stroke="currentColor" stroke-width="1.1"'
        ' stroke-linecap="round" stroke-dasharray="0 3.18"/>'
    )
    hole = "M22.1 20a2.1 2.1 0 1 0-4.2 0a2.1 2.1 0 1 0 4.2 0Z"
    body = f'<path fill-rule="evenodd" d="{star(8, 12.6, 4.6, centre=(20, 20))}{hole}"/>'
    filled = f'<g fill="currentColor" stroke="none">{body}</g>'
    return f'<symbol id="lt-mark" viewBox="0 0 40 40">{ring}{dots}{filled}</symbol>'


def mark_file() -> str:
    """Return the mark as a file of its own, for the browser's tab."""
    inner = mark_symbol().split(">", 1)[1].removesuffix("</symbol>")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" color="#8B1A1E">'
        f"{inner}</svg>\n"
    )


def star_symbol() -> str:
    """Return the star of the current step as a sprite symbol."""
    path = star(8, 10.5, 4.2, centre=(12, 12))
    body = f'<path fill="currentColor" stroke="none" d="{path}"/>'
    return f'<symbol id="lt-star" viewBox="0 0 24 24">{body}</symbol>'


def star(rays: int, outer: float, inner: float, *, centre: Point = (0, 0)) -> str:
    """Return the path of a star, first ray upwards."""
    step = 180 / rays
    points = [polar(inner if k % 2 else outer, k * step) for k in range(2 * rays)]
    moved = [(x + centre[0], y + centre[1]) for x, y in points]
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in moved) + "Z"


def _chevrons() -> Iterable[str]:
    for ray in range(14):
        middle = (ray + 0.5) * 360 / 14
        for tip, wide in ((42, 2.6), (52, 3.8), (63, 4.8), (74, 5.8)):
            arms = polar(tip + 8, middle - wide), polar(tip + 8, middle + wide)
            yield _line(arms[0], polar(tip, middle), arms[1])


def _tangent_circles() -> Iterable[str]:
    step = 360 / 28
    centres = [polar(112, k * step) for k in range(28)]
    yield "".join(_circle(x, y, 5.4, 1) + _dot(x, y, 1.5) for x, y in centres)
    lines = (_tangent(centres[k], centres[(k + 1) % 28], 5.4) for k in range(28))
    yield _path("".join(lines), 1)


def _tangent(start: Point, end: Point, radius: float) -> str:
    """Inner tangent from the outside of one circle to the inside of the next."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    distance = hypot(dx, dy)
    direction = atan2(dy, dx)
    lean = pi / 2 - _asin_ratio(2 * radius / distance)
    x, y = radius * cos(direction - lean), radius * sin(direction - lean)
    return _line((start[0] + x, start[1] + y), (end[0] - x, end[1] - y))


def _asin_ratio(ratio: float) -> float:
    return atan2(ratio, (1 - ratio * ratio) ** 0.5)


BIRD = (
    "M-17 4.5C-13 3.4-11.5 2.2-9 2C-5 .8 0 .9 4 .6L16-2.8L13.5 0L17 1.7L9 2.2C4 4.8-3 5.8-8 4.6Z"
    "M-3.5 1.2C-1.5-4 1-8.5 6-10.5C6-6 5-2 2.5 .8M-6 1.5C-5-2.5-3.2-6.5 .2-8.6"
)


def _birds() -> Iterable[str]:
    """Sixteen Lạc birds flying anticlockwise on radius 147."""
    for k in range(16):
        x, y = polar(147, k * 360 / 16)
        turn = _n(k * 360 / 16)
        place = f"translate({_n(x)} {_n(y)}) rotate({turn})"
        yield f'<g transform="{place}">{_path(BIRD, 1)}</g>'


def _svg(box: str, parts: Iterable[str], *, size: tuple[int, int]) -> str:
    inner = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}"'
        f' viewBox="{box}" fill="none" stroke="#000" stroke-linecap="round"'
        f' stroke-linejoin="round"><style>*{{vector-effect:non-scaling-stroke}}</style>'
        f"{inner}</svg>\n"
    )


def _path(data: str, width: float) -> str:
    return f'<path d="{data}" stroke-width="{_n(width)}"/>'


def _circle(x: float, y: float, radius: float, width: float) -> str:
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="none" stroke="currentColor"'
        f' stroke-width="{_n(width)}"/>'
    )


def _dot(x: float, y: float, radius: float) -> str:
    return _circle(x, y, radius, 0.7)


def _line(*points: Point) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Shortest text of a coordinate, two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
