# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Another application signs an officer in with us: the whole way, and every wrong turn."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from allauth.idp.oidc.models import Token
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import (
    Account,
    AppSignIn,
    ConnectedApp,
    SignInSession,
    end_session,
    switch_app,
)
from lienthong.core.audit.api import AuditRecord
from lienthong.testing.sso import BACK, PLATFORM, Application, connect, returned, signing_keys
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("14")


def test_an_officer_signs_in_to_an_application(
    lich: Application, officer: Account, app: ConnectedApp
) -> None:
    came = returned(lich.ask())
    assert came["state"] == "trang-thai-1"

    answer = lich.redeem(came["code"])
    made = answer.json()
    said = lich.identity(made["id_token"])
    info = Client().get(
        "/sso/userinfo", headers={"authorization": f"Bearer {made['access_token']}"}
    )

    sign_in = AppSignIn.objects.get()
    assert answer["Cache-Control"] == "no-store"
    assert said["nonce"] == "so-1"
    assert said["sid"] == sign_in.sid
    assert said["auth_time"] == int(sign_in.signed_in_at.timestamp())
    facts = info.json()
    assert facts["sub"] == said["sub"] == str(officer.pk)
    assert facts["name"] == officer.display_name
    assert facts["officer_code"] == officer.username
    assert facts["email"] == "lanh.dao@quangtri.example"
    assert facts["unit"] == "UBND phường Đồng Hới"
    assert facts["unit_code"] == "U18880"
    assert facts["position"] == "Phó Chủ tịch"
    assert [post["agency_code"] for post in facts["posts"]] == ["U18880"]
    acts = AuditRecord.objects.filter(subject_kind="accounts.appsignin")
    assert acts.count() == 2
    assert sign_in.sid not in json.dumps(list(acts.values_list("changes", flat=True)))


def test_scopes_narrow_what_is_told(lich: Application) -> None:
    made = lich.tokens(scope="openid")

    said = lich.identity(made["id_token"])

    assert "refresh_token" in made
    assert {"name", "email", "officer_code", "posts"} & set(said) == set()
    assert returned(lich.ask(scope="openid cases.read"))["error"] == "invalid_scope"


def test_an_application_that_is_not_trusted_asks_first(world: World, browser: Client) -> None:
    connect()
    asking = Application(browser)

    page = asking.ask()
    text = page.content.decode()
    refused = returned(asking.agree(page, action="deny"))
    agreed = returned(asking.agree(asking.ask()))

    assert "Cho Lịch họp tỉnh biết bạn là ai?" in text
    assert "Đơn vị, chức vụ, các vị trí đang giữ" in text
    assert refused == {"error": "access_denied", "state": "trang-thai-1"}
    assert asking.redeem(agreed["code"]).status_code == 200
    assert AppSignIn.objects.count() == 1


def test_consent_is_not_given_by_another_site(world: World, officer: Account) -> None:
    connect()
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(officer)
    asking = Application(guarded)

    answer = asking.agree(asking.ask())

    assert answer.status_code == 403
    assert not AppSignIn.objects.exists()


def test_who_is_not_signed_in_signs_in_first_and_comes_back(
    app: ConnectedApp, officer: Account, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "optional"
    officer.set_password("Sông-Nhật-Lệ-2026")
    officer.save()
    stranger = Application(Client())

    sent = stranger.ask()
    page = stranger.browser.get(sent["Location"])
    signed = stranger.browser.post(
        "/dang-nhap/can-bo/",
        {
            "login": officer.username,
            "password": "Sông-Nhật-Lệ-2026",
            "next": page.context.get("next", ""),
        },
    )
    after = stranger.browser.get(signed["Location"])

    assert sent["Location"].startswith("/dang-nhap/can-bo/?next=")
    assert after.status_code == 200
    came = returned(after)
    assert came["state"] == "trang-thai-1"
    assert stranger.redeem(came["code"]).status_code == 200
    assert returned(stranger.ask(prompt="none"))["state"] == "trang-thai-1"
    assert returned(Application(Client()).ask(prompt="none"))["error"] == "login_required"


def test_a_citizen_does_not_sign_in_here(world: World, app: ConnectedApp) -> None:
    client = Client()
    client.force_login(Account.objects.get(person__personal_id="044194003812", kind="citizen"))

    assert Application(client).ask().status_code == 403
    assert not AppSignIn.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/ve",
        f"{BACK}/",
        f"{BACK}?x=1",
        BACK.replace("https", "http"),
        BACK.replace("lich.", "LICH."),
        "https://lich.quangtri.example.evil.example/ve",
        "//evil.example/ve",
        "javascript:alert(1)",
    ],
)
def test_a_way_back_that_is_not_registered_leads_nowhere(lich: Application, address: str) -> None:
    answer = lich.ask(redirect_uri=address)

    assert answer.status_code == 400
    assert "Location" not in answer
    assert "chưa đăng ký" in answer.content.decode()
    assert 'http-equiv="refresh"' not in answer.content.decode()


