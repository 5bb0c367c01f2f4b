# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of messages that belong to no module."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import EVERYBODY, OFFICERS, MessageKind

CODE = MessageKind("notifications.code", _("Mã một lần"), channels=("sms",), reader="")
CONTACT = MessageKind(
    "notifications.contact", _("Mã xác nhận nơi nhận thông báo"), channels=(), reader=""
)
LETTER = MessageKind(
    "notifications.letter", _("Thư của phần đăng nhập"), channels=("email",), reader=""
)
ACCOUNT_LOCKED = MessageKind(
    "notifications.account_locked", _("Tài khoản bị khóa tạm"), reader=EVERYBODY
)
SECOND_FACTOR = MessageKind(
    "notifications.second_factor", _("Lớp xác thực thứ hai thay đổi"), reader=EVERYBODY
)
CERTIFICATE_ENDING = MessageKind(
    "notifications.certificate_ending", _("Chứng thư số sắp hết hạn"), reader=OFFICERS
)
PROOFS_ENDING = MessageKind(
    "notifications.proofs_ending", _("Dấu thời gian của văn bản sắp hết hạn"), reader=OFFICERS
)
TEMPLATE_INCOMPLETE = MessageKind(
    "notifications.template_incomplete", _("Mẫu in thiếu chỗ ký, số hoặc ngày"), reader=OFFICERS
)
POST_ENDED = MessageKind("notifications.post_ended", _("Bạn thôi giữ một vị trí"), reader=OFFICERS)
ROLE_ENDING = MessageKind(
    "notifications.role_ending", _("Vai trò của bạn sắp kết thúc"), reader=OFFICERS
)
ROLE_ENDED = MessageKind(
    "notifications.role_ended", _("Vai trò của bạn đã kết thúc"), reader=OFFICERS
)
INSTRUMENT_ENDING = MessageKind(
    "notifications.instrument_ending",
    _("Văn bản làm căn cứ hết hiệu lực mà còn mục dựa vào"),
    reader=OFFICERS,
)
ROLE_KEPT = MessageKind(
    "notifications.role_kept", _("Vai trò của bạn không kết thúc nữa"), reader=OFFICERS
)
HERE = ("in_app",)
SIGNING_ASKED = MessageKind(
    "notifications.signing_asked", _("Văn bản trình bạn ký"), HERE, OFFICERS
)
INITIAL_ASKED = MessageKind(
    "notifications.initial_asked", _("Văn bản trình bạn ký nháy"), HERE, OFFICERS
)
SIGNING_RETURNED = MessageKind(
    "notifications.signing_returned", _("Dự thảo bị trả lại"), HERE, OFFICERS
)
VIEW_GIVEN = MessageKind(
    "notifications.view_given", _("Bạn được giao quản lý một cách xem"), HERE, OFFICERS
)
DOCUMENT_SENT = MessageKind(
    "notifications.document_sent", _("Văn bản gửi tới đơn vị bạn"), HERE, OFFICERS
)
DOCUMENT_WITHDRAWN = MessageKind(
    "notifications.document_withdrawn", _("Văn bản đã nhận bị thu hồi"), HERE, OFFICERS
)
ALL = (
    CODE, CONTACT, LETTER, ACCOUNT_LOCKED, SECOND_FACTOR, CERTIFICATE_ENDING, PROOFS_ENDING,
    TEMPLATE_INCOMPLETE, INSTRUMENT_ENDING, POST_ENDED, ROLE_ENDING, ROLE_ENDED, ROLE_KEPT,
    SIGNING_ASKED, INITIAL_ASKED, SIGNING_RETURNED, DOCUMENT_SENT, DOCUMENT_WITHDRAWN, VIEW_GIVEN,
)  # fmt: skip
