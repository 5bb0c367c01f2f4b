# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which known text counts where several stand in one place."""

from __future__ import annotations

import pytest

from lienthong.demo.lives.pattern import Lexicon, Unexplained

UUID = "8000001a-1111-4222-8333-444455556666"


@pytest.fixture
def lexicon() -> Lexicon:
    """A few texts, some of which are parts of others."""
    found = Lexicon()
    for text in ("25", "an", "an 25", "25/2026", "1/25", "8000001", "“an"):
        found.add(text, ("word", text))
    return found


@pytest.mark.parametrize(
    ("text", "pattern", "words"),
    [
        ("25", "%s", ("25",)),
        ("an 25 an", "%s %s", ("an 25", "an")),
        ("an 25/2026", "%s/2026", ("an 25",)),
        ("1/25/2026", "%s/2026", ("1/25",)),
        ("lan ank 125 25k", "lan ank 125 25k", ()),
        ("ấan25", "ấan25", ()),
        ("“an” 5 %", "%s” 5 %%", ("“an",)),
        (f"{UUID}: 8000001", f"{UUID}: %s", ("8000001",)),
    ],
)
def test_longest_of_the_first_whole_texts_counts(
    lexicon: Lexicon, text: str, pattern: str, words: tuple[str, ...]
) -> None:
    assert lexicon.pattern(text) == (pattern, tuple(("word", word) for word in words))


def test_text_that_is_added_later_counts_from_then_on(lexicon: Lexicon) -> None:
    assert lexicon.pattern("số 77") == ("số 77", ())
    lexicon.add("77", ("word", "77"))
    assert lexicon.pattern("số 77") == ("số %s", (("word", "77"),))


def test_marked_id_of_nothing_known_is_not_explained(lexicon: Lexicon) -> None:
    with pytest.raises(Unexplained, match="7000000000005"):
        lexicon.pattern("an 7000000000005")
    lexicon.id_key = lambda number: ("id", number)
    assert lexicon.pattern("an 7000000000005") == (
        "%s %s",
        (("word", "an"), ("id", 7_000_000_000_005)),
    )
