# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happened, in the words that officers read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import CaseEvent
from lienthong.core.ui.api import long_date
from lienthong.modules.onestop.enums import ConsentManner
from lienthong.modules.onestop.panels.citizen_words import papers_words

WORDS = {
    "case_linked": gettext_lazy("Liên kết với hồ sơ khác"),
    "case_unlinked": gettext_lazy("Bỏ liên kết với hồ sơ khác"),
    "case_tagged": gettext_lazy("Sửa nhãn"),
    "case_edited": gettext_lazy("Sửa độ khẩn, nhãn hoặc ghi chú"),
    "submitted": gettext_lazy("Người dân đã nộp trên mạng"),
    "received_at_counter": gettext_lazy("Đã nhận tại quầy"),
    "accepted": gettext_lazy("Đã tiếp nhận, cấp mã và hẹn trả"),
    "paid": gettext_lazy("Đã thu phí, lệ phí"),
    "supplement_proposed": gettext_lazy("Đề nghị một cửa yêu cầu bổ sung"),
    "supplement_requested": gettext_lazy("Đã gửi phiếu yêu cầu bổ sung"),
    "supplement_answered": gettext_lazy("Người dân đã bổ sung"),
    "supplement_accepted": gettext_lazy("Đã nhận đủ giấy tờ bổ sung"),
    "resubmitted": gettext_lazy("Một cửa đã kiểm tra lại, chuyển tiếp"),
    "not_accepted": gettext_lazy("Không tiếp nhận"),
    "proposed": gettext_lazy("Trình lãnh đạo ký"),
    "refusal_proposed": gettext_lazy("Trình từ chối giải quyết"),
    "verification_requested": gettext_lazy("Đề nghị xác minh"),
    "verified": gettext_lazy("Đã có kết quả xác minh"),
    "sent_back": gettext_lazy("Trả lại bước trước"),
    "opinion_asked": gettext_lazy("Hỏi ý kiến"),
    "opinion_reminded": gettext_lazy("Nhắc trả lời ý kiến"),
    "opinion_escalated": gettext_lazy("Báo cấp trên vì trễ ý kiến"),
    "opinion_answered": gettext_lazy("Ý kiến trả lời"),
    "opinion_withdrawn": gettext_lazy("Thôi hỏi ý kiến"),
    "visit_recorded": gettext_lazy("Đã lập biên bản kiểm tra thực địa"),
    "signed": gettext_lazy("Đã ký số"),
    "sign_failed": gettext_lazy("Ký số không thành công"),
    "issue_failed": gettext_lazy("Đóng dấu không thành công"),
    "granted": gettext_lazy("Đã phát hành kết quả"),
    "refused": gettext_lazy("Đã phát hành văn bản từ chối"),
    "returned": gettext_lazy("Đã trả kết quả"),
    "withdrawal_requested": gettext_lazy("Người dân xin rút hồ sơ"),
    "withdrawal_declined": gettext_lazy("Không đồng ý cho rút"),
    "withdrawn": gettext_lazy("Hồ sơ đã rút"),
    "extension_asked": gettext_lazy("Đề nghị một cửa xin lỗi và hẹn lại"),
    "extension_approved": gettext_lazy("Đồng ý gia hạn ngoài lệ"),
    "extension_declined": gettext_lazy("Không đồng ý gia hạn"),
    "extended": gettext_lazy("Đã gửi văn bản xin lỗi và hẹn lại"),
    "supplement_approved": gettext_lazy("Đồng ý yêu cầu bổ sung lần nữa"),
    "supplement_declined": gettext_lazy("Không đồng ý yêu cầu bổ sung lần nữa"),
    "supplement_reminded": gettext_lazy("Đã nhắc người nộp bổ sung"),
    "supplement_expired": gettext_lazy("Quá hạn bổ sung"),
    "went_on_without": gettext_lazy("Giải quyết theo giấy tờ hiện có"),
    "obligation_due": gettext_lazy("Đã thông báo nghĩa vụ tài chính"),
    "obligation_proof_sent": gettext_lazy("Người dân đã gửi chứng từ nộp tiền"),
    "obligation_proof_refused": gettext_lazy("Đã yêu cầu gửi lại chứng từ"),
    "obligation_met": gettext_lazy("Đã nộp đủ nghĩa vụ tài chính"),
    "stop_proposed": gettext_lazy("Trình dừng giải quyết"),
    "stop_approved": gettext_lazy("Đồng ý dừng giải quyết"),
    "stop_declined": gettext_lazy("Không đồng ý dừng giải quyết"),
    "stopped": gettext_lazy("Đã dừng giải quyết"),
    "stop_limit_reached": gettext_lazy("Hết thời gian được dừng"),
    "resumed": gettext_lazy("Giải quyết tiếp"),
    "basis_accepted": gettext_lazy("Đã xác nhận căn cứ nộp thay"),
    "basis_rejected": gettext_lazy("Không chấp nhận căn cứ nộp thay"),
    "forwarded": gettext_lazy("Đã chuyển tới nơi có thẩm quyền"),
    "taken_over": gettext_lazy("Nơi có thẩm quyền đã nhận hồ sơ chuyển tới"),
    "take_over_refused": gettext_lazy("Nơi được chuyển tới không nhận"),
    "came_back": gettext_lazy("Hồ sơ trở lại nơi nhận ban đầu"),
    "revoked": gettext_lazy("Đã thu hồi kết quả"),
    "corrects": gettext_lazy("Cấp lại, thay kết quả của hồ sơ"),
    "corrected": gettext_lazy("Đã được cấp lại theo hồ sơ"),
    "handed_over": gettext_lazy("Đã bàn giao giấy tờ"),
    "papers_received": gettext_lazy("Đã nhận bàn giao giấy tờ"),
    "papers_missing": gettext_lazy("Bàn giao thiếu giấy tờ"),
    "shipped": gettext_lazy("Đã giao bưu chính"),
    "delivered": gettext_lazy("Bưu chính đã phát"),
    "post_returned": gettext_lazy("Bưu chính trả lại"),
    "post_lost": gettext_lazy("Bưu gửi thất lạc"),
    "copy_reissued": gettext_lazy("Cấp lại bản giấy để gửi"),
    "step_taken_back": gettext_lazy("Thu hồi bước vừa làm"),
    "work_moved": gettext_lazy("Đơn vị kế tục nhận việc"),
    "step_assigned": gettext_lazy("Đã giao việc"),
    "step_unassigned": gettext_lazy("Lấy lại việc vừa giao"),
    "step_reassigned": gettext_lazy("Chuyển việc cho người khác"),
    "process_told": gettext_lazy("Hệ thống đã báo người nộp"),
    "service_done": gettext_lazy("Hệ thống đã làm"),
    "service_failed": gettext_lazy("Hệ thống không làm được"),
    "own_step_done": gettext_lazy("Đã làm xong bước"),
    "message_noted": gettext_lazy("Đã có tin mà hồ sơ chờ"),
    "time_passed": gettext_lazy("Hết thời gian chờ"),
    "process_moved": gettext_lazy("Chuyển sang phiên bản quy trình khác"),
}


