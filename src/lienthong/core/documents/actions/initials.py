# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which kinds of document must be initialled: said from a day, ended, withdrawn.

Legal basis: 30/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lienthong.core.audit.api import author_of
from lienthong.core.documents.models import InitialRule
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.laying import MARKS, has_served, kinds_to_initial
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import ended_after, today, withdrawn_ahead
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line


@dataclass(frozen=True, slots=True)
class NewRule:
    """Which kind is initialled for what (of ``content form``), where (None: everywhere), when.

    The kind is that of a free document or the template of a result; ``last_day`` is inclusive.
    """

    kind: str
    marks: tuple[str, ...]
    legal_basis: str
    valid_from: date
    agency: Unit | None = None
    last_day: date | None = None


@action(CONFIGURE)
def require_initials(asked: NewRule, *, actor: Actor) -> InitialRule:
    """Have a kind of document initialled from a day on.

    Raises ``InvalidInput`` field by field, also when something is said of the kind already.
    """
    wrong: dict[str, str] = {}
    if asked.kind not in kinds_to_initial():
        wrong["kind"] = _("Chọn loại văn bản trong danh sách.")
    if not asked.marks or set(asked.marks) - set(MARKS):
        wrong["marks"] = _("Chọn ký nháy nội dung, thể thức hoặc cả hai.")
    if not one_line(asked.legal_basis):
        wrong["legal_basis"] = _("Ghi số, ngày của quy chế làm việc.")
    if asked.last_day is not None and asked.last_day < asked.valid_from:
        wrong["until"] = _("Ngày cuối phải từ ngày bắt đầu trở đi.")
    same = InitialRule.objects.filter(kind=asked.kind, agency=asked.agency)
    end = asked.last_day + timedelta(days=1) if asked.last_day else None
    if same.overlapping(asked.valid_from, end).exists():
        wrong["since"] = _("Loại này đã có quy định lúc đó. Chấm dứt quy định cũ trước.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return InitialRule.objects.create(
        kind=asked.kind,
        agency=asked.agency,
        content="content" in asked.marks,
        form="form" in asked.marks,
        valid_from=asked.valid_from,
        valid_to=end,
        legal_basis=one_line(asked.legal_basis)[:300],
    )


@action(CONFIGURE)
def end_initials(rule: InitialRule, *, last_day: date, seen: str = "", actor: Actor) -> InitialRule:
    """After ``last_day`` the kind need not be initialled any more.

    Raises ``InvalidInput`` for a day before yesterday, before it began or after its own end.
    """
    return ended_after(rule, last_day, seen=seen)


@action(CONFIGURE)
def withdraw_initials(rule: InitialRule, *, seen: str = "", actor: Actor) -> None:
    """Take a rule back before it served: not begun, or begun today and no paper laid under it.

    One that began today is taken back by who made it. Raises ``IllegalState`` otherwise.
    """
    author = author_of(rule._meta.label_lower, rule.pk)
    if rule.valid_from == today() and (author is None or author != actor.account_id):
        raise IllegalState(_("Đã áp dụng từ hôm nay nên chỉ người đã đặt rút lại được."))
    withdrawn_ahead(rule, same_day=not has_served(rule), seen=seen)
