# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Connected applications: the calendar of the simulators, a reader and a filer of the API."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import AppFacts, ConnectedApp, change_app, connect_app
from lienthong.demo.load_units import unit_ids
from lienthong.demo.plan import START
from lienthong.kernel.actor import Actor

SECRET = "lienthong-demo"  # noqa: S105  # of the demo, which production refuses
CALENDAR, READER, FILER = "lich-hop", "cong-du-lieu", "benh-vien"
ROLES = {READER: "api_reader", FILER: "api_filer"}
PLACE = "qt-18880"
LOADER = Actor.platform("nạp tỉnh mẫu")


def load_apps() -> None:
    """Connect them once; their secret is the demo's own."""
    known = set(ConnectedApp.objects.values_list("client_id", flat=True))
    calendar = _with_addresses(
        AppFacts(
            name="Lịch họp tỉnh",
            owner_text="Văn phòng UBND tỉnh Quảng Trị",
            contact="lich-hop@quangtri.example",
            scopes=("openid", "profile", "officer"),
        )
    )
    reader = AppFacts(
        name="Cổng dữ liệu tỉnh",
        owner_text="Sở Khoa học và Công nghệ tỉnh Quảng Trị",
        scopes=("catalogue.read", "tracking.read", "cases.read", "cases.comment", "dossiers.tell"),
    )
    filer = AppFacts(
        name="Bệnh viện đa khoa tỉnh",
        owner_text="Sở Y tế tỉnh Quảng Trị",
        scopes=("catalogue.read", "dossiers.file"),
    )
    for code, facts in ((CALENDAR, calendar), (READER, reader), (FILER, filer)):
        if code not in known:
            made = connect_app(facts, secret=SECRET, code=code, actor=LOADER)
            if code in ROLES:
                _let_in(made, ROLES[code])


def place_apps() -> None:
    """Let the calendar be where the simulators are now: the demo may be served on other ports."""
    app = ConnectedApp.objects.filter(client_id=CALENDAR).first()
    if app is not None:
        change_app(app, facts=_with_addresses(AppFacts.of(app)), actor=LOADER)


def _with_addresses(facts: AppFacts) -> AppFacts:
    partners = str(settings.LIENTHONG_VNEID_URL) or "http://127.0.0.1:8002"
    return replace(
        facts,
        redirect_uris=(f"{partners}/lich/ve",),
        post_logout_uris=(f"{partners}/lich/da-ra",),
        logout_uri=f"{partners}/lich/nghe",
    )


def _let_in(app: ConnectedApp, role: str) -> None:
    Grant.objects.create(
        account=app.account,
        role=Role.objects.get(code=role),
        unit_id=unit_ids()[PLACE],
        scope=GrantScope.SUBTREE,
        valid_from=START,
    )
