# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of what all lists share."""

from __future__ import annotations

from django.db import transaction

from lienthong.core.ui.actions.bulk import carry_bulk
from lienthong.kernel import ports


@ports.task("ui.bulk", urgent=True)
def bulk(run_id: int) -> None:
    """Do an act row by row; goes on where an earlier run stopped."""
    left = True
    while left:
        with transaction.atomic():
            left = carry_bulk(run_id)
