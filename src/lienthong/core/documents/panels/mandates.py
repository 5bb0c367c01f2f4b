# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who signs in whose place: given, confirmed, ended, withdrawn.

Legal basis: 30/2020/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.mandates import (
    NewMandate,
    confirm_mandate,
    end_mandate,
    give_mandate,
    withdraw_mandate,
)
from lienthong.core.documents.domain.authority import TL, UNCONFIRMED
from lienthong.core.documents.enums import NEEDS_MANDATE, SigningAuthority
from lienthong.core.documents.models import SigningMandate
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.authority import (
    authority_rules,
    matter_titles,
    matters_in_words,
    signed_by,
)
from lienthong.core.units.api import PositionVersion, UnitVersion
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
    Filter,
    ending,
    for_reason,
    is_over,
    since,
    withdrawing,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import RIGHTS


def _rows(_actor: Actor, day: date) -> Any:
    units = UnitVersion.objects.filter(unit_id=OuterRef("agency_id")).on(day)
    titles = PositionVersion.objects.filter(position_id=OuterRef("position_id")).on(day)
    rows = SigningMandate.objects.on(day).select_related("account", "position", "agency")
    return rows.annotate(
        mark=Concat(Upper("authority"), Value(".")),
        agency_name=Subquery(units.values("short_name")[:1]),
        agency_kind=Subquery(units.values("kind")[:1]),
        holder=Coalesce("account__display_name", Subquery(titles.values("title")[:1])),
    ).annotate(unsure=_unsure(day))


def _unsure(day: date) -> Any:
    """Whether the law leaves open if papers of a body may be signed by it."""
    rules = authority_rules(on=day)
    if rules.body_by_order != UNCONFIRMED:
        return Value(value=False)
    for_body = Q(agency=None) | Q(agency_kind__in=list(rules.bodies))
    return ExpressionWrapper(Q(authority=TL) & for_body, output_field=BooleanField())


def _state(row: Any) -> str:
    if row.to_be_confirmed:
        return gettext("chờ xác nhận")
    return gettext("cần xác nhận: giấy của tập thể (TM.)") if row.unsure else ""


def _give(_subject: Any, values: Values, _seen: str, actor: Actor) -> SigningMandate:
    asked = NewMandate(
        authority=values["authority"],
        account=values["account"],
        position=values["position"],
        agency=values["agency"],
        for_title=values["for_title"],
        templates=tuple(values["templates"]),
        matter=values["matter"],
        legal_basis=values["legal_basis"],
        valid_from=values["since"],
        last_day=values["until"],
    )
    return give_mandate(asked, actor=for_reason(actor, values))


def _values(row: SigningMandate) -> Values:
    kept = ("authority", "account", "position", "agency", "for_title", "matter", "legal_basis")
    said = {name: getattr(row, name) for name in kept}
    days = {"since": row.valid_from, "until": row.last_day}
    return said | days | {"templates": tuple(row.templates)}


def _confirm(row: SigningMandate, values: Values, seen: str, actor: Actor) -> SigningMandate:
    basis = values["legal_basis"]
    return confirm_mandate(row, legal_basis=basis, seen=seen, actor=for_reason(actor, values))