def event_line(event: CaseEvent) -> dict[str, Any]:
    """One line of the history: who, when, what, why."""
    data = event.data
    who = data.get("actor") or _("Hệ thống")
    if data.get("on_behalf_of"):
        who = _("%(who)s, thay %(whom)s") % {"who": who, "whom": data["on_behalf_of"]}
    return {
        "name": who,
        "time": clock_words(event.at),
        "text": event_text(event),
        "system": event.actor_id is None,
        "audience": event.audience,
    }


def event_text(event: CaseEvent) -> str:
    """What happened, with whom or what it is about and why."""
    data = event.data
    return f"{event_words(event)}{_other(data)}{_whom(data)}{_said(data)}"


def event_words(event: CaseEvent) -> str:
    """What happened, in the words of the office."""
    if event.kind == "submitted" and event.data.get("via"):
        return _("Đã nộp thay người dân qua hệ thống khác")
    if event.kind in {"own_step_done", "message_noted", "time_passed"}:
        return _step_words(event)
    if event.kind in {"step_assigned", "step_unassigned"}:
        return _given_words(event.kind, event.data)
    if event.kind == "step_reassigned" and event.data.get("whose"):
        return _moved_words(event.data)
    return str(WORDS.get(event.kind) or _("Có diễn biến mới"))


def _step_words(event: CaseEvent) -> str:
    """Which step of the table, and by which way it was left."""
    way = event.data.get("way")
    step = _("“%(step)s”: %(way)s") if way else _("“%(step)s”")
    said = step % event.data
    return said if way else f"{WORDS[event.kind]}: {said}"


def _given_words(kind: str, data: dict[str, Any]) -> str:
    """To whom the leader gave the step, or from whom it was taken back."""
    if kind == "step_unassigned" and data.get("whose"):
        return _("Lấy lại việc vừa giao cho %(whose)s") % data
    return _("Giao việc cho %(to)s") % data if data.get("to") else str(WORDS[kind])


def _moved_words(data: dict[str, Any]) -> str:
    """Out of whose hands the step went, and where to."""
    if data.get("to"):
        return _("Chuyển việc của %(whose)s cho %(to)s") % data
    return _("Trả việc của %(whose)s về hàng chung") % data


def _other(data: dict[str, Any]) -> str:
    """The other dossier that it is about."""
    return f" {data['other']}" if data.get("other") else ""


def _whom(data: dict[str, Any]) -> str:
    """The unit that was asked, and whether its answer came late."""
    unit = str(data.get("asked_unit") or "")
    late = _("trễ hạn") if data.get("late") else ""
    return "".join(f" ({part})" for part in (unit, late) if part)


def consent_words(data: dict[str, Any]) -> str:
    """When and how somebody agreed that a system files for them; empty for anything else.

    Legal basis: 91/2025/QH15.
    """
    if not data.get("via") or not data.get("agreed_at"):
        return ""
    when = clock_words(datetime.fromisoformat(data["agreed_at"]))
    how = str(ConsentManner(data["agreed_by"]).label)
    words = _("Người nộp đồng ý lúc %(when)s bằng %(how)s, lưu ở hệ thống đó: %(where)s")
    return words % {"when": when, "how": how, "where": data["agreed_in"]}


def _said(data: dict[str, Any]) -> str:
    agreed = consent_words(data)
    if agreed:
        return f". {agreed}"
    papers = ", ".join(papers_words(data))
    said = str(data.get("comment") or data.get("reason") or papers).strip()
    return f": {said}" if said else ""


def clock_words(moment: datetime | None) -> str:
    """``10:41, 20/11/2026`` in Vietnamese time; empty without a moment."""
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}" if moment else ""


def short_words(moment: datetime | None) -> str:
    """``10:41, 20/11``; empty without a moment."""
    return f"{timezone.localtime(moment):%H:%M, %d/%m}" if moment else ""


def day_words(moment: datetime) -> str:
    """``17:00, Thứ Hai 23/11``: when something is due."""
    local = timezone.localtime(moment)
    day = long_date(local.date()).removesuffix(f"/{timezone.localdate().year}")
    return f"{local:%H:%M}, {day}"
