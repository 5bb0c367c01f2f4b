# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a person wants to be reached."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class ContactSetting(models.Model):
    """A person's own addresses and the channels they want; without a row the dossier's are used.

    An address counts only when it was confirmed by a one-time code. In-app messages always come.
    """

    person = models.OneToOneField(
        "accounts.Person", models.PROTECT, related_name="+", verbose_name=_("người")
    )
    language = CCharField(_("ngôn ngữ"), max_length=8, default="vi")
    email = models.EmailField(_("thư điện tử"), blank=True)
    email_confirmed_at = models.DateTimeField(_("xác nhận thư lúc"), null=True, blank=True)
    wants_email = models.BooleanField(_("nhận thư điện tử"), default=True)
    phone = CCharField(_("điện thoại"), max_length=20, blank=True)
    phone_confirmed_at = models.DateTimeField(_("xác nhận điện thoại lúc"), null=True, blank=True)
    wants_sms = models.BooleanField(_("nhận tin nhắn SMS"), default=True)

    class Meta:
        verbose_name = _("cách nhận thông báo")

    def __str__(self) -> str:
        return str(self.person_id)

    def owner_person_ids(self) -> set[int]:
        """Persons to whom the setting belongs."""
        return {self.person_id}
