# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the open API offers: list cases, read one, say something about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.api import COMMENT, READ_CASES, VIEW_UNIT, WRITE_COMMENTS
from lienthong.kernel.rest import Endpoint

_ACTS, _ANSWERS = f"{__package__}.acts", f"{__package__}.answers"

ENDPOINTS = (
    Endpoint(
        "GET",
        "/cases",
        "cases",
        f"{_ACTS}.list_cases",
        f"{_ANSWERS}.CasePage",
        VIEW_UNIT,
        READ_CASES,
        _("Danh sách việc"),
        _("Việc, hồ sơ mà đơn vị trong phạm vi quyền của bạn tham gia, mới nhất trước."),
    ),
    Endpoint(
        "GET",
        "/cases/{number}",
        "case",
        f"{_ACTS}.one_case",
        f"{_ANSWERS}.CaseAnswer",
        VIEW_UNIT,
        READ_CASES,
        _("Một việc"),
        _("Trạng thái, hạn, đơn vị tham gia, diễn biến. Lần đọc được ghi lại cho người dân xem."),
        errors=(404,),
    ),
    Endpoint(
        "POST",
        "/cases/{number}/comments",
        "case-comments",
        f"{_ACTS}.comment_case",
        f"{_ANSWERS}.CommentAnswer",
        COMMENT,
        WRITE_COMMENTS,
        _("Trao đổi về một việc"),
        _(
            "Lời nhắn hiện ở màn hình của cán bộ đang xử lý. "
            "Gửi kèm dấu của bản đã đọc thì chỉ ghi khi việc chưa đổi."
        ),
        errors=(404, 409, 412),
        status=201,
    ),
)
