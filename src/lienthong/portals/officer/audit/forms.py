# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the trail and of the list of reads: who, what, which day, from where back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from lienthong.core.audit.api import AuditAccess
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel import clock


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A person and a day, as they were typed."""

    who: str = ""
    day_text: str = ""

    @property
    def day(self) -> date | None:
        """The local day, when one was given that exists."""
        return parse_date_text(self.day_text) if self.day_text else None

    @property
    def has_wrong_day(self) -> bool:
        """Whether a day was given that does not exist."""
        return bool(self.day_text) and self.day is None

    def span(self) -> tuple[datetime, datetime] | None:
        """From midnight to midnight of the day."""
        if self.day is None:
            return None
        start = clock.midnight(self.day)
        return start, start + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked(AskedDay):
    """One look at the trail; the address carries everything."""

    permission: str = ""
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
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.who or self.permission or self.day)

    def address(self, before: int) -> str:
        """The address of the records before one."""
        values = {"ai": self.who, "quyen": self.permission, "ngay": self.day_text, "truoc": before}
        return "?" + urlencode({key: value for key, value in values.items() if value})


Key = tuple[int, str, int, int]
"""Which row within an hour: reader, kind, number, in whose name."""


@dataclass(frozen=True, slots=True)
class AskedReads(AskedDay):
    """One look at who opened what; ``before`` is the last row of the page before."""

    code: str = ""
    before: tuple[datetime, Key] | None = None

    @classmethod
    def read(cls, data: Mapping[str, str]) -> AskedReads:
        """Read an address; what makes no sense is left out."""
        return cls(
            who=data.get("ai", "").strip()[:100],
            day_text=data.get("ngay", "").strip()[:20],
            code=data.get("ho-so", "").strip()[:60],
            before=_place(data.get("truoc", "")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.who or self.code or self.day)

    @property
    def query(self) -> str:
        """What was asked, as an address without the page."""
        values = {"ai": self.who, "ho-so": self.code, "ngay": self.day_text}
        return urlencode({key: value for key, value in values.items() if value})

    def address(self, last: AuditAccess) -> str:
        """The address of the rows before one."""
        place = f"{last.hour:%Y%m%d%H%z} {last.actor_id} {last.subject_kind}"
        before = urlencode({"truoc": f"{place} {last.subject_id} {last.on_behalf_of_id}"})
        return "?" + "&".join(part for part in (self.query, before) if part)


def _place(text: str) -> tuple[datetime, Key] | None:
    try:
        hour, actor_id, kind, subject_id, lender = text.split(" ")
        key = (int(actor_id), kind, int(subject_id), int(lender))
        return datetime.strptime(hour, "%Y%m%d%H%z"), key
    except ValueError:
        return None
