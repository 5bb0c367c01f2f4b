# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who opened what, as a list to take away; taking it away is noted like any act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.portals.officer.audit.forms import AskedReads
from lienthong.portals.officer.audit.queries import LAST_DAYS, reads_within, told

_PIECE = 500


def read_columns(_asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """The columns of the list: hour, reader, lender, what was opened, how often."""
    return [
        ("hour", _("Trong giờ")),
        ("who", _("Ai")),
        ("place", _("Nơi, chức danh")),
        ("for", _("Thay")),
        ("for_place", _("Nơi, chức danh người được thay")),
        ("code", _("Mã hồ sơ")),
        ("opened", _("Đã mở")),
        ("count", _("Số lần")),
    ]


def count_reads(actor: Actor, asked: Mapping[str, str]) -> int:
    """How many rows an address leaves, within the actor's reach."""
    return reads_within(actor, AskedReads.read(asked)).count()


def read_rows(actor: Actor, asked: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    """The rows, the newest hour first, read piece by piece."""
    found = reads_within(actor, AskedReads.read(asked)).iterator(chunk_size=_PIECE)
    while piece := list(islice(found, _PIECE)):
        yield from map(_row, told(piece))


def reads_heading(_actor: Actor, asked: Mapping[str, str]) -> list[str]:
    """What the list is, and what it was narrowed by."""
    looked = AskedReads.read(asked)
    days = _("Trong %(days)s ngày qua") % {"days": LAST_DAYS}
    since = looked.day_text or ("" if looked.code else days)
    narrowed = [part for part in (looked.who, looked.code, since) if part]
    return [_("Ai đã mở hồ sơ, giấy tờ"), ", ".join(narrowed)]


def _row(row: Mapping[str, Any]) -> Mapping[str, object]:
    read, case = row["read"], row["case"]
    return {
        "hour": timezone.localtime(read.hour),
        "who": row["who"],
        "place": read.place,
        "for": row["for"] or (_("Người đã lập ủy quyền") if read.on_behalf_of_id else ""),
        "for_place": read.on_behalf_of_place,
        "code": row["code"],
        "opened": case.title if case else row["subject"],
        "count": read.count,
    }
