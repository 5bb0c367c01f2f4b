# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs: tell holders of accounts, drop what is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import keepers_of
from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import CONFIGURE, KEEP_SEAL, keeping
from lienthong.core.notifications.actions.read import drop_old_codes
from lienthong.core.notifications.actions.send import NewMessage, Recipient, send_message
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task

_CLOCK = "%H:%M, %d/%m/%Y"
_SECOND_FACTOR = {
    True: "lớp xác thực thứ hai đã được đặt.",
    False: "lớp xác thực thứ hai đã bị gỡ; lần đăng nhập tới bạn đặt lại.",
}


@task("notifications.tell_lock")
def tell_lock(account_id: int, at: str, until: str) -> None:
    """Say that wrong passwords locked the account."""
    values = {"when": _local(at), "until": _local(until)}
    _tell(account_id, "notifications.account_locked", f"lock:{account_id}:{until}", values)


@task("notifications.tell_second_factor")
def tell_second_factor(account_id: int, at: str, present: bool) -> None:
    """Say that the second factor was set up or taken away."""
    values = {"when": _local(at), "text": _SECOND_FACTOR[present]}
    _tell(account_id, "notifications.second_factor", f"factor:{account_id}:{at}", values)


@task("notifications.tell_certificate")
def tell_certificate(
    key: str, subject: str, ends: str, account_id: int | None, unit_id: int | None
) -> None:
    """Say that a certificate ends soon, once for each stage of the data, to each who can act."""
    end = datetime.fromisoformat(ends)
    stage = keeping().stage(end, at=timezone.now())
    if stage is None:
        return
    values = {"subject": subject, "day": f"{timezone.localtime(end):%d/%m/%Y}"}
    event, told = f"{key}:{ends}:{stage}", _who_can_act(account_id, unit_id)
    link = reverse("officer:means" if account_id else "administration:trust")
    for one in told:
        _tell(one, "notifications.certificate_ending", event, values, link=link)


def _who_can_act(account_id: int | None, unit_id: int | None) -> list[int]:
    """The person; for a seal who keeps it there, and always who keeps the lists of trust."""
    if account_id is not None:
        return [account_id]
    keepers = keepers_of(KEEP_SEAL.code, [unit_id]) if unit_id is not None else []
    return sorted({one.pk for one in (*keepers, *keepers_of(CONFIGURE.code))})


@task("notifications.tell_proofs")
def tell_proofs(count: int, before: str) -> None:
    """Say to administrators, once a day, how many documents were not renewed in time."""
    day = timezone.localtime(datetime.fromisoformat(before)).date()
    values = {"count": str(count), "day": f"{day:%d/%m/%Y}"}
    for one in keepers_of(CONFIGURE.code):
        event = f"proofs:{day.isoformat()}"
        link = reverse("administration:trust")
        _tell(one.pk, "notifications.proofs_ending", event, values, link=link)


def _tell(
    account_id: int, kind: str, event_key: str, values: dict[str, Any], *, link: str = ""
) -> None:
    account = Account.objects.get(pk=account_id)
    told = Recipient(str(account), account_id=account.pk)
    send_message(
        NewMessage(kind, event_key, told, values, link=link),
        actor=Actor.platform("báo về tài khoản"),
    )


def _local(text: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(text)):{_CLOCK}}"


@task("notifications.drop_old_codes", every="23 19 * * *", title=_("Xóa mã một lần đã cũ"))
def drop_codes() -> None:
    """Delete codes and counts that are over, every night."""
    drop_old_codes(timezone.now(), actor=Actor.platform("dọn mã một lần"))
