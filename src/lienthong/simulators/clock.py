# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The simulators' own clock: they may not import the platform's."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, in whole seconds, as certificates and time-stamps carry it."""
    return datetime.fromtimestamp(int(time.time()), UTC)
