# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which part of a file a header asks for, and that nothing else is read."""

from __future__ import annotations

import io

import pytest

from lienthong.core.documents.domain.ranges import (
    Part,
    Section,
    UnsatisfiableRangeError,
    asked_part,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=90-", 90, 99),
        ("bytes=-5", 95, 99),
        ("bytes=-500", 0, 99),
        ("bytes=50-5000", 50, 99),
    ],
)
def test_part_when_asked_then_within_the_file(text: str, first: int, last: int) -> None:
    part = asked_part(text, 100)

    assert part == Part(first, last, 100)
    assert part is not None
    assert part.header == f"bytes {first}-{last}/100"
    assert part.length == last - first + 1


@pytest.mark.parametrize("text", ["", "bytes=-", "bytes=0-1,5-9", "pages=1-2", "bytes=9-3", "x"])
def test_part_when_not_one_plain_range_then_the_whole_file(text: str) -> None:
    assert asked_part(text, 100) is None


@pytest.mark.parametrize(
    ("text", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0)]
)
def test_part_when_outside_the_file_then_refused(text: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        asked_part(text, size)


def test_section_when_read_then_only_its_bytes() -> None:
    stream = io.BytesIO(bytes(range(100)))
    section = Section(stream, Part(10, 19, 100))

    assert section.read(4) == bytes(range(10, 14))
    assert section.read() == bytes(range(14, 20))
    assert section.read() == b""
    assert stream.tell() == 20
