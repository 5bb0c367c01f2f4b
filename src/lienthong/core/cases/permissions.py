# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions over cases of any kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.permissions import OFFICER_DESK, ApiScope, Permission, Scope

WORK = OFFICER_DESK
VIEW_UNIT = Permission(
    "cases.unit.view",
    _("Xem việc của đơn vị"),
    _("Xem danh sách việc mà đơn vị tham gia, kể cả việc của người khác."),
    read_only=True,
)
ASSIGN = Permission(
    "cases.step.assign",
    _("Giao việc"),
    _("Giao một bước cho người khác trong đơn vị."),
)
COMMENT = Permission(
    "cases.comment.add",
    _("Trao đổi về việc"),
    _("Viết ý kiến trao đổi cho các cán bộ cùng xử lý."),
)
GIVE_OPINION = Permission(
    "cases.opinion.give",
    _("Cho ý kiến"),
    _("Trả lời khi đơn vị mình được hỏi ý kiến về một việc của đơn vị khác."),
)
SETTLE_SERVICE = Permission(
    "cases.service.settle",
    _("Xử lý việc hệ thống tự làm"),
    _("Xem bước nào hệ thống không làm được, cho làm lại hoặc cho đi tiếp, có ghi lý do."),
    scopes=(Scope.ALL,),
)
MOVE_WORK = Permission(
    "cases.work.move",
    _("Chuyển việc của đơn vị"),
    _("Chuyển việc của đơn vị kết thúc sang đơn vị kế tục từng lô, và lấy lại từng lô."),
)
READ_CASES = ApiScope(
    "cases.read",
    _("Đọc việc, hồ sơ mà hệ thống được giao quyền xem"),
    (VIEW_UNIT,),
)
WRITE_COMMENTS = ApiScope(
    "cases.comment",
    _("Trao đổi với cán bộ về việc, hồ sơ được xem"),
    (VIEW_UNIT, COMMENT),
)
API_SCOPES = (READ_CASES, WRITE_COMMENTS)
ALL = (VIEW_UNIT, ASSIGN, MOVE_WORK, COMMENT, GIVE_OPINION, SETTLE_SERVICE)
