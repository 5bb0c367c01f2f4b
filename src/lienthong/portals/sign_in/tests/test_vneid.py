# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens sign in over real HTTP: our pages in one server, VNeID in another process."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount

from lienthong.core.accounts.api import Account, AccountKind, Person, verified_identity
from lienthong.core.audit.api import AuditRecord
from lienthong.core.integration.api import Partner
from lienthong.portals.sign_in.tests.browser import Browser, path_of

Browsers = Callable[[], Browser]
MAI, HUNG = "044195990074", "044094990037"


def signed_in_as(browser: Browser) -> str | None:
    """Who the session belongs to, told by the sign-out page."""
    answer = browser.get("/dang-xuat/")
    return None if answer.is_redirect else "somebody"


def test_citizen_signs_in_and_becomes_a_person(browser: Browser) -> None:
    answer = browser.sign_in_with_vneid(MAI)
    assert (answer.status_code, path_of(answer)) == (302, "/")
    account = Account.objects.get()
    person = Person.objects.get()
    assert (account.kind, account.person) == (AccountKind.CITIZEN, person)
    assert (person.full_name, person.personal_id) == ("Trần Thị Mai", MAI)
    assert person.residence.endswith("Phường Đồng Hới, Tỉnh Quảng Trị")
    assert account.last_seen is not None
    assert signed_in_as(browser) == "somebody"
    identity = verified_identity(person.pk)
    assert identity is not None
    claims, owner = identity
    assert owner == account
    assert (claims.identity_level, claims.ethnicity) == (2, "Kinh")
    record = AuditRecord.objects.get(permission="accounts.session.open", subject_id=account.pk)
    assert record.actor_text == "Trần Thị Mai"


def test_vneid_answers_where_administrators_say_whatever_settings_say(
    browser: Browser, vneid: str, settings: Any
) -> None:
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    started = browser.submit(browser.get("/dang-nhap/"), "/dang-nhap/vneid/")
    assert started.status_code == 502
    own = Partner.objects.create(code="vneid", title="VNeID")
    own.addresses.create(address=f"{vneid}/", valid_from=date(2025, 7, 1))

    page = browser.get("/dang-nhap/")
    assert browser.sign_in_with_vneid(MAI).status_code == 302

    assert signed_in_as(browser) == "somebody"
    (allowed,) = re.findall("form-action ([^;]*)", page.headers["content-security-policy"])
    assert vneid in allowed.split()


def test_citizen_who_comes_again_is_the_same(browser: Browser, browsers: Browsers) -> None:
    browser.sign_in_with_vneid(MAI)
    browsers().sign_in_with_vneid(MAI)
    browsers().sign_in_with_vneid(HUNG)
    assert Person.objects.count() == Account.objects.count() == SocialAccount.objects.count() == 2


def test_citizen_goes_back_to_the_page_that_was_asked_for(browser: Browser) -> None:
    answer = browser.sign_in_with_vneid(MAI, back="/nop-ho-so/?buoc=2")
    assert path_of(answer) == "/nop-ho-so/?buoc=2"


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com/x", "javascript:alert(1)"])
def test_citizen_is_never_sent_to_another_site(browser: Browser, back: str) -> None:
    assert path_of(browser.sign_in_with_vneid(MAI, back=back)) == "/"


def test_request_to_vneid_carries_state_nonce_and_challenge(browser: Browser) -> None:
    page = browser.get("/dang-nhap/")
    answer = browser.submit(page, "/dang-nhap/vneid/")
    query = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    assert query["code_challenge_method"] == "S256"
    assert len(query["nonce"]) == 64
    assert len(query["state"]) >= 16
    assert query["redirect_uri"] == browser.home + "/dang-nhap/vneid/ve/"


def test_start_by_link_is_refused(browser: Browser) -> None:
    assert browser.get("/dang-nhap/vneid/").status_code == 405


def test_return_when_state_is_wrong_is_refused(browser: Browser) -> None:
    address = browser.consent(browser.leave_for_vneid(), MAI)
    answer = browser.get(re.sub(r"state=[^&]+", "state=abcdefghijklmnop", address))
    assert answer.status_code == 401
    assert "Hãy bắt đầu lại" in answer.text
    assert signed_in_as(browser) is None


def test_return_in_another_browser_is_refused(browser: Browser, browsers: Browsers) -> None:
    address = browser.consent(browser.leave_for_vneid(), MAI)
    other = browsers()
    assert other.get(address).status_code == 401
    assert signed_in_as(other) is None


def test_return_when_replayed_is_refused(browser: Browser) -> None:
    address = browser.consent(browser.leave_for_vneid(), MAI)
    assert browser.get(address).status_code == 302
    assert browser.get(address).status_code == 401


def test_return_when_code_belongs_to_another_request_is_refused(browser: Browser) -> None:
    """A code that somebody else obtained does not fit this browser's PKCE verifier."""
    foreign = browser.consent(browser.leave_for_vneid(), HUNG)
    own = browser.consent(browser.leave_for_vneid(), MAI)
    code = parse_qs(urlsplit(foreign).query)["code"][0]
    answer = browser.get(re.sub(r"code=[^&]+", f"code={code}", own))
    assert answer.status_code == 502
    assert not Account.objects.exists()


