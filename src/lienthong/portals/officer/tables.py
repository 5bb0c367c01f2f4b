# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of the officer portal whose ways of looking can be kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.audit.api import VIEW
from lienthong.kernel.lists import ListExport, ListSpec
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.portals.officer.audit.exports import (
    count_reads,
    read_columns,
    read_rows,
    reads_heading,
)
from lienthong.portals.officer.documents.panels.prints import REGISTER_PRINTS

INBOX = ListSpec(
    code="officer.inbox",
    title=_("Việc của tôi"),
    url_name="officer:inbox",
    permission=OFFICER_DESK,
    keys=("xem", "buoc", "nhan"),
    columns=(
        ("nguoi", _("Người nộp, nơi gửi")),
        ("ma", _("Mã, số")),
        ("buoc", _("Bước")),
    ),
    orders=(("gap", _("Gấp nhất trước")), ("moi", _("Mới đến trước"))),
)
SEARCH = ListSpec(
    code="officer.search",
    title=_("Tìm hồ sơ"),
    url_name="officer:search",
    permission=OFFICER_DESK,
    keys=("q", "nhom", "trang-thai", "loai", "don-vi", "nhan", "tu", "den"),
)
ALL = (INBOX, SEARCH)
EXPORTS = (
    ListExport(
        "officer.reads",
        _("Ai đã mở hồ sơ, giấy tờ"),
        VIEW,
        read_columns,
        count_reads,
        read_rows,
        reads_heading,
    ),
)
PRINT_USES = (REGISTER_PRINTS,)
