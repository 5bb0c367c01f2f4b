# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of accounts and persons' attributes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Who signs in with an account."""

    CITIZEN = "citizen", _("người dân")
    OFFICER = "officer", _("cán bộ")
    PARTNER = "partner", _("hệ thống")


class Gender(models.TextChoices):
    """Gender as papers state it."""

    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")