def test_requests_that_are_wrong_are_refused(lich: Application, app: ConnectedApp) -> None:
    unknown = lich.ask(client_id="khong-co")
    huge = lich.ask(state="x" * 2001)
    twice = lich.browser.get(
        "/sso/authorize", [*lich.query().items(), ("state", "khac"), ("nonce", "khac")]
    )

    assert unknown.status_code == huge.status_code == 400
    assert returned(twice)["error"] == "invalid_request"
    assert returned(lich.ask(code_challenge=""))["error"] == "invalid_request"
    assert returned(lich.ask(code_challenge_method="plain"))["error"] == "invalid_request"
    assert returned(lich.ask(response_type="token"))["error"] == "unsupported_response_type"
    assert (
        returned(lich.ask(request="eyJhbGciOiJub25lIn0.e30."))["error"] == "request_not_supported"
    )
    assert lich.ask(state="x" * 1900).status_code == 302
    switch_app(app, on=False, actor=PLATFORM)
    assert lich.ask().status_code == 400


def test_a_code_is_good_once_and_a_second_try_ends_what_it_opened(lich: Application) -> None:
    code = lich.code()
    made = lich.redeem(code).json()

    again = lich.redeem(code)
    header = {"authorization": f"Bearer {made['access_token']}"}

    assert again.json() == {"error": "invalid_grant"}
    assert Client().get("/sso/userinfo", headers=header).status_code == 401
    assert lich.redeem(
        "", grant_type="refresh_token", refresh_token=made["refresh_token"]
    ).json() == {"error": "invalid_grant"}
    assert not Token.objects.exists()


def test_a_code_of_another_application_is_not_redeemed(lich: Application) -> None:
    connect("Họp", code="hop", is_trusted=True)
    thief = Application(lich.browser, client_id="hop", verifier=lich.verifier)
    code = lich.code()

    assert thief.redeem(code).json() == {"error": "invalid_grant"}
    assert lich.redeem(code, client_secret="lt_sai").status_code == 401
    assert lich.redeem(code, code_verifier="x" * 60).json()["error"] == "invalid_grant"


def test_a_code_is_bound_to_its_way_back_and_verifier(lich: Application, app: ConnectedApp) -> None:
    app.redirect_uris = [BACK, "https://lich.quangtri.example/khac"]
    app.save()

    assert lich.redeem(lich.code(), redirect_uri="https://lich.quangtri.example/khac").json()[
        "error"
    ] in {"invalid_request", "invalid_grant"}
    assert lich.redeem(lich.code(), code_verifier="").status_code == 400
    assert lich.redeem("khong-co-ma-nay").json() == {"error": "invalid_grant"}
    assert not Token.objects.exists()


def test_a_code_is_good_for_a_minute(lich: Application) -> None:
    late, lost = lich.code(), lich.code()
    opened = timezone.now() - timedelta(seconds=61)
    AppSignIn.objects.filter(pk=AppSignIn.objects.earliest("pk").pk).update(opened_at=opened)

    assert lich.redeem(late).json() == {"error": "invalid_grant"}
    cache.clear()
    assert lich.redeem(lost).json()["error"] == "invalid_grant"


def test_refreshing_turns_the_token_over(lich: Application) -> None:
    made = lich.tokens()

    fresh = lich.redeem("", grant_type="refresh_token", refresh_token=made["refresh_token"])
    again = lich.redeem("", grant_type="refresh_token", refresh_token=made["refresh_token"])

    assert fresh.status_code == 200
    assert lich.identity(fresh.json()["id_token"])["sid"] == AppSignIn.objects.get().sid
    assert again.json() == {"error": "invalid_grant"}


