# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of references: instruments, places, code lists, figures."""

from __future__ import annotations

from lienthong.core.references.panels.divisions import DIVISIONS
from lienthong.core.references.panels.instruments import INSTRUMENTS
from lienthong.core.references.panels.lists import CODE_ENTRIES, CODE_LISTS
from lienthong.core.references.panels.resting import ENDING, OWN_GROUNDS
from lienthong.core.references.panels.settings import SETTINGS

DIRECTORIES = (INSTRUMENTS, DIVISIONS, CODE_LISTS, CODE_ENTRIES, SETTINGS)
FORESIGHTS = (ENDING,)
GROUNDS = OWN_GROUNDS
