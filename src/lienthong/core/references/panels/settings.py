# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures fixed by law or decision as administrators keep them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from lienthong.core.references.actions.settings import (
    NewValue,
    change_setting,
    end_setting,
    make_setting,
    withdraw_setting,
)
from lienthong.core.references.models import Setting, SettingVersion
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.core.references.queries import packaged_settings
from lienthong.kernel.actor import Actor
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
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.module import LAW

ONE_LINE = 60
"""A value of no more characters is shown on one line where it is changed."""


def _rows(_actor: Actor, day: date) -> Any:
    return SettingVersion.objects.all().on(day).select_related("setting", "instrument")


def _choices(_subject: Any, _actor: Actor) -> list[tuple[str, str]]:
    """The settings that something reads, by their names."""
    known = packaged_settings().values()
    return sorted(((one.key, f"{one.title} ({one.key})") for one in known), key=lambda o: o[1])


def _packaged(key: str) -> str:
    """The value that comes with the software, to be changed."""
    known = packaged_settings().get(key)
    return _spelled(known.value) if known else ""


def _spelled(value: Any) -> str:
    """On one line where it fits, else a line for each part."""
    short = json.dumps(value, ensure_ascii=False)
    return short if len(short) <= ONE_LINE else json.dumps(value, ensure_ascii=False, indent=2)


def _new(values: Values) -> NewValue:
    try:
        value = json.loads(values["value"])
    except (ValueError, RecursionError) as broken:
        told = gettext("Ghi một số, một từ trong ngoặc kép, hoặc JSON đúng.")
        raise InvalidInput(fields={"value": told}) from broken
    waits = values["to_be_confirmed"]
    return NewValue(value, values["since"], values["instrument"], to_be_confirmed=waits)


def _make(_subject: Any, values: Values, _seen: str, actor: Actor) -> Setting:
    acting = for_reason(actor, values)
    known = packaged_settings().get(values["key"])
    title = values["title"] or (known.title if known else "")
    return make_setting(values["key"], title=title, new=_new(values), actor=acting)


def _change(row: Setting, values: Values, seen: str, actor: Actor) -> Setting:
    return change_setting(row, new=_new(values), seen=seen, actor=for_reason(actor, values))


def _end(row: Setting, values: Values, seen: str, actor: Actor) -> Setting:
    return end_setting(row, on=values["on"], seen=seen, actor=for_reason(actor, values))


def _withdraw(row: Setting, values: Values, seen: str, actor: Actor) -> Setting | None:
    return withdraw_setting(row, seen=seen, actor=for_reason(actor, values))


def _values(row: SettingVersion) -> Values:
    return {
        "key": row.setting.key,
        "title": row.setting.title,
        "value": json.dumps(row.value, ensure_ascii=False),
        "instrument": row.instrument,
        "to_be_confirmed": row.to_be_confirmed,
        "since": row.valid_from,
    }


def _newest(setting: Setting) -> Values:
    row = setting.versions.latest("valid_from")
    return {**_values(row), "value": _spelled(row.value)}


def _shown(row: SettingVersion) -> str:
    return json.dumps(row.value, ensure_ascii=False)[:120]


_NAMED = _("Bỏ trống thì theo tên kèm theo phần mềm.")
VALUE = (
    Field(
        "value",
        _("Giá trị"),
        FieldKind.LONG,
        hint=_("Sửa số, chữ trong giá trị đang hiện; giữ nguyên tên và dấu ngoặc."),
        most=10_000,
    ),
    INSTRUMENT,
    Field("to_be_confirmed", _("Chờ đối chiếu bản chính thức"), FieldKind.YES_NO, required=False),
)
SETTINGS = Directory(
    code="settings",
    slug="tham-so",
    title=ngettext_lazy("Tham số", "Tham số", 2),
    one=_("tham số"),
    explanation=_("Những con số do luật hoặc quyết định ấn định, theo ngày hiệu lực và căn cứ."),
    first_step=_("Chưa đặt riêng tham số nào; đang dùng giá trị kèm theo phần mềm."),
    permission=KEEP_LISTS,
    rows=_rows,
    subjects=Setting.objects.all,
    identity="setting_id",
    key="setting__key",
    name="setting__title",
    columns=(
        Column("setting.title", _("Tên")),
        Column("setting.key", _("Mã"), is_code=True),
        Column("value", _("Giá trị"), _shown),
        Column("instrument.key", _("Căn cứ"), is_code=True),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column(
            "waits",
            _("Đối chiếu"),
            lambda r: _("chờ xác nhận") if r.to_be_confirmed else "",
            "soon",
        ),
    ),
    filters=(
        Filter(
            "doi-chieu",
            _("Đối chiếu"),
            lambda actor: [("1", str(_("chờ xác nhận"))), ("0", str(_("đã đối chiếu")))],
            path="to_be_confirmed",
        ),
    ),
    acts=(
        Act(
            "them",
            _("Thêm tham số"),
            KEEP_LISTS,
            _make,
            (
                Field(
                    "key",
                    _("Tham số"),
                    FieldKind.CHOICE,
                    hint=_("Chọn xong thì giá trị kèm theo phần mềm hiện ở dưới để sửa."),
                    options=_choices,
                    most=120,
                    fills=("value", _packaged),
                ),
                Field("title", _("Tên"), kept=False, required=False, hint=_NAMED),
                *VALUE,
                since(),
                WHY,
            ),
            icon="plus",
            makes=True,
        ),
        Act(
            "sua",
            _("Đổi giá trị"),
            KEEP_LISTS,
            _change,
            (*VALUE, since(), WHY),
            initial=_newest,
        ),
        Act(
            "ve-goc",
            _("Về giá trị kèm theo phần mềm"),
            KEEP_LISTS,
            _end,
            (Field("on", _("Từ ngày"), FieldKind.DATE, kept=False, default=today), WHY),
            icon="arrow-back-up",
            is_grave=True,
            applies=lambda setting: setting.versions.filter(valid_to=None).exists(),
        ),
        Act(
            "rut",
            _("Rút lại giá trị mới nhất"),
            KEEP_LISTS,
            _withdraw,
            (WHY,),
            explanation=_(
                "Giá trị đặt từ hôm nay hoặc cho ngày sau được xóa, giá trị trước đó áp dụng tiếp."
                " Việc đã tính theo giá trị bị rút không tính lại; lịch sử còn ghi."
            ),
            icon="trash",
            is_grave=True,
            applies=lambda setting: setting.versions.filter(valid_from__gte=today()).exists(),
            done=_("Đã rút lại."),
        ),
    ),
    parts=(
        Part(
            _("Giá trị theo thời gian"),
            (
                Column("valid_from", _("Từ ngày"), is_code=True),
                Column("valid_to", _("Đến trước ngày"), is_code=True),
                Column("value", _("Giá trị"), _shown),
                Column("instrument.key", _("Căn cứ"), is_code=True),
            ),
            lambda setting, actor: list(
                setting.versions.select_related("instrument").order_by("-valid_from")
            ),
        ),
    ),
    exchange=Exchange("them", _values, changes="sua", key_field="key"),
    is_dated=True,
    deletes=True,
    icon="adjustments-horizontal",
    group=LAW,
    place=50,
)
