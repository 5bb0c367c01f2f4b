# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Scans become one ink on nothing; what is no writing is refused by name."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from lienthong.core.documents.domain.ink import INKS, LARGEST, UnusablePictureError, inked


def scan(colour: str = "black", ground: str = "white", size: tuple[int, int] = (300, 200)) -> bytes:
    """A stroke in the middle of a sheet."""
    sheet = Image.new("RGBA", size, ground)
    ImageDraw.Draw(sheet).line([(60, 20), (240, 180)], fill=colour, width=16)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def long_stroke() -> bytes:
    """A stroke much wider than high: a signature, no seal."""
    sheet = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(sheet).line([(20, 40), (380, 80)], fill="black", width=14)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("ink", ["person", "agency"])
@pytest.mark.parametrize("ground", ["white", "#00000000", "#fff8e8"])
def test_writing_is_trimmed_and_drawn_in_its_ink_on_nothing(ink: str, ground: str) -> None:
    picture = drawn(inked(scan(ground=ground), ink))

    assert picture.width < 200
    assert picture.height < 180
    strengths = picture.getchannel("A").histogram()
    assert [bool(strengths[0]), bool(strengths[255])] == [True, True]
    inside = picture.getpixel((picture.width // 2, picture.height // 2))
    assert inside == (*INKS[ink], 255)


def test_what_is_no_writing_is_refused_by_name() -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(jpeg, "JPEG")
    cases = {
        "empty": scan(colour="white"),
        "no_writing": scan(ground="black"),
        "not_png": jpeg.getvalue(),
        "too_large": b"x" * (LARGEST + 1),
    }
    small = Image.open(io.BytesIO(scan())).resize((150, 100))
    buffer = io.BytesIO()
    small.save(buffer, "PNG")
    cases["too_small"] = buffer.getvalue()
    found = {}
    for code, data in cases.items():
        with pytest.raises(UnusablePictureError) as refused:
            inked(data, "person")
        found[code] = refused.value.code
    assert found == {code: code for code in cases}
    with pytest.raises(UnusablePictureError, match="not_round"):
        inked(long_stroke(), "agency")
    assert (
        drawn(inked(long_stroke(), "person")).width
        > 2 * drawn(inked(long_stroke(), "person")).height
    )
    with pytest.raises(UnusablePictureError, match="not_png"):
        inked(b"khong phai anh", "person")
    with pytest.raises(UnusablePictureError, match="too_large"):
        inked(scan(size=(2100, 2000)), "person")
