# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs: tell holders of accounts, drop what is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Account
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


def _tell(account_id: int, kind: str, event_key: str, values: dict[str, Any]) -> None:
    account = Account.objects.get(pk=account_id)
    send_message(
        NewMessage(kind, event_key, Recipient(str(account), account_id=account.pk), values),
        actor=Actor.platform("báo về tài khoản"),
    )


def _local(text: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(text)):{_CLOCK}}"


@task("notifications.drop_old_codes", every="23 2 * * *", title=_("Xóa mã một lần đã cũ"))
def drop_codes() -> None:
    """Delete codes and counts that are over, every night."""
    drop_old_codes(timezone.now(), actor=Actor.platform("dọn mã một lần"))
