# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Random Vietnamese text for property tests."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def _syllable(parts: list[tuple[str, str]]) -> str:
    return unicodedata.normalize("NFC", "".join(letter + tone for letter, tone in parts))


letters = st.tuples(st.sampled_from(LETTERS + LETTERS.upper()), st.sampled_from(TONES))
syllables = st.lists(letters, min_size=1, max_size=6).map(_syllable)
"""Words in NFC, every letter with every tone, also where the language has none."""
sentences = st.lists(syllables, min_size=1, max_size=6).map(" ".join)
