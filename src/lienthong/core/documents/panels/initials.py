# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which kinds of document are initialled before they are signed, agency by agency.

Legal basis: 30/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery, TextField, Value, When, expressions
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.initials import (
    NewRule,
    end_initials,
    require_initials,
    withdraw_initials,
)
from lienthong.core.documents.models import InitialRule, RequestPurpose
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.laying import MARKS, has_served, kinds_to_initial
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    LAST_DAY,
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    ending,
    for_reason,
    since,
    withdrawing,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import WORK


def _rows(_actor: Actor, day: date) -> Any:
    units = UnitVersion.objects.filter(unit_id=OuterRef("agency_id")).on(day)
    rows = InitialRule.objects.on(day).select_related("agency")
    titles = [When(kind=code, then=Value(title)) for code, title in kinds_to_initial().items()]
    return rows.annotate(
        agency_name=Subquery(units.values("short_name")[:1]),
        title=expressions.Case(*titles, default="kind", output_field=TextField()),
    )


def _require(_subject: Any, values: Values, _seen: str, actor: Actor) -> InitialRule:
    asked = NewRule(
        values["kind"],
        tuple(values["marks"]),
        values["legal_basis"],
        values["since"],
        values["agency"],
        values["until"],
    )
    return require_initials(asked, actor=for_reason(actor, values))


def _kinds(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return list(kinds_to_initial().items())


def _marks(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in MARKS]


def _values(row: InitialRule) -> Values:
    return {
        "kind": row.kind,
        "marks": row.marks,
        "agency": row.agency,
        "since": row.valid_from,
        "until": row.last_day,
        "legal_basis": row.legal_basis,
    }


def _asked(row: InitialRule) -> str:
    return "; ".join(str(RequestPurpose(one).label) for one in row.marks)


INITIAL_RULES = Directory(
    code="initial_rules",
    slug="ky-nhay",
    title=ngettext_lazy("Ký nháy", "Ký nháy", 2),
    one=_("quy định ký nháy"),
    explanation=_(
        "Loại văn bản, kết quả hồ sơ nào phải ký nháy nội dung, thể thức trước khi ký, ở cơ quan"
        " nào. Văn bản loại khác thì người soạn tự chọn có trình ký nháy hay không."
    ),
    first_step=_("Chọn loại văn bản phải ký nháy theo quy chế làm việc, ví dụ quyết định."),
    permission=CONFIGURE,
    rows=_rows,
    subjects=lambda: InitialRule.objects.select_related("agency"),
    within=lambda rows, ids: rows.filter(Q(agency_id__in=ids) | Q(agency=None)),
    key="title",
    name="title",
    order=VietnameseOrder("title"),
    columns=(
        Column("title", _("Loại văn bản cần ký nháy")),
        Column("marks", _("Phải"), _asked),
        Column("agency_name", _("Cơ quan"), lambda row: row.agency_name or gettext("mọi cơ quan")),
        Column("valid_from", _("Từ ngày"), is_code=True),
        LAST_DAY,
        Column("legal_basis", _("Căn cứ")),
    ),
    search=("title", "agency_name", "legal_basis"),
    acts=(
        Act(
            "dat",
            _("Bắt buộc ký nháy"),
            CONFIGURE,
            _require,
            (
                Field("kind", _("Loại văn bản cần ký nháy"), FieldKind.CHOICE, options=_kinds),
                Field("marks", _("Phải ký nháy"), FieldKind.SEVERAL, options=_marks),
                Field(
                    "agency",
                    _("Ở cơ quan"),
                    FieldKind.PICK,
                    hint=_("Để trống là mọi cơ quan."),
                    required=False,
                    of="units",
                ),
                since(_("Từ ngày")),
                Field("until", _("Đến hết ngày"), FieldKind.DATE, required=False, kept=False),
                Field(
                    "legal_basis",
                    _("Căn cứ"),
                    hint=_("Số, ngày của quy chế làm việc, quy chế văn thư."),
                    most=300,
                ),
                WHY,
            ),
            explanation=_(
                "Văn bản loại này chỉ được trình ký khi đã chọn người ký nháy. Kết quả hồ sơ thì tự"
                " trình người ký nháy, xong mới tới người ký."
            ),
            icon="plus",
            makes=True,
            done=_("Đã ghi."),
        ),
        ending(CONFIGURE, end_initials, until=_("Áp dụng đến hết ngày")),
        withdrawing(
            CONFIGURE,
            withdraw_initials,
            _("Quy định này chưa dùng cho văn bản nào nên được xóa, lịch sử còn ghi."),
            same_day=lambda rule: not has_served(rule),
        ),
    ),
    exchange=Exchange(
        "dat", _values, same=(("kind", "kind"), ("agency", "agency"), ("since", "valid_from"))
    ),
    is_dated=True,
    deletes=True,
    icon="pencil",
    group=WORK,
    place=112,
)
