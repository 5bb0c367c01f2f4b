# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What citizens and officers are told, by the kind of what happened to a dossier.

Legal basis: 61/2018/NĐ-CP, Điều 19 (the applicant is told of every change that concerns them).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import OFFICERS, MessageKind

EVERYWHERE = ("in_app", "email", "sms")
QUIETLY = ("in_app", "email")
HERE = ("in_app",)

CHANGED = MessageKind("onestop.changed", _("Hồ sơ có thay đổi"), QUIETLY)
CITIZEN_KINDS = (
    MessageKind("onestop.submitted", _("Đã nhận hồ sơ nộp trực tuyến"), EVERYWHERE),
    MessageKind("onestop.accepted", _("Đã tiếp nhận, hẹn ngày trả"), EVERYWHERE),
    MessageKind("onestop.basis_accepted", _("Nhận giấy tờ làm thay"), QUIETLY),
    MessageKind("onestop.basis_rejected", _("Không nhận giấy tờ làm thay"), EVERYWHERE),
    MessageKind("onestop.supplement_requested", _("Cần bổ sung"), EVERYWHERE),
    MessageKind("onestop.supplement_reminded", _("Nhắc bổ sung"), EVERYWHERE),
    MessageKind("onestop.supplement_expired", _("Quá hạn bổ sung"), EVERYWHERE),
    MessageKind("onestop.supplement_answered", _("Đã nhận giấy tờ bổ sung"), QUIETLY),
    MessageKind("onestop.supplement_accepted", _("Giấy tờ bổ sung đã đủ"), EVERYWHERE),
    MessageKind("onestop.not_accepted", _("Không tiếp nhận"), EVERYWHERE),
    MessageKind("onestop.forwarded", _("Chuyển tới nơi có thẩm quyền"), EVERYWHERE),
    MessageKind("onestop.taken_over", _("Nơi có thẩm quyền đã nhận"), QUIETLY),
    MessageKind("onestop.came_back", _("Hồ sơ trở lại nơi nhận"), QUIETLY),
    MessageKind("onestop.fee_due", _("Cần nộp phí, lệ phí"), EVERYWHERE),
    MessageKind("onestop.paid", _("Đã thu phí, lệ phí"), QUIETLY),
    MessageKind("onestop.obligation_due", _("Chờ nghĩa vụ tài chính"), EVERYWHERE),
    MessageKind("onestop.obligation_proof_sent", _("Đã nhận chứng từ nộp tiền"), QUIETLY),
    MessageKind("onestop.obligation_proof_refused", _("Cần gửi lại chứng từ"), EVERYWHERE),
    MessageKind("onestop.obligation_met", _("Đã xong nghĩa vụ tài chính"), QUIETLY),
    MessageKind("onestop.extended", _("Xin lỗi và hẹn lại ngày trả"), EVERYWHERE),
    MessageKind("onestop.stopped", _("Dừng giải quyết"), EVERYWHERE),
    MessageKind("onestop.resumed", _("Tiếp tục giải quyết"), EVERYWHERE),
    MessageKind("onestop.withdrawal_requested", _("Đã nhận đề nghị rút"), QUIETLY),
    MessageKind("onestop.withdrawal_declined", _("Không rút, giải quyết tiếp"), EVERYWHERE),
    MessageKind("onestop.withdrawn", _("Hồ sơ đã rút"), EVERYWHERE),
    MessageKind("onestop.granted", _("Có kết quả"), EVERYWHERE),
    MessageKind("onestop.refused", _("Từ chối giải quyết"), EVERYWHERE),
    MessageKind("onestop.shipped", _("Kết quả đã gửi bưu điện"), EVERYWHERE),
    MessageKind("onestop.post_returned", _("Bưu chính trả kết quả về quầy"), EVERYWHERE),
    MessageKind("onestop.post_lost", _("Bưu gửi thất lạc, quầy cấp lại bản giấy"), EVERYWHERE),
    MessageKind("onestop.copy_reissued", _("Đã cấp lại bản giấy để gửi"), QUIETLY),
    MessageKind("onestop.returned", _("Đã trả kết quả"), QUIETLY),
    MessageKind("onestop.revoked", _("Kết quả bị thu hồi"), EVERYWHERE),
    MessageKind("onestop.process_told", _("Tin báo giữa chừng"), EVERYWHERE),
    MessageKind("onestop.corrected", _("Đã cấp giấy thay giấy cũ"), QUIETLY),
    CHANGED,
)
LOOKUP_CODE = "notifications.code"
ANSWERED = MessageKind("onestop.officer_answered", _("Người dân đã trả lời"), HERE, OFFICERS)
OPINION = MessageKind("onestop.officer_opinion", _("Đơn vị khác đã cho ý kiến"), HERE, OFFICERS)
WITHDRAWAL = MessageKind("onestop.officer_withdrawal", _("Người dân xin rút"), HERE, OFFICERS)
FAILED = MessageKind("onestop.officer_failed", _("Ký hoặc đóng dấu không thành"), HERE, OFFICERS)
ALL = (*CITIZEN_KINDS, ANSWERED, OPINION, WITHDRAWAL, FAILED)

SILENT = frozenset({"received_at_counter", "signed", "corrects"})
"""Stand in the timeline; the next event of the same act or step is what people wait for."""
TOLD: Mapping[str, str] = {
    kind.code.partition(".")[2]: kind.code for kind in CITIZEN_KINDS if kind is not CHANGED
}
"""Kind of event → kind of message for the citizen. Anything else is told as ``onestop.changed``."""
OFFICER_TOLD: Mapping[str, MessageKind] = {
    "supplement_answered": ANSWERED,
    "obligation_proof_sent": ANSWERED,
    "opinion_answered": OPINION,
    "withdrawal_requested": WITHDRAWAL,
    "sign_failed": FAILED,
    "issue_failed": FAILED,
}
"""Kind of event → kind of message for the officer who leads, or who pressed the button."""
PAPERS: Mapping[str, str] = {
    "accepted": "01",
    "supplement_accepted": "01",
    "supplement_requested": "02",
    "not_accepted": "03",
    "extended": "04",
    "stopped": "05",
    "withdrawn": "05",
    "resumed": "01",
    "obligation_due": "NV",
    "obligation_met": "01",
}
"""Kind of event → printed paper that goes along by mail (forms of 03/2025/TT-VPCP, NV our own)."""