def test_tokens_whose_time_is_over_are_refused_and_so_is_refreshing_with_them(
    lich: Application,
) -> None:
    made = lich.tokens()
    header = {"authorization": f"Bearer {made['access_token']}"}
    assert Client().get("/sso/userinfo", headers=header).status_code == 200

    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().get("/sso/userinfo", headers=header).status_code == 401
    fresh = lich.redeem("", grant_type="refresh_token", refresh_token=made["refresh_token"])
    assert (fresh.status_code, fresh.json()) == (400, {"error": "invalid_grant"})


def test_tokens_that_nobody_signed_are_worth_nothing(lich: Application, officer: Account) -> None:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    claims = {"sub": str(officer.pk), "aud": "lich-hop", "iss": "http://127.0.0.1:8000"}
    unsigned = f"{part({'alg': 'none', 'kid': 'x'})}.{part(claims)}."
    public = lich.browser.get("/.well-known/jwks.json").json()["keys"][0]
    forged = jwt.encode(claims, public["n"], "HS256", headers={"kid": public["kid"]})
    for token in (unsigned, forged, "x", ""):
        header = {"authorization": f"Bearer {token}"}
        assert Client().get("/sso/userinfo", headers=header).status_code in {400, 401}, token
        page = lich.browser.get("/sso/logout", {"id_token_hint": token, "client_id": "lich-hop"})
        assert "Đăng xuất khỏi Liên Thông?" in page.content.decode()
    assert Client().get("/sso/userinfo?access_token=abc").status_code in {400, 401}
    assert SignInSession.objects.filter(account_id=officer.pk).exists()


def test_an_application_gives_tokens_back(lich: Application) -> None:
    made = lich.tokens()
    asked = {"token": made["access_token"], "client_id": "lich-hop"}
    header = {"authorization": f"Bearer {made['access_token']}"}

    wrong = Client().post("/sso/revoke", asked | {"client_secret": "lt_sai"})
    still = Client().get("/sso/userinfo", headers=header)
    done = Client().post("/sso/revoke", asked | {"client_secret": lich.secret})

    assert wrong.status_code == 401
    assert still.status_code == 200
    assert done.status_code == 200
    assert Client().get("/sso/userinfo", headers=header).status_code == 401


def test_an_ended_session_spoils_a_code_that_waits(lich: Application, officer: Account) -> None:
    code = lich.code()
    (session,) = SignInSession.objects.filter(account_id=officer.pk)
    actor = PLATFORM.acting(account_id=officer.pk)

    end_session(officer, handle=session.handle, actor=actor)

    assert lich.redeem(code).json() == {"error": "invalid_grant"}


def test_discovery_names_this_installation_whatever_host_is_asked(
    app: ConnectedApp, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.LIENTHONG_PUBLIC_URL = "https://mot-cua.quangtri.example"

    found = Client().get("/.well-known/openid-configuration", headers={"host": "evil.example"})
    told = found.json()
    keys = Client().get("/.well-known/jwks.json").json()["keys"]

    assert told["issuer"] == "https://mot-cua.quangtri.example"
    assert told["token_endpoint"] == "https://mot-cua.quangtri.example/sso/token"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["backchannel_logout_session_supported"] is True
    assert [sorted(key) for key in keys] == [["e", "key_ops", "kid", "kty", "n"]]
    settings.IDP_OIDC_PRIVATE_KEYS = []
    assert Client().get("/.well-known/openid-configuration").status_code == 404
    assert Client().get("/.well-known/jwks.json").status_code == 404
    settings.IDP_OIDC_PRIVATE_KEYS = signing_keys()


def test_a_fresh_sign_in_can_be_wanted(lich: Application, officer: Account) -> None:
    session = lich.browser.session
    session["lt_opened"] = int((timezone.now() - timedelta(hours=1)).timestamp())
    session.save()

    page = lich.ask(prompt="login")
    silent = lich.ask(prompt="none login")
    aged = lich.ask(max_age="60")
    sent = lich.browser.post("/sso/logout", {"again": page.context["signed"]})

    assert "muốn bạn đăng nhập lại" in page.content.decode()
    assert "muốn bạn đăng nhập lại" in aged.content.decode()
    assert returned(silent)["error"] == "login_required"
    assert sent["Location"].startswith("/dang-nhap/can-bo/?next=%2Fsso%2Fauthorize")
    assert "_auth_user_id" not in lich.browser.session
    assert lich.browser.post("/sso/logout", {"again": "https://evil.example:x"}).status_code == 400
