# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""States of a number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberState(models.TextChoices):
    """Life of a number taken from a book."""

    ISSUING = "issuing", _("đang cấp")
    ISSUED = "issued", _("đã cấp")
    VOID = "void", _("bỏ")
    RESERVED = "reserved", _("giữ")
