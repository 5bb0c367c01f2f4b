# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entries of the officer portal's menu that belong to core apps, in their order."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.audit.api import VIEW as VIEW_AUDIT
from lienthong.core.cases.api import ASSIGN, VIEW_UNIT
from lienthong.core.documents.api import KEEP_SEAL, VIEW_BOOKS
from lienthong.core.notifications.api import TEMPLATES
from lienthong.kernel.permissions import Permission


def desk_entries() -> list[tuple[Permission | None, str, str, str]]:
    """What the portal itself offers officers: the right it needs, title, page, icon; in order."""
    return [
        (VIEW_UNIT, _("Sắp đến hạn"), "officer:warnings", "hourglass-low"),
        (ASSIGN, _("Chuyển việc"), "officer:reassign", "arrows-exchange"),
        (None, _("Văn bản"), "officer:drafts", "file-text"),
        (VIEW_BOOKS, _("Sổ văn bản"), "officer:books", "books"),
        (KEEP_SEAL, _("Con dấu"), "officer:seals", "rubber-stamp"),
        (None, _("Giao việc thay"), "officer:delegations", "user-share"),
        (VIEW_AUDIT, _("Nhật ký"), "officer:audit", "history"),
        (TEMPLATES, _("Mẫu thông báo"), "officer:message-templates", "message-2"),
    ]
