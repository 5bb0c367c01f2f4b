# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Legal instruments as administrators keep them, with the mark "to be confirmed"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import DateField, Value
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from lienthong.core.references.actions.instruments import (
    InstrumentFacts,
    add_instrument,
    change_instrument,
)
from lienthong.core.references.models import Instrument
from lienthong.core.references.panels.resting import RESTING
from lienthong.core.references.permissions import KEEP
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    for_reason,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import LAW

KINDS = {
    "law": _("Luật"),
    "code": _("Bộ luật"),
    "ordinance": _("Pháp lệnh"),
    "resolution": _("Nghị quyết"),
    "decree": _("Nghị định"),
    "circular": _("Thông tư"),
    "joint_circular": _("Thông tư liên tịch"),
    "decision": _("Quyết định"),
    "directive": _("Chỉ thị"),
    "notice": _("Thông báo"),
    "official_letter": _("Công văn"),
    "standard": _("Tiêu chuẩn, quy chuẩn"),
    "plan": _("Kế hoạch"),
    "other": _("Văn bản khác"),
}


def _rows(_actor: Actor, day: date) -> Any:
    return Instrument.objects.annotate(on_day=Value(day, output_field=DateField()))


def _facts(values: Values) -> InstrumentFacts:
    return InstrumentFacts(**{field.key: values[field.key] for field in CONTENT})


def _add(_subject: Any, values: Values, _seen: str, actor: Actor) -> Instrument:
    return add_instrument(values["key"], facts=_facts(values), actor=for_reason(actor, values))


def _change(row: Instrument, values: Values, seen: str, actor: Actor) -> Instrument:
    acting = for_reason(actor, values)
    return change_instrument(row, facts=_facts(values), seen=seen, actor=acting)


def _confirm(row: Instrument, values: Values, seen: str, actor: Actor) -> Instrument:
    facts = InstrumentFacts(**{f.key: getattr(row, f.key) for f in CONTENT} | {"confirmed": True})
    return change_instrument(row, facts=facts, seen=seen, actor=for_reason(actor, values))


def _values(row: Instrument) -> Values:
    return {"key": row.key} | {field.key: getattr(row, field.key) for field in CONTENT}


def _kinds(row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    known = [(code, str(title)) for code, title in KINDS.items()]
    own = getattr(row, "kind", "")
    return known if not own or own in KINDS else [(own, own), *known]


def _kind(row: Instrument) -> str:
    return str(KINDS.get(row.kind, row.kind))


def _standing(row: Instrument) -> str:
    """Whether it is in force on the day that is looked at."""
    day = getattr(row, "on_day", None) or today()
    if row.in_force_to is not None and row.in_force_to <= day:
        return gettext("hết hiệu lực")
    if row.in_force_from is not None and row.in_force_from > day:
        return gettext("chưa có hiệu lực")
    return gettext("còn hiệu lực") if row.in_force_from else ""


CONTENT = (
    Field("title", _("Trích yếu"), FieldKind.LONG, most=1000),
    Field("kind", _("Loại văn bản"), FieldKind.CHOICE, options=_kinds),
    Field("issued_on", _("Ngày ban hành"), FieldKind.DATE, required=False),
    Field("in_force_from", _("Hiệu lực từ"), FieldKind.DATE, required=False),
    Field("in_force_to", _("Hết hiệu lực từ"), FieldKind.DATE, required=False),
    Field("replaced_by", _("Bị thay thế bởi"), required=False, most=80),
    Field(
        "confirmed",
        _("Đã đối chiếu với bản chính thức"),
        FieldKind.YES_NO,
        hint=_("Chỉ đánh dấu khi chính bạn đã đọc bản chính thức."),
        required=False,
    ),
)
INSTRUMENTS = Directory(
    code="instruments",
    slug="can-cu",
    title=ngettext_lazy("Căn cứ pháp lý", "Căn cứ pháp lý", 2),
    one=_("văn bản"),
    explanation=_("Luật, nghị định, thông tư, quyết định mà thời hạn, mức thu, mẫu giấy dựa vào."),
    first_step=_("Thêm văn bản đầu tiên."),
    permission=KEEP,
    rows=_rows,
    subjects=Instrument.objects.all,
    key="key",
    name="title",
    search=("key", "title"),
    columns=(
        Column("key", _("Số, ký hiệu"), is_code=True),
        Column("title", _("Trích yếu")),
        Column("kind", _("Loại"), _kind),
        Column("in_force_from", _("Hiệu lực từ"), is_code=True),
        Column("in_force_to", _("Hết hiệu lực từ"), is_code=True),
        Column("standing", _("Tình trạng"), _standing),
        Column(
            "confirmed",
            _("Đối chiếu"),
            lambda row: "" if row.confirmed else _("chờ xác nhận"),
            "soon",
        ),
    ),
    filters=(
        Filter("loai", _("Loại"), lambda actor: _kinds(None, actor), path="kind"),
        Filter(
            "doi-chieu",
            _("Đối chiếu"),
            lambda actor: [("0", str(_("chờ xác nhận"))), ("1", str(_("đã đối chiếu")))],
            path="confirmed",
        ),
    ),
    acts=(
        Act(
            "them",
            _("Thêm văn bản"),
            KEEP,
            _add,
            (Field("key", _("Số, ký hiệu"), FieldKind.CODE, most=80), *CONTENT, WHY),
            icon="plus",
            makes=True,
            done=_("Đã thêm văn bản."),
        ),
        Act("sua", _("Sửa"), KEEP, _change, (*CONTENT, WHY), initial=_values),
        Act(
            "doi-chieu",
            _("Ghi nhận đã đối chiếu"),
            KEEP,
            _confirm,
            (WHY,),
            explanation=_("Bạn đã đọc bản chính thức và thấy khớp. Dấu “chờ xác nhận” được gỡ."),
            icon="circle-check",
            applies=lambda row: not row.confirmed,
            done=_("Đã ghi nhận đối chiếu."),
        ),
    ),
    parts=(RESTING,),
    exchange=Exchange("them", _values, changes="sua", key_field="key"),
    is_recalled=True,
    icon="gavel",
    group=LAW,
    place=10,
)
