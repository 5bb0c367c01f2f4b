# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.registry import CoreConfig


class IndicatorsConfig(CoreConfig):
    """Configuration of the app."""

    default = True
    name = "lienthong.core.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("số liệu tổng hợp")
