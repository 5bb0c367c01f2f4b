# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the case screen offers beside the table: asks of the unit, and the side step one holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.obligation import EXCLUSION
from lienthong.modules.onestop.enums import DossierState, ObligationKind, StopGround
from lienthong.modules.onestop.models import Dossier, ExtensionNotice
from lienthong.modules.onestop.panels.turn_forms import Act, Fields, TurnForm
from lienthong.modules.onestop.panels.turn_steps import basis_fields, form_of
from lienthong.modules.onestop.panels.work_words import day_words
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.queries.turns import (
    SupplementOffer,
    extension_offer,
    open_extension,
    open_stop,
    supplement_offer,
)

NOTHING: Mapping[str, Any] = {"asking_rule": None, "resting": ""}
WORKS = frozenset({DossierState.IN_PROCESS, DossierState.FINANCIAL_OBLIGATION})


@dataclass(frozen=True, slots=True)
class Desk:
    """One dossier on one officer's screen: the step in hand, and the deadline with its rows."""

    dossier: Dossier
    actor: Actor
    step: Step | None
    deadline: Deadline | None
    steps: list[Step]

    @property
    def is_unit(self) -> bool:
        """Whether the officer works for the agency that resolves, and examines."""
        agency = self.dossier.case.agency_id
        return self.actor.agency_id == agency and self.actor.holds(PROCESS.code)

    @property
    def works(self) -> bool:
        """Whether the officer holds a step of the unit that is not busy."""
        step = self.step
        return step is not None and not step.is_side and not step.marks.get("busy")


def turns_context(
    desk: Desk, kept: Mapping[str, Any], wrong: Mapping[str, str], tried_form: str
) -> dict[str, Any]:
    """``turn``: the form of the side step one holds; ``asks``: what the unit may ask; notes."""
    step = desk.step
    if step is not None and step.is_side:
        turn = form_of(desk.dossier, step, Fields(step.node, kept, wrong))
        return {"turn": turn, "asks": [], "asking": False, "turn_notes": [], **NOTHING}
    promised = desk.dossier.case.deadline_id and desk.dossier.case.is_open
    extension = open_extension(desk.dossier) if promised else None
    asks = list(_asks(desk, extension, kept, wrong)) if desk.is_unit else []
    return {
        "turn": None,
        "asks": asks,
        "asking": any(form.key == tried_form for form in asks),
        "turn_notes": list(_notes(extension)),
        "asking_rule": asking_rule(desk),
        "resting": _resting(desk),
    }


def _asks(
    desk: Desk,
    extension: ExtensionNotice | None,
    kept: Mapping[str, Any],
    wrong: Mapping[str, str],
) -> Iterator[TurnForm]:
    state, deadline = desk.dossier.state, desk.deadline
    if state == DossierState.STOPPED:
        yield _resume(desk, Fields("giai-quyet-tiep", kept, wrong))
    if deadline is None or state not in WORKS:
        return
    if state == DossierState.IN_PROCESS and extension is None and deadline.state == "running":
        form = _extension(desk.dossier, deadline, Fields("gia-han", kept, wrong))
        if form is not None:
            yield form
    if not desk.works or _resting(desk):
        return
    if state == DossierState.IN_PROCESS:
        yield _obligation(desk, Fields("nghia-vu", kept, wrong))
    yield _stop(desk, Fields("dung", kept, wrong))


def _extension(dossier: Dossier, deadline: Deadline, fields: Fields) -> TurnForm | None:
    try:
        offer = extension_offer(dossier, deadline)
    except clock.ClockError:
        return None
    if offer is None:
        return None
    today = timezone.localdate()
    due = _("Đang hẹn %(due)s") % {"due": day_words(deadline.due_at)}
    sorry = _("Chúng tôi xin lỗi vì trả kết quả chậm và mong bạn thông cảm.")
    shown = [
        fields.text("day", _("Ngày hẹn mới"), kind="date_one", width="medium", hint=due),
        fields.text("reason", _("Lý do chậm, người nộp đọc được"), kind="textarea"),
        fields.text("apology", _("Lời xin lỗi in trên Mẫu 04"), sorry, kind="textarea"),
    ]
    last = _("Ngày cuối được xin theo quy định: %(day)s.")
    lines = [last % {"day": f"{offer.last_day:%d/%m/%Y}"}]
    if offer.needs_leader(today):
        label = _("Lý do trình lãnh đạo quyết định")
        lines.append(_beyond(offer.is_late(today), offer.made))
        shown.append(fields.text("override_reason", label, kind="textarea"))
    else:
        lines.append(_("Một cửa gửi văn bản cho người nộp, ngày hẹn đổi từ lúc đó."))
    return TurnForm(
        key="gia-han",
        title=_("Xin lỗi và đề nghị hẹn lại?"),
        menu=_("Xin lỗi và hẹn lại"),
        icon="calendar-time",
        url=reverse("onestop:officer-extension", args=[dossier.pk]),
        acts=(Act("ask", _("Đề nghị hẹn lại"), "primary"),),
        fields=tuple(shown),
        lines=tuple(lines),
    )


def _beyond(late: bool, made: int) -> str:
    if late:
        return _("Đã quá ngày đó: lãnh đạo quyết định, số liệu trễ hạn vẫn giữ nguyên.")
    return _("Hồ sơ đã hẹn lại %(count)s lần: lần này lãnh đạo quyết định.") % {"count": made}


