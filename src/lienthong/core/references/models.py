# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of law, administrative divisions and dated settings."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates
from lienthong.kernel.directories import newest_said


class Instrument(models.Model):
    """A legal instrument on which rules, terms, fees and forms rest.

    ``key`` is number and symbol as printed, ``61/2018/NĐ-CP``. ``confirmed`` is false while the
    official text has not been read.
    """

    key = CCharField(_("số, ký hiệu"), max_length=80, unique=True)
    title = models.TextField(_("trích yếu"))
    kind = models.CharField(_("loại văn bản"), max_length=40)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    in_force_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    in_force_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    replaced_by = CCharField(_("bị thay thế bởi"), max_length=80, blank=True)
    confirmed = models.BooleanField(_("đã đối chiếu"), default=False)
    kept_here = models.BooleanField(_("sửa tại đây"), default=False)

    class Meta:
        verbose_name = _("văn bản pháp lý (căn cứ)")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class AdministrativeDivision(models.Model):
    """A province, commune, ward or special zone as a place, by its statistical code."""

    code = CCharField(_("mã"), max_length=10, unique=True)
    mark_parts: ClassVar[tuple[str, ...]] = ("versions",)

    class Meta:
        verbose_name = _("đơn vị hành chính (tỉnh, xã, phường, đặc khu)")

    def __str__(self) -> str:
        return self.code

    def audit_state(self) -> dict[str, Any]:
        """What is said of the place by its newest version."""
        newest = self.versions.select_related("parent").order_by("-valid_from").first()
        if newest is None:
            return {}
        above = newest.parent.code if newest.parent else ""
        days = {"valid_from": newest.valid_from, "on": newest.valid_to}
        return {"name": newest.name, "kind": newest.kind, "parent": above, **days}


class DivisionVersion(Dated):
    """Name, kind and parent of a division while they are valid."""

    division = models.ForeignKey(
        AdministrativeDivision, models.PROTECT, related_name="versions", verbose_name=_("địa bàn")
    )
    parent = models.ForeignKey(
        AdministrativeDivision,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("thuộc"),
    )
    kind = models.CharField(_("loại"), max_length=20)
    name = models.CharField(_("tên"), max_length=120)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa bàn theo thời gian")
        indexes = [models.Index(fields=["parent"], name="division_parent")]
        constraints = [
            no_overlap("division_id", name="division_no_overlap"),
            valid_dates(name="division_dates"),
        ]

    def __str__(self) -> str:
        return self.name


DEMO_MARK = "demo.province"
"""Key of the setting that marks a database as filled with demo data."""


class Setting(models.Model):
    """A figure fixed by law or decision, by key; its values are dated."""

    key = CCharField(_("khóa"), max_length=120, unique=True)
    title = models.CharField(_("tên"), max_length=200)
    mark_parts: ClassVar[tuple[str, ...]] = ("versions",)

    class Meta:
        verbose_name = _("tham số")

    def __str__(self) -> str:
        return self.key

    def audit_state(self) -> dict[str, Any]:
        """What the setting says by its newest version."""
        newest = self.versions.order_by("-valid_from").first()
        if newest is None:
            return {}
        value = json.dumps(newest.value, ensure_ascii=False)
        return {"value": value, "since": newest.valid_from, "on": newest.valid_to}


class SettingVersion(Dated):
    """The value of a setting from a day on, with its legal basis.

    Where it took the place of an earlier value, ``earlier_is_cut`` says so and ``earlier_until``
    is the end that one had before: withdrawn, that end holds again.
    """

    setting = models.ForeignKey(
        Setting, models.PROTECT, related_name="versions", verbose_name=_("tham số")
    )
    value = models.JSONField(_("giá trị"))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=True)
    earlier_is_cut = models.BooleanField(_("kết thúc giá trị trước"), default=False)
    earlier_until = models.DateField(_("giá trị trước vốn đến trước ngày"), null=True, blank=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("giá trị tham số")
        constraints = [
            no_overlap("setting_id", name="setting_no_overlap"),
            valid_dates(name="setting_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.setting_id} {self.valid_from}"


class CodeList(models.Model):
    """A list of codes that several parts of the platform choose from: nations, religions, posts."""

    code = CCharField(_("mã danh mục"), max_length=60, unique=True)
    title = models.CharField(_("tên danh mục"), max_length=200)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )

    class Meta:
        verbose_name = _("danh mục (dùng chung)")

    def __str__(self) -> str:
        return self.title


class CodeEntry(models.Model):
    """The identity of a code in a list; ``key`` is ``list:code``, its title is dated."""

    code_list = models.ForeignKey(
        CodeList, models.PROTECT, related_name="entries", verbose_name=_("danh mục mã")
    )
    code = CCharField(_("mã"), max_length=60)
    key = CCharField(_("mã đầy đủ"), max_length=121, unique=True)
    mark_parts: ClassVar[tuple[str, ...]] = ("versions",)

    class Meta:
        verbose_name = _("mục trong danh mục mã")

    def __str__(self) -> str:
        return self.key

    def audit_state(self) -> dict[str, Any]:
        """What is said of the code by its newest version."""
        return newest_said(self)


class CodeEntryVersion(Dated):
    """Title and place of a code while they are valid."""

    entry = models.ForeignKey(
        CodeEntry, models.PROTECT, related_name="versions", verbose_name=_("mục trong danh mục mã")
    )
    title = models.CharField(_("tên"), max_length=300)
    rank = models.IntegerField(_("thứ tự"), default=0)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục danh mục mã theo thời gian")
        constraints = [
            no_overlap("entry_id", name="code_entry_no_overlap"),
            valid_dates(name="code_entry_dates"),
        ]

    def __str__(self) -> str:
        return self.title


class ConfigurationMark(models.Model):
    """How an item of configuration was when it last came in from another installation.

    What differs from it was changed here since: a later package may not overwrite it unseen.
    """

    kind = CCharField(_("loại"), max_length=40)
    key = CCharField(_("mã"), max_length=200)
    digest = CCharField(_("mã băm nội dung"), max_length=64)
    brought_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        verbose_name = _("dấu nhập cấu hình")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="configuration_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
