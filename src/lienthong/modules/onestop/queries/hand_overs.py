# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is to be handed over, what waits for a receiver, what an officer leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import ngettext

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.api import Step
from lienthong.core.units.api import Membership
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import dong
from lienthong.modules.onestop.enums import HandOverPurpose
from lienthong.modules.onestop.models import Dossier, HandOver, HandOverSheet, Payment
from lienthong.modules.onestop.permissions import HAND_OVER

MOST = 300


@dataclass(frozen=True, slots=True)
class Held:
    """One dossier that an officer holds, with the originals that lie with it."""

    dossier: Dossier
    originals: int

    @property
    def words(self) -> str:
        """What lies with it."""
        count = self.originals
        words = ngettext("%(count)s bản chính", "%(count)s bản chính", count)
        return words % {"count": count} if count else ""


@dataclass(frozen=True, slots=True)
class Shift:
    """What an officer leaves at the end of a shift: dossiers, cash with receipts."""

    held: list[Held]
    cash: dict[str, Any]

    @property
    def is_empty(self) -> bool:
        """Nothing to hand over."""
        return not self.held and not self.cash["total"]


def has_paper(dossier: Dossier) -> bool:
    """Whether paper was taken: originals, certified copies or photocopies that stay."""
    return any(
        part.originals or part.certified_copies or part.photocopies
        for part in dossier.components.all()
        if not part.present_only
    )


def _lines() -> QuerySet[HandOver]:
    return HandOver.objects.select_related(
        "dossier__case", "dossier__procedure_version", "dossier__submitter", "sheet"
    )


def waiting_lines(actor: Actor) -> list[HandOver]:
    """Papers of open dossiers that units within reach must bring away, most urgent first."""
    rows = _lines().filter(given_at=None, electronic=False, dossier__case__closed_at=None)
    rows = _within(rows, actor, "from_unit_id")
    return list(rows.order_by("due_at", "pk")[:MOST])


def sheets_to_receive(actor: Actor) -> list[HandOverSheet]:
    """Signed by the giver, waiting for a receiver within reach; shifts only for who is named."""
    rows = HandOverSheet.objects.filter(received_at=None).exclude(giver_id=actor.account_id)
    rows = rows.filter(Q(receiver_id=None) | Q(receiver_id=actor.account_id))
    return list(_within(rows, actor, "to_unit_id").order_by("given_at")[:MOST])


def recent_sheets(actor: Actor) -> list[HandOverSheet]:
    """The newest sheets given or received within reach, without those waiting for the actor."""
    waiting = {sheet.pk for sheet in sheets_to_receive(actor)}
    allowed = reachable_unit_ids(reach(actor, HAND_OVER))
    rows = HandOverSheet.objects.exclude(pk__in=waiting)
    if allowed is not None:
        rows = rows.filter(Q(from_unit_id__in=allowed) | Q(to_unit_id__in=allowed))
    return list(rows.order_by("-given_at", "-pk")[:20])


def lines_of(sheet: HandOverSheet) -> list[HandOver]:
    """The lines of a sheet in order."""
    return list(_lines().filter(sheet=sheet).prefetch_related("dossier__components").order_by("pk"))


def _within(rows: Any, actor: Actor, unit_field: str) -> Any:
    allowed = reachable_unit_ids(reach(actor, HAND_OVER))
    return rows if allowed is None else rows.filter(**{f"{unit_field}__in": allowed})


def shift_of(actor: Actor, unit_id: int) -> Shift:
    """Dossiers that the officer took into his own queue, cash taken since his last hand-over."""
    held = Step.objects.filter(
        queue__account_id=actor.account_id or 0, unit_id=unit_id, closed_at__isnull=True
    )
    case_ids = held.values_list("case_id", flat=True)
    dossiers = Dossier.objects.filter(pk__in=case_ids).select_related("case", "submitter")
    rows = [Held(dossier, _originals(dossier)) for dossier in dossiers.order_by("pk")]
    return Shift(rows, _cash(actor, unit_id))


def _originals(dossier: Dossier) -> int:
    rows = dossier.components.filter(present_only=False, original_returned_at=None)
    return int(rows.aggregate(total=Sum("originals"))["total"] or 0)


def _cash(actor: Actor, unit_id: int) -> dict[str, Any]:
    last = HandOverSheet.objects.filter(
        purpose=HandOverPurpose.SHIFT, giver_id=actor.account_id, from_unit_id=unit_id
    )
    since = last.order_by("-given_at").values_list("given_at", flat=True).first()
    taken = Payment.objects.filter(
        taken_by_id=actor.account_id, method="cash", dossier__case__unit_id=unit_id
    )
    if since is not None:
        taken = taken.filter(paid_at__gt=since)
    payments = list(taken.select_related("receipt", "dossier__case").order_by("paid_at", "pk"))
    total = sum(payment.amount for payment in payments)
    return {
        "total": total,
        "total_words": dong(total) if total else "",
        "receipts": [
            {
                "code": payment.receipt.code if hasattr(payment, "receipt") else "",
                "amount": payment.amount,
                "words": dong(payment.amount),
                "dossier": payment.dossier.code,
            }
            for payment in payments
        ],
    }


def colleagues(actor: Actor, unit_id: int) -> list[tuple[int, str]]:
    """Others who serve in the unit today: account id and name."""
    rows = Membership.objects.filter(unit_id=unit_id).on(timezone.localdate())
    rows = rows.exclude(account_id=actor.account_id).select_related("account")
    return sorted({(row.account_id, row.account.display_name) for row in rows}, key=lambda r: r[1])
