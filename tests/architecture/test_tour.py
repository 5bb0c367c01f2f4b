# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The tour shows small pictures, all that the journeys make; the walk over screens is whole."""

from __future__ import annotations

import re

from lienthong.cli.paths import ROOT
from tests.journeys import every, tour

FOLDER = ROOT / "docs" / "tour"
_PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([^)]+)\)")


def test_tour_shows_exactly_the_pictures_that_its_command_writes() -> None:
    shown = set(_PICTURE.findall((FOLDER / "README.md").read_text("utf-8")))

    assert shown == tour.file_names()
    assert {file.name for file in (FOLDER / "pictures").iterdir()} == shown


def test_every_picture_of_the_tour_is_looked_at_by_a_journey() -> None:
    files = (ROOT / "tests" / "journeys").glob("*.py")
    code = "\n".join(file.read_text("utf-8") for file in files if file.name != "tour.py")
    code = code.replace('"citizen-asked-{node}"', '"citizen-asked-intake"')

    assert [name for name in tour.PICTURES if f'"{name}"' not in code] == []


def test_pictures_of_the_tour_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in (FOLDER / "pictures").iterdir()}

    assert {name: size for name, size in sizes.items() if size > tour.LARGEST} == {}


def test_walk_over_all_screens_leaves_out_only_addresses_that_are_there_and_says_why() -> None:
    assert sorted(set(every.NO_SCREENS) - set(every.MATRIX)) == []
    assert all(every.NO_SCREENS.values())
    shown = {name for name, _who, _path in every.MORE} | set(every.MATRIX)
    assert set(every.SAMPLE) - shown == set()
