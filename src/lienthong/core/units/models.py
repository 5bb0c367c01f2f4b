# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Units as identities with dated versions; today's tree; positions, memberships, competence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.units.enums import UnitKind
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates
from lienthong.kernel.directories import newest_said


class Unit(models.Model):
    """The identity of a unit: it never changes; what is said of it stands in versions."""

    code = CCharField(_("mã đơn vị"), max_length=40, unique=True)
    created_by_act = models.CharField(_("lập bởi"), max_length=200, blank=True)
    mark_parts: ClassVar[tuple[str, ...]] = ("versions",)
    audit_titles: ClassVar[dict[str, Any]] = {
        "valid_from": _("từ ngày"),
        "valid_to": _("đến trước ngày"),
    }
    audit_untold: ClassVar[frozenset[str]] = frozenset({"created_by_act"})

    class Meta:
        verbose_name = _("đơn vị (bất kỳ)")

    def __str__(self) -> str:
        return self.code

    def scope_unit_ids(self) -> set[int]:
        """The unit itself is where grants must reach."""
        return {self.pk}

    def audit_state(self) -> dict[str, Any]:
        """What is said of the unit by its newest version, for the trail of acts on it."""
        newest = (
            self.versions.select_related("instrument", "parent").order_by("-valid_from").first()
        )
        if newest is None:
            return {}
        above = newest.parent and newest.parent.versions.order_by("-valid_from").first()
        return {
            "name": newest.name,
            "short_name": newest.short_name,
            "kind": newest.get_kind_display(),
            "symbol": newest.symbol,
            "parent": above.short_name if above else "",
            "instrument": newest.instrument.key if newest.instrument else "",
            "valid_from": newest.valid_from,
            "valid_to": newest.valid_to,
        }


class UnitVersion(Dated):
    """Name, place in the tree and symbol of a unit while they are valid.

    ``agency`` is the unit with seal and registers to which this one belongs (itself for agencies).
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="versions", verbose_name=_("đơn vị")
    )
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("cấp trên")
    )
    kind = models.CharField(_("loại"), max_length=24, choices=UnitKind.choices)
    level = models.CharField(_("cấp"), max_length=12)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=120)
    symbol = models.CharField(_("ký hiệu"), max_length=40, blank=True)
    division = models.ForeignKey(
        "references.AdministrativeDivision",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("địa bàn"),
    )
    details = models.JSONField(_("liên hệ"), default=dict, blank=True)
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị theo thời gian")
        indexes = [
            models.Index("unit", models.F("valid_from").desc(), name="unitversion_latest"),
            models.Index(fields=["parent"], name="unitversion_parent"),
        ]
        constraints = [
            no_overlap("unit_id", name="unit_no_overlap"),
            valid_dates(name="unit_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitClosure(models.Model):
    """Today's tree, every pair of ancestor and unit; rebuilt by the reorganisation act only."""

    pk = models.CompositePrimaryKey("ancestor_id", "unit_id")
    ancestor = models.ForeignKey(
        Unit, models.CASCADE, related_name="below", verbose_name=_("cấp trên"), db_index=False
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="above", verbose_name=_("đơn vị"))
    depth = models.SmallIntegerField(_("độ sâu"))

    class Meta:
        verbose_name = _("cây đơn vị")

    def __str__(self) -> str:
        return f"{self.ancestor_id}>{self.unit_id}"


class UnitCode(Dated):
    """A code of the unit in some scheme (dossier prefix, electronic identifier) while valid."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes", verbose_name=_("đơn vị"))
    scheme = CCharField(_("hệ mã"), max_length=40)
    code = CCharField(_("mã"), max_length=60)
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=False)
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã của đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code", "valid_from"], name="unitcode_unique"
            ),
            valid_dates(name="unitcode_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Succession(models.Model):
    """Which unit continues which, from a day on, in what share (percent)."""

    from_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="successors", verbose_name=_("đơn vị cũ")
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="predecessors", verbose_name=_("đơn vị kế tục")
    )
    share = models.SmallIntegerField(_("tỷ lệ"), default=100)
    on_date = models.DateField(_("từ ngày"))
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )

    class Meta:
        verbose_name = _("sáp nhập / chia tách / giải thể / đổi tên")

    def __str__(self) -> str:
        return f"{self.from_unit_id}→{self.to_unit_id}"


class Position(models.Model):
    """A position that officers hold: identity; its title is dated."""

    code = CCharField(_("mã"), max_length=40, unique=True)
    mark_parts: ClassVar[tuple[str, ...]] = ("versions",)

    class Meta:
        verbose_name = _("chức vụ")

    def __str__(self) -> str:
        return self.code

    def audit_state(self) -> dict[str, Any]:
        """What is said of the position by its newest version."""
        return newest_said(self)


class PositionVersion(Dated):
    """Title and rank (for ordering) of a position while valid."""

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="versions", verbose_name=_("chức vụ")
    )
    title = models.CharField(_("tên chức vụ"), max_length=120)
    rank = models.SmallIntegerField(_("thứ bậc"), default=50)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("chức vụ theo thời gian")
        constraints = [
            no_overlap("position_id", name="position_no_overlap"),
            valid_dates(name="position_dates"),
        ]

    def __str__(self) -> str:
        return self.title


class Membership(Dated):
    """An officer serves in a unit, in a position, from a day on; several at once are allowed.

    Legal basis: 61/2018/NĐ-CP, Điều 11 (assignment with term and stand-in).
    """

    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="memberships", verbose_name=_("tài khoản")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị"), db_index=False)
    position = models.ForeignKey(
        Position, models.PROTECT, verbose_name=_("chức vụ"), db_index=False
    )
    is_main = models.BooleanField(_("vị trí chính"), default=False)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cán bộ, công chức, viên chức")
        indexes = [models.Index(fields=["unit", "position"], name="membership_unit_position")]
        constraints = [valid_dates(name="membership_dates")]

    def __str__(self) -> str:
        return f"{self.account_id}@{self.unit_id}"

    def scope_unit_ids(self) -> set[int]:
        """The unit in which the officer serves."""
        return {self.unit_id}


class Competence(Dated):
    """Which unit resolves a matter for a place: answers "the unit competent for X at Y on D"."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="competences", verbose_name=_("đơn vị")
    )
    matter = CCharField(_("việc"), max_length=80)
    division = models.ForeignKey(
        "references.AdministrativeDivision", models.PROTECT, verbose_name=_("địa bàn")
    )
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("thẩm quyền (giải quyết)")
        indexes = [models.Index(fields=["matter", "division"], name="competence_lookup")]
        constraints = [valid_dates(name="competence_dates")]

    def __str__(self) -> str:
        return f"{self.matter}@{self.division_id}"
