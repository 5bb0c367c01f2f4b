# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens of core apps in the administration portal; modules name theirs in their module.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.api import EDIT as EDIT_FORMS
from lienthong.kernel.module import ADMINISTRATION, MenuItem

CORE_ENTRIES = (
    MenuItem(
        _("Biểu mẫu"),
        "administration:forms",
        EDIT_FORMS,
        icon="clipboard-list",
        portal=ADMINISTRATION,
        order=200,
    ),
)
