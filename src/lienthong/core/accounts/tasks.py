# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of accounts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.actions.clean import clean_up_sign_in
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task("accounts.clean_up", every="17 19 * * *", title=_("Dọn phiên đăng nhập đã hết hạn"))
def clean_up() -> None:
    """Every night."""
    clean_up_sign_in(timezone.now(), actor=Actor.platform("dọn phiên đăng nhập cũ"))
