# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of messages."""

from lienthong.core.notifications.tasks import instruments, telling

__all__ = ["instruments", "telling"]
