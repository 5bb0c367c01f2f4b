# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of procedures: what others published, our reading of it, and who confirmed it.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import CatalogueSource, CatalogueState, RuleKind


class CatalogueImport(models.Model):
    """One file that was taken: whose list, of which day, what it brought."""

    source = CCharField(_("nguồn"), max_length=8, choices=CatalogueSource.choices)
    file_name = models.CharField(_("tên tệp"), max_length=255)
    as_of = models.DateField(_("ngày của nguồn"))
    imported_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)
    imported_by = models.CharField(_("người nhập"), max_length=200)
    counts = models.JSONField(_("số lượng"), default=dict)

    class Meta:
        verbose_name = _("lần nhập danh mục thủ tục")

    def __str__(self) -> str:
        return self.file_name


class CatalogueEntry(models.Model):
    """A procedure of the catalogue, by national code, and how far people are with it.

    ``current`` is the record that counts; a new one brings the entry back to review.
    """

    code = CCharField(_("mã thủ tục"), max_length=60, unique=True)
    name = models.TextField(_("tên thủ tục"))
    field_name = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    folded = models.TextField(_("chữ để tìm"))
    state = CCharField(
        _("trạng thái"),
        max_length=10,
        choices=CatalogueState.choices,
        default=CatalogueState.REVIEW,
    )
    current = models.ForeignKey(
        "onestop.SourceRecord",
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("bản ghi đang dùng"),
    )

    class Meta:
        verbose_name = _("mục của danh mục thủ tục")
        indexes = [models.Index(fields=["state", "code"], name="catalogueentry_state")]

    def __str__(self) -> str:
        return self.code


class SourceRecord(models.Model):
    """One record as it was published, never changed; ``reading`` is what we understood of it.

    A record that could not be read has no entry and keeps the reason in ``problem``. The database
    refuses changes.
    """

    entry = models.ForeignKey(
        CatalogueEntry,
        models.PROTECT,
        related_name="records",
        null=True,
        verbose_name=_("mục của danh mục thủ tục"),
    )
    imported = models.ForeignKey(
        CatalogueImport,
        models.PROTECT,
        related_name="records",
        verbose_name=_("lần nhập danh mục thủ tục"),
    )
    source = CCharField(_("nguồn"), max_length=8, choices=CatalogueSource.choices)
    number = models.IntegerField(_("lần"))
    as_of = models.DateField(_("ngày của nguồn"))
    digest = CCharField(_("mã băm"), max_length=64)
    raw = models.TextField(_("nguyên văn"))
    reading = models.JSONField(_("cách đọc"), null=True)
    problem = CCharField(_("lý do không đọc được"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("bản ghi nguồn")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "source", "number"], name="sourcerecord_number"
            ),
            models.UniqueConstraint(
                fields=["source", "digest"],
                condition=models.Q(entry__isnull=True),
                name="sourcerecord_unreadable",
            ),
            models.CheckConstraint(
                name="sourcerecord_read_or_not",
                condition=models.Q(entry__isnull=True, reading__isnull=True)
                | models.Q(entry__isnull=False, reading__isnull=False, problem=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"

    def rules(self, kind: str) -> list[dict[str, Any]]:
        """The time rules or fees to confirm; where the source names none, one without value."""
        reading: dict[str, Any] = self.reading or {}
        found: list[dict[str, Any]] = reading["times" if kind == RuleKind.TIME else "fees"]
        empty = {"name": "", "text": "", "unit": "", "channels": ["online", "desk", "post"]}
        amount = "" if kind == RuleKind.TIME else None
        return found or [{**empty, "key": f"{kind[0]}0", "amount": amount}]


class RuleConfirmation(models.Model):
    """A person compared one time rule or fee with the instrument and typed what it says.

    ``amount`` is empty where the instrument fixes none. Never changed; a later one of the same rule
    counts instead.
    """

    record = models.ForeignKey(
        SourceRecord,
        models.PROTECT,
        related_name="confirmations",
        verbose_name=_("bản ghi nguồn"),
    )
    kind = CCharField(_("loại"), max_length=4, choices=RuleKind.choices)
    key = CCharField(_("khóa"), max_length=20)
    amount = models.BigIntegerField(_("giá trị"), null=True)
    unit = CCharField(_("đơn vị"), max_length=12, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    differs = models.BooleanField(_("khác nguồn"), default=False)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), auto_now_add=True)
    confirmed_by = models.CharField(_("người xác nhận"), max_length=200)
    account_id = models.BigIntegerField(_("tài khoản"), null=True)

    class Meta:
        verbose_name = _("lần xác nhận thời hạn, mức thu")
        indexes = [models.Index(fields=["record", "kind", "key"], name="ruleconfirmation_rule")]
        constraints = [
            models.CheckConstraint(
                name="ruleconfirmation_amount",
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
