# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions of what all lists share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import Permission

SHARE = Permission(
    "ui.view.share",
    _("Chia sẻ cách xem"),
    _("Lưu một cách xem danh sách cho cả đơn vị, hoặc cho mọi đơn vị nếu được giao ở mọi nơi."),
)
ALL = (SHARE,)
