# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the address of the search page says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from lienthong.core.search.api import (
    Family,
    Hit,
    Narrowing,
    above_token,
    kind_token,
    person_token,
    state_token,
    tag_token,
)
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel import clock

SLUGS = {
    "ho-so": Family.CASE,
    "nguoi": Family.PERSON,
    "van-ban": Family.DOCUMENT,
    "thu-tuc": Family.PROCEDURE,
    "tep": Family.FILE,
}
PAGES = "trang"
Place = tuple[int, datetime, int]


def code_in(text: str) -> str:
    """The code in what was typed or scanned: the last part of an address, else the text."""
    if "://" not in text:
        return text.strip()
    return text.strip().partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Asked:
    """One search; everything stands in the address, so that it can be kept or sent."""

    text: str = ""
    group: str = ""
    state: str = ""
    kind: int = 0
    unit: int = 0
    person: int = 0
    tag: int = 0
    first_text: str = ""
    last_text: str = ""
    after: Place | None = None

    @classmethod
    def read(cls, data: QueryDict) -> Asked:
        """Read an address; what makes no sense is left out."""
        group = data.get("nhom", "")
        return cls(
            text=data.get("q", "").strip()[:200],
            group=group if group in SLUGS or group == PAGES else "",
            state=data.get("trang-thai", "")[:40],
            kind=_number(data.get("loai", "")),
            unit=_number(data.get("don-vi", "")),
            person=_number(data.get("nguoi", "")),
            tag=_number(data.get("nhan", "")),
            first_text=data.get("tu", "").strip()[:20],
            last_text=data.get("den", "").strip()[:20],
            after=_place(data.get("sau", "")),
        )

    @property
    def shown(self) -> str:
        """The group that is listed; what narrows means cases; empty: the best of every group."""
        narrows = self.state or self.kind or self.unit or self.person or self.tag or self.has_days
        return self.group or ("ho-so" if narrows else "")

    @property
    def has_days(self) -> bool:
        """Whether a first or a last day was given that exists."""
        return bool(_day(self.first_text) or _day(self.last_text))

    @property
    def wrong_days(self) -> bool:
        """Whether a day was given that does not exist."""
        given = [text for text in (self.first_text, self.last_text) if text]
        return any(_day(text) is None for text in given)

    def narrowing(self) -> Narrowing:
        """What else must hold of cases."""
        tokens = [
            state_token(self.state) if self.state else "",
            kind_token(self.kind) if self.kind else "",
            above_token(self.unit) if self.unit else "",
            person_token(self.person) if self.person else "",
            tag_token(self.tag) if self.tag else "",
        ]
        last = _day(self.last_text)
        return Narrowing(
            tokens=tuple(token for token in tokens if token),
            since=_midnight(_day(self.first_text)),
            until=_midnight(last + timedelta(days=1) if last else None),
        )

    def address(self, *, group: str | None = None, after: Hit | None = None) -> str:
        """The address of this search in another group, or of its next page."""
        other = self if group is None else replace(self, group=group)
        values: dict[str, object] = {"q": other.text, "nhom": other.group}
        if other.shown == "ho-so":
            values |= {"trang-thai": self.state, "loai": self.kind, "don-vi": self.unit}
            values |= {
                "nhan": self.tag,
                "nguoi": self.person,
                "tu": self.first_text,
                "den": self.last_text,
            }
        if after is not None:
            values["sau"] = f"{after.part}|{after.sort_at:%Y-%m-%dT%H:%M:%S.%fZ}|{after.row_id}"
        return "?" + urlencode({key: value for key, value in values.items() if value})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _day(text: str) -> date | None:
    return parse_date_text(text) if text else None


def _midnight(day: date | None) -> datetime | None:
    return clock.midnight(day) if day else None


def _place(text: str) -> Place | None:
    part, _sep, rest = text.partition("|")
    moment, _sep, row = rest.partition("|")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if at.tzinfo is None or not (part.isdecimal() and row.isdecimal() and len(row) < 19):
        return None
    return min(int(part[:2]), 9), at, int(row)
