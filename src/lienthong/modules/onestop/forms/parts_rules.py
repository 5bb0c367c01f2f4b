# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tabs: fees, time rules."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from lienthong.kernel import clock
from lienthong.modules.onestop.forms.settings import (
    AREA,
    CHOICE,
    COLUMN,
    DAY,
    MONEY,
    QUESTION,
    TABLE,
    TICK,
    TICKS,
    VARIANTS,
    WHOLE,
    Setting,
)
from lienthong.modules.onestop.forms.shared import (
    CHANNELS,
    KEY,
    NOTE,
    Elements,
    Section,
    Slot,
    Tab,
    basis,
    limit,
    unconfirmed,
)


def _of_today() -> str:
    return clock.exclude_words(clock.rule(clock.EXCLUDE_RULE, timezone.localdate()))


_exclude_words = lazy(_of_today, str)
"""How an excluded time is added, by the rule of the day on which it is read."""

FEE_RULES = Elements(
    "rules",
    _("Mức thu"),
    _("mức thu"),
    (
        Setting("title", _("Tên mức thu"), required=True),
        Setting("amount", _("Số tiền (đồng)"), MONEY, required=True),
        Setting("channels", _("Khi nộp qua"), TICKS, choices=CHANNELS),
        Setting("valid_from", _("Thu từ ngày"), DAY, required=True),
        Setting("valid_to", _("Đến trước ngày"), DAY, hint=_("Bỏ trống nếu chưa biết.")),
        Setting(
            "decided_by",
            _("Ai quyết định"),
            CHOICE,
            choices=(
                ("", _("Không ghi")),
                ("central", _("Trung ương")),
                ("provincial_council", _("Nghị quyết Hội đồng nhân dân tỉnh")),
                ("law", _("Luật miễn, giảm")),
                ("officer", _("Cán bộ xét từng hồ sơ")),
            ),
        ),
        basis(),
        unconfirmed(),
        Setting(
            "per",
            _("Tính theo"),
            CHOICE,
            choices=(
                ("dossier", _("Hồ sơ")),
                ("copy", _("Bản")),
                ("page", _("Trang")),
                ("permit", _("Giấy phép")),
            ),
            rare=True,
        ),
        Setting("pages.group", _("Theo trang: bảng giấy tờ"), TABLE, rare=True),
        Setting("pages.pages", _("Theo trang: cột số trang"), COLUMN, rare=True),
        Setting("pages.copies", _("Theo trang: cột số bản"), COLUMN, rare=True),
        Setting("pages.first", _("Theo trang: mấy trang đầu thu đủ"), WHOLE, rare=True),
        Setting("pages.then", _("Theo trang: mỗi trang sau (đồng)"), MONEY, rare=True),
        Setting("pages.cap", _("Theo trang: nhiều nhất mỗi bản (đồng)"), MONEY, rare=True),
        NOTE,
        KEY,
    ),
    {
        "key": "rate",
        "title": _("Mức mới"),
        "amount": 0,
        "per": "dossier",
        "channels": [],
        "valid_from": None,
        "decided_by": "central",
        "legal_basis": [],
        "to_be_confirmed": True,
    },
    slots=(Slot("when", _("Áp dụng khi")),),
)
FEES = Elements(
    "fees",
    _("Phí, lệ phí"),
    _("khoản"),
    (
        Setting("name", _("Tên khoản thu"), required=True),
        Setting(
            "kind",
            _("Loại"),
            CHOICE,
            choices=(("fee", _("Phí")), ("charge", _("Lệ phí"))),
            required=True,
        ),
        Setting(
            "when_due",
            _("Nộp khi nào"),
            CHOICE,
            choices=(
                ("at_filing", _("Khi nộp hồ sơ")),
                ("before_result", _("Trước khi nhận kết quả")),
            ),
            required=True,
        ),
        Setting("payable_to", _("Nộp cho")),
        Setting("quantity_field", _("Nhân với câu trả lời"), QUESTION),
        Setting("refundable", _("Được trả lại"), TICK, rare=True),
        KEY,
    ),
    {
        "key": "fee",
        "kind": "fee",
        "name": _("Khoản mới"),
        "when_due": "at_filing",
        "refundable": False,
        "rules": [],
    },
    inner=(FEE_RULES,),
)
TIME = Section(
    "time",
    _("Thời hạn giải quyết"),
    (
        *limit("limit.", _("Thời hạn"), required=True),
        Setting("limit.counted_from", _("Tính từ")),
        Setting("limit.cutoff", _("Xong trong ngày nếu nhận trước"), hint=_("Ví dụ 15:00.")),
        Setting("text", _("Bằng lời"), AREA, required=True),
        basis(),
        unconfirmed(),
        NOTE,
    ),
    place="time",
)
ANSWER = Section(
    "time/answer",
    _("Quầy trả lời hồ sơ trực tuyến"),
    (
        *limit("answer.", _("Trong"), required=True),
        basis("answer.legal_basis"),
        unconfirmed("answer.to_be_confirmed"),
    ),
    place="time",
)
SUPPLEMENT = Section(
    "time/supplement",
    _("Bổ sung hồ sơ"),
    (
        Setting(
            "supplement.in_process.effect",
            _("Yêu cầu bổ sung thì"),
            CHOICE,
            choices=(
                ("restart", _("Tính lại thời hạn từ đầu")),
                ("exclude", _("Trừ thời gian chờ")),
                ("none", _("Không ảnh hưởng")),
            ),
            hint=_exclude_words(),
            required=True,
        ),
        *limit("supplement.in_process.ask_within.", _("Yêu cầu trong vòng")),
        Setting("supplement.max_requests", _("Nhiều nhất mấy lần"), WHOLE, required=True),
        basis("supplement.in_process.legal_basis"),
        *limit("supplement.answer_within.", _("Người nộp bổ sung trong")),
        *limit("supplement.answer_within.remind_before.", _("Nhắc trước khi hết")),
        basis("supplement.answer_within.legal_basis", _("Căn cứ của thời gian bổ sung")),
        unconfirmed("supplement.in_process.to_be_confirmed"),
    ),
    place="time",
)
EXTENSION = Section(
    "time/extension",
    _("Xin lỗi và gia hạn"),
    (
        Setting("extension.max_count", _("Nhiều nhất mấy lần"), WHOLE),
        *limit("extension.before.", _("Báo trước hạn ít nhất")),
        basis("extension.legal_basis"),
        unconfirmed("extension.to_be_confirmed"),
    ),
    place="time",
)
HAND_OVER = Section(
    "time/hand_over",
    _("Bàn giao hồ sơ giấy"),
    (
        Setting("hand_over.cutoff", _("Nhận sau giờ này thì giao hôm sau"), required=True),
        Setting("hand_over.next_day.amount", _("Hôm sau giao trong (phút)"), WHOLE, required=True),
        basis("hand_over.legal_basis"),
    ),
    place="time",
)
OPINIONS = Section(
    "opinions",
    _("Ý kiến đơn vị khác"),
    (
        *limit("opinions.limit.", _("Trả lời trong")),
        basis("opinions.legal_basis"),
        unconfirmed("opinions.to_be_confirmed"),
        Setting("opinions.note", _("Ghi chú cho người soạn"), AREA, rare=True),
    ),
)
EXCLUSIONS = Elements(
    "time/exclusions",
    _("Thời gian không tính"),
    _("khoảng không tính"),
    (
        Setting("title", _("Lý do"), required=True),
        *limit("", _("Nhiều nhất mỗi lần")),
        Setting("max_count", _("Nhiều nhất mấy lần"), WHOLE, required=True),
        Setting("variants", _("Chỉ với trường hợp"), VARIANTS),
        Setting("practice", _("Mới là cách làm của hệ thống, chưa rõ căn cứ"), TICK),
        basis(),
        unconfirmed(),
        NOTE,
        KEY,
    ),
    {
        "key": "pause",
        "title": _("Khoảng không tính mới"),
        "max_count": 1,
        "legal_basis": [],
        "to_be_confirmed": True,
    },
)
FEES_TAB = Tab("phi", _("Phí, lệ phí"), (), (FEES,), "cash-banknote")
TIME_TAB = Tab(
    "thoi-han",
    _("Thời hạn"),
    (TIME, ANSWER, SUPPLEMENT, EXTENSION, HAND_OVER, OPINIONS),
    (EXCLUSIONS,),
    "clock",
)
