# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of cases."""

from lienthong.core.cases.tasks import digest, steps, succession

__all__ = ["digest", "steps", "succession"]
