# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Systems outside: address, certificate, off and on, what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, IntegerField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.integration.actions.keep import (
    PartnerFacts,
    add_partner,
    change_partner,
    switch_partner,
)
from lienthong.core.integration.adapters.lines import with_address
from lienthong.core.integration.domain.certificates import CertificateError, read_certificate
from lienthong.core.integration.models import Outgoing, Partner, PartnerAddress
from lienthong.core.integration.permissions import KEEP_PARTNERS
from lienthong.kernel import clock
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
    Part,
    for_reason,
    since,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.directories.titled import VALID_FROM, VALID_TO
from lienthong.kernel.module import LINKS


def _rows(_actor: Actor, day: date) -> Any:
    """The partners of a day; what waits is known of now alone."""
    there = Q(made_at=None) | Q(made_at__lt=clock.midnight(day + timedelta(days=1)))
    is_past = Value(None, output_field=IntegerField()) if day < timezone.localdate() else None
    waiting = is_past or Count("outgoing", filter=Q(outgoing__done_at=None))
    return with_address(day).filter(there).annotate(waiting=waiting)


def _facts(values: Values) -> PartnerFacts:
    return PartnerFacts(values["title"], values["address"], values["certificate"], values["since"])


def _add(_subject: Any, values: Values, _seen: str, actor: Actor) -> Partner:
    return add_partner(values["code"], facts=_facts(values), actor=for_reason(actor, values))


def _change(partner: Partner, values: Values, seen: str, actor: Actor) -> Partner:
    acting = for_reason(actor, values)
    return change_partner(partner, facts=_facts(values), seen=seen, actor=acting)


def _off(partner: Partner, values: Values, seen: str, actor: Actor) -> Partner:
    acting = for_reason(actor, values)
    return switch_partner(partner, on=False, until=values["until"], seen=seen, actor=acting)


def _on(partner: Partner, values: Values, seen: str, actor: Actor) -> Partner:
    return switch_partner(partner, on=True, seen=seen, actor=for_reason(actor, values))


def _values(row: Partner) -> Values:
    newest = row.addresses.order_by("-valid_from").first()
    return {
        "code": row.code,
        "title": row.title,
        "address": newest.address if newest else "",
        "certificate": row.certificate,
        "since": newest.valid_from if newest else None,
    }


def _moves(partner: Partner, _actor: Actor) -> list[PartnerAddress]:
    return list(partner.addresses.order_by("-valid_from"))


def _said(partner: Partner, _actor: Actor) -> Sequence[tuple[object, object]]:
    if not partner.certificate:
        return ((_("Chứng thư tin cậy"), _("danh sách chung")),)
    try:
        facts = read_certificate(partner.certificate, now=timezone.now())
    except CertificateError:
        return ((_("Chứng thư tin cậy"), _("hết hạn hoặc hỏng")),)
    return ((_("Chứng thư tin cậy"), facts.subject), (_("Chứng thư đến"), facts.until))


def _waiting(partner: Partner, _actor: Actor) -> list[Outgoing]:
    return list(Outgoing.objects.filter(partner=partner, done_at=None).order_by("next_at")[:50])


def _state(partner: Partner) -> str:
    if partner.is_active:
        return ""
    if partner.off_until is None:
        return _("đã ngắt")
    return _("ngắt đến hết %(day)s") % {"day": f"{partner.off_until:%d/%m/%Y}"}


