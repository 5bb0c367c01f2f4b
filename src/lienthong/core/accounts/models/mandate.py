# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""On what ground somebody acts for somebody else before the state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.enums import Gender, MandateBasis, MandateState, PrincipalKind
from lienthong.core.accounts.models.account import Person
from lienthong.kernel.db import CCharField
from lienthong.kernel.text import one_line


class Mandate(models.Model):
    """A representative acts for a principal: the ground, its paper, for what and until when.

    The principal is named as the representative declares them, not taken from the register of
    persons: whoever signs in with the declared number sees the mandate and can revoke it at once.
    ``valid_to`` is the last day; ``scope`` lists procedure codes, empty means all;
    ``document_id`` is a file version of core.documents.
    Legal basis: 91/2015/QH13, Điều 134, 136, 137, 138 and 140; 69/2024/NĐ-CP, Điều 40.
    """

    representative = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="mandates", verbose_name=_("người làm thay")
    )
    basis = CCharField(_("căn cứ"), max_length=20, choices=MandateBasis.choices)
    principal_kind = CCharField(
        _("làm thay cho"),
        max_length=12,
        choices=PrincipalKind.choices,
        default=PrincipalKind.PERSON,
    )
    principal_name = models.CharField(_("tên người được làm thay"), max_length=200)
    principal_personal_id = CCharField(_("số định danh cá nhân"), max_length=12, blank=True)
    principal_tax_code = CCharField(_("mã số thuế"), max_length=14, blank=True)
    principal_date_of_birth = models.DateField(_("ngày sinh"), null=True, blank=True)
    principal_gender = models.CharField(
        _("giới tính"), max_length=6, choices=Gender.choices, blank=True
    )
    number = models.CharField(_("số văn bản"), max_length=80, blank=True)
    document_id = models.BigIntegerField(_("tệp văn bản"), null=True, blank=True)
    document_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    scope = models.JSONField(_("thủ tục được làm"), default=list, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    state = CCharField(
        _("trạng thái"), max_length=12, choices=MandateState.choices, default=MandateState.DECLARED
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    decided_by_text = models.CharField(_("người xác nhận"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    declared_at = models.DateTimeField(_("khai lúc"), auto_now_add=True)
    ended_at = models.DateTimeField(_("hết hiệu lực lúc"), null=True, blank=True)
    audit_secret = frozenset(
        {"principal_name", "principal_personal_id", "principal_date_of_birth", "document_name"}
    )

    class Meta:
        verbose_name = _("ủy quyền (của công dân)")
        ordering = ("-declared_at", "-pk")
        indexes = [
            models.Index(
                fields=["principal_personal_id"],
                name="mandate_principal",
                condition=~models.Q(principal_personal_id=""),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="mandate_days",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.principal_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store names and numbers in one normal form, on one line."""
        self.principal_name, self.number = one_line(self.principal_name), one_line(self.number)
        super().save(*args, **kwargs)

    @property
    def needs_document(self) -> bool:
        """Whether a paper must prove the ground; parents are proven by the birth certificate."""
        return self.basis != MandateBasis.PARENT

    @property
    def is_standing(self) -> bool:
        """Whether nobody has ended it; days are another question."""
        return self.state in {MandateState.DECLARED, MandateState.CONFIRMED}

    def is_over(self, on: date) -> bool:
        """Whether its last day lies before the day."""
        return self.valid_to is not None and self.valid_to < on

    def covers(self, topic: str) -> bool:
        """Whether it is good for a procedure."""
        return not self.scope or topic in self.scope

    def principal_person_id(self) -> int | None:
        """The registered person with the declared number; None for an organisation."""
        if not self.principal_personal_id:
            return None
        found = Person.objects.filter(personal_id=self.principal_personal_id)
        return found.values_list("pk", flat=True).first()

    def owner_person_ids(self) -> set[int]:
        """Both sides see it and can end it."""
        principal = self.principal_person_id()
        return {self.representative_id} | ({principal} if principal else set())
