# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.documents.domain.pages import PagesError, page_words, read_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", (1, 2, 3, 4, 5)), ("2", (2,)), ("1-2, 4", (1, 2, 4)), ("4,1–2,2", (4, 1, 2))],
)
def test_pages_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert read_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "a", "1,,2", "1-99999", "-1", "1;2"])
def test_wrong_pages_are_refused(text: str) -> None:
    with pytest.raises(PagesError):
        read_pages(text, 5)


@given(st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=12))
def test_words_lead_back_to_the_pages(pages: list[int]) -> None:
    assert read_pages(page_words(tuple(pages)), 40) == tuple(pages)
