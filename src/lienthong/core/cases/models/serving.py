# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system has to do by itself in a step, and how that went."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.enums import ServiceState
from lienthong.core.cases.models.cases import Step
from lienthong.kernel.db import CCharField

WAITING = (ServiceState.TO_DO, ServiceState.ASKED)


class ServiceCall(models.Model):
    """The one doing of a service step: taken with a lease, done together with the step.

    ``attempts`` counts what did not end well; ``next_at`` is when it is tried again, or, once
    somebody was asked, until when the answer is awaited.
    """

    step = models.OneToOneField(
        Step, models.CASCADE, related_name="service_call", verbose_name=_("bước xử lý")
    )
    service = CCharField(_("mã việc"), max_length=60)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ServiceState.choices, default=ServiceState.TO_DO
    )
    attempts = models.SmallIntegerField(_("số lần thử"), default=0)
    next_at = models.DateTimeField(_("lần sau lúc"))
    error = models.TextField(_("lỗi"), blank=True)
    told = models.TextField(_("kết quả"), blank=True)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    replays = models.SmallIntegerField(_("số lần cho làm lại"), default=0)

    class Meta:
        verbose_name = _("việc hệ thống tự làm")
        indexes = [
            models.Index(
                fields=["next_at"],
                name="servicecall_due",
                condition=models.Q(state__in=["to_do", "asked"]),
            ),
            models.Index(fields=["state", "-id"], name="servicecall_state"),
        ]

    def __str__(self) -> str:
        return f"{self.service}:{self.step_id}"
