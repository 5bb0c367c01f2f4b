# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure decisions over dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import Step
from lienthong.kernel.step_services import ProcessName, StepMark, StepMessage, StepNeed
from lienthong.modules.onestop.enums import (
    DESK_ONLY,
    TRANSITIONS,
    Channel,
    DossierState,
    ResultKind,
)
from lienthong.modules.onestop.models import Dossier

PROCESS_NAMES = (
    ProcessName("channel", gettext_lazy("Cách nộp"), tuple(Channel.choices)),
    ProcessName("refusal", gettext_lazy("Đề nghị từ chối")),
    ProcessName("residence_confirmed", gettext_lazy("Dân cư đã xác nhận người nộp")),
    ProcessName("residence", gettext_lazy("Nơi cư trú theo dân cư")),
    ProcessName("field_visit", gettext_lazy("Có kiểm tra thực địa")),
    ProcessName("consulted_units", gettext_lazy("Đơn vị được hỏi ý kiến")),
)
"""What dossiers tell the conditions of their processes."""
SUPPLEMENT_RECEIVED = "supplement_received"
PROCESS_MESSAGES = (
    StepMessage(SUPPLEMENT_RECEIVED, gettext_lazy("Người nộp bổ sung xong giấy tờ")),
)
"""What dossiers tell the steps that wait."""
_ACTS = (
    ("accept", gettext_lazy("tiếp nhận, hẹn ngày trả")),
    ("request_intake_supplement", gettext_lazy("yêu cầu bổ sung trước khi nhận")),
    ("not_accept", gettext_lazy("từ chối tiếp nhận")),
    ("forward", gettext_lazy("chuyển nơi có thẩm quyền")),
    ("take_over", gettext_lazy("nhận hồ sơ nơi khác chuyển")),
    ("refuse_take_over", gettext_lazy("không nhận, trả nơi chuyển")),
    ("propose_grant", gettext_lazy("trình ký kết quả")),
    ("propose_refusal", gettext_lazy("trình từ chối giải quyết")),
    ("propose_supplement", gettext_lazy("đề nghị bổ sung giấy tờ")),
    ("request_supplement", gettext_lazy("gửi yêu cầu bổ sung")),
    ("return_supplement", gettext_lazy("trả lại đề nghị bổ sung")),
    ("accept_supplement", gettext_lazy("nhận giấy tờ bổ sung")),
    ("request_verification", gettext_lazy("gửi đi xác minh")),
    ("record_verification", gettext_lazy("ghi kết quả xác minh")),
    ("begin_inquiry", gettext_lazy("hỏi ý kiến đơn vị khác")),
    ("give_opinion", gettext_lazy("trả lời ý kiến")),
    ("take_silence", gettext_lazy("hết hạn coi như đồng ý")),
    ("record_visit", gettext_lazy("ghi biên bản thực địa")),
    ("send_back", gettext_lazy("trả lại bước trước")),
    ("resubmit", gettext_lazy("chuyển lại sau khi sửa")),
    ("sign_result", gettext_lazy("ký kết quả")),
    ("issue_result", gettext_lazy("lấy số, đóng dấu, phát hành")),
    ("return_result", gettext_lazy("trả kết quả")),
)
_STATES = tuple(DossierState.choices)
PROCESS_MARKS = (
    StepMark("act", gettext_lazy("Hệ thống làm gì"), _ACTS),
    StepMark("state", gettext_lazy("Hồ sơ thành"), _STATES, steps=("task", "wait", "service")),
    StepMark("state_granted", gettext_lazy("Hồ sơ thành, nếu được giải quyết"), _STATES),
    StepMark("state_refused", gettext_lazy("Hồ sơ thành, nếu bị từ chối"), _STATES),
    StepMark(
        "form",
        gettext_lazy("In giấy"),
        (
            ("01", gettext_lazy("Mẫu 01, tiếp nhận và hẹn trả")),
            ("02", gettext_lazy("Mẫu 02, yêu cầu bổ sung")),
            ("03", gettext_lazy("Mẫu 03, từ chối tiếp nhận")),
            ("bb", gettext_lazy("Biên bản kiểm tra thực địa")),
        ),
    ),
    StepMark(
        "clock",
        gettext_lazy("Thời hạn giải quyết"),
        (
            ("restart", gettext_lazy("tính lại từ đầu")),
            ("verification", gettext_lazy("không tính lúc xác minh")),
        ),
        steps=("task", "wait"),
    ),
    StepMark("undo", gettext_lazy("Lấy lại được trong mấy phút")),
    StepMark("text", gettext_lazy("Lời báo người nộp"), steps=("service",), on_outcomes=False),
)
"""The marks of tables of steps that dossiers obey."""
PROCESS_NEEDS = (
    StepNeed("comment", gettext_lazy("ý kiến")),
    StepNeed("reason", gettext_lazy("lý do")),
    StepNeed("components", gettext_lazy("giấy tờ đã kiểm từng thứ")),
    StepNeed("fee", gettext_lazy("phí, lệ phí")),
    StepNeed("unit", gettext_lazy("đơn vị nhận")),
    StepNeed("draft", gettext_lazy("dự thảo kết quả")),
    StepNeed("signature", gettext_lazy("chữ ký")),
    StepNeed("number", gettext_lazy("số văn bản")),
    StepNeed("seal", gettext_lazy("con dấu")),
    StepNeed("taker", gettext_lazy("người nhận kết quả")),
    StepNeed("stance", gettext_lazy("đồng ý hay không")),
    StepNeed("time", gettext_lazy("thời gian")),
    StepNeed("place", gettext_lazy("địa điểm")),
    StepNeed("participants", gettext_lazy("thành phần tham gia")),
    StepNeed("findings", gettext_lazy("kết quả kiểm tra")),
)
"""What outcomes of dossiers may ask for."""
NUMBER_SERIES = {
    "dossier": gettext_lazy("Mã hồ sơ"),
    "hand_over_sheet": gettext_lazy("Biên bản bàn giao"),
    "fee_receipt": gettext_lazy("Biên lai phí, lệ phí"),
    "certification_register": gettext_lazy("Sổ chứng thực bản sao"),
}
"""What the books are called from which dossiers, sheets and receipts take their numbers."""


