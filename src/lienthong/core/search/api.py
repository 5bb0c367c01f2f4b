# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of search."""

from __future__ import annotations

from lienthong.core.search.actions.push import Findable, push, remove
from lienthong.core.search.domain.words import PUBLIC_TOKEN, person_token, unit_token, words
from lienthong.core.search.queries import Hit, find

__all__ = [
    "PUBLIC_TOKEN",
    "Findable",
    "Hit",
    "find",
    "person_token",
    "push",
    "remove",
    "unit_token",
    "words",
]
