# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The book of certified copies as a list that is taken away.

Legal basis: 23/2015/NĐ-CP.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.queries.certification import CertifiedRow

CERTIFIED = (
    ("number", _("Số chứng thực")),
    ("day", _("Ngày")),
    ("requester", _("Người yêu cầu")),
    ("papers", _("Tên giấy tờ")),
    ("copies", _("Số bản")),
    ("fee", _("Phí (đồng)")),
    ("signer", _("Người ký")),
    ("code", _("Mã hồ sơ")),
    ("note", _("Ghi chú")),
)
"""Columns, by the keys of :func:`certified_row`."""


def certification_heading(title: str, span: str) -> tuple[str, str]:
    """The lines above the columns: what the book is, of whom, and of which days."""
    told = gettext("SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH – %(unit)s")
    return told % {"unit": title}, span


def certified_row(row: CertifiedRow) -> dict[str, object]:
    """A line of the book; a fee that nobody asked stays empty."""
    return {
        "number": row.number,
        "day": row.day,
        "requester": row.requester,
        "papers": ", ".join(row.papers),
        "copies": row.copies or None,
        "fee": row.fee if row.fee or row.waived else None,
        "signer": row.signer,
        "code": row.dossier_code,
        "note": row.note,
    }
