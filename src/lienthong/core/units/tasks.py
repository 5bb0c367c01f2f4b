# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of units."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.units.actions.units import begin_day
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task(
    "units.begin_day", every="3 17 * * *", title=_("Áp dụng thay đổi đơn vị đã hẹn tới ngày")
)
def begin_today() -> None:
    """Just after midnight: changes that were planned for today take effect in today's tree."""
    begin_day(timezone.localdate(), actor=Actor.platform("sang ngày mới"))
