# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of search."""

from __future__ import annotations

from lienthong.core.search.actions.count import count_words
from lienthong.core.search.actions.push import Findable, change_state, change_tags, push, remove
from lienthong.core.search.actions.recent import forget_searches, remember_search
from lienthong.core.search.domain.words import (
    EVERYWHERE_TOKEN,
    PUBLIC_TOKEN,
    above_token,
    code_suffixes,
    exact_words,
    kind_token,
    person_token,
    state_token,
    tag_token,
    unit_token,
    words,
)
from lienthong.core.search.enums import Family
from lienthong.core.search.queries import Hit, Narrowing, find, find_best, recent_searches

__all__ = [
    "EVERYWHERE_TOKEN",
    "PUBLIC_TOKEN",
    "Family",
    "Findable",
    "Hit",
    "Narrowing",
    "above_token",
    "change_state",
    "change_tags",
    "code_suffixes",
    "count_words",
    "exact_words",
    "find",
    "find_best",
    "forget_searches",
    "kind_token",
    "person_token",
    "push",
    "recent_searches",
    "remember_search",
    "remove",
    "state_token",
    "tag_token",
    "unit_token",
    "words",
]
