# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what somebody signs, and the leave they gave for a number of signatures."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import MeansKind
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class SigningMeans(Dated):
    """The key of a person, or of an agency's seal, from a day on.

    ``reference`` finds it: the name of a software key, ``token/label`` of a token, the user's
    name at a remote service. Legal basis: 23/2025/NĐ-CP.
    """

    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người ký")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    kind = models.CharField(_("loại phương tiện"), max_length=8, choices=MeansKind.choices)
    reference = models.CharField(_("nơi giữ khóa"), max_length=200)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phương tiện ký số")
        constraints = [
            valid_dates(name="means_dates"),
            models.CheckConstraint(
                name="means_one_holder",
                condition=models.Q(account__isnull=False, unit__isnull=True)
                | models.Q(account__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class SigningConsent(models.Model):
    """Leave that a holder gave a remote service: so many signatures until a moment.

    ``secret`` is what the service wants to see, encrypted with the installation's own key.
    """

    means = models.ForeignKey(SigningMeans, models.PROTECT, verbose_name=_("phương tiện ký số"))
    given_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người xác nhận")
    )
    most = models.SmallIntegerField(_("số chữ ký được phép"))
    secret = models.BinaryField(_("dữ liệu kích hoạt, đã mã hóa"))
    given_at = models.DateTimeField(_("xác nhận lúc"))
    until = models.DateTimeField(_("có giá trị đến"))
    credential = CCharField(_("mã khóa ở nơi giữ"), max_length=120)
    audit_secret = frozenset({"secret"})

    class Meta:
        verbose_name = _("xác nhận ký số")
        indexes = [models.Index(fields=["means", "-until"], name="consent_live")]

    def __str__(self) -> str:
        return f"{self.means_id} {self.until:%H:%M}"
