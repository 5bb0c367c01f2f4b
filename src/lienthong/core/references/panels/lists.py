# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Code lists and the codes in them as administrators keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lienthong.core.references.actions.lists import (
    add_code,
    change_code,
    change_list,
    end_code,
    end_list,
    make_list,
)
from lienthong.core.references.models import CodeEntry, CodeEntryVersion, CodeList
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    INSTRUMENT,
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    Part,
    Titled,
    for_reason,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import LAW


def _lists(_actor: Actor, day: date) -> Any:
    codes = CodeEntryVersion.objects.filter(entry__code_list_id=OuterRef("pk")).on(day)
    counted = codes.order_by().values("entry__code_list_id").annotate(count=Count("pk"))
    rows = CodeList.objects.select_related("instrument")
    return rows.annotate(count=Coalesce(Subquery(counted.values("count")), 0))


def _make(_subject: Any, values: Values, _seen: str, actor: Actor) -> CodeList:
    return make_list(
        values["code"],
        title=values["title"],
        instrument=values["instrument"],
        actor=for_reason(actor, values),
    )


def _change(row: CodeList, values: Values, seen: str, actor: Actor) -> CodeList:
    return change_list(
        row,
        title=values["title"],
        instrument=values["instrument"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _end(row: CodeList, values: Values, seen: str, actor: Actor) -> CodeList:
    return end_list(row, on=values["on"], seen=seen, actor=for_reason(actor, values))


def _is_used(row: CodeList) -> bool:
    return CodeEntry.objects.filter(code_list=row, versions__valid_to=None).exists()


def _values(row: CodeList) -> Values:
    return {"code": row.code, "title": row.title, "instrument": row.instrument}


def _codes_of(row: CodeList, _actor: Actor, day: date) -> list[CodeEntryVersion]:
    rows = CodeEntryVersion.objects.filter(entry__code_list=row).on(day)
    return list(rows.select_related("entry").order_by("rank", "entry__code")[:300])


LIST = (Field("title", _("Tên danh mục")), INSTRUMENT)
CODE_LISTS = Directory(
    code="code_lists",
    slug="danh-muc-ma",
    title=_("Danh mục mã"),
    one=_("danh mục"),
    explanation=_("Các danh mục dùng chung để chọn: dân tộc, tôn giáo, nghề nghiệp, quốc tịch…"),
    first_step=_("Thêm danh mục, rồi nhập các mã từ Excel."),
    permission=KEEP_LISTS,
    rows=_lists,
    subjects=CodeList.objects.all,
    key="code",
    name="title",
    order=VietnameseOrder("title"),
    columns=(
        Column("title", _("Tên")),
        Column("code", _("Mã"), is_code=True),
        Column("count", _("Số mã"), is_code=True),
        Column("instrument.key", _("Căn cứ"), is_code=True),
    ),
    acts=(
        Act(
            "them",
            _("Thêm danh mục"),
            KEEP_LISTS,
            _make,
            (Field("code", _("Mã"), FieldKind.CODE, most=60), *LIST, WHY),
            icon="plus",
            makes=True,
        ),
        Act("sua", _("Sửa"), KEEP_LISTS, _change, (*LIST, WHY), initial=_values),
        Act(
            "thoi-dung",
            _("Thôi dùng cả danh mục"),
            KEEP_LISTS,
            _end,
            (Field("on", _("Từ ngày"), FieldKind.DATE, kept=False, default=today), WHY),
            explanation=_("Mọi mã đang dùng hết từ ngày này. Giấy tờ cũ giữ mã cũ."),
            icon="circle-x",
            is_grave=True,
            applies=_is_used,
        ),
    ),
    parts=(
        Part(
            _("Các mã"),
            (
                Column("entry.code", _("Mã"), is_code=True),
                Column("title", _("Tên")),
                Column("rank", _("Thứ tự"), is_code=True),
            ),
            empty=_("Chưa có mã nào."),
            on=_codes_of,
        ),
    ),
    exchange=Exchange("them", _values, changes="sua"),
    is_recalled=True,
    icon="list",
    group=LAW,
    place=30,
)


def _entries(_actor: Actor, day: date) -> Any:
    rows = CodeEntryVersion.objects.all().on(day)
    return rows.select_related("entry__code_list")


def _add(values: Values, actor: Actor) -> CodeEntry:
    return add_code(
        values["code_list"],
        code=values["code"],
        title=values["title"],
        rank=values["rank"],
        since=values["since"],
        actor=actor,
    )


def _said(row: CodeEntryVersion) -> Values:
    return {
        "key": row.entry.key,
        "code_list": row.entry.code_list,
        **CODES.values(row),
    }


def _choices(_actor: Actor) -> Sequence[tuple[str, str]]:
    return [(row.code, row.title) for row in CodeList.objects.order_by("title")]


CODES = Titled(
    identity="entry",
    permission=KEEP_LISTS,
    add=_add,
    change=change_code,
    end=end_code,
    title=Field("title", _("Tên"), most=300),
    rank=Field("rank", _("Thứ tự"), FieldKind.NUMBER, default=lambda: 0),
    made_of=(
        Field("code_list", _("Danh mục"), FieldKind.PICK, of="code_lists"),
        Field("code", _("Mã"), FieldKind.CODE, most=60),
    ),
    added=_("Thêm mã"),
    changed=_("Đổi tên, thứ tự"),
)
CODE_ENTRIES = Directory(
    code="code_entries",
    slug="ma",
    title=_("Mã trong danh mục"),
    one=_("mã"),
    explanation=_("Từng mã của các danh mục, theo thời gian."),
    first_step=_("Thêm danh mục mã trước, rồi nhập mã từ Excel."),
    permission=KEEP_LISTS,
    rows=_entries,
    subjects=CodeEntry.objects.all,
    identity="entry_id",
    key="entry__key",
    name="title",
    columns=CODES.columns(Column("entry.code_list.title", _("Danh mục"))),
    filters=(Filter("danh-muc", _("Danh mục"), _choices, path="entry__code_list__code"),),
    acts=CODES.acts(),
    parts=(CODES.part(),),
    exchange=Exchange("them", _said, changes="sua", key_of=("code_list", "code")),
    is_dated=True,
    icon="list-check",
    group=LAW,
    place=40,
)
