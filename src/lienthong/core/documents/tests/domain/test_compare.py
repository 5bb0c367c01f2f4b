# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.documents.domain.compare import (
    MOST_LINES,
    Row,
    TooLongError,
    compare,
    counts,
    near_changes,
)

LINES = st.lists(st.text("ab ", min_size=1, max_size=6), max_size=8)


def said(row: Row) -> tuple[str, str, str]:
    return row.kind, "".join(p.text for p in row.left), "".join(p.text for p in row.right)


def test_changed_words_are_marked_inside_their_line() -> None:
    rows = compare(
        "Điều 1. Cấp giấy\nĐiều 2. Hạn 05 ngày\nHết", "Điều 1. Cấp giấy\nĐiều 2. Hạn 07 ngày\nHết"
    )
    assert [row.kind for row in rows] == ["same", "changed", "same"]
    assert [(p.kind, p.text) for p in rows[1].left] == [
        ("same", "Điều 2. Hạn "), ("removed", "05"), ("same", " ngày"),
    ]  # fmt: skip
    assert [(p.kind, p.text) for p in rows[1].right][1] == ("added", "07")
    assert (rows[1].left_number, rows[1].right_number) == (2, 2)
    assert counts(rows) == (1, 0, 0)


def test_lines_come_and_go() -> None:
    rows = compare("a\nb\nc", "a\nc\nd")
    assert [said(row) for row in rows] == [
        ("same", "a", "a"), ("removed", "b", ""), ("same", "c", "c"), ("added", "", "d"),
    ]  # fmt: skip
    assert counts(rows) == (0, 1, 1)


def test_only_what_changed_is_shown_with_its_neighbours() -> None:
    many = [f"dòng {n}" for n in range(30)]
    rows = compare("\n".join(many), "\n".join([*many[:20], "khác", *many[21:]]))
    shown = near_changes(rows, around=1)
    assert [row and row.right_number for row in shown] == [None, 20, 21, 22, None]


def test_endless_texts_are_refused() -> None:
    with pytest.raises(TooLongError):
        compare("x", "\n".join("ab"[n % 2] for n in range(MOST_LINES + 1)))


@given(LINES, LINES)
def test_both_sides_can_be_read_back(old: list[str], new: list[str]) -> None:
    rows = compare("\n".join(old), "\n".join(new))
    for side, lines in (("left", old), ("right", new)):
        read = ["".join(p.text for p in getattr(row, side)) for row in rows]
        wanted = [" ".join(line.split()) for line in lines if line.strip()]
        assert [line for line in read if line] == wanted
