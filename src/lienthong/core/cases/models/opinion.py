# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other units are asked about a case."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.enums import CaseOutcome, OpinionStance


class Opinion(models.Model):
    """What another unit is asked about a case: its own clock, its answer, when that came.

    The work lies in ``step``, a step of the asked unit; lateness is booked to that unit, never to
    the one that asked. ``rule`` is what the definition said when it was asked; the three moments
    follow from it and the due moment, each is emptied once it was acted on.
    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """

    case = models.ForeignKey(
        "cases.Case", models.CASCADE, related_name="opinions", verbose_name=_("việc")
    )
    step = models.OneToOneField(
        "cases.Step", models.PROTECT, related_name="opinion", verbose_name=_("bước xử lý")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị được hỏi")
    )
    asking_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        verbose_name=_("đơn vị hỏi"),
        db_index=False,
    )
    question = models.TextField(_("nội dung cần ý kiến"))
    asked_by_id = models.BigIntegerField(_("người hỏi (tài khoản)"), null=True)
    asked_by_text = models.CharField(_("người hỏi"), max_length=200)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    reminders = models.SmallIntegerField(_("số lần nhắc"), default=0)
    reminded_at = models.DateTimeField(_("nhắc lúc"), null=True, blank=True)
    stance = models.CharField(_("ý kiến"), max_length=10, choices=OpinionStance.choices, blank=True)
    answer = models.TextField(_("nội dung trả lời"), blank=True)
    files = models.JSONField(_("tệp kèm theo"), default=list)
    answered_by_id = models.BigIntegerField(_("người trả lời (tài khoản)"), null=True, blank=True)
    answered_by_text = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    outcome = models.SmallIntegerField(
        _("đúng hạn"), choices=CaseOutcome.choices, null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("thôi hỏi lúc"), null=True, blank=True)
    rule = models.JSONField(_("quy định theo dõi"), default=dict)
    remind_at = models.DateTimeField(_("nhắc trước hạn lúc"), null=True, blank=True)
    escalate_at = models.DateTimeField(_("báo cấp trên lúc"), null=True, blank=True)
    silence_at = models.DateTimeField(_("coi im lặng là đồng ý lúc"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("đã báo cấp trên lúc"), null=True, blank=True)
    legal_basis = models.JSONField(_("căn cứ coi là đồng ý"), default=list)

    class Meta:
        verbose_name = _("ý kiến")
        indexes = [
            models.Index(fields=["case", "id"], name="opinion_case"),
            models.Index(
                fields=["unit", "id"],
                name="opinion_open",
                condition=models.Q(answered_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:60]

    @property
    def is_open(self) -> bool:
        """Whether the asked unit still owes an answer; nothing is owed once its step ended."""
        done = self.answered_at or self.withdrawn_at or self.step.closed_at
        return done is None

    @property
    def is_late(self) -> bool:
        """Whether the answer came late."""
        return self.outcome == CaseOutcome.LATE

    @property
    def silence_agrees(self) -> bool:
        """Whether the definition counts silence as consent, as it stood when the unit was asked."""
        return bool(self.rule.get("silence") == "agrees")

    def scope_unit_ids(self) -> set[int]:
        """Units through which an officer may reach it: those of its case."""
        return self.case.scope_unit_ids() | {self.unit_id}