def test_return_when_token_answers_another_request_is_refused(
    browser: Browser, browsers: Browsers, fault: Any
) -> None:
    """A repeated token answer is genuine and in time, but its nonce is another request's."""
    browsers().sign_in_with_vneid(HUNG)
    fault("vneid.token", "repeat", count="1")
    assert browser.sign_in_with_vneid(MAI).status_code == 502
    assert signed_in_as(browser) is None


def test_return_when_facts_belong_to_another_citizen_is_refused(
    browser: Browser, browsers: Browsers, fault: Any
) -> None:
    browsers().sign_in_with_vneid(HUNG)
    fault("vneid.userinfo", "repeat", count="1")
    assert browser.sign_in_with_vneid(MAI).status_code == 502
    assert not Person.objects.filter(personal_id=MAI).exists()


@pytest.mark.parametrize("channel", ["vneid.token", "vneid.userinfo"])
@pytest.mark.parametrize("mode", ["error", "garbage", "drop"])
def test_return_when_vneid_fails_says_so_and_the_next_try_works(
    browser: Browser, fault: Any, channel: str, mode: str
) -> None:
    fault(channel, mode, count="1")
    answer = browser.sign_in_with_vneid(MAI)
    assert answer.status_code == 502
    assert "Chưa nhận được thông tin đúng từ VNeID" in answer.text
    assert not Account.objects.exists()
    assert browser.sign_in_with_vneid(MAI).status_code == 302


@pytest.mark.parametrize("channel", ["vneid.token", "vneid.userinfo"])
@pytest.mark.parametrize(("seconds", "status"), [("0.2", 302), ("3", 502)])
def test_return_when_vneid_is_late_then_waits_a_moment_and_not_for_ever(
    browser: Browser, fault: Any, channel: str, seconds: str, status: int
) -> None:
    fault(channel, "delay", count="1", seconds=seconds)
    answer = browser.sign_in_with_vneid(MAI)
    assert answer.status_code == status
    assert Account.objects.exists() is (status == 302)
    again = browser.get("/dang-nhap/") if status == 302 else browser.sign_in_with_vneid(MAI)
    assert again.status_code == 302
    assert Account.objects.count() == 1
    assert signed_in_as(browser) == "somebody"


def test_start_when_vneid_cannot_be_reached_says_so(browser: Browser, settings: Any) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    page = browser.get("/dang-nhap/")
    assert browser.submit(page, "/dang-nhap/vneid/").status_code == 502


def test_return_when_citizen_refuses_to_share_says_so(browser: Browser) -> None:
    page = browser.leave_for_vneid()
    back = browser.submit(page, "/vneid/authorize", act="refuse").headers["location"]
    answer = browser.get(back)
    assert answer.status_code == 200
    assert "không chia sẻ" in answer.text
    assert signed_in_as(browser) is None


def test_known_subject_with_another_number_is_refused(browser: Browser, browsers: Browsers) -> None:
    browsers().sign_in_with_vneid(MAI)
    Person.objects.update(personal_id="044195999999")
    answer = browser.sign_in_with_vneid(MAI)
    assert answer.status_code == 502
    assert Person.objects.get().personal_id == "044195999999"


def test_switched_off_citizen_is_not_let_in(browser: Browser) -> None:
    browser.sign_in_with_vneid(MAI)
    Account.objects.update(is_active=False)
    browser.client.cookies.clear()
    answer = browser.sign_in_with_vneid(MAI)
    assert path_of(answer) == "/dang-nhap/can-bo/ngung-dung/"
    assert browser.follow(answer).status_code == 403


def test_sign_out_ends_the_session_and_offers_to_end_vneids(browser: Browser, vneid: str) -> None:
    browser.sign_in_with_vneid(MAI)
    answer = browser.follow(browser.submit(browser.get("/dang-xuat/")))
    assert "Bạn đã đăng xuất" in answer.text
    assert signed_in_as(browser) is None
    there = browser.submit(answer, "/dang-xuat/vneid/")
    assert there.headers["location"].startswith(f"{vneid}/vneid/end-session?")
    assert browser.follow(browser.follow(there)).url.path == "/da-dang-xuat/"


def test_sign_in_page_has_one_button_and_no_script(browser: Browser) -> None:
    page = browser.get("/dang-nhap/")
    assert page.text.count("Đăng nhập bằng VNeID") == 1
    assert page.headers["cache-control"].startswith("max-age=0")
    assert "⟦" not in page.text


def test_client_cannot_choose_scope_or_process(browser: Browser) -> None:
    page = browser.get("/dang-nhap/")
    answer: httpx.Response = browser.submit(
        page, "/dang-nhap/vneid/?process=connect&scope=admin&auth_params=prompt%3Dnone"
    )
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert "admin" not in query["scope"][0]
    assert "prompt" not in query
