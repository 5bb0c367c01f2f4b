# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to what all lists share, for those who must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewGiven(Event):
    """Somebody is to look after a shared view from now on; ``by`` gave it."""

    view_id: int
    name: str
    list_code: str
    account_id: int
    by: str
    at: datetime
