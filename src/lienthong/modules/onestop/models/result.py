# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The result, its return, and what the citizen thought of it."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import Delivery, RatingLevel, ResultKind


class Result(models.Model):
    """What was decided: granted or refused, with the issued document.

    Legal basis: 61/2018/NĐ-CP, Điều 19 and 20; 45/2020/NĐ-CP, Điều 14.
    """

    dossier = models.OneToOneField(
        "onestop.Dossier", models.PROTECT, related_name="result", verbose_name=_("hồ sơ")
    )
    kind = models.CharField(_("loại"), max_length=8, choices=ResultKind.choices)
    reason = models.TextField(_("lý do (khi từ chối)"), blank=True)
    legal_basis = models.CharField(_("căn cứ từ chối"), max_length=300, blank=True)
    document_id = models.BigIntegerField(_("văn bản đã ban hành"), null=True, blank=True)
    store_code = CCharField(_("mã trong kho dữ liệu"), max_length=80, blank=True)
    decided_by_text = models.CharField(_("người ký"), max_length=200, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    issued_at = models.DateTimeField(_("phát hành lúc"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("cấp lại để thay kết quả"),
    )

    class Meta:
        verbose_name = _("kết quả giải quyết")

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}"

    def document_lines(self) -> list[dict[str, str]]:
        """The lines of the drafted paper, as they were given to it; empty before a draft."""
        document = apps.get_model("documents.IssuedDocument").objects.filter(
            pk=self.document_id or 0
        )
        content = document.values_list("content", flat=True).first() or {}
        lines: list[dict[str, str]] = content.get("lines", [])
        return lines

    def owner_person_ids(self) -> set[int]:
        """The submitter of the dossier."""
        return self.dossier.owner_person_ids()

    def scope_unit_ids(self) -> set[int]:
        """Units that take part in the dossier."""
        return self.dossier.scope_unit_ids()


class ResultReturn(models.Model):
    """The result reached the citizen: how, when, who took it, with the taker's signature."""

    result = models.OneToOneField(
        Result, models.PROTECT, related_name="handed_out", verbose_name=_("kết quả")
    )
    method = models.CharField(_("cách trả"), max_length=8, choices=Delivery.choices)
    taker_name = models.CharField(_("người nhận"), max_length=120, blank=True)
    taker_phone = CCharField(_("điện thoại"), max_length=20, blank=True)
    signature = models.TextField(_("chữ ký người nhận"), blank=True)
    originals_returned = models.BooleanField(_("đã trả bản chính"), default=False)
    returned_at = models.DateTimeField(_("trả lúc"))
    returned_by_text = models.CharField(_("người trả"), max_length=200)
    audit_secret = frozenset({"signature"})

    class Meta:
        verbose_name = _("trả kết quả")

    def __str__(self) -> str:
        return str(self.result_id)


class Revocation(models.Model):
    """A granted result loses its force by a decision: ground, basis, since when.

    The corrected result is another dossier. Legal basis: 45/2020/NĐ-CP, Điều 15.
    """

    result = models.OneToOneField(
        Result, models.PROTECT, related_name="revocation", verbose_name=_("kết quả")
    )
    ground = models.CharField(_("lý do"), max_length=500)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    decision_number = CCharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"))
    revoked_by_text = models.CharField(_("người thu hồi"), max_length=200)
    corrected_by = models.ForeignKey(
        "onestop.Dossier",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hồ sơ cấp lại"),
    )

    class Meta:
        verbose_name = _("thu hồi kết quả")

    def __str__(self) -> str:
        return self.decision_number


class Rating(models.Model):
    """The citizen's answer to the satisfaction form; one for each dossier.

    Legal basis: 61/2018/NĐ-CP, Điều 27 and 29.
    """

    dossier = models.OneToOneField(
        "onestop.Dossier", models.CASCADE, related_name="rating", verbose_name=_("hồ sơ")
    )
    level = models.SmallIntegerField(_("mức hài lòng"), choices=RatingLevel.choices)
    comment = models.TextField(_("góp ý"), blank=True)
    channel = CCharField(_("nơi đánh giá"), max_length=10)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("đánh giá sự hài lòng")

    def __str__(self) -> str:
        return str(self.level)
