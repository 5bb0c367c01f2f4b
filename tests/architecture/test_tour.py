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

    code = code.replace('"citizen-form-"', '"citizen-form-child"')
    names = {*tour.PICTURES, *(screen for screen, *_rest in tour.ELSEWHERE)}
    assert [name for name in sorted(names) if f'"{name}"' not in code] == []


def test_tutorial_and_front_page_show_exactly_what_the_command_writes() -> None:
    pages = {tour.TUTORIAL: "docs/tutorial/README.md", tour.FRONT: "README.md"}
    for place, page in pages.items():
        shown = set(re.findall(r"pictures/([\w-]+)\.png", (ROOT / page).read_text("utf-8")))
        assert shown == {file for _screen, where, file, _size in tour.ELSEWHERE if where == place}
        files = {file.name for file in (ROOT / "docs" / place).iterdir()}
        assert files == {f"{name}.png" for name in shown}


def test_pictures_of_the_tour_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in (FOLDER / "pictures").iterdir()}

    assert {name: size for name, size in sizes.items() if size > tour.LARGEST} == {}


def test_walk_over_all_screens_leaves_out_only_addresses_that_are_there_and_says_why() -> None:
    assert sorted(set(every.NO_SCREENS) - set(every.MATRIX)) == []
    assert all(every.NO_SCREENS.values())
    shown = {name for name, _who, _path in every.MORE} | set(every.MATRIX)
    assert set(every.SAMPLE) - shown == set()
