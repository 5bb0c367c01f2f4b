# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of grants and how far they reach."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GrantScope(models.IntegerChoices):
    """Reach of a grant, stored small."""

    OWN = 0, _("của mình")
    UNIT = 1, _("đơn vị")
    SUBTREE = 2, _("đơn vị và cấp dưới")
    ALL = 3, _("tất cả")


class GrantKind(models.TextChoices):
    """Why somebody holds a role: given directly, delegated, or standing in."""

    DIRECT = "direct", _("phân quyền")
    DELEGATION = "delegation", _("ủy quyền, ủy nhiệm (cán bộ)")
    SUBSTITUTION = "substitution", _("trực thay")
