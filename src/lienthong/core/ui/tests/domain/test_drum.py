# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
from xml.etree import ElementTree

from lienthong.core.ui.domain.drum import band, drum, mark_symbol, polar, star


def test_drum_is_small_well_formed_and_drawn_as_described() -> None:
    svg = drum()
    root = ElementTree.fromstring(svg)
    circles = [c for c in root.iter() if c.tag.endswith("circle")]

    assert len(svg) < 30_000
    assert sum(c.get("r") == "5.4" for c in circles) == 28
    assert sum(c.get("r") == "3.6" for c in circles) == 44
    assert sum(c.get("r") == "1.3" for c in circles) == 56
    assert len([g for g in root.iter() if g.tag.endswith("}g")]) == 16


def test_band_tile_meets_its_neighbour() -> None:
    found = re.search(r"M15.79 4.33L40.21 13.67", band())

    assert found
    assert round(40.21 - 28, 2) == 12.21


def test_star_begins_upwards_and_has_two_points_a_ray() -> None:
    path = star(8, 10, 4)

    assert path.startswith("M0 -10L")
    assert path.count("L") == 15
    assert polar(10, 90) == (10.0, 0.0)


def test_mark_takes_its_colour_from_its_place() -> None:
    assert "currentColor" in mark_symbol()
    assert "#" not in mark_symbol()
