# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of access."""

from __future__ import annotations

from lienthong.core.access.models import Grant, Role
from lienthong.core.access.queries import load_actor

__all__ = ["Grant", "Role", "load_actor"]
