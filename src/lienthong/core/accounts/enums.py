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


class ChildSource(models.TextChoices):
    """Where the data of a child came from."""

    BY_HAND = "by_hand", _("tự nhập")
    BIRTH_REGISTRATION = "birth_registration", _("hồ sơ đăng ký khai sinh")


class PrincipalKind(models.TextChoices):
    """For whom somebody acts."""

    PERSON = "person", _("một người")
    ORGANISATION = "organisation", _("tổ chức, doanh nghiệp")


class MandateBasis(models.TextChoices):
    """Why somebody may act for somebody else.

    Legal basis: 91/2015/QH13, Điều 136, 137 and 138.
    """

    PARENT = "parent", _("cha, mẹ của người chưa thành niên")
    GUARDIAN = "guardian", _("người giám hộ")
    AUTHORISATION = "authorisation", _("giấy ủy quyền")
    LEGAL_REPRESENTATIVE = "legal_rep", _("người đại diện theo pháp luật của tổ chức")


class MandateState(models.TextChoices):
    """Whether a mandate stands: declared, seen by a desk, or ended and by whom."""

    DECLARED = "declared", _("chờ quầy xác nhận")
    CONFIRMED = "confirmed", _("quầy đã xác nhận")
    REJECTED = "rejected", _("quầy không chấp nhận")
    REVOKED = "revoked", _("người được làm thay đã thu hồi")
    ENDED = "ended", _("đã thôi làm thay")
