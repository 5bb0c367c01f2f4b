# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Somebody chooses, kind by kind, how to be told; lets a browser be woken, or no longer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lienthong.core.notifications.adapters.push import push_hosts
from lienthong.core.notifications.domain.push import (
    Keys,
    PushKeyError,
    check_keys,
    is_push_service,
)
from lienthong.core.notifications.models import ChannelChoice, PushSubscription
from lienthong.core.notifications.permissions import CHOOSE
from lienthong.core.notifications.queries.choices import OFFERED, owner_of, reader_of, settled_kinds
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

MOST_BROWSERS = 10


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says when it may be woken."""

    endpoint: str
    keys: Keys
    name: str = ""


@action(CHOOSE)
def settle_choices(wanted: Collection[tuple[str, str]], *, actor: Actor) -> int:
    """Keep exactly these (kind, channel) pairs; how many differ from the usual.

    Only differences are kept, so that a change of the usual reaches everybody else.
    """
    reader, owner = reader_of(actor), owner_of(actor)
    ChannelChoice.objects.filter(**owner).delete()
    rows = [
        ChannelChoice(kind=kind.code, channel=channel, wanted=is_wanted, **owner)
        for kind in settled_kinds(reader)
        for channel in OFFERED[reader]
        if (is_wanted := (kind.code, channel) in wanted) != (channel in kind.channels)
    ]
    return len(ChannelChoice.objects.bulk_create(rows))


@action(CHOOSE)
def add_browser(browser: Browser, *, actor: Actor) -> PushSubscription:
    """Let a browser be woken; the same one again is the same row, now of whoever uses it.

    Raises ``InvalidInput`` for an address outside the known push services, broken keys, and more
    than ten browsers.
    """
    if len(browser.endpoint) > 500 or not is_push_service(browser.endpoint, push_hosts()):
        raise InvalidInput(_("Trình duyệt này dùng dịch vụ đẩy mà hệ thống không nhận."))
    try:
        check_keys(browser.keys)
    except PushKeyError as wrong:
        raise InvalidInput(_("Trình duyệt đưa khóa không đúng. Hãy bật lại.")) from wrong
    owner = owner_of(actor)
    mine = PushSubscription.objects.filter(**owner).exclude(endpoint=browser.endpoint)
    if mine.count() >= MOST_BROWSERS:
        raise InvalidInput(_("Đã bật trên 10 trình duyệt. Hãy tắt bớt rồi bật tiếp."))
    values = {"p256dh": browser.keys.p256dh, "auth": browser.keys.auth}
    values["browser"] = browser.name[:120]
    row, _made = PushSubscription.objects.update_or_create(
        endpoint=browser.endpoint, defaults={**owner, **values}
    )
    return row


@action(CHOOSE)
def drop_browser(pk: int, *, actor: Actor) -> int:
    """Wake a browser no longer; only one's own. How many went."""
    return PushSubscription.objects.filter(pk=pk, **owner_of(actor)).delete()[0]
