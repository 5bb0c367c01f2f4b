# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of cases."""

from __future__ import annotations

from django.utils import timezone

from lienthong.kernel import ports
from lienthong.kernel.partitions import ensure_partitions


@ports.task("cases.prepare_partitions", every="0 2 1 * *")
def prepare_partitions() -> None:
    """Make the monthly partitions of events, on the first of every month, 24 months ahead."""
    ensure_partitions("cases_caseevent", timezone.now().date())
