# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tab: what messages of this procedure say besides the usual words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.forms.settings import AREA, CHOICE, Setting
from lienthong.modules.onestop.forms.shared import Elements, Tab
from lienthong.modules.onestop.notifications import CITIZEN_KINDS

KINDS = tuple((kind.code.partition(".")[2], kind.title) for kind in CITIZEN_KINDS)
MESSAGES = Elements(
    "messages",
    _("Lời nhắn thêm"),
    _("lời nhắn"),
    (
        Setting("kind", _("Trong tin nào"), CHOICE, choices=KINDS, required=True),
        Setting(
            "text",
            _("Câu thêm"),
            AREA,
            hint=_("Đứng cuối tin gửi người nộp. Không ghi số liệu riêng của ai."),
            required=True,
        ),
        Setting("english", _("Câu ấy bằng tiếng Anh"), AREA),
    ),
    {"kind": KINDS[0][0], "text": ""},
)
MESSAGES_TAB = Tab("loi-nhan", _("Lời nhắn"), (), (MESSAGES,), "message-circle-question")
