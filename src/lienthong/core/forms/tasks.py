# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of forms."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.actions.drafts import expire_drafts
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task("forms.expire_drafts", every="30 19 * * *", title=_("Xóa bản nháp quá hạn giữ"))
def run_expire_drafts() -> None:
    """Delete drafts that nobody can use any more; run once a day."""
    expire_drafts(timezone.now(), actor=Actor.platform("expire_drafts"))