def may_move(
    before: str, after: str, *, at_desk: bool = False, back_to: str = "", granted: bool = True
) -> bool:
    """Whether the law knows this move.

    ``at_desk`` opens the moves that only the desk may make from a draft; a dossier whose
    withdrawal was asked goes back only to the state it came from (``back_to``); of returned
    results only granted ones can be revoked.
    """
    if after not in TRANSITIONS.get(before, frozenset()):
        return False
    if (before, after) in DESK_ONLY and not at_desk:
        return False
    if before == DossierState.WITHDRAWAL_REQUESTED and after != DossierState.WITHDRAWN:
        return after == back_to
    if (before, after) == (DossierState.RETURNED, DossierState.REVOKED):
        return granted
    return True


def may_withdraw_at_once(state: str) -> bool:
    """Before acceptance the citizen withdraws without anybody's consent."""
    return state in {DossierState.SUBMITTED, DossierState.INTAKE_SUPPLEMENT}


def may_ask_withdrawal(state: str) -> bool:
    """After acceptance, while no result is signed, withdrawal is asked and confirmed."""
    return may_move(state, DossierState.WITHDRAWAL_REQUESTED)


def is_paused(state: str) -> bool:
    """Whether work on the table of steps rests until something beside it is done."""
    return state in {
        DossierState.FINANCIAL_OBLIGATION,
        DossierState.STOPPED,
        DossierState.WITHDRAWAL_REQUESTED,
    }


def final_state(kind: str) -> str:
    """The state that a decided result leads to."""
    return DossierState.GRANTED if kind == ResultKind.GRANTED else DossierState.REFUSED


def may_revoke(state: str, kind: str) -> bool:
    """A granted result that is still in force, returned or not."""
    return kind == ResultKind.GRANTED and may_move(state, DossierState.REVOKED)


def waits_for_papers(state: str) -> bool:
    """Somebody was asked for papers, to be sent on the page or brought to the desk."""
    return state in {DossierState.INTAKE_SUPPLEMENT, DossierState.SUPPLEMENT}


def may_correct(dossier: Dossier, other: Dossier) -> bool:
    """Another dossier of the same submitter and agency, whose result may stand in its place."""
    return (
        other.pk != dossier.pk
        and other.submitter_id == dossier.submitter_id
        and other.case.agency_id == dossier.case.agency_id
    )


SENT = frozenset({"form", "state", "state_granted", "clock"})
"""Marks of an outcome, or of the step it leads to, after which somebody outside knows."""
RECORDED = frozenset({"opinion", "visit"})
"""Steps whose answer others read at once, each for itself, beside those of others."""
FINAL = frozenset({"signature", "number", "seal", "taker"})
"""What an outcome expects that cannot be taken back."""


def undo_until(done: Step) -> datetime | None:
    """Until when a finished step can be undone though it was seen; None where it is not listed.

    The definition lists it: the mark ``undo`` of the outcome, in minutes.
    """
    way = next((way for way in done.outcomes if way["code"] == done.outcome), None)
    minutes = way["marks"].get("undo", "") if way else ""
    if done.closed_at is None or not minutes.isdecimal():
        return None
    return done.closed_at + timedelta(minutes=int(minutes))


def obstacle_to_taking_back(
    done: Step, steps: Iterable[Step], *, is_open: bool, now: datetime
) -> str:
    """Why a finished step cannot be opened again, in plain words; empty when it can.

    ``steps`` are all steps of the case; those beside the table do not matter. While it can be
    undone, that somebody looked at it is no obstacle; that somebody took it or gave it to somebody
    always is. That the table gave it to a person by itself is no act of theirs.
    """
    if done.node in RECORDED:
        return _("Ý kiến, biên bản đã gửi nên không thu hồi được. Hãy gọi cho người hỏi.")
    until = undo_until(done)
    later = [step for step in steps if not step.is_side and step.pk > done.pk]
    if done.is_side or done.closed_at is None or not is_open or not later:
        return _("Bước này không thu hồi được.")
    if any(step.closed_at is not None for step in later):
        return _("Bước sau đã làm xong nên không thu hồi được.")
    if not _may_be_undone(done, later):
        return _("Giấy tờ đã gửi đi hoặc đã ký nên không thu hồi được.")
    if any(step.marks.get("busy") for step in later):
        return _("Bước sau đang ký số nên không thu hồi được.")
    if any(step.taken_at is not None for step in later):
        return _("Đã có người nhận bước sau nên không thu hồi được. Hãy gọi cho họ.")
    if any(step.seen_at is not None for step in later) and not (until and now <= until):
        return _("Người nhận đã mở hồ sơ nên không thu hồi được. Hãy gọi cho họ.")
    return ""


def _may_be_undone(done: Step, later: Iterable[Step]) -> bool:
    way = next((way for way in done.outcomes if way["code"] == done.outcome), None)
    if way is None or way["back"] or FINAL & set(way["expects"]) or SENT & set(way["marks"]):
        return False
    return not any("waits" in step.marks or "clock" in step.marks for step in later)
