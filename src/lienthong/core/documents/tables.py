# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of documents: who signs in whose place, what is initialled, the books,
what papers are printed with.

Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13, Điều 15.
"""

from __future__ import annotations

from lienthong.core.documents.panels.book_plans import BOOK_PLANS
from lienthong.core.documents.panels.initials import INITIAL_RULES
from lienthong.core.documents.panels.left_mandates import (
    ENDED_ROLES,
    HANDED_MANDATES,
    HELD_MANDATES,
)
from lienthong.core.documents.panels.mandates import MANDATES
from lienthong.core.documents.panels.prints import PRINT_GROUND, PRINTS
from lienthong.core.documents.panels.resting import OWN_GROUNDS
from lienthong.core.documents.queries.copy_sheets import COPY_PRINTS

DIRECTORIES = (MANDATES, INITIAL_RULES, BOOK_PLANS, PRINTS)
CONSEQUENCES = HELD_MANDATES
FORESIGHTS = (*HANDED_MANDATES, ENDED_ROLES)
PRINT_USES = (COPY_PRINTS,)
GROUNDS = (*OWN_GROUNDS, PRINT_GROUND)
