# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The visual language as a Django app without models."""

    name = "lienthong.core.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("giao diện")
