# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the case screen offers beside the table: asks of the unit, and the side step one holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, ExtensionNotice
from lienthong.modules.onestop.panels.turn_forms import Act, Fields, TurnForm
from lienthong.modules.onestop.panels.work_words import clock_words, day_words
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.queries.turns import extension_offer, open_extension


@dataclass(frozen=True, slots=True)
class Desk:
    """One dossier on one officer's screen: the step in hand, and the deadline with its rows."""

    dossier: Dossier
    actor: Actor
    step: Step | None
    deadline: Deadline | None

    @property
    def is_unit(self) -> bool:
        """Whether the officer works for the agency that resolves, and examines."""
        agency = self.dossier.case.agency_id
        return self.actor.agency_id == agency and self.actor.holds(PROCESS.code)


Builder = Callable[[Dossier, Step, Fields], TurnForm]


def turns_context(
    desk: Desk, kept: Mapping[str, Any], wrong: Mapping[str, str], tried_form: str
) -> dict[str, Any]:
    """``turn``: the form of the side step one holds; ``asks``: what the unit may ask; notes."""
    step = desk.step
    extension = open_extension(desk.dossier) if _is_promised(desk) else None
    if step is not None and step.is_side:
        build = BUILDERS.get(step.node)
        turn = build(desk.dossier, step, Fields(step.node, kept, wrong)) if build else None
        return {"turn": turn, "asks": [], "asking": False, "turn_notes": []}
    asks = list(_asks(desk, extension, kept, wrong)) if desk.is_unit else []
    return {
        "turn": None,
        "asks": asks,
        "asking": any(form.key == tried_form for form in asks),
        "turn_notes": list(_notes(extension)),
    }


def _is_promised(desk: Desk) -> bool:
    return bool(desk.dossier.case.deadline_id and desk.dossier.case.is_open)


def _asks(
    desk: Desk,
    extension: ExtensionNotice | None,
    kept: Mapping[str, Any],
    wrong: Mapping[str, str],
) -> Iterator[TurnForm]:
    if desk.dossier.state != DossierState.IN_PROCESS or desk.deadline is None:
        return
    if extension is None and desk.deadline.state == "running":
        form = _extension(desk.dossier, desk.deadline, Fields("gia-han", kept, wrong))
        if form is not None:
            yield form


def _extension(dossier: Dossier, deadline: Deadline, fields: Fields) -> TurnForm | None:
    try:
        offer = extension_offer(dossier, deadline)
    except clock.ClockError:
        return None
    if offer is None:
        return None
    today = timezone.localdate()
    shown = [
        fields.text("day", _("Ngày hẹn mới"), kind="date_one", width="medium", hint=_due(deadline)),
        fields.text("reason", _("Lý do chậm, người nộp đọc được"), kind="textarea"),
        fields.text("apology", _("Lời xin lỗi in trên Mẫu 04"), _sorry(), kind="textarea"),
    ]
    lines = [_last_day(offer.last_day)]
    if offer.needs_leader(today):
        lines.append(_late(offer.is_late(today), offer.made))
        shown.append(
            fields.text("override_reason", _("Lý do trình lãnh đạo quyết định"), kind="textarea")
        )
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


def _due(deadline: Deadline) -> str:
    return _("Đang hẹn %(due)s") % {"due": day_words(deadline.due_at)}


def _last_day(day: Any) -> str:
    return _("Ngày cuối được xin theo quy định: %(day)s.") % {"day": f"{day:%d/%m/%Y}"}


def _late(late: bool, made: int) -> str:
    if late:
        return _("Đã quá ngày đó: lãnh đạo quyết định, số liệu trễ hạn vẫn giữ nguyên.")
    return _("Hồ sơ đã hẹn lại %(count)s lần: lần này lãnh đạo quyết định.") % {"count": made}


def _sorry() -> str:
    return _("Chúng tôi xin lỗi vì trả kết quả chậm và mong bạn thông cảm.")


def _notes(extension: ExtensionNotice | None) -> Iterator[str]:
    if extension is not None:
        yield _("Đã đề nghị hẹn lại %(due)s, chưa gửi cho người nộp.") % {
            "due": day_words(extension.new_due_at)
        }


def _extension_facts(notice: ExtensionNotice) -> tuple[dict[str, Any], ...]:
    rows = [
        (_("Đã hẹn"), clock_words(notice.due_before)),
        (_("Hẹn mới"), clock_words(notice.new_due_at)),
        (_("Lý do"), notice.reason),
        (_("Lời xin lỗi"), notice.apology),
        (_("Người đề nghị"), notice.asked_by_text),
    ]
    if notice.overridden:
        rows.append((_("Lý do ngoài lệ"), notice.override_reason))
    if notice.approved_by_text:
        rows.append((_("Người duyệt"), notice.approved_by_text))
    return tuple({"label": label, "value": value} for label, value in rows)


def _approve_extension(dossier: Dossier, step: Step, fields: Fields) -> TurnForm:
    notice = open_extension(dossier)
    return TurnForm(
        key=step.node,
        title=_("Cho gia hạn ngoài lệ?"),
        url=reverse("onestop:officer-decide-turn", args=[step.pk]),
        lines=(_("Quá ngày được xin hoặc quá số lần. Số liệu trễ hạn không đổi."),),
        facts=_extension_facts(notice) if notice else (),
        fields=(fields.text("reason", _("Lý do, nếu không đồng ý")),),
        acts=(Act("approve", _("Đồng ý"), "primary"), Act("decline", _("Không đồng ý"))),
    )


def _extend(dossier: Dossier, step: Step, fields: Fields) -> TurnForm:
    notice = open_extension(dossier)
    return TurnForm(
        key=step.node,
        title=_("Gửi văn bản xin lỗi và hẹn lại"),
        url=reverse("onestop:officer-carry-out", args=[step.pk]),
        lines=(_("Gửi xong, ngày hẹn đổi ngay và người nộp nhận tin nhắn kèm Mẫu 04."),),
        facts=_extension_facts(notice) if notice else (),
        fields=(fields.text("reason", _("Lý do, nếu trả lại đơn vị")),),
        acts=(
            Act("extend", _("Gửi và in Mẫu 04"), "primary"),
            Act("return", _("Trả lại đơn vị")),
        ),
    )


BUILDERS: dict[str, Builder] = {
    "approve_extension": _approve_extension,
    "extend": _extend,
}
