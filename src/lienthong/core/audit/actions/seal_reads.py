# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put openings under the audit seal hour by hour, and remove old ones as the law lets.

Whoever opens a record writes one row and nothing else; a job sums up each hour that is over in a
record of the trail, which is sealed like any other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lienthong.core.audit.actions.seal import hold_sealing
from lienthong.core.audit.domain.reads import HourOfReads, hour_number
from lienthong.core.audit.models import AuditAccess
from lienthong.core.audit.permissions import REMOVE_READS, SEAL
from lienthong.core.audit.queries.reads import (
    KIND,
    WEEK,
    first_opening,
    hours_between,
    newest_sealed,
    settled_until,
    verify_reads,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.ports import Act
from lienthong.kernel.together import tell, together

LOT = timedelta(hours=WEEK)
"""So many days of openings that were never sealed are told of in one transaction."""


def seal_reads(*, actor: Actor) -> int:
    """Write a record for each hour of openings that is over and has none; answers how many.

    At most a lot; 0 when nothing waits. The newest hour that is over has a record even without
    openings: what is put into an hour before it later is found. The platform's own bookkeeping.
    """
    with transaction.atomic(), together():
        hold_sealing()
        hours = _untold(settled_until())
        for hour in hours:
            tell(Act(actor, SEAL, "audit.seal_reads", KIND, hour.number, hour.told()))
    return len(hours)


seal_reads.permission = SEAL  # type: ignore[attr-defined]


def remove_reads(before: datetime, *, reason: str) -> int:
    """Remove openings older than a moment, and say so in the trail; answers how many rows.

    Only whole hours go, and only sealed ones that are as they were sealed: what was tampered with
    stays as evidence; where there is nothing, nothing is said. Raises ``IllegalState`` otherwise,
    and without a reason.
    """
    if not reason.strip():
        raise IllegalState(_("Ghi rõ căn cứ để bỏ các lượt mở cũ."))
    number = hour_number(before)
    whole = HourOfReads(number).begins
    with transaction.atomic():
        hold_sealing()
        if whole > settled_until() or first_opening(_unsealed_from(), whole) is not None:
            raise IllegalState(_("Chỉ bỏ được các lượt mở đã niêm phong."))
        if first_opening(None, whole) is None:
            return 0
        if next(verify_reads(whole), None) is not None:
            raise IllegalState(_("Lượt mở đã bị sửa sau khi niêm phong: giữ lại để làm chứng."))
        rows, _kinds = AuditAccess.objects.filter(hour__lt=whole).delete()
        changes = {"hour": [None, whole.isoformat()], "rows": [rows, 0]}
        actor = Actor.platform(reason.strip()[:200])
        tell(Act(actor, REMOVE_READS, "audit.remove_reads", KIND, number, changes))
    return rows


remove_reads.permission = REMOVE_READS  # type: ignore[attr-defined]


def _untold(until: datetime) -> list[HourOfReads]:
    """Hours with openings since the newest record, as many as are told at once; the last anyway."""
    since = _unsealed_from()
    if since is not None and since >= until:
        return []
    first = first_opening(since, until) or until
    end = min(first + LOT, until)
    hours = list(hours_between(first, end))
    last = HourOfReads(hour_number(until) - 1)
    if end == until and (not hours or hours[-1].number != last.number):
        hours.append(last)
    return hours


def _unsealed_from() -> datetime | None:
    newest = newest_sealed()
    return HourOfReads(newest + 1).begins if newest is not None else None
