# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of cases."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.actions.reassign import carry_next
from lienthong.core.cases.models import Reassignment, Step
from lienthong.core.cases.notifications import REASSIGNED, STEP_MINE
from lienthong.core.cases.queries.held import asker_of
from lienthong.core.notifications.api import NewMessage, Recipient, Subject, send_message
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.partitions import ensure_partitions


@ports.task("cases.prepare_partitions", every="0 2 1 * *")
def prepare_partitions() -> None:
    """Make the monthly partitions of events, on the first of every month, 24 months ahead."""
    ensure_partitions("cases_caseevent", timezone.now().date())


@ports.task("cases.tell_step")
def tell_step(step_id: int, key: str) -> None:
    """Tell whoever holds a step in person that it is theirs; nobody when it went on meanwhile."""
    rows = Step.objects.select_related("queue__account", "kind")
    step = rows.filter(pk=step_id, closed_at__isnull=True).first()
    owner = step.queue.account if step else None
    if step is None or owner is None:
        return
    send_message(
        NewMessage(
            kind=STEP_MINE.code,
            event_key=key,
            recipient=Recipient(str(owner), account_id=owner.pk),
            values={
                "step": step.title,
                "code": step.case_code,
                "title": step.case_title,
                "due": f"{timezone.localtime(step.due_at):%H:%M, %d/%m/%Y}" if step.due_at else "",
            },
            subject=Subject(step.kind.code, step.case_id, f"{step.case_code} · {step.case_title}"),
            link=reverse("officer:step", args=[step.pk]),
        ),
        actor=Actor.platform("báo việc được giao"),
    )


@ports.task("cases.tell_reassigned")
def tell_reassigned(reassignment_id: int) -> None:
    """Tell everybody who got work of somebody else how much, whose and why; once each."""
    rows = Reassignment.objects.defer("step_ids").select_related("from_account")
    batch = rows.get(pk=reassignment_id)
    for pk, count in batch.moved_to.items():
        send_message(
            NewMessage(
                kind=REASSIGNED.code,
                event_key=f"reassignment:{batch.pk}",
                recipient=Recipient(account_id=int(pk)),
                values={"count": str(count), "holder": str(batch.from_account)}
                | {"reason": batch.reason},
                link=reverse("officer:inbox"),
            ),
            actor=Actor.platform("báo việc được chuyển"),
        )


@ports.task("cases.reassign")
def reassign(reassignment_id: int) -> None:
    """Move the steps of a reassignment one by one; goes on where an earlier run stopped."""
    batch = Reassignment.objects.defer("step_ids").get(pk=reassignment_id)
    actor, left = asker_of(batch), True
    while left:
        with transaction.atomic():
            left = carry_next(reassignment_id, actor=actor)
