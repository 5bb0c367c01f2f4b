# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the address of the inbox says; what is asked when work is moved to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.api import MOST, InboxFilter, Step
from lienthong.kernel import clock
from lienthong.kernel.lists import COLUMNS, ORDER
from lienthong.portals.officer.tables import INBOX

BACK = "hang-chung"
PICK = "chon"
"""Instead of a tag: which tags there are is asked."""
LONGEST_REASON = 500
VIEWS = ("gap", "tre", "hom-nay", "sau")
OWN_TARGET = re.compile(r"to-(\d{1,18})")
WARNING = re.compile(r"con-([1-9]\d?)")
"""``con-2``: the promise is at most two working days away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the inbox; everything stands in the address, so that it can be kept or sent."""

    view: str = "gap"
    node: str = ""
    after: tuple[datetime, int] | None = None
    chosen: int = 0
    newest: bool = False
    columns: str = ""
    tag: int = 0
    picks_tag: bool = False

    @classmethod
    def read(cls, data: QueryDict) -> Asked:
        """Read an address; what makes no sense is left out."""
        view, chosen = data.get("xem", "gap"), data.get("chon", "")
        tag = data.get("nhan", "")
        return cls(
            view=view if view in VIEWS or WARNING.fullmatch(view) else "gap",
            node=data.get("buoc", "")[:60],
            after=place_of(data.get("sau", "")),
            chosen=int(chosen) if chosen.isdigit() else 0,
            newest=INBOX.order(data) == "moi",
            columns=data.get(COLUMNS, "")[:60],
            tag=int(tag) if tag.isdecimal() and len(tag) < 10 else 0,
            picks_tag=tag == PICK,
        )

    @property
    def days(self) -> int:
        """How many working days before the promise, for a warning; else 0."""
        found = WARNING.fullmatch(self.view)
        return int(found[1]) if found else 0

    def filter(self, view: str = "") -> InboxFilter:
        """The part of the inbox that this look, or another view with the same step, shows."""
        since, before = _span(view or self.view)
        part = InboxFilter(node=self.node, since=since, before=before, newest=self.newest)
        return replace(part, tag_id=self.tag)

    def address(
        self,
        *,
        view: str = "",
        node: str | None = None,
        tag: int | str | None = None,
        after: Step | None = None,
    ) -> str:
        """The address of another look that differs in what is given."""
        values = {"xem": view or self.view, "buoc": self.node if node is None else node}
        values["nhan"] = str((self.tag if tag is None else tag) or "")
        values |= {ORDER: "moi" if self.newest else "", COLUMNS: self.columns}
        if after is not None:
            usual = after.opened_at if self.newest else after.sort_at
            moment = getattr(after, "promised_at", usual)
            values["sau"] = f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}|{after.pk}"
        return "?" + urlencode({key: value for key, value in values.items() if value})


def _span(view: str) -> tuple[datetime | None, datetime | None]:
    now = timezone.now()
    tomorrow = clock.midnight(timezone.localdate(now) + timedelta(days=1))
    spans: dict[str, tuple[datetime | None, datetime | None]] = {
        "tre": (None, now),
        "hom-nay": (now, tomorrow),
        "sau": (tomorrow, None),
    }
    return spans.get(view, (None, None))


def place_of(text: str) -> tuple[datetime, int] | None:
    """The last row of the page before: moment and number; None for anything else."""
    moment, _sep, number = text.partition("|")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return (at, int(number)) if at is not None and at.tzinfo and number.isdigit() else None


class ReassignForm(forms.Form):
    """Which steps go to whom, and why; the fields carry the names by which acts refuse them.

    Rows may go elsewhere than the rest: ``to-<step>`` names to whom, empty means as the rest.
    """

    to = forms.ChoiceField(
        label=_("Chuyển cho"),
        error_messages={
            "required": _("Chọn người nhận hoặc hàng chung."),
            "invalid_choice": _("Chọn người nhận trong đơn vị hoặc hàng chung."),
        },
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Viết lý do, tối đa 500 ký tự."),
            "max_length": _("Viết lý do, tối đa 500 ký tự."),
        },
    )

    def __init__(self, takers: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", gettext("Chọn người nhận")), (BACK, gettext("Hàng chung của đơn vị"))]
        self.fields["to"].choices = first + takers  # type: ignore[attr-defined]
        self.allowed = {value for value, _name in takers} | {BACK}
        self.exceptions = own_targets(self.data)

    def check_targets(self, step_ids: Iterable[int]) -> None:
        """Refuse targets outside the list; none is needed where every row has one of its own."""
        rows = set(step_ids)
        if not set(self.exceptions.values()) <= self.allowed:
            self.add_error(None, gettext("Chọn người nhận trong đơn vị hoặc hàng chung."))
        if rows and rows <= set(self.exceptions) and not self.data.get("to"):
            self.errors.pop("to", None)
            self.cleaned_data["to"] = ""

    def to_account_id(self) -> int | None:
        """Who is to go on with the rest; None is the unit's queue. Only when valid."""
        return account_in(self.cleaned_data["to"])

    def targets(self, step_ids: Iterable[int]) -> dict[int, int | None]:
        """To whom each step goes. Only when valid."""
        rest = self.to_account_id()
        own = {pk: account_in(text) for pk, text in self.exceptions.items()}
        return {pk: own.get(pk, rest) for pk in step_ids}


class AssignForm(forms.Form):
    """To whom a step is given, and why; the fields carry the names by which the act refuses."""

    to = forms.ChoiceField(
        label=_("Giao cho"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn người nhận."),
            "invalid_choice": _("Người này không làm bước này được nữa. Chọn người khác."),
        },
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Người nhận và lịch sử hồ sơ thấy lý do này."),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Viết lý do, tối đa 500 ký tự."),
            "max_length": _("Viết lý do, tối đa 500 ký tự."),
        },
    )

    def __init__(self, takers: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = takers  # type: ignore[attr-defined]


def account_in(chosen: str) -> int | None:
    """The account in a choice of the list; None is the unit's queue."""
    return int(chosen) if chosen.isdecimal() else None


def own_targets(data: Mapping[str, Any]) -> dict[int, str]:
    """Rows that name a target of their own, as they were sent."""
    found = ((OWN_TARGET.fullmatch(name), str(data[name])) for name in data)
    return {int(name[1]): to for name, to in found if name and to}


def chosen_steps(data: QueryDict) -> list[int] | None:
    """The chosen steps and those with a target of their own; None when all are meant."""
    if data.get("tat-ca") == "1":
        return None
    ticked = [int(text) for text in data.getlist("case") if text.isdecimal()]
    return list(dict.fromkeys([*ticked, *own_targets(data)]))[:MOST]
