# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from lienthong.core.accounts.api import (
    Account,
    AccountKind,
    SignInAttempts,
    has_second_factor,
    lift_lock,
    set_up_second_factor,
)
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.accounts.tests.conftest import PASSWORD
from lienthong.testing.words import english_words, shown_text

PAGE, CODE, ENROL = "/dang-nhap/can-bo/", "/dang-nhap/can-bo/ma/", "/dang-nhap/can-bo/thiet-lap/"
HOME = "/can-bo/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PLATFORM = Actor.platform("thử nghiệm")


def code_now(secret: str = SECRET, *, steps: int = 0) -> str:
    value = hotp_value(secret, int(time.time()) // 30 + steps)
    return str(format_hotp_value(value))


def sign_in(client: Client, password: str = PASSWORD, login: str = "vinh.lq", **more: str) -> Any:
    return client.post(PAGE, {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def guarded(officer: Account) -> list[str]:
    """The officer has an authenticator app; the recovery codes."""
    return set_up_second_factor(officer, secret=SECRET, actor=PLATFORM)


def test_page_asks_for_name_and_password(client: Client, officer: Account) -> None:
    page = client.get(PAGE)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Cán bộ đăng nhập" in text
    assert 'autocomplete="current-password"' in text
    assert "⟦" not in text
    assert "no-store" in page["Cache-Control"]


def test_officer_with_right_password_lands_on_the_desk(client: Client, officer: Account) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert is_signed_in(client)
    officer.refresh_from_db()
    assert officer.last_seen is not None
    record = AuditRecord.objects.get(permission="accounts.session.open", subject_id=officer.pk)
    assert record.actor_text == "Lê Quang Vinh"


def test_name_may_be_typed_in_capitals(client: Client, officer: Account) -> None:
    assert sign_in(client, login=" VINH.LQ ").status_code == 302


def test_officer_goes_back_to_the_page_asked_for(client: Client, officer: Account) -> None:
    assert sign_in(client, next="/ho-so/7/")["Location"] == "/ho-so/7/"
    assert client.get(PAGE, {"next": "/x/"})["Location"] == "/x/"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "/\\example.com"])
def test_officer_is_never_sent_to_another_site(
    client: Client, officer: Account, elsewhere: str
) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == HOME


@pytest.mark.parametrize(
    ("login", "password"), [("vinh.lq", "sai"), ("khong.co", PASSWORD), ("vinh.lq", PASSWORD + " ")]
)
def test_wrong_name_or_password_gets_the_same_words(
    client: Client, officer: Account, login: str, password: str
) -> None:
    page = sign_in(client, password, login)
    assert page.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page.content.decode()
    assert password not in page.content.decode()
    assert not is_signed_in(client)


def test_missing_fields_are_named_in_vietnamese(client: Client, officer: Account) -> None:
    text = client.post(PAGE, {"login": "", "password": ""}).content.decode()
    assert "Hãy nhập tên đăng nhập." in text
    assert "Hãy nhập mật khẩu." in text


def test_citizen_cannot_use_a_password(client: Client, officer: Account) -> None:
    assert officer.person is not None
    Account.objects.create_user("dan", PASSWORD, kind=AccountKind.CITIZEN, person=officer.person)
    assert sign_in(client, login="dan").status_code == 200
    assert not is_signed_in(client)


def test_switched_off_officer_is_told_so(client: Client, officer: Account) -> None:
    Account.objects.update(is_active=False)
    answer = sign_in(client)
    assert answer["Location"] == "/dang-nhap/can-bo/ngung-dung/"
    page = client.get(answer["Location"])
    assert page.status_code == 403
    assert "đã ngừng dùng" in page.content.decode()
    assert not is_signed_in(client)


def test_session_ends_when_the_officer_is_switched_off(client: Client, officer: Account) -> None:
    sign_in(client)
    Account.objects.update(is_active=False)
    assert client.get("/can-bo/tai-khoan/").status_code == 302


def test_fifth_wrong_password_locks_for_every_browser(client: Client, officer: Account) -> None:
    answers = [sign_in(Client(), "sai") for _ in range(5)]
    assert "tạm khóa đến" not in answers[3].content.decode()
    assert "tạm khóa đến" in answers[4].content.decode()
    assert "tạm khóa đến" in sign_in(client).content.decode()
    assert not is_signed_in(client)
    lock = AuditRecord.objects.get(permission="accounts.session.open", subject_id=officer.pk)
    assert (lock.actor_text, lock.address) == ("Khách", "127.0.0.1")


def test_lock_of_an_unknown_name_looks_the_same(client: Client, officer: Account) -> None:
    texts = [sign_in(client, "sai", "khong.co").content.decode() for _ in range(6)]
    assert "tạm khóa đến" in texts[-1]


def test_lock_lifted_by_an_administrator_lets_in(client: Client, officer: Account) -> None:
    for _ in range(5):
        sign_in(client, "sai")
    lift_lock(officer, actor=PLATFORM)
    assert sign_in(client).status_code == 302


def test_right_password_forgets_the_wrong_ones(client: Client, officer: Account) -> None:
    for _ in range(4):
        sign_in(Client(), "sai")
    assert sign_in(client).status_code == 302
    assert not SignInAttempts.objects.exists()


def test_requests_from_one_address_are_limited(
    client: Client, officer: Account, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [sign_in(client, "sai", f"ai{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Hãy thử lại sau một phút" in answers[2].content.decode()


def test_second_factor_is_asked_for_and_opens_the_session(
    client: Client, guarded: list[str]
) -> None:
    assert sign_in(client)["Location"] == CODE
    assert not is_signed_in(client)
    page = client.get(CODE).content.decode()
    assert "Nhập mã xác thực" in page
    answer = client.post(CODE, {"code": code_now()})
    assert answer["Location"] == HOME
    assert is_signed_in(client)


def test_second_factor_page_without_password_goes_back(client: Client, guarded: list[str]) -> None:
    assert client.get(CODE)["Location"] == PAGE
    assert client.post(CODE, {"code": code_now()})["Location"] == PAGE


def test_second_factor_takes_a_recovery_code_once(client: Client, guarded: list[str]) -> None:
    for expected in (True, False):
        browser = Client()
        sign_in(browser)
        browser.post(CODE, {"code": guarded[0]})
        assert is_signed_in(browser) is expected


def test_second_factor_code_cannot_be_replayed(
    officer: Account, guarded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor in the next step of 30 s, in which a code is still good for slow clocks."""
    now, code = time.time(), code_now()
    for later, expected in ((0, True), (0, False), (30, False)):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        if later:
            cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={code}")
        browser = Client()
        sign_in(browser)
        browser.post(CODE, {"code": code})
        assert is_signed_in(browser) is expected


def test_wrong_codes_lock_even_with_the_right_one(client: Client, guarded: list[str]) -> None:
    for _ in range(5):
        browser = Client()
        sign_in(browser)
        page = browser.post(CODE, {"code": "000000"})
        assert "Mã chưa đúng" in page.content.decode()
    sign_in(client)
    assert "tạm khóa đến" in client.post(CODE, {"code": code_now()}).content.decode()
    assert not is_signed_in(client)


def test_required_second_factor_is_set_up_before_the_session_opens(
    client: Client, officer: Account, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "required"
    assert sign_in(client)["Location"] == ENROL
    page = client.get(ENROL).content.decode()
    assert "data:image/svg+xml" in page
    assert not is_signed_in(client)
    assert client.get("/can-bo/tai-khoan/").status_code == 302
    secret = _secret(page)
    wrong = client.post(ENROL, {"code": "000000"}).content.decode()
    assert "Mã chưa đúng" in wrong
    assert _secret(wrong) == secret
    codes = client.post(ENROL, {"code": code_now(secret)}).content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", codes)) == 10
    assert not is_signed_in(client)
    assert client.get(ENROL)["Location"] == HOME
    assert is_signed_in(client)
    assert has_second_factor(officer.pk)


def test_enrolment_set_up_elsewhere_meanwhile_lets_nobody_in(
    client: Client, officer: Account, settings: Any
) -> None:
    """Who knows only the password and waits must not profit from the owner's set-up."""
    settings.OFFICER_SECOND_FACTOR = "required"
    sign_in(client)
    client.get(ENROL)
    set_up_second_factor(officer, secret=SECRET, actor=PLATFORM)
    assert client.get(ENROL)["Location"] == PAGE
    assert not is_signed_in(client)


def test_enrolment_secret_when_it_spells_a_word_is_told_as_a_code(
    client: Client, officer: Account, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "required"
    sign_in(client)
    session = client.session
    session["mfa.totp.secret"] = "SENDVIEWDATASAVE" * 2
    session.save()

    page = client.get(ENROL).content.decode()
    assert "<code>SEND VIEW DATA SAVE SEND VIEW DATA SAVE</code>" in page
    assert english_words(shown_text(page)) == []


def test_enrolment_without_password_goes_back(client: Client, officer: Account) -> None:
    assert client.get(ENROL)["Location"] == PAGE


def test_rate_limits_and_used_codes_are_in_the_shared_cache() -> None:
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


def _secret(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    return found[1].replace(" ", "")


def test_authenticator_secret_is_never_stored_plainly(guarded: list[str]) -> None:
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert SECRET not in str(stored.data)


def test_no_english_reaches_the_screens(client: Client, guarded: list[str]) -> None:
    texts = [client.get(PAGE), sign_in(client, ""), sign_in(client, "sai")]
    sign_in(client)
    texts += [client.get(CODE), client.post(CODE, {"code": ""}), client.post(CODE, {"code": "1"})]
    for answer in texts:
        assert not re.search(r"\b(password|required|username|code is|invalid)\b", _words(answer))


def _words(answer: HttpResponse) -> str:
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"<[^>]*>", " ", main).lower()
