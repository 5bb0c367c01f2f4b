# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The module's description of itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import Module

MODULE = Module(label="onestop", title=_("Một cửa"))
