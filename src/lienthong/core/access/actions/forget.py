# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Remove who opened what, once the time for which that is kept is over."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.queries.openings import openings_kept
from lienthong.core.audit.api import REMOVE_READS, remove_reads
from lienthong.kernel.clock import midnight


def forget_openings() -> int:
    """Remove sealed openings older than the time in force, recorded; answers how many rows.

    What was tampered with stays: raises ``IllegalState``.
    """
    kept = openings_kept()
    first = kept.first_kept(timezone.localdate())
    if first is None:
        return 0
    reason = _("Hết hạn giữ %(days)s ngày. %(basis)s") % {
        "days": kept.days,
        "basis": kept.legal_basis,
    }
    return remove_reads(midnight(first), reason=reason)


forget_openings.permission = REMOVE_READS  # type: ignore[attr-defined]
