# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft is laid before those who initial it, then before the person who is to sign it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.models.issued import IssuedDocument


class RequestPurpose(models.TextChoices):
    """What somebody is asked to put on a draft, in the order in which they are asked.

    Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13.
    """

    CONTENT = "content", _("ký nháy nội dung")
    FORM = "form", _("ký nháy thể thức")
    SECRETARY = "secretary", _("ký thư ký")
    SIGN = "sign", _("ký")


class RequestAnswer(models.TextChoices):
    """What came of laying a document before its signer."""

    NEXT = "next", _("chưa đến lượt")
    WAITING = "waiting", _("chờ ký")
    SIGNED = "signed", _("đã ký")
    RETURNED = "returned", _("người ký trả lại")
    WITHDRAWN = "withdrawn", _("rút lại")


class SigningRequest(models.Model):
    """One laying of a document before a signer: who, for what, what came of it.

    Only one waits at a time; those behind it have their turn when it is signed.
    Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13.
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="requests", verbose_name=_("văn bản")
    )
    purpose = models.CharField(
        _("trình để"),
        max_length=9,
        choices=RequestPurpose.choices,
        default=RequestPurpose.SIGN,
    )
    signer = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người trình")
    )
    asked_at = models.DateTimeField(_("trình lúc"))
    note = models.CharField(_("lời trình"), max_length=500, blank=True)
    answer = models.CharField(
        _("kết quả trình"),
        max_length=9,
        choices=RequestAnswer.choices,
        default=RequestAnswer.WAITING,
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần trình ký")
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                name="signingrequest_one_open",
                condition=models.Q(answer="waiting"),
            )
        ]
        indexes = [
            models.Index(
                fields=["signer", "asked_at"],
                name="signingrequest_waiting",
                condition=models.Q(answer="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.answer}"
