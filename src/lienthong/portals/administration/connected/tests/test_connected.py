# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators connect applications: a secret seen once, exact addresses, a history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from lienthong.core.accounts.api import ConnectedApp
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.testing.snapshot import once
from lienthong.testing.sso import BACK, signing_keys
from lienthong.testing.world import World, make_world

pytestmark = pytest.mark.covers("14")
LIST = "/quan-tri/ung-dung/"
MANY = "\n".join(f"https://a.example/{number}" for number in range(11))
GOOD = {
    "name": "Lịch họp tỉnh",
    "owner_text": "Văn phòng UBND tỉnh",
    "contact": "lich@quangtri.example",
    "scopes": ["openid", "profile", "cases.read"],
    "redirect_uris": f"{BACK}\n\n {BACK}2 \n{BACK}",
    "post_logout_uris": "https://lich.quangtri.example/ra",
    "logout_uri": "https://lich.quangtri.example/nghe",
    "per_minute": "120",
}


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.IDP_OIDC_PRIVATE_KEYS = signing_keys()
    cache.clear()
    return once("world", make_world)


@pytest.fixture
def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


def connect(browser: Client, **changes: Any) -> Any:
    return browser.post(f"{LIST}ket-noi/", GOOD | changes)


def secret_on(page: Any) -> str:
    found = re.search(r"lt_[\w-]{43}", page.content.decode())
    assert found is not None
    return found[0]


def token(app: ConnectedApp, secret: str, scope: str = "cases.read") -> Any:
    asked = {"grant_type": "client_credentials", "client_id": app.client_id, "scope": scope}
    return Client().post("/sso/token", asked | {"client_secret": secret})


def test_an_application_is_connected_and_its_secret_shown_once(browser: Client) -> None:
    page = connect(browser, _key="mot-lan-thoi")
    secret = secret_on(page)
    app = ConnectedApp.objects.get()
    twice = connect(browser, _key="mot-lan-thoi")

    assert page["Cache-Control"].count("no-store") == 1
    assert app.redirect_uris == [BACK, f"{BACK}2"]
    assert app.signs_people_in is True
    assert app.calls_api is True
    assert app.account.kind == "partner"
    assert token(app, secret).status_code == 200
    assert twice.status_code == 409
    assert ConnectedApp.objects.count() == 1
    for path in (LIST, f"{LIST}{app.pk}/", f"{LIST}{app.pk}/lich-su/"):
        shown = browser.get(path).content.decode()
        assert "Lịch họp tỉnh" in shown
        assert secret not in shown
    kept = str(list(AuditRecord.objects.values_list("changes", flat=True)))
    assert secret not in kept + app.client.secret


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "x"}, "Đặt tên ứng dụng"),
        ({"scopes": []}, "Chọn ít nhất một phạm vi"),
        ({"scopes": ["khong-co"]}, "khong-co"),
        ({"scopes": ["profile"]}, "Biết bạn là ai"),
        ({"redirect_uris": ""}, "Nhập địa chỉ mà ứng dụng nhận cán bộ về"),
        ({"redirect_uris": "http://lich.quangtri.example/ve"}, "phải bắt đầu bằng https://"),
        ({"redirect_uris": "https://*.example/ve"}, "có ký tự không dùng"),
        ({"redirect_uris": "https://a.example/#x"}, "có ký tự không dùng"),
        ({"redirect_uris": "https://a@b.example/"}, "tên người dùng"),
        ({"redirect_uris": "javascript:alert(1)"}, "thiếu tên máy"),
        ({"redirect_uris": "https://A.example/"}, "gọn lại"),
        ({"redirect_uris": f"https://a.example/{'x' * 400}"}, "dài quá 400"),
        ({"redirect_uris": MANY}, "Nhiều nhất 10"),
        ({"post_logout_uris": "ftp://a.example/"}, "phải bắt đầu bằng https://"),
        ({"logout_uri": "https://a.example:0/"}, "cổng sai"),
        ({"per_minute": "0"}, "Nhập số từ 1"),
        ({"per_minute": "nhiều"}, "Nhập số từ 1"),
        ({"contact": "khong phai thu"}, "Địa chỉ thư chưa đúng"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_connected(
    browser: Client, changes: dict[str, Any], said: str
) -> None:
    page = connect(browser, **changes)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ConnectedApp.objects.exists()


def test_rights_secret_and_switch(browser: Client, world: World) -> None:
    secret = secret_on(connect(browser))
    app = ConnectedApp.objects.get()
    page = f"{LIST}{app.pk}/"
    held = token(app, secret).json()["access_token"]
    header = {"authorization": f"Bearer {held}"}
    assert Client().get("/api/v1/cases", headers=header).status_code == 403

    role = {"role": _role(), "unit": world.ward.agency.pk, "scope": 1}
    assert browser.post(page, {"viec": "giao"} | role | {"unit": ""}).status_code == 422
    browser.post(page, {"viec": "giao"} | role)
    assert Client().get("/api/v1/cases", headers=header).json() == {"items": [], "next": ""}
    shown = browser.get(page).content.decode()
    assert "UBND phường Đồng Hới" in shown
    grant = re.search(r'name="quyen" value="(\d+)"', shown)
    assert grant is not None
    assert browser.post(page, {"viec": "thu", "quyen": "999999"}).status_code == 404
    browser.post(page, {"viec": "thu", "quyen": grant[1]})
    assert Client().get("/api/v1/cases", headers=header).status_code == 403

    fresh = secret_on(browser.post(page, {"viec": "doi-khoa"}))
    assert token(app, secret).status_code == 401
    assert Client().get("/api/v1/cases", headers=header).status_code == 401
    assert token(app, fresh).status_code == 200

    browser.post(page, {"viec": "ngat"})
    assert token(app, fresh).json() == {"error": "invalid_client"}
    browser.post(page, {"viec": "noi"})
    assert token(app, fresh).status_code == 200
    assert browser.post(page, {"viec": "la"}).status_code == 404


def test_history_says_who_changed_what(browser: Client) -> None:
    connect(browser)
    app = ConnectedApp.objects.get()
    page = f"{LIST}{app.pk}/"
    wrong = browser.post(page, GOOD | {"viec": "luu", "logout_uri": "http://a.example"})
    browser.post(page, GOOD | {"viec": "luu", "per_minute": "500", "is_trusted": "on"})
    browser.post(page, {"viec": "ngat"})

    told = browser.get(f"{page}lich-su/").content.decode()
    assert wrong.status_code == 422
    assert "số lần gọi mỗi phút: từ “120” thành “500”" in told
    assert "không cần hỏi lại cán bộ: từ “không” thành “có”" in told
    acts = ("Ngắt kết nối", "Sửa thông tin", "Kết nối ứng dụng</span>")
    places = [told.index(words) for words in acts]
    assert places == sorted(places)
    app.refresh_from_db()
    assert (app.per_minute, app.is_trusted, app.is_active) == (500, True, False)


def _role() -> int:
    from lienthong.core.access.api import Role

    role, _made = Role.objects.get_or_create(
        code="api_reader", title="Hệ thống đọc việc", permissions=["cases.unit.view"]
    )
    return int(role.pk)


def test_nobody_else_connects_anything(world: World) -> None:
    client = Client()
    client.force_login(world.account("leader"))

    assert client.post(f"{LIST}ket-noi/", GOOD).status_code == 403
    assert not ConnectedApp.objects.exists()
    assert Actor.anonymous().account_id is None
