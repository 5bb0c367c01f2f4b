# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Officers and their accounts as administrators keep them: begin, change, switch off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.panels.people_parts import PARTS, facts_of
from lienthong.core.accounts.api import (
    MANAGE,
    Account,
    AccountKind,
    NewOfficer,
    change_officer,
    deactivate_account,
    has_second_factor,
    lift_lock,
    reactivate_account,
    reset_second_factor,
    send_link,
)
from lienthong.core.units.api import Membership, PositionVersion, UnitVersion, take_on
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
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
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION


def _rows(_actor: Actor, day: date) -> Any:
    posts = Membership.objects.filter(account_id=OuterRef("pk")).on(day).order_by("-is_main", "pk")
    units = UnitVersion.objects.filter(unit_id=OuterRef("unit_now")).on(day)
    titles = PositionVersion.objects.filter(position_id=OuterRef("position_now")).on(day)
    rows = Account.objects.filter(kind=AccountKind.OFFICER).select_related("person")
    rows = rows.annotate(
        unit_now=Subquery(posts.values("unit_id")[:1]),
        position_now=Subquery(posts.values("position_id")[:1]),
    )
    return rows.annotate(
        unit_name=Subquery(units.values("short_name")[:1]),
        position_title=Subquery(titles.values("title")[:1]),
    )


def _within(rows: Any, unit_ids: Any) -> Any:
    posts = Membership.objects.filter(account_id=OuterRef("pk"), unit_id__in=unit_ids)
    return rows.filter(Exists(posts))


def _take_on(_subject: Any, values: Values, _seen: str, actor: Actor) -> Account:
    asked = NewOfficer(
        values["full_name"],
        values["username"],
        values["email"],
        values["personal_id"],
    )
    return take_on(
        values["unit"],
        asked=asked,
        position=values["position"],
        since=values["since"],
        actor=for_reason(actor, values),
    )


