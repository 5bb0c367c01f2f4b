# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of deadlines: the working calendars."""

from __future__ import annotations

from lienthong.core.deadlines.panels.calendars import CALENDARS

DIRECTORIES = (CALENDARS,)
