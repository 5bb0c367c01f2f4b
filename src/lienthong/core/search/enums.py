# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What kinds of things can be found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.IntegerChoices):
    """Groups of findable things; each is searched and paged on its own."""

    CASE = 1, _("Hồ sơ")
    PERSON = 2, _("Người")
    DOCUMENT = 3, _("Văn bản")
    PROCEDURE = 4, _("Thủ tục")
    FILE = 5, _("Tệp")
