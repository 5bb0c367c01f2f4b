# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawn seals and signatures of the demo: in their ink, on nothing, always the same."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from lienthong.demo.load_pictures import seal_words
from lienthong.demo.plan import officers, units
from lienthong.demo.seals import draw_seal
from lienthong.demo.sources import read
from lienthong.demo.strokes import capital_of, draw_signature

pytestmark = pytest.mark.covers("6")
BLUE, RED = (0x1D, 0x3F, 0x91), (0xB3, 0x13, 0x1B)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


def colours(picture: Image.Image) -> set[Any]:
    return {colour for _count, colour in picture.convert("RGB").getcolors(1 << 20) or []}


def test_seals_are_round_red_and_carry_the_name_of_their_unit() -> None:
    plans = {unit.code: unit for unit in units()}
    ward, department = (
        plans["qt-18880"],
        next(unit for unit in units() if unit.name == "Sở Nông nghiệp và Môi trường"),
    )
    assert seal_words(ward) == ("Ủy ban nhân dân phường Đồng Hới", ())
    assert seal_words(department)[1] == ("Sở", "Nông nghiệp", "và Môi trường")
    first, second = (draw_seal(*seal_words(one), seed=one.code) for one in (ward, department))
    picture = opened(first)
    assert picture.width == picture.height
    assert colours(picture) == {RED}
    assert picture.getpixel((0, 0)) == (*RED, 0)
    assert first != second
    assert first == draw_seal(*seal_words(ward), seed=ward.code)


def test_signatures_are_blue_differ_by_name_and_stay_the_same() -> None:
    names = ["Nguyễn Đức Nam", "Phan Ngọc Yến", "Ngô Bá Khoa", "Cao Xuân Đạt", "Lê Thị Ánh"]
    drawn = {name: draw_signature(name) for name in names}
    assert len(set(drawn.values())) == len(names)
    assert drawn[names[0]] == draw_signature(names[0])
    for data in drawn.values():
        picture = opened(data)
        assert colours(picture) == {BLUE}
        assert picture.width > picture.height
    known = read("strokes")["capitals"]
    assert {capital_of(plan.name.full.split()[-1]) for plan in officers()} <= set(known)
    assert [capital_of(name) for name in ("Ánh", "Đạt", "Quang", "Ước")] == ["A", "Đ", "O", "V"]
