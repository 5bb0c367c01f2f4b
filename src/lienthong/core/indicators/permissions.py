# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission, Scope

FOLD = Permission(
    "indicators.figure.fold",
    _("Cộng dồn số liệu"),
    _("Hệ thống tự cộng dồn số liệu từ diễn biến; không giao cho người."),
    scopes=(Scope.ALL,),
)
ALL = (FOLD,)