CODE = Field(
    "code",
    gettext_lazy("Mã"),
    FieldKind.CODE,
    hint=gettext_lazy(
        "Mã đã có việc dùng: mail, sms, zalo, push, plugin, tsa, ca, crl, ocsp, csc, vneid,"
        " population, post. Thêm nhiều nơi cùng loại thì viết push-1, crl-2."
    ),
    most=40,
)
CONTENT = (
    Field("title", gettext_lazy("Tên hệ thống")),
    Field(
        "address",
        gettext_lazy("Địa chỉ"),
        FieldKind.URL,
        hint=gettext_lazy("Thay cho địa chỉ lúc cài đặt. Bỏ trống để dùng địa chỉ lúc cài đặt."),
        required=False,
    ),
    replace(since(gettext_lazy("Địa chỉ dùng từ ngày")), required=False),
    Field(
        "certificate",
        gettext_lazy("Chứng thư tin cậy (PEM)"),
        FieldKind.LONG,
        hint=gettext_lazy("Chỉ khi dùng chứng thư riêng. Bỏ trống để tin danh sách chung."),
        required=False,
        most=20_000,
    ),
)
UNTIL = Field(
    "until",
    gettext_lazy("Ngắt đến hết ngày"),
    FieldKind.DATE,
    hint=gettext_lazy("Hôm sau tự nối lại. Bỏ trống thì ngắt đến khi có người nối lại."),
    required=False,
    kept=False,
)
PARTNERS = Directory(
    code="partners",
    slug="he-thong-lien-thong",
    title=gettext_lazy("Hệ thống liên thông"),
    one=gettext_lazy("hệ thống"),
    explanation=gettext_lazy("Địa chỉ, chứng thư, ngắt và nối lại các hệ thống bên ngoài."),
    first_step=gettext_lazy("Hệ thống tự hiện ở đây khi có tin đầu tiên; thêm trước cũng được."),
    permission=KEEP_PARTNERS,
    rows=_rows,
    subjects=Partner.objects.all,
    key="code",
    name="title",
    order=VietnameseOrder("title"),
    search=("code", "title", "address_now"),
    columns=(
        Column("title", gettext_lazy("Tên")),
        Column("code", gettext_lazy("Mã"), is_code=True),
        Column("address_now", gettext_lazy("Địa chỉ")),
        Column("state", gettext_lazy("Kết nối"), _state, "late"),
        Column("rests_until", gettext_lazy("Tạm nghỉ đến"), is_code=True),
        Column("waiting", gettext_lazy("Tin đang chờ"), is_code=True),
    ),
    filters=(
        Filter(
            "ket-noi",
            gettext_lazy("Kết nối"),
            lambda actor: [("1", _("đang nối")), ("0", _("đã ngắt"))],
            path="is_active",
        ),
    ),
    acts=(
        Act(
            "them",
            gettext_lazy("Thêm hệ thống"),
            KEEP_PARTNERS,
            _add,
            (CODE, *CONTENT, WHY),
            icon="plus",
            makes=True,
        ),
        Act("sua", gettext_lazy("Sửa"), KEEP_PARTNERS, _change, (*CONTENT, WHY), initial=_values),
        Act(
            "ngat",
            gettext_lazy("Ngắt kết nối"),
            KEEP_PARTNERS,
            _off,
            (UNTIL, WHY),
            explanation=gettext_lazy("Không gửi gì nữa. Tin đang chờ còn nguyên, nối lại thì gửi."),
            icon="wifi-off",
            is_grave=True,
            applies=lambda partner: partner.is_active,
        ),
        Act(
            "noi",
            gettext_lazy("Nối lại"),
            KEEP_PARTNERS,
            _on,
            (WHY,),
            icon="refresh",
            applies=lambda partner: not partner.is_active,
        ),
    ),
    parts=(
        Part(
            gettext_lazy("Địa chỉ theo thời gian"),
            (VALID_FROM, VALID_TO, Column("address", gettext_lazy("Địa chỉ"))),
            _moves,
            empty=gettext_lazy("Đang dùng địa chỉ lúc cài đặt."),
        ),
        Part(
            gettext_lazy("Tin đang chờ"),
            (
                Column("created_at", gettext_lazy("Lập lúc"), is_code=True),
                Column("next_at", gettext_lazy("Gửi lại lúc"), is_code=True),
                Column("attempts", gettext_lazy("Số lần gửi"), is_code=True),
                Column("error", gettext_lazy("Lỗi")),
            ),
            _waiting,
            empty=gettext_lazy("Không có tin nào chờ."),
        ),
    ),
    facts=_said,
    is_dated=True,
    is_recalled=True,
    exchange=Exchange("them", _values, changes="sua"),
    icon="world",
    group=LINKS,
    place=10,
)
