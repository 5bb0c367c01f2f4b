# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain construction drawings for the demo: a house plan as lines on A3, a page for each floor."""

from __future__ import annotations

from pathlib import Path

WIDTH, HEIGHT = 1190, 842
"""A3 landscape, in points."""
PLAN = (240, 160, 560, 480)
"""Corner and size of the outer walls, in points."""


def draw_plan(path: Path, *, pages: int) -> None:
    """Write a PDF of plans to the path; every page shows walls, rooms, an axis grid and a frame."""
    import pikepdf  # only while sample dossiers are made

    with pikepdf.new() as document:
        for number in range(pages):
            page = document.add_blank_page(page_size=(WIDTH, HEIGHT))
            page.contents_add(_content(number).encode("ascii"))
        document.save(path)


def _content(number: int) -> str:
    x, y, width, height = PLAN
    frame = f"1.5 w 30 30 {WIDTH - 60} {HEIGHT - 60} re S 760 30 400 90 re S"
    walls = f"6 w {x} {y} {width} {height} re S"
    middle = x + width // 2 + 20 * number
    rooms = f"3 w {middle} {y} m {middle} {y + height} l S {x} {y + 210} m {middle} {y + 210} l S"
    doors = f"1 w {middle} {y + 60} m {middle + 60} {y + 60} l S"
    axes = " ".join(
        f"[12 4 2 4] 0 d 0.5 w {x + step} {y - 60} m {x + step} {y + height + 60} l S"
        for step in range(0, width + 1, width // 4)
    )
    return "\n".join((frame, walls, rooms, doors, axes))
