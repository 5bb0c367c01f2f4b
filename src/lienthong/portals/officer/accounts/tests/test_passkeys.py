# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Passkeys: adding, naming, taking away, signing in with one, and everything that is no answer."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lienthong.core.accounts.api import (
    Account,
    AccountKind,
    has_second_factor,
    passkeys_of,
    set_up_second_factor,
)
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.accounts.tests.conftest import PASSWORD
from lienthong.portals.officer.accounts.tests.soft_key import SoftKey
from lienthong.portals.officer.accounts.tests.test_sign_in import (
    CODE,
    HOME,
    SECRET,
    code_now,
    is_signed_in,
    sign_in,
)

pytestmark = pytest.mark.covers("3")
LIST, NEW = "/can-bo/tai-khoan/khoa/", "/can-bo/tai-khoan/khoa/moi/"
SHOW = "/dang-nhap/can-bo/khoa/"
HOST = "localhost:8000"


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.PASSKEY_DOMAIN = "localhost"
    settings.PASSKEY_ORIGINS = [f"http://{HOST}"]


def browser() -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture
def desk(officer: Account) -> Client:
    client = browser()
    sign_in(client)
    return client


def asked(page: Any) -> dict[str, Any]:
    found = re.search(r'id="passkey-options" type="application/json">(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


def add(desk: Client, key: SoftKey, name: str = "Máy ở quầy", **changes: str) -> Any:
    question = asked(desk.get(NEW).content.decode())
    typed = {"name": name, "password": PASSWORD, "credential": key.make(question)}
    return desk.post(NEW, typed | changes)


@pytest.fixture
def key(desk: Client) -> SoftKey:
    """A passkey that the officer has added."""
    made = SoftKey()
    assert "Cất mã dự phòng" in add(desk, made).content.decode()
    return made


def show(client: Client, key: SoftKey, **more: str) -> Any:
    answer = key.show(client.get(SHOW).json())
    return client.post(SHOW, {"credential": answer, **more})


def test_officer_adds_a_passkey_and_gets_recovery_codes_once(
    desk: Client, officer: Account
) -> None:
    first = add(desk, SoftKey())
    second = add(desk, SoftKey(), "Điện thoại")

    assert len(re.findall(r"<li>\d{8}</li>", first.content.decode())) == 10
    assert second["Location"] == LIST
    page = desk.get(LIST).content.decode()
    assert [name in page for name in ("Máy ở quầy", "Điện thoại")] == [True, True]
    assert has_second_factor(officer.pk)
    record = AuditRecord.objects.filter(permission="accounts.passkey.manage").latest("id")
    assert (record.actor_text, record.subject_id) == ("Lê Quang Vinh", officer.pk)


def test_officer_signs_in_with_the_passkey_alone(key: SoftKey, officer: Account) -> None:
    client = browser()

    answer = show(client, key)

    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert is_signed_in(client)
    assert passkeys_of(officer.pk).get().last_used_at is not None


def test_passkey_leads_back_to_the_page_asked_for(key: SoftKey) -> None:
    assert show(browser(), key, next="/can-bo/giao-viec/")["Location"] == "/can-bo/giao-viec/"
    assert show(browser(), key, next="https://example.com/")["Location"] == HOME


def test_passkey_is_the_second_factor_after_the_password(key: SoftKey) -> None:
    client = browser()
    assert sign_in(client)["Location"] == CODE
    page = client.get(CODE).content.decode()
    assert "Dùng khóa đăng nhập" in page

    answer = client.post(CODE, {"credential": key.show(asked(page))})

    assert answer["Location"] == HOME
    assert is_signed_in(client)


def test_recovery_code_still_opens_when_the_passkey_is_lost(desk: Client) -> None:
    codes = re.findall(r"<li>(\d{8})</li>", add(desk, SoftKey()).content.decode())
    client = browser()
    sign_in(client)
    assert "một mã dự phòng" in client.get(CODE).content.decode()

    assert client.post(CODE, {"code": codes[0]})["Location"] == HOME


def test_authenticator_app_works_beside_the_passkey(key: SoftKey, officer: Account) -> None:
    set_up_second_factor(officer, secret=SECRET, actor=Actor.platform("thử"))
    client = browser()
    sign_in(client)

    assert client.post(CODE, {"code": code_now()})["Location"] == HOME


def test_officer_names_a_passkey_anew(desk: Client, key: SoftKey, officer: Account) -> None:
    number = str(passkeys_of(officer.pk).get().pk)

    desk.post(LIST, {"khoa": number, "name": " Máy   mới "})
    assert passkeys_of(officer.pk).get().data["name"] == "Máy mới"
    for wrong in ("", "x" * 61):
        refused = desk.post(LIST, {"khoa": number, "name": wrong})
        assert refused.status_code == 422
        assert "tối đa 60 ký tự" in refused.content.decode()
    assert passkeys_of(officer.pk).get().data["name"] == "Máy mới"
    show(browser(), key)


def test_name_with_a_script_stays_text(desk: Client, officer: Account) -> None:
    add(desk, SoftKey(), "<script>alert(1)</script>")

    assert "<script>alert(1)" not in desk.get(LIST).content.decode()


def test_passkey_taken_away_no_longer_opens(desk: Client, key: SoftKey, officer: Account) -> None:
    number = str(passkeys_of(officer.pk).get().pk)

    desk.post(LIST, {"khoa": number, "viec": "bo"})
    client = browser()
    answer = show(client, key)

    assert "khoa-sai=1" in answer["Location"]
    assert not is_signed_in(client)
    assert "Chưa vào được bằng khóa" in client.get(answer["Location"]).content.decode()
    assert not Authenticator.objects.filter(user_id=officer.pk).exists()


def test_last_second_factor_of_who_must_have_one_stays(
    desk: Client, key: SoftKey, officer: Account, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "required"
    number = str(passkeys_of(officer.pk).get().pk)

    refused = desk.post(LIST, {"khoa": number, "viec": "bo"})

    assert refused.status_code == 409
    assert "cuối cùng" in refused.content.decode()
    assert passkeys_of(officer.pk).count() == 1
    set_up_second_factor(officer, secret=SECRET, actor=Actor.platform("thử"))
    assert desk.post(LIST, {"khoa": number, "viec": "bo"}).status_code == 302


def test_passkey_satisfies_the_requirement_at_sign_in(key: SoftKey, settings: Any) -> None:
    settings.OFFICER_SECOND_FACTOR = "required"
    client = browser()

    assert show(client, key)["Location"] == HOME
    assert is_signed_in(client)


@pytest.mark.parametrize("number", ["", "0", "999999", "x", "9" * 400, "1 OR 1=1"])
def test_passkey_that_is_not_ones_own_does_not_exist(
    number: str, desk: Client, key: SoftKey, officer: Account
) -> None:
    other = Account.objects.create_user("khac", PASSWORD, kind=AccountKind.OFFICER)
    stranger = browser()
    sign_in(stranger, login=other.username)
    own = str(passkeys_of(officer.pk).get().pk)

    assert desk.post(LIST, {"khoa": number, "viec": "bo"}).status_code == 404
    assert stranger.post(LIST, {"khoa": own, "viec": "bo"}).status_code == 404
    assert stranger.post(LIST, {"khoa": own, "name": "x"}).status_code == 404
    assert passkeys_of(officer.pk).get().data["name"] == "Máy ở quầy"


def test_adding_needs_the_password(desk: Client, officer: Account) -> None:
    for wrong, words in (("", "Hãy nhập mật khẩu đang dùng."), ("sai", "Mật khẩu chưa đúng.")):
        page = add(desk, SoftKey(), password=wrong)
        assert page.status_code == 422
        assert words in page.content.decode()
    assert not passkeys_of(officer.pk).exists()


@pytest.mark.parametrize(
    "key",
    [
        SoftKey(origin="https://example.com"),
        SoftKey(origin="http://localhost:9999"),
        SoftKey(domain="example.com"),
        SoftKey(verified=False),
    ],
    ids=["other site", "other port", "other domain", "nobody verified"],
)
def test_passkey_made_elsewhere_is_refused(key: SoftKey, desk: Client, officer: Account) -> None:
    page = add(desk, key)

    assert page.status_code == 422
    assert "Khóa đăng nhập chưa đúng" in page.content.decode()
    assert not passkeys_of(officer.pk).exists()


RUBBISH = [
    "",
    "{}",
    "[]",
    "null",
    "7",
    '"x"',
    "{",
    '{"response": {}}',
    '{"response": []}',
    '{"response": {"clientDataJSON": "%%%"}}',
    '{"response": {"clientDataJSON": "e30"}}',
    "[" * 19_000,
    "x" * 30_000,
    json.dumps({"response": {"clientDataJSON": "eyJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0OjgwMDAifQ"}}),
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_place_of_an_answer_opens_nothing(
    rubbish: str, desk: Client, key: SoftKey, officer: Account
) -> None:
    client, second = browser(), browser()
    client.get(SHOW)
    sign_in(second)
    second.get(CODE)

    assert "khoa-sai=1" in client.post(SHOW, {"credential": rubbish})["Location"]
    assert "Chưa vào được bằng khóa" in second.post(CODE, {"credential": rubbish}).content.decode()
    assert add(desk, SoftKey(), credential=rubbish).status_code == 422
    assert not is_signed_in(client)
    assert not is_signed_in(second)
    assert passkeys_of(officer.pk).count() == 1


def test_answer_is_good_once_and_only_for_its_question(key: SoftKey) -> None:
    first, second = browser(), browser()
    answer = key.show(first.get(SHOW).json())
    second.get(SHOW)

    assert "khoa-sai=1" in second.post(SHOW, {"credential": answer})["Location"]
    assert first.post(SHOW, {"credential": answer})["Location"] == HOME
    third = browser()
    assert "khoa-sai=1" in third.post(SHOW, {"credential": answer})["Location"]
    assert not is_signed_in(third)


def test_passkey_of_another_officer_is_no_second_factor(key: SoftKey, officer: Account) -> None:
    other = Account.objects.create_user("khac", PASSWORD, kind=AccountKind.OFFICER)
    set_up_second_factor(other, secret=SECRET, actor=Actor.platform("thử"))
    client = browser()
    sign_in(client, login="khac")
    client.get(CODE)

    page = client.post(CODE, {"credential": key.show(client.get(SHOW).json())})

    assert not is_signed_in(client)
    assert "Xác thực" in page.content.decode() or page.status_code == 302


def test_switched_off_officer_does_not_get_in(key: SoftKey, officer: Account) -> None:
    Account.objects.update(is_active=False)
    client = browser()

    assert show(client, key)["Location"] == "/dang-nhap/can-bo/ngung-dung/"
    assert not is_signed_in(client)


def test_page_at_another_address_says_where_to_go(officer: Account) -> None:
    client = Client()
    sign_in(client)

    assert f"http://{HOST}{NEW}" in client.get(NEW).content.decode()
    assert "Đăng nhập bằng khóa" not in Client().get("/dang-nhap/can-bo/").content.decode()
    assert "Đăng nhập bằng khóa" in browser().get("/dang-nhap/can-bo/").content.decode()


def test_eleventh_passkey_is_refused(desk: Client, officer: Account) -> None:
    for number in range(10):
        add(desk, SoftKey(), f"Khóa {number}")

    page = add(desk, SoftKey(), "Khóa nữa")

    assert "Đã có 10 khóa" in page.content.decode()
    assert passkeys_of(officer.pk).count() == 10
