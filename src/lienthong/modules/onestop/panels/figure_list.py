# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list behind a figure, as the screen shows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import CaseOutcome
from lienthong.core.units.api import name_of, names_of
from lienthong.kernel.money import number
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import Ending
from lienthong.modules.onestop.panels.figure_frame import frame
from lienthong.modules.onestop.panels.figure_links import EXPLANATIONS, KEYS, TITLES, Links
from lienthong.modules.onestop.queries.figure_lists import (
    FigureRow,
    count_behind,
    dossiers_behind,
)
from lienthong.modules.onestop.queries.figures import Asked


def figure_list(asked: Asked, figure: str, *, after: tuple[date, int] | None) -> dict[str, Any]:
    """A page of the dossiers behind a figure, with what the figure means."""
    page = dossiers_behind(asked, figure, after=after)
    links = Links(asked)
    names = names_of({row.agency_id for row in page.rows})
    last = page.rows[-1] if page.rows else None
    place = f"{last.accepted_on.isoformat()}.{last.case_id}" if last else ""
    return {
        "page_title": TITLES[figure],
        **frame(asked, current="-"),
        "figure": TITLES[figure],
        "explanation": EXPLANATIONS.get(figure, ""),
        "count": number(count_behind(asked, figure)),
        "part": number(len(page.rows)) if page.more or after else "",
        "rows": [_row(row, names) for row in page.rows],
        "next_url": links.query(sau=place) if page.more else "",
        "first_url": links.figure(figure) if after else "",
        "board_url": links.board(),
        "export_query": links.query(so=KEYS[figure]).lstrip("?"),
    }


EXPORTED = (
    ("code", gettext_lazy("Mã hồ sơ")),
    ("procedure", gettext_lazy("Thủ tục")),
    ("agency", gettext_lazy("Cơ quan")),
    ("channel", gettext_lazy("Cách nộp")),
    ("accepted", gettext_lazy("Tiếp nhận")),
    ("due", gettext_lazy("Hẹn trả")),
    ("ended", gettext_lazy("Xong")),
    ("state", gettext_lazy("Tình trạng")),
)
"""Columns of the list when it is taken away."""


def exported_row(row: FigureRow) -> dict[str, Any]:
    """A row of the list when it is taken away, with local moments."""
    moments = {"accepted": row.accepted_at, "due": row.due_at, "ended": row.ended_at}
    local = {key: timezone.localtime(at) if at else None for key, at in moments.items()}
    return _row(row, {row.agency_id: name_of(row.agency_id)}) | local


def _row(row: FigureRow, names: dict[int, str]) -> dict[str, Any]:
    return {
        "case_id": row.case_id,
        "code": row.code,
        "procedure": row.procedure,
        "agency": names.get(row.agency_id, ""),
        "channel": Channel(row.channel).label,
        "accepted": _moment(row.accepted_at),
        "due": _moment(row.due_at),
        "ended": _moment(row.ended_at),
        "state": state_words(row),
        "is_late": row.is_late or row.outcome == CaseOutcome.LATE,
    }


def state_words(row: FigureRow) -> str:
    """How it stood: resolved how and when against the promise, or pending, late or not."""
    if row.ending == Ending.WITHDRAWN:
        return str(Ending.WITHDRAWN.label)
    if row.outcome is not None:
        return _("xong, %(outcome)s") % {"outcome": CaseOutcome(row.outcome).label}
    if row.ended_at is not None:
        return _("lúc đó đang trễ") if row.is_late else _("lúc đó đang giải quyết")
    return _("đang trễ") if row.is_late else _("đang giải quyết")


def _moment(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""
