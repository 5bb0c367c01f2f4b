# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of deadlines: the working calendars and their special days."""

from __future__ import annotations

from lienthong.core.deadlines.panels.calendar_days import DAYS
from lienthong.core.deadlines.panels.calendars import CALENDARS
from lienthong.core.deadlines.panels.resting import OWN_GROUNDS

GROUNDS = OWN_GROUNDS
DIRECTORIES = (CALENDARS, DAYS)
