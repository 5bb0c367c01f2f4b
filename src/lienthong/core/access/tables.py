# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of people and rights, and what acts on them leave behind."""

from __future__ import annotations

from lienthong.core.access.panels.delegations import DELEGATIONS, OPEN_DELEGATIONS
from lienthong.core.access.panels.grants import GRANTS, HELD_ROLES, LAST_GRANT
from lienthong.core.access.panels.people import PEOPLE
from lienthong.core.access.panels.resting import OWN_GROUNDS
from lienthong.core.access.panels.roles import ROLES

GROUNDS = OWN_GROUNDS
DIRECTORIES = (PEOPLE, ROLES, GRANTS, DELEGATIONS)
CONSEQUENCES = (HELD_ROLES, LAST_GRANT, OPEN_DELEGATIONS)