def _obligation(desk: Desk, fields: Fields) -> TurnForm:
    listed = desk.dossier.procedure_version.spec.exclusion(EXCLUSION)
    kinds = (("", _("Chọn loại")), *((str(value), str(words)) for value, words in _kinds()))
    if listed is None:
        line = _("Quy định của thủ tục không nói tới thời gian chờ nộp: thời hạn vẫn tính.")
    elif listed.practice:
        line = _("Thời gian chờ nộp không tính, theo cách làm thực tế, căn cứ chờ xác nhận.")
    else:
        line = _("Thời gian chờ nộp không tính vào thời hạn giải quyết.")
    basis = fields.text(
        "legal_basis", _("Căn cứ"), maxlength=300, hint=_("Số văn bản, điều, khoản")
    )
    return TurnForm(
        key="nghia-vu",
        title=_("Thông báo khoản phải nộp?"),
        menu=_("Thông báo nghĩa vụ tài chính"),
        icon="cash-banknote",
        url=reverse("onestop:officer-obligation", args=[_step(desk)]),
        acts=(Act("ask", _("Thông báo và chờ nộp"), "primary"),),
        lines=(line,),
        fields=(
            fields.text("kind", _("Loại"), kind="select", choices=kinds),
            fields.text("name", _("Nộp khoản gì"), maxlength=200),
            fields.text("amount", _("Số tiền, đồng"), kind="money", width="medium"),
            fields.text("place", _("Nơi nộp"), maxlength=300),
            basis,
        ),
    )


def _kinds() -> list[tuple[Any, Any]]:
    return list(ObligationKind.choices)


def _stop(desk: Desk, fields: Fields) -> TurnForm:
    grounds = (StopGround.APPLICANT, StopGround.UNPAID, StopGround.LAW)
    choices = (("", _("Chọn trường hợp")), *((str(g.value), str(g.label)) for g in grounds))
    return TurnForm(
        key="dung",
        title=_("Trình dừng giải quyết hồ sơ này?"),
        menu=_("Trình dừng giải quyết"),
        icon="player-pause",
        url=reverse("onestop:officer-stop", args=[_step(desk)]),
        acts=(Act("ask", _("Trình lãnh đạo"), "primary"),),
        lines=(_("Lãnh đạo duyệt, một cửa gửi Mẫu 05 rồi hồ sơ mới dừng."),),
        fields=(
            fields.text("ground", _("Trường hợp"), kind="select", choices=choices),
            fields.text("reason", _("Lý do, người nộp đọc được"), kind="textarea"),
            *basis_fields(desk.dossier, fields),
        ),
    )


def _resume(desk: Desk, fields: Fields) -> TurnForm:
    return TurnForm(
        key="giai-quyet-tiep",
        title=_("Giải quyết tiếp hồ sơ này?"),
        menu=_("Giải quyết tiếp"),
        icon="rotate-clockwise",
        url=reverse("onestop:officer-resume", args=[desk.dossier.pk]),
        acts=(Act("resume", _("Giải quyết tiếp"), "primary"),),
        lines=(_("Thời gian dừng không tính, ngày hẹn tính lại từ bây giờ."),),
        fields=(fields.text("reason", _("Vì sao giải quyết tiếp"), kind="textarea"),),
    )


def _step(desk: Desk) -> int:
    return desk.step.pk if desk.step is not None else 0


def asking_rule(desk: Desk) -> dict[str, Any] | None:
    """What the form of a supplement says before anything is written: last day, who decides."""
    step = desk.step
    asks = step is not None and step.node == "examine" and not step.marks.get("busy")
    if not asks or desk.deadline is None or desk.dossier.state != DossierState.IN_PROCESS:
        return None
    try:
        offer = supplement_offer(desk.dossier, desk.deadline)
    except clock.ClockError:
        return None
    today = timezone.localdate()
    return {
        "line": _asking_words(offer, today),
        "closed": offer.is_late(today) and not offer.needs_leader,
        "needs_leader": offer.needs_leader,
    }


def _asking_words(offer: SupplementOffer, today: date) -> str:
    if offer.needs_leader:
        words = _("Đã yêu cầu bổ sung %(made)s lần, quy định cho %(allowed)s lần.")
        return words % {"made": offer.made, "allowed": offer.allowed}
    if offer.last_day is None:
        return ""
    if offer.is_late(today):
        words = _("Đã quá ngày cuối được yêu cầu bổ sung: %(day)s.")
    else:
        words = _("Ngày cuối được yêu cầu bổ sung: %(day)s.")
    return words % {"day": f"{offer.last_day:%d/%m/%Y}"}


def _notes(extension: ExtensionNotice | None) -> Iterator[str]:
    if extension is not None:
        yield _("Đã đề nghị hẹn lại %(due)s, chưa gửi cho người nộp.") % {
            "due": day_words(extension.new_due_at)
        }


def _resting(desk: Desk) -> str:
    """What is awaited while nobody may move the table; empty when work may go on."""
    state = desk.dossier.state
    if state == DossierState.FINANCIAL_OBLIGATION:
        return _("Chờ người nộp thực hiện nghĩa vụ tài chính.")
    if state == DossierState.WITHDRAWAL_REQUESTED:
        return _("Người nộp xin rút hồ sơ, chờ một cửa trả lời.")
    if state == DossierState.STOPPED:
        stop = open_stop(desk.dossier)
        return _("Hồ sơ đang dừng. Lý do: %(reason)s") % {"reason": stop.reason if stop else ""}
    blocking = [step.title for step in desk.steps if step.marks.get("blocks")]
    return _("Đang chờ: %(what)s.") % {"what": blocking[0].lower()} if blocking else ""
