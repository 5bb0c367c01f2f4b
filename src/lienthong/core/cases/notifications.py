# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers are told about their work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import OFFICERS, MessageKind

HERE = ("in_app",)
STEP_MINE = MessageKind("cases.step_mine", _("Việc được giao riêng"), HERE, OFFICERS)
REASSIGNED = MessageKind("cases.reassigned", _("Việc của người khác chuyển sang"), HERE, OFFICERS)
MENTIONED = MessageKind("cases.mentioned", _("Có người nhắc tên bạn"), HERE, OFFICERS)
WATCHED = MessageKind("cases.watched", _("Hồ sơ bạn theo dõi có diễn biến"), HERE, OFFICERS)
OPINION_REMINDED = MessageKind(
    "cases.opinion_reminded", _("Ý kiến của đơn vị bạn sắp tới hạn"), HERE, OFFICERS
)
OPINION_LATE = MessageKind("cases.opinion_late", _("Đơn vị trễ hạn cho ý kiến"), HERE, OFFICERS)
DIGEST = MessageKind("cases.digest", _("Thư tổng hợp việc đang chờ, 07:30"), ("email",), OFFICERS)
HEIRLESS = MessageKind(
    "cases.heirless", _("Đơn vị kết thúc còn việc mà chưa có đơn vị nhận"), HERE, OFFICERS
)
LEFT_BEHIND = MessageKind(
    "cases.left_behind", _("Đơn vị đã kết thúc còn việc chưa chuyển được"), HERE, OFFICERS
)
ALL = (
    *(STEP_MINE, REASSIGNED, MENTIONED, WATCHED, OPINION_REMINDED, OPINION_LATE, DIGEST),
    *(HEIRLESS, LEFT_BEHIND),
)
