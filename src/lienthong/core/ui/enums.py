# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom a view of a list is kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewAudience(models.TextChoices):
    """Who finds a kept view among the tabs of its list."""

    OWN = "own", _("Chỉ mình tôi")
    UNIT = "unit", _("Cả đơn vị của tôi")
    EVERYONE = "everyone", _("Mọi đơn vị")
