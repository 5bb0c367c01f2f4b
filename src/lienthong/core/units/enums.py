# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of units."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is; the names of units are data."""

    PROVINCE = "province", _("Ủy ban nhân dân tỉnh")
    DEPARTMENT = "department", _("sở, ngành")
    COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
    CENTRE = "centre", _("trung tâm phục vụ hành chính công")
    OFFICE = "office", _("văn phòng")
    DIVISION = "division", _("phòng chuyên môn")
