# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel import money

_VALUES = {
    word: value
    for value, word in enumerate(
        ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
    )
} | {"mốt": 1, "lăm": 5}
_GROUPS = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def read_back(words: str) -> int:
    """The amount that the words say, read with a grammar of its own."""
    total, group, digit = 0, 0, 0
    for word in words.lower().removesuffix(" đồng").split():
        if word in _VALUES:
            digit = _VALUES[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word in _GROUPS:
            total, group, digit = total + (group + digit) * _GROUPS[word], 0, 0
    return total + group + digit


@given(amount=st.integers(0, 10**12 - 1))
def test_in_words_when_read_back_then_is_the_amount(amount: int) -> None:
    assert read_back(money.in_words(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (105_005, "Một trăm lẻ năm nghìn không trăm lẻ năm đồng"),
        (1_000_000, "Một triệu đồng"),
        (2_011_055, "Hai triệu không trăm mười một nghìn không trăm năm mươi lăm đồng"),
    ],
)
def test_in_words_as_receipts_write_it(amount: int, words: str) -> None:
    assert money.in_words(amount) == words


@pytest.mark.parametrize("amount", [-1, 10**12])
def test_in_words_when_out_of_range_then_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match=str(amount)):
        money.in_words(amount)


@given(amount=st.integers(1, 10**12))
def test_dong_when_points_are_dropped_then_is_the_amount(amount: int) -> None:
    shown = money.dong(amount)

    assert shown.endswith("\u00a0đ")
    assert int(shown[:-2].replace(".", "")) == amount


def test_dong_when_nothing_is_due_then_says_free() -> None:
    assert money.dong(0) == "Miễn phí"
    assert money.dong(15_000) == "15.000\u00a0đ"
