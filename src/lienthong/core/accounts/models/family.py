# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Children whom a parent keeps on their account, to file for them without typing again."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.enums import ChildSource, Gender
from lienthong.kernel.db import CCharField
from lienthong.kernel.text import one_line


class Child(models.Model):
    """A child on a parent's account: typed in, or taken from a granted birth registration.

    ``source_id`` names the case the data came from. Only the parent sees the row; taking it off
    the list keeps what was filed. Legal basis: 91/2015/QH13, Điều 136.
    """

    parent = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="children", verbose_name=_("cha hoặc mẹ")
    )
    full_name = models.CharField(_("họ, chữ đệm và tên"), max_length=120)
    date_of_birth = models.DateField(_("ngày sinh"))
    gender = models.CharField(_("giới tính"), max_length=6, choices=Gender.choices, blank=True)
    personal_id = CCharField(
        _("số định danh cá nhân"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$")],
    )
    source = CCharField(
        _("nguồn"), max_length=20, choices=ChildSource.choices, default=ChildSource.BY_HAND
    )
    source_id = models.BigIntegerField(_("hồ sơ nguồn"), null=True, blank=True)
    source_text = models.CharField(_("tên nguồn"), max_length=120, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"), auto_now_add=True)
    removed_at = models.DateTimeField(_("bỏ khỏi danh sách lúc"), null=True, blank=True)
    audit_secret = frozenset({"full_name", "date_of_birth", "personal_id"})

    class Meta:
        verbose_name = _("con (trên tài khoản)")
        ordering = ("date_of_birth", "pk")
        constraints = [
            models.UniqueConstraint(
                name="child_once_from_a_source",
                fields=["parent", "source_id"],
                condition=models.Q(removed_at=None, source_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the name in one normal form, on one line."""
        self.full_name = one_line(self.full_name)
        super().save(*args, **kwargs)

    def owner_person_ids(self) -> set[int]:
        """The parent who keeps the row."""
        return {self.parent_id}
