# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a desk works: what it prints and when; phones that serve as its camera."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import SlipSize


class PrintProfile(models.Model):
    """How one desk prints the acceptance slip: by itself or when asked, size, copies.

    Legal basis: 61/2018/NĐ-CP, Điều 17 (the slip is given at once).
    """

    unit = models.OneToOneField(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("quầy")
    )
    at_once = models.BooleanField(_("in ngay khi nhận"), default=False)
    size = models.CharField(
        _("khổ giấy"), max_length=8, choices=SlipSize.choices, default=SlipSize.A5
    )
    copies = models.SmallIntegerField(
        _("số liên"), default=2, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )

    class Meta:
        verbose_name = _("cách in của quầy")
        constraints = [
            models.CheckConstraint(
                name="print_profile_copies", condition=models.Q(copies__range=(1, 3))
            )
        ]

    def __str__(self) -> str:
        return f"{self.size} × {self.copies}"

    def scope_unit_ids(self) -> set[int]:
        """The desk."""
        return {self.unit_id}


class PhoneCamera(models.Model):
    """A phone that takes photos for one officer's screen for a quarter of an hour.

    ``slots`` are ``{"key", "name"}`` of components. ``device`` is the SHA-256 of the secret that
    the first phone got; every other phone is refused. Without ``dossier`` it serves the counter.
    Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 9.
    """

    account_id = models.BigIntegerField(_("tài khoản"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("quầy"))
    dossier = models.ForeignKey(
        "onestop.Dossier",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hồ sơ"),
    )
    slots = models.JSONField(_("giấy tờ cần chụp"), default=list)
    device = CCharField(_("điện thoại đã ghép"), max_length=64, blank=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    claimed_at = models.DateTimeField(_("ghép lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi ghép lúc"), null=True, blank=True)
    audit_secret = frozenset({"device"})

    class Meta:
        verbose_name = _("điện thoại chụp của quầy")
        indexes = [
            models.Index(
                fields=["account_id"],
                name="camera_open",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def scope_unit_ids(self) -> set[int]:
        """The desk."""
        return {self.unit_id}


class PhonePhoto(models.Model):
    """One page that the phone photographed: for which component, in which place.

    Legal basis: 45/2020/NĐ-CP, Điều 9.
    """

    camera = models.ForeignKey(
        PhoneCamera, models.CASCADE, related_name="photos", verbose_name=_("điện thoại")
    )
    slot = CCharField(_("giấy tờ"), max_length=60)
    order = models.SmallIntegerField(_("trang"))
    file_version_id = models.BigIntegerField(_("tệp"), unique=True)
    taken_at = models.DateTimeField(_("chụp lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ảnh chụp ở quầy")
        ordering = ("slot", "order", "pk")

    def __str__(self) -> str:
        return f"{self.slot} {self.order}"

    def scope_unit_ids(self) -> set[int]:
        """The desk."""
        return self.camera.scope_unit_ids()
