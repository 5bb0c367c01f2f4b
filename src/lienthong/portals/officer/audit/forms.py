# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the trail: who, which permission, which day, from which record back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from lienthong.core.ui.api import parse_date_text
from lienthong.kernel import clock


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the trail; the address carries everything."""

    who: str = ""
    permission: str = ""
    day_text: str = ""
    before: int | None = None

    @classmethod
    def read(cls, data: QueryDict) -> Asked:
        """Read an address; what makes no sense is left out."""
        before = data.get("truoc", "")
        return cls(
            who=data.get("ai", "").strip()[:100],
            permission=data.get("quyen", "")[:120],
            day_text=data.get("ngay", "").strip()[:20],
            before=int(before) if before.isdigit() else None,
        )

    @property
    def day(self) -> date | None:
        """The local day, when one was given that exists."""
        return parse_date_text(self.day_text) if self.day_text else None

    def span(self) -> tuple[datetime, datetime] | None:
        """From midnight to midnight of the day."""
        if self.day is None:
            return None
        start = clock.midnight(self.day)
        return start, start + timedelta(days=1)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.who or self.permission or self.day)

    def address(self, before: int) -> str:
        """The address of the records before one."""
        values = {"ai": self.who, "quyen": self.permission, "ngay": self.day_text, "truoc": before}
        return "?" + urlencode({key: value for key, value in values.items() if value})
