# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A message to one person or account, what goes with it, and one delivery a channel."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.notifications.enums import Channel, DeliveryState
from lienthong.kernel.db import CCharField

HIDDEN = "******"
"""Stands in stored text where a one-time code is written at the moment of sending."""


class Message(models.Model):
    """What somebody is told, in the words of the day, once for (event, recipient).

    A citizen is addressed as a person (with or without an account), an officer by account. The
    subject is a kind and a number, without a foreign key upwards. ``link`` is a path of our site.
    """

    kind = CCharField(_("mẫu"), max_length=60)
    template_from = models.DateField(_("mẫu có từ"))
    event_key = CCharField(_("khóa sự việc"), max_length=120)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("người nhận"),
    )
    account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("tài khoản nhận"),
    )
    recipient_name = models.CharField(_("tên người nhận"), max_length=200, blank=True)
    subject_kind = CCharField(_("về loại"), max_length=60, blank=True)
    subject_id = models.BigIntegerField(_("về số"), null=True, blank=True)
    subject_text = models.CharField(_("về việc"), max_length=200, blank=True)
    language = CCharField(_("ngôn ngữ"), max_length=8, default="vi")
    title = models.CharField(_("tiêu đề"), max_length=200)
    short_text = models.TextField(_("lời ngắn"))
    body = models.TextField(_("nội dung"))
    link = CCharField(_("đường dẫn"), max_length=300, blank=True)
    code = models.ForeignKey(
        "notifications.OneTimeCode",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mã một lần"),
    )
    in_app = models.BooleanField(_("hiện trên trang"), default=True)
    created_at = models.DateTimeField(_("lập lúc"))
    seen_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    audit_secret = frozenset({"title", "short_text", "body", "recipient_name", "subject_text"})

    class Meta:
        verbose_name = _("thông báo")
        constraints = [
            models.UniqueConstraint(
                fields=["event_key", "person", "account"],
                name="message_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                "person",
                models.F("created_at").desc(),
                models.F("id").desc(),
                name="message_person",
                condition=models.Q(in_app=True, person__isnull=False),
            ),
            models.Index(
                "account",
                models.F("created_at").desc(),
                models.F("id").desc(),
                name="message_account",
                condition=models.Q(in_app=True, account__isnull=False),
            ),
            models.Index(
                fields=["person", "account"],
                name="message_unseen",
                condition=models.Q(in_app=True, seen_at__isnull=True),
            ),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="message_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class MessageAttachment(models.Model):
    """A paper that goes with a message by mail; its file may be drawn after the message is."""

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="attachments", verbose_name=_("thông báo")
    )
    source_kind = CCharField(_("nguồn"), max_length=60)
    source_id = models.BigIntegerField(_("số của nguồn"))
    title = models.CharField(_("tên giấy"), max_length=200)
    file_version_id = models.BigIntegerField(_("phiên bản tệp"), null=True, blank=True)

    class Meta:
        verbose_name = _("giấy kèm thông báo")

    def __str__(self) -> str:
        return self.title


class MessageDelivery(models.Model):
    """One message by one channel: to which address, tried how often, with what end."""

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="deliveries", verbose_name=_("thông báo")
    )
    channel = models.CharField(_("cách gửi"), max_length=8, choices=Channel.choices)
    address = models.CharField(_("gửi tới"), max_length=254, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.SmallIntegerField(_("số lần gửi"), default=0)
    next_at = models.DateTimeField(_("gửi lại lúc"), null=True, blank=True)
    expires_at = models.DateTimeField(_("không gửi sau"), null=True, blank=True)
    error = models.TextField(_("lỗi"), blank=True)
    reference = CCharField(_("mã của nơi chuyển"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    resends = models.SmallIntegerField(_("số lần gửi lại"), default=0, db_default=0)
    resent_at = models.DateTimeField(_("gửi lại do người yêu cầu lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần gửi thông báo")
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.message_id}:{self.channel}"

    @property
    def may_resend(self) -> bool:
        """Whether sending it again makes sense: it left or failed, and carries no code."""
        done = self.state != DeliveryState.WAITING
        return done and self.channel != Channel.IN_APP and self.message.code_id is None
