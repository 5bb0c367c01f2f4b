# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers are told about their work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import MessageKind

STEP_MINE = MessageKind("cases.step_mine", _("Việc được giao riêng"), ("in_app",))
REASSIGNED = MessageKind("cases.reassigned", _("Việc của người khác chuyển sang"), ("in_app",))
MENTIONED = MessageKind("cases.mentioned", _("Có người nhắc tên bạn"), ("in_app",))
WATCHED = MessageKind("cases.watched", _("Hồ sơ bạn theo dõi có diễn biến"), ("in_app",))
OPINION_REMINDED = MessageKind(
    "cases.opinion_reminded", _("Ý kiến của đơn vị bạn sắp tới hạn"), ("in_app",)
)
OPINION_LATE = MessageKind("cases.opinion_late", _("Đơn vị trễ hạn cho ý kiến"), ("in_app",))
ALL = (STEP_MINE, REASSIGNED, MENTIONED, WATCHED, OPINION_REMINDED, OPINION_LATE)
