# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every paper looks as its stored picture: a line that moved, or a field that went, fails.

Renew the pictures after a wanted change:
``LIENTHONG_RENEW_PICTURES=1 ./lienthong test src/lienthong/modules/onestop/tests/test_pictures.py``
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.template.loader import render_to_string
from PIL import Image, ImageChops, ImageFilter

from lienthong.core.documents.api import file_store, print_html
from lienthong.modules.onestop.tests.papers import ALL, context_of

FOLDER = Path(__file__).parent / "pictures"
SCALE = 0.9
DARK = 60
"""Grey levels between two pixels that count as a difference."""
MOST = 0.0005
"""Part of the pixels that may differ: less than one short word."""
EDGE = 12
"""Pixels at the edge of a page where nothing may stand: inside the margin of 10 mm."""


def pages_of(template: str, context: dict[str, Any]) -> list[Image.Image]:
    """The pages of a drawn paper, grey."""
    drawn = print_html(template, context)
    with file_store().open(drawn.kept.key) as stream:
        document = pypdfium2.PdfDocument(io.BytesIO(stream.read()))
    try:
        return [page.render(scale=SCALE, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def as_stored(page: Image.Image) -> Image.Image:
    """Sixteen greys, so that a picture stays small."""
    return page.convert("L").quantize(16).convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Part of the pixels that differ clearly; everything when the sizes differ."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    dark = apart.filter(ImageFilter.BoxBlur(1)).point(lambda level: 255 if level > DARK else 0)
    return float(dark.histogram()[255] / (one.width * one.height))


def first_page(name: str) -> Image.Image:
    template, context = context_of(name)
    return as_stored(pages_of(template, context)[0])


@pytest.mark.parametrize("name", ALL)
def test_paper_looks_as_its_picture(name: str) -> None:
    page, stored = first_page(name), FOLDER / f"{name}.png"
    if os.environ.get("LIENTHONG_RENEW_PICTURES") == "1":
        FOLDER.mkdir(exist_ok=True)
        page.quantize(16).save(stored, optimize=True)

    assert difference(page, Image.open(stored)) <= MOST, f"khác {stored.name}"


def test_a_moved_line_or_a_missing_word_is_seen() -> None:
    page = Image.open(FOLDER / "acceptance_slip.png").convert("L")
    moved, without = page.copy(), page.copy()
    band = page.crop((0, 120, page.width, 140))
    moved.paste(band, (0, 123))
    without.paste(255, (60, 128, 120, 140))

    assert difference(page, page) == 0
    assert difference(page, moved) > MOST
    assert difference(page, without) > MOST


@pytest.mark.parametrize("name", ALL)
def test_long_names_and_addresses_stay_inside_the_page(name: str) -> None:
    template, context = context_of(name, long=True)

    for page in pages_of(template, context):
        grey = page.convert("L")
        left = grey.crop((0, 0, EDGE, grey.height))
        right = grey.crop((grey.width - EDGE, 0, grey.width, grey.height))
        assert left.getextrema() == (255, 255), f"{name}: chữ ra ngoài lề trái"
        assert right.getextrema() == (255, 255), f"{name}: chữ ra ngoài lề phải"


@pytest.mark.parametrize("name", ALL)
def test_papers_are_black_on_white(name: str) -> None:
    template, context = context_of(name)
    page = render_to_string(template, context)
    drawn = print_html(template, context)
    with file_store().open(drawn.kept.key) as stream:
        document = pypdfium2.PdfDocument(io.BytesIO(stream.read()))
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    document.close()

    colours = [colour for _count, colour in picture.getcolors(1_000_000) or []]
    assert all(max(colour) - min(colour) <= 8 for colour in colours), name
    assert "<script" not in page
