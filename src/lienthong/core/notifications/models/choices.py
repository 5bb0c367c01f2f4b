# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody chose kind by kind, and the browsers that may be woken."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.core.notifications.enums import Channel
from lienthong.kernel.db import CCharField


class _Owned(models.Model):
    """Belongs to a person (citizen) or an account (officer)."""

    person = models.ForeignKey(
        "accounts.Person",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người"),
    )
    account = models.ForeignKey(
        "accounts.Account",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tài khoản"),
    )

    class Meta:
        abstract = True


class ChannelChoice(_Owned):
    """One kind of message by one channel, wanted or not; without a row it is as the kind says."""

    kind = CCharField(_("mẫu"), max_length=60)
    channel = models.CharField(_("cách gửi"), max_length=8, choices=Channel.choices)
    wanted = models.BooleanField(_("muốn nhận"))

    class Meta:
        verbose_name = _("lựa chọn cách nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "account", "kind", "channel"],
                name="channelchoice_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.channel}"


class PushSubscriptions(models.QuerySet["PushSubscription"]):
    """Subscriptions and the questions asked of them."""

    def of(self, *, person_id: int | None, account_id: int | None) -> PushSubscriptions:
        """Those of a recipient, newest first: of the account when there is one."""
        whose = {"account_id": account_id} if account_id else {"person_id": person_id or 0}
        return self.filter(**whose).order_by("-made_at", "-pk")


class PushSubscription(_Owned):
    """A browser that may be woken: where, and with which keys. They come from the browser."""

    endpoint = models.CharField(_("địa chỉ đẩy"), max_length=500, unique=True)
    p256dh = models.CharField(_("khóa của trình duyệt"), max_length=120)
    auth = models.CharField(_("bí mật chung"), max_length=40)
    browser = models.CharField(_("trình duyệt"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("bật lúc"), db_default=Now())
    audit_secret = frozenset({"endpoint", "p256dh", "auth"})
    objects = PushSubscriptions.as_manager()

    class Meta:
        verbose_name = _("trình duyệt nhận thông báo đẩy")

    def __str__(self) -> str:
        return self.browser
