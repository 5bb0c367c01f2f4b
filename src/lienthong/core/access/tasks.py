# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of access."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.forget import forget_openings
from lienthong.kernel import ports


@ports.task("access.forget_openings", every="53 19 * * *", title=_("Bỏ lượt mở hết hạn giữ"))
def forget_old_openings() -> None:
    """Every night, when a time is set for which openings are kept."""
    forget_openings()