def _change(account: Account, values: Values, seen: str, actor: Actor) -> Account:
    return change_officer(
        account,
        full_name=values["full_name"],
        email=values["email"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _plain(action: Any) -> Any:
    def do(account: Account, values: Values, _seen: str, actor: Actor) -> Any:
        return action(account, actor=for_reason(actor, values))

    return do


def _watched(action: Any) -> Any:
    def do(account: Account, values: Values, seen: str, actor: Actor) -> Any:
        return action(account, seen=seen, actor=for_reason(actor, values))

    return do


def _values(row: Account) -> Values:
    post = Membership.objects.filter(account=row).on(today()).order_by("-is_main", "pk")
    main = post.select_related("unit", "position").first()
    return {
        "username": row.username,
        "full_name": row.display_name,
        "email": row.email,
        "personal_id": row.person.personal_id if row.person else "",
        "unit": main.unit if main else None,
        "position": main.position if main else None,
        "since": main.valid_from if main else None,
    }


NAME = Field("full_name", _("Họ và tên"), most=120)
EMAIL = Field("email", _("Thư điện tử"), FieldKind.EMAIL)
PEOPLE = Directory(
    code="people",
    slug="can-bo",
    title=_("Cán bộ và tài khoản"),
    one=_("cán bộ"),
    explanation=_(
        "Lập tài khoản, gửi thư mời, khóa và mở lại. Khóa là hết ngay mọi phiên, mọi quyền."
    ),
    first_step=_("Lập tài khoản đầu tiên, hoặc nhập danh sách từ Excel."),
    permission=MANAGE,
    rows=_rows,
    subjects=lambda: Account.objects.filter(kind=AccountKind.OFFICER).select_related("person"),
    within=_within,
    key="username",
    name="display_name",
    order=VietnameseOrder(F("display_name")),
    search=("username", "display_name", "email", "unit_name", "position_title"),
    columns=(
        Column("display_name", _("Họ tên")),
        Column("username", _("Tên đăng nhập"), is_code=True),
        Column("unit_name", _("Đơn vị")),
        Column("position_title", _("Chức vụ")),
        Column("email", _("Thư điện tử")),
        Column(
            "state", _("Tài khoản"), lambda row: "" if row.is_active else _("đã khóa"), "paused"
        ),
    ),
    filters=(
        Filter(
            "tai-khoan",
            _("Tài khoản"),
            lambda actor: [("1", str(_("đang dùng"))), ("0", str(_("đã khóa")))],
            path="is_active",
        ),
        Filter(
            "bo-tri",
            _("Vị trí"),
            lambda actor: [("0", str(_("chưa bố trí")))],
            narrow=lambda rows, chosen: rows.filter(unit_now=None),
        ),
    ),
    acts=(
        Act(
            "lap",
            _("Lập tài khoản"),
            MANAGE,
            _take_on,
            (
                NAME,
                Field("username", _("Tên đăng nhập"), FieldKind.CODE, most=60),
                EMAIL,
                Field(
                    "personal_id",
                    _("Số định danh cá nhân"),
                    required=False,
                    most=12,
                    hint=_("12 chữ số, để không lập một người hai lần."),
                ),
                Field("unit", _("Đơn vị"), FieldKind.PICK, of="units"),
                Field("position", _("Chức vụ"), FieldKind.PICK, of="positions"),
                since(_("Làm việc từ ngày")),
                WHY,
            ),
            explanation=_(
                "Người mới nhận thư có đường dẫn để tự đặt mật khẩu. Bạn không biết mật khẩu đó."
            ),
            icon="plus",
            makes=True,
            done=_("Đã lập tài khoản và gửi thư mời."),
        ),
        Act("sua", _("Sửa tên, thư điện tử"), MANAGE, _change, (NAME, EMAIL, WHY), initial=_values),
        Act(
            "gui-lai",
            _("Gửi đường dẫn đặt mật khẩu"),
            MANAGE,
            _plain(send_link),
            (WHY,),
            explanation=_(
                "Mật khẩu cũ và mọi phiên đang mở hết ngay; người đó tự đặt mật khẩu mới."
            ),
            icon="send",
            is_grave=True,
            applies=lambda account: account.is_active,
            done=_("Đã gửi đường dẫn."),
        ),
        Act(
            "bo-lop-hai",
            _("Bỏ lớp xác thực thứ hai"),
            MANAGE,
            _plain(reset_second_factor),
            (WHY,),
            explanation=_(
                "Dùng khi người đó mất điện thoại. Lần đăng nhập tới phải thiết lập lại."
            ),
            icon="shield-lock",
            is_grave=True,
            applies=lambda account: bool(has_second_factor(account.pk)),
        ),
        Act(
            "mo-khoa-tam",
            _("Gỡ khóa tạm do gõ sai"),
            MANAGE,
            _plain(lift_lock),
            (WHY,),
            icon="lock-open",
        ),
        Act(
            "khoa",
            _("Khóa tài khoản"),
            MANAGE,
            _watched(deactivate_account),
            (WHY,),
            explanation=_(
                "Mọi phiên, vị trí, quyền và ủy quyền của người này hết ngay. Lịch sử còn nguyên."
            ),
            icon="lock",
            is_grave=True,
            applies=lambda account: account.is_active,
            done=_("Đã khóa. Mọi phiên và quyền đã hết."),
        ),
        Act(
            "mo",
            _("Mở lại tài khoản"),
            MANAGE,
            _watched(reactivate_account),
            (WHY,),
            explanation=_("Vị trí và quyền không tự trở lại; hãy bố trí và phân quyền lại."),
            icon="lock-open",
            applies=lambda account: not account.is_active,
        ),
    ),
    parts=PARTS,
    facts=facts_of,
    links=lambda account, actor: ((_("Được làm gì"), "administration:rights", (account.pk,)),),
    exchange=Exchange("lap", _values, changes="sua", key_field="username", travels=False),
    is_dated=True,
    is_recalled=True,
    icon="users",
    group=ORGANISATION,
    place=20,
)