def _authorities(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    chosen = [one for one in SigningAuthority if one in NEEDS_MANDATE]
    return [(one.value, str(one.label)) for one in chosen]


def _matters(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return list(matter_titles().items())


def _papers(row: SigningMandate) -> str:
    said = (matters_in_words(row.templates), row.matter)
    return ". ".join(filter(None, said)) or gettext("mọi giấy")


BASIS = Field(
    "legal_basis",
    _("Văn bản giao"),
    hint=_("Số, ký hiệu, ngày: quy chế làm việc, giấy ủy quyền."),
    most=300,
)
MANDATES = Directory(
    code="mandates",
    slug="giao-ky",
    title=_("Ký thay, thừa lệnh"),
    one=_("lần giao ký"),
    explanation=_(
        "Ai ký thay (KT.), thừa lệnh (TL.), thừa ủy quyền (TUQ.), cho cơ quan nào, giấy nào, từ"
        " ngày nào đến ngày nào. Chọn ngày để xem những lần giao của ngày khác. Người được giao"
        " quyền cấp trưởng (Q.) thì bố trí ở mục Vị trí công tác với chức vụ “Quyền …”."
    ),
    first_step=_("Giao ký thay cho cấp phó, thừa lệnh cho chánh văn phòng."),
    permission=CONFIGURE,
    rows=_rows,
    subjects=lambda: SigningMandate.objects.select_related("account", "position", "agency"),
    within=lambda rows, ids: rows.filter(Q(agency_id__in=ids) | Q(agency=None)),
    key="mark",
    name="holder",
    order=VietnameseOrder("holder"),
    search=("holder", "agency_name", "for_title", "matter", "legal_basis"),
    columns=(
        Column("holder", _("Người, chức vụ")),
        Column("authority", _("Tư cách ký"), lambda row: row.get_authority_display()),
        Column("for_title", _("Thay cho chức vụ")),
        Column("agency_name", _("Cơ quan"), lambda row: row.agency_name or gettext("mọi cơ quan")),
        Column("papers", _("Giấy được ký"), _papers),
        Column("valid_from", _("Từ ngày"), is_code=True),
        LAST_DAY,
        Column("legal_basis", _("Căn cứ")),
        Column(
            "to_be_confirmed",
            _("Tình trạng"),
            _state,
            "soon",
        ),
    ),
    filters=(
        Filter(
            "tu-cach", _("Tư cách ký"), lambda actor: _authorities(None, actor), path="authority"
        ),
    ),
    acts=(
        Act(
            "giao",
            _("Giao ký"),
            CONFIGURE,
            _give,
            (
                Field("authority", _("Tư cách ký"), FieldKind.CHOICE, options=_authorities),
                Field(
                    "account",
                    _("Cho người"),
                    FieldKind.PICK,
                    hint=_("Người này còn phải giữ vai trò có quyền ký văn bản ở cơ quan đó."),
                    required=False,
                    of="people",
                ),
                Field(
                    "position",
                    _("Hoặc cho chức vụ"),
                    FieldKind.PICK,
                    hint=_("Ai giữ chức vụ này thì được ký. Thừa ủy quyền chỉ giao cho một người."),
                    required=False,
                    of="positions",
                ),
                Field(
                    "agency",
                    _("Ở cơ quan"),
                    FieldKind.PICK,
                    hint=_("Để trống là mọi cơ quan."),
                    required=False,
                    of="units",
                ),
                Field(
                    "for_title",
                    _("Thay cho chức vụ"),
                    hint=_("Để trống thì lấy chức vụ của người đứng đầu, ví dụ Chủ tịch."),
                    required=False,
                    most=120,
                ),
                Field(
                    "templates",
                    _("Chỉ ký các giấy"),
                    FieldKind.SEVERAL,
                    hint=_("Không chọn thì ký mọi giấy. Thừa ủy quyền phải chọn."),
                    required=False,
                    options=_matters,
                ),
                Field(
                    "matter",
                    _("Nội dung được giao, bằng lời"),
                    hint=_("Như văn bản giao ghi."),
                    required=False,
                    most=300,
                ),
                since(_("Từ ngày")),
                Field(
                    "until",
                    _("Đến hết ngày"),
                    FieldKind.DATE,
                    hint=_("Thừa ủy quyền phải có ngày hết hạn."),
                    required=False,
                    kept=False,
                ),
                BASIS,
                WHY,
            ),
            icon="plus",
            makes=True,
            done=_("Đã giao ký."),
        ),
        Act(
            "xac-nhan",
            _("Xác nhận"),
            CONFIGURE,
            _confirm,
            (BASIS, WHY),
            explanation=_("Cơ quan có văn bản của mình cho lần giao này."),
            icon="check",
            initial=_values,
            applies=lambda row: row.to_be_confirmed and not is_over(row),
            done=_("Đã xác nhận."),
        ),
        ending(
            CONFIGURE,
            end_mandate,
            until=_("Ký đến hết ngày"),
            explanation=_("Sau ngày này không ký theo lần giao này nữa. Giấy đã ký vẫn nguyên."),
        ),
        withdrawing(
            CONFIGURE,
            withdraw_mandate,
            _("Chưa ai ký theo lần giao này nên nó được xóa, lịch sử còn ghi."),
            same_day=lambda mandate: not signed_by(mandate),
        ),
    ),
    exchange=Exchange(
        "giao",
        _values,
        same=(
            ("authority", "authority"),
            ("account", "account"),
            ("position", "position"),
            ("agency", "agency"),
            ("since", "valid_from"),
        ),
        travels=False,
    ),
    is_dated=True,
    deletes=True,
    icon="signature",
    group=RIGHTS,
    place=40,
)
