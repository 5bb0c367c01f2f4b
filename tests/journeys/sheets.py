# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Contact sheets: many screens on one picture, to look at them beside each other."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

CELLS = {360: (6, 2, 256, 720), 720: (4, 3, 384, 240), 768: (5, 2, 300, 560)}
CELLS |= {1024: (4, 3, 384, 288), 1440: (3, 3, 512, 320)}
"""Width of the screen → columns, rows, width and height of a cell."""
GAP, LINE = 8, 26
THEMES = ("light", "dark")


def take(page: Page, folder: Path, name: str) -> None:
    """Photograph a screen as it is sized, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        file = f"{width}-{theme}-{re.sub('[^a-z0-9]+', '-', name.lower())}.png"
        page.screenshot(path=folder / file, full_page=width in (360, 768))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def lay_out(folder: Path) -> None:
    """Put the pictures of a folder together, by width and theme."""
    for width, (columns, rows, *_size) in CELLS.items():
        for theme in THEMES:
            files = sorted(folder.glob(f"{width}-{theme}-*.png"))
            for number, some in enumerate(_parts(files, columns * rows)):
                target = folder / "sheets" / f"{width}-{theme}-{number:02}.png"
                target.parent.mkdir(exist_ok=True)
                _sheet(some, width).save(target)


def _parts(files: list[Path], size: int) -> list[list[Path]]:
    return [files[start : start + size] for start in range(0, len(files), size)]


def _sheet(files: list[Path], width: int) -> Image.Image:
    columns, rows, wide, high = CELLS[width]
    sheet = Image.new("RGB", (columns * (wide + GAP), rows * (high + LINE)), "gray")
    for number, file in enumerate(files):
        left, top = number % columns * (wide + GAP), number // columns * (high + LINE)
        ImageDraw.Draw(sheet).text((left, top), file.stem, fill="white", font_size=15)
        with Image.open(file) as picture:
            small = picture.convert("RGB").resize((wide, picture.height * wide // picture.width))
        sheet.paste(small.crop((0, 0, wide, high)), (left, top + 20))
    return sheet
