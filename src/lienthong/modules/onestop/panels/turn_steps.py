# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The form of each side step: what is asked of a leader, of the one-stop, of the officer."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import FieldView
from lienthong.kernel.money import dong, number
from lienthong.modules.onestop.domain.time_rules import supplement_rule
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.turn_forms import (
    Act,
    Facts,
    Fields,
    TurnForm,
    carry_out_url,
    facts_of,
)
from lienthong.modules.onestop.panels.turn_money import collecting
from lienthong.modules.onestop.panels.work_words import clock_words
from lienthong.modules.onestop.queries.turns import (
    expired_notice,
    open_extension,
    open_stop,
    open_withdrawal,
    proposed_notice,
)

Builder = Callable[[Dossier, Step, Fields], TurnForm]


def form_of(dossier: Dossier, step: Step, fields: Fields) -> TurnForm | None:
    """The form of a side step; None for a kind that has its own screen."""
    build = BUILDERS.get(step.node)
    return build(dossier, step, fields) if build else None


def basis_choices(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The instruments of the procedure and of its time rules, to choose one as the ground."""
    version = dossier.procedure_version
    time = [str(basis).partition(",")[0] for basis in supplement_rule(version.spec).legal_basis]
    keys = dict.fromkeys([*(str(key) for key in version.legal_basis), *time])
    return (("", _("Chọn văn bản")), *((key, key) for key in keys))


def basis_fields(dossier: Dossier, fields: Fields) -> tuple[FieldView, FieldView]:
    """Which instrument is the ground, and its article in words."""
    choices = basis_choices(dossier)
    return (
        fields.text("legal_basis", _("Căn cứ"), kind="select", choices=choices),
        fields.text("article", _("Điều, khoản"), optional=True, maxlength=120),
    )


def _decide(
    step: Step, title: str, ways: tuple[str, str], lines: tuple[str, ...], facts: Facts, f: Fields
) -> TurnForm:
    """A question to the leader; ``ways`` are the words of approving and of declining."""
    return TurnForm(
        key=step.node,
        title=title,
        url=reverse("onestop:officer-decide-turn", args=[step.pk]),
        lines=lines,
        facts=facts,
        fields=(f.text("reason", _("Lý do, nếu không đồng ý"), maxlength=2000),),
        acts=(Act("approve", ways[0], "primary"), Act("decline", ways[1])),
    )


def _extension_facts(dossier: Dossier) -> Facts:
    notice = open_extension(dossier)
    if notice is None:
        return ()
    return facts_of(
        (
            (_("Đã hẹn"), clock_words(notice.due_before)),
            (_("Hẹn mới"), clock_words(notice.new_due_at)),
            (_("Lý do"), notice.reason),
            (_("Lời xin lỗi"), notice.apology),
            (_("Lý do ngoài lệ"), notice.override_reason),
            (_("Người đề nghị"), notice.asked_by_text),
            (_("Người duyệt"), notice.approved_by_text),
        )
    )


def _approve_extension(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    lines = (_("Quá ngày được xin hoặc quá số lần. Số liệu trễ hạn không đổi."),)
    ways = (_("Cho gia hạn"), _("Không cho gia hạn"))
    return _decide(step, _("Cho gia hạn ngoài lệ?"), ways, lines, _extension_facts(dossier), f)


def _extend(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    return TurnForm(
        key=step.node,
        title=_("Gửi văn bản xin lỗi và hẹn lại"),
        url=carry_out_url(step),
        lines=(_("Gửi xong, ngày hẹn đổi ngay và người nộp đọc được Mẫu 04."),),
        facts=_extension_facts(dossier),
        fields=(f.text("reason", _("Lý do, nếu trả lại đơn vị"), maxlength=2000),),
        acts=(
            Act("extend", _("Gửi và in Mẫu 04"), "primary"),
            Act("return", _("Trả lại đơn vị")),
        ),
    )


def _approve_supplement(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    notice = proposed_notice(dossier)
    rows: list[tuple[str, str]] = []
    if notice is not None:
        asked = "\n".join(f"{row.name}: {row.what}" for row in notice.defects.all())
        rows = [
            (_("Yêu cầu thêm"), asked),
            (_("Lý do, gửi người nộp"), notice.reason),
            (_("Vì sao quá số lần"), notice.over_limit_reason),
            (_("Người đề nghị"), notice.asked_by_text),
        ]
    lines = (_("Quy định chỉ cho yêu cầu bổ sung có số lần. Lần này chỉ gửi khi bạn đồng ý."),)
    ways = (_("Cho yêu cầu bổ sung"), _("Không cho yêu cầu"))
    return _decide(step, _("Cho yêu cầu bổ sung lần nữa?"), ways, lines, facts_of(rows), f)


def _expired(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    notice = expired_notice(dossier)
    answer_by = clock_words(notice.answer_by) if notice else ""
    rows = ((_("Hạn bổ sung"), answer_by), (_("Đã yêu cầu"), notice.reason if notice else ""))
    return TurnForm(
        key=step.node,
        title=_("Quá hạn bổ sung, bạn đề xuất thế nào?"),
        url=reverse("onestop:officer-expired", args=[step.pk]),
        lines=(_("Người nộp vẫn bổ sung được cho tới khi hồ sơ dừng."),),
        facts=facts_of(rows),
        fields=(
            f.text("reason", _("Lý do, người nộp đọc được"), kind="textarea"),
            *basis_fields(dossier, f),
        ),
        acts=(
            Act("stop", _("Trình dừng giải quyết"), "primary"),
            Act("go_on", _("Giải quyết theo giấy tờ hiện có")),
        ),
    )


def _stop_facts(dossier: Dossier) -> Facts:
    notice = open_stop(dossier)
    if notice is None:
        return ()
    return facts_of(
        (
            (_("Trường hợp"), str(notice.get_ground_display())),
            (_("Lý do"), notice.reason),
            (_("Căn cứ"), notice.legal_basis),
            (_("Người đề nghị"), notice.asked_by_text),
            (_("Người duyệt"), notice.approved_by_text),
            (_("Đã dừng lúc"), clock_words(notice.sent_at)),
            (_("Dừng không quá"), clock_words(notice.until_at)),
        )
    )


def _approve_stop(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    lines = (_("Đồng ý thì một cửa gửi Mẫu 05, thời hạn ngừng tính từ lúc gửi."),)
    ways = (_("Duyệt dừng"), _("Không dừng"))
    return _decide(step, _("Dừng giải quyết hồ sơ này?"), ways, lines, _stop_facts(dossier), f)


def _send_stop(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    return TurnForm(
        key=step.node,
        title=_("Gửi thông báo dừng giải quyết"),
        url=carry_out_url(step),
        lines=(_("Gửi xong, hồ sơ dừng ngay và người nộp đọc được Mẫu 05."),),
        facts=_stop_facts(dossier),
        fields=(
            f.text(
                "returned_papers",
                _("Giấy tờ sẽ trả lại"),
                originals_words(dossier),
                kind="textarea",
                optional=True,
            ),
            *_refund(dossier, f),
        ),
        acts=(Act("send", _("Gửi và in Mẫu 05"), "primary"),),
    )


def originals_words(dossier: Dossier) -> str:
    """The originals that the desk keeps, one a line."""
    rows = dossier.components.filter(
        originals__gt=0, present_only=False, original_returned_at__isnull=True
    )
    return "\n".join(row.name for row in rows)


def _refund(dossier: Dossier, f: Fields) -> list[FieldView]:
    """How much money goes back; not asked when nothing was paid."""
    paid = sum(payment.amount for payment in dossier.payments.all())
    if not paid:
        return []
    hint, zero = _("Đã nộp %(sum)s") % {"sum": dong(paid)}, number(0)
    return [f.text("refund", _("Tiền trả lại"), zero, kind="money", width="medium", hint=hint)]


def _close_stopped(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    fields = _refund(dossier, f)
    if originals_words(dossier):
        fields.insert(0, f.check("originals_returned", _("Đã trả lại hết bản chính")))
    return TurnForm(
        key=step.node,
        title=_("Trả giấy tờ, kết thúc hồ sơ đã dừng"),
        url=carry_out_url(step),
        lines=(_("Làm khi người nộp nhận lại giấy tờ. Hồ sơ kết thúc, không giải quyết tiếp."),),
        facts=_stop_facts(dossier),
        fields=tuple(fields),
        acts=(Act("end", _("Kết thúc hồ sơ"), "danger"),),
    )


def _confirm_withdrawal(dossier: Dossier, step: Step, f: Fields) -> TurnForm:
    asked = open_withdrawal(dossier)
    rows = (
        (_("Xin rút lúc"), clock_words(asked.asked_at) if asked else ""),
        (_("Lý do"), asked.reason if asked else ""),
    )
    fields = _refund(dossier, f)
    if originals_words(dossier):
        fields.append(f.check("originals_returned", _("Đã trả lại hết bản chính")))
    fields.append(f.text("reason", _("Lý do, nếu không cho rút"), maxlength=2000))
    return TurnForm(
        key=step.node,
        title=_("Người nộp xin rút hồ sơ này"),
        url=carry_out_url(step),
        lines=(_("Đồng ý thì hồ sơ kết thúc và in Mẫu 05."),),
        facts=facts_of(rows),
        fields=tuple(fields),
        acts=(
            Act("confirm", _("Cho rút và in Mẫu 05"), "primary"),
            Act("decline", _("Không cho rút")),
        ),
    )


BUILDERS: dict[str, Builder] = {
    "approve_extension": _approve_extension,
    "extend": _extend,
    "approve_supplement": _approve_supplement,
    "supplement_expired": _expired,
    "collect_obligation": collecting,
    "approve_stop": _approve_stop,
    "send_stop": _send_stop,
    "close_stopped": _close_stopped,
    "confirm_withdrawal": _confirm_withdrawal,
}
