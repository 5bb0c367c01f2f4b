# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the morning: one letter to each officer for whom work waits."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.cases.models import Step
from lienthong.core.cases.notifications import DIGEST
from lienthong.core.cases.queries.codes import first_codes
from lienthong.core.cases.queries.digest import COUNTED, digest_of, officers_with_mail, works_on
from lienthong.core.notifications.api import NewMessage, Recipient, send_message
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task("cases.send_digests", every="30 0 * * *", title=_("Gửi thư tổng hợp việc đang chờ"))
def send_digests(**_: object) -> None:
    """At 07:30 (00:30 UTC) one letter to each officer for whom work waits, on working days."""
    for account in officers_with_mail():
        ports.defer("cases.send_digest", lock=f"digest:{account.pk}", account_id=account.pk)


@ports.task("cases.send_digest")
def send_digest(account_id: int) -> None:
    """Write one officer's letter of the day, once, where their unit works today."""
    now = timezone.now()
    account, day = Account.objects.get(pk=account_id), timezone.localdate(now)
    actor = actor_for(account)
    if actor.unit_id is None or not works_on(actor.unit_id, day):
        return
    found = digest_of(actor, now=now)
    if found is None:
        return
    first = first_codes(step.case_id for step in found.steps if not step.case_code)
    lines = [_line(step, step.case_code or first.get(step.case_id, "")) for step in found.steps]
    values = {"late": bounded(found.late), "today": bounded(found.today)}
    send_message(
        NewMessage(
            kind=DIGEST.code,
            event_key=f"digest:{day:%Y-%m-%d}",
            recipient=Recipient(str(account), account_id=account.pk),
            values=values | {"waiting": bounded(found.waiting), "list": "\n".join(lines)},
            link=reverse("officer:inbox"),
        ),
        actor=Actor.platform("thư tổng hợp buổi sáng"),
    )


def _line(step: Step, code: str) -> str:
    return f"- {step.title}: {f'{code} {step.case_title}'.strip()}"


def bounded(count: int) -> str:
    """A count that was not counted to the end says so."""
    return f"{COUNTED}+" if count >= COUNTED else str(count)
