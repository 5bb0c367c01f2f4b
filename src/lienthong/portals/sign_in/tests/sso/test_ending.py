# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What ends ends everywhere at once: sessions, tokens, passwords of programs, applications."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs

import jwt
import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import (
    Account,
    AppFacts,
    AppPassword,
    AppSignIn,
    ConnectedApp,
    SignInSession,
    change_app,
    deactivate_account,
    end_other_sessions,
    make_app_password,
    new_app_password,
    renew_secret,
    switch_app,
    use_app_password,
)
from lienthong.core.integration.api import Outgoing, OutgoingState, Partner
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.testing.jobs import run_jobs
from lienthong.testing.sso import BACK, PLATFORM, SECRET, Application

pytestmark = pytest.mark.covers("14")
RA = "https://lich.quangtri.example/ra"


class Hearing(BaseHTTPRequestHandler):
    """The application's ear."""

    heard: ClassVar[list[str]] = []
    answers: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard.extend(parse_qs(body)["logout_token"])
        self.send_response(self.answers.pop(0) if self.answers else 204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@pytest.fixture
def ear(app: ConnectedApp) -> Iterator[type[Hearing]]:
    Hearing.heard, Hearing.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Hearing)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app.logout_uri = f"http://127.0.0.1:{server.server_port}/ra"
    app.save()
    yield Hearing
    server.shutdown()
    server.server_close()
    thread.join()


def owner(account: Account) -> Actor:
    return Actor(kind=ActorKind.OFFICER, account_id=account.pk, name="Cán bộ")


def read_logout(lich: Application, token: str) -> dict[str, Any]:
    keys = jwt.PyJWKSet.from_dict(Client().get("/.well-known/jwks.json").json())
    head = jwt.get_unverified_header(token)
    assert head["typ"] == "logout+jwt"
    key = keys[head["kid"]]
    return dict(jwt.decode(token, key, algorithms=["RS256"], audience=lich.client_id))


def test_signing_out_here_ends_tokens_and_tells_the_application(
    lich: Application, officer: Account, ear: type[Hearing]
) -> None:
    made = lich.tokens()
    said = lich.identity(made["id_token"])

    lich.browser.post("/dang-xuat/")
    run_jobs()

    (told,) = [read_logout(lich, token) for token in ear.heard]
    assert told["sub"] == str(officer.pk)
    assert told["sid"] == said["sid"]
    assert told["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert "nonce" not in told
    assert not Token.objects.exists()
    assert Outgoing.objects.get().state == OutgoingState.SENT


def test_an_application_that_is_away_hears_later_and_keeps_no_other_waiting(
    lich: Application, officer: Account, ear: type[Hearing]
) -> None:
    lich.tokens()
    ear.answers[:] = [503, 200]
    end_other_sessions(officer, keep_key="khac", actor=owner(officer))
    done: set[int] = set()
    run_jobs(done)
    waiting = Outgoing.objects.get()
    assert (waiting.state, waiting.attempts) == (OutgoingState.WAITING, 1)

    Outgoing.objects.update(next_at=timezone.now())
    Partner.objects.update(rests_until=None)
    ports.tasks()["integration.carry"](partner=waiting.partner.code)

    first, second = (read_logout(lich, token) for token in ear.heard)
    assert first["jti"] == second["jti"]
    assert Outgoing.objects.get().state == OutgoingState.SENT
    assert waiting.partner.code.startswith("app:")


def test_an_application_that_refuses_is_not_asked_again(
    lich: Application, officer: Account, ear: type[Hearing]
) -> None:
    lich.tokens()
    ear.answers[:] = [400]

    lich.browser.post("/dang-xuat/")
    run_jobs()

    assert Outgoing.objects.get().state == OutgoingState.FAILED
    assert len(ear.heard) == 1


def test_an_account_that_is_switched_off_is_out_everywhere(
    lich: Application, officer: Account, app: ConnectedApp
) -> None:
    made, waiting = lich.tokens(), lich.code()
    password = new_app_password()
    make_app_password(officer, name="Lịch", secret=password, actor=owner(officer))

    deactivate_account(officer, actor=PLATFORM)

    header = {"authorization": f"Bearer {made['access_token']}"}
    assert Client().get("/sso/userinfo", headers=header).status_code == 401
    assert lich.redeem(waiting).json() == {"error": "invalid_grant"}
    assert not SignInSession.objects.filter(account_id=officer.pk).exists()
    assert not AppSignIn.objects.filter(ended_at=None).exists()
    assert AppPassword.objects.get().revoked_at is not None
    assert use_app_password(officer.username, typed=password, actor=PLATFORM) is None
    assert lich.ask().status_code == 302
    assert "/dang-nhap/can-bo/" in lich.ask()["Location"]
    told = Outgoing.objects.get()
    assert told.payload["sign_in"] == AppSignIn.objects.exclude(redeemed_at=None).get().pk


def test_an_application_sends_somebody_to_sign_out(lich: Application, officer: Account) -> None:
    made = lich.tokens()
    hint = {"id_token_hint": made["id_token"], "post_logout_redirect_uri": RA, "state": "s1"}

    wrong = lich.browser.get("/sso/logout", hint | {"post_logout_redirect_uri": f"{RA}/x"})
    asked = lich.browser.get(
        "/sso/logout", {"client_id": "lich-hop", "post_logout_redirect_uri": RA}
    )
    others = lich.browser.get("/sso/logout", hint | {"client_id": "hop"})
    done = lich.browser.get("/sso/logout", hint)

    assert wrong.status_code == others.status_code == 400
    assert "Đăng xuất khỏi Liên Thông?" in asked.content.decode()
    assert done["Location"] == f"{RA}?state=s1"
    assert "_auth_user_id" not in lich.browser.session
    assert not Token.objects.exists()
    again = lich.browser.get("/sso/logout", hint)
    assert again["Location"] == f"{RA}?state=s1"


def test_who_agrees_to_leave_is_led_back(lich: Application, officer: Account) -> None:
    asked = {"client_id": "lich-hop", "post_logout_redirect_uri": RA, "state": "s<2"}
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(officer)

    refused = guarded.post("/sso/logout", asked)
    page = lich.browser.post("/sso/logout", asked).content.decode()
    own = Client().get("/sso/logout")

    assert refused.status_code == 403
    assert "_auth_user_id" in guarded.session
    assert f"url={RA}?state=s%3C2" in page
    assert own["Location"] == "/da-dang-xuat/?vai=officer"


def test_what_an_administrator_takes_away_is_gone_at_once(
    lich: Application, app: ConnectedApp
) -> None:
    def header(made: dict[str, Any]) -> dict[str, str]:
        return {"authorization": f"Bearer {made['access_token']}"}

    first = lich.tokens()
    facts = AppFacts(app.name, redirect_uris=(BACK,), is_trusted=True, scopes=("openid", "profile"))
    change_app(app, facts=facts, actor=PLATFORM)
    assert Client().get("/sso/userinfo", headers=header(first)).status_code == 401
    assert "email" not in lich.identity(lich.tokens(scope="openid profile")["id_token"])

    renew_secret(app, secret="lt_moi", actor=PLATFORM)
    code = lich.code(scope="openid")
    assert lich.redeem(code).status_code == 401
    second = lich.redeem(code, client_secret="lt_moi").json()

    switch_app(app, on=False, actor=PLATFORM)
    assert Client().get("/sso/userinfo", headers=header(second)).status_code == 401
    assert lich.redeem("x", client_secret="lt_moi").json() == {"error": "invalid_client"}
    assert not Token.objects.exists()
    app.client.refresh_from_db()
    assert SECRET not in app.client.secret
    assert app.client.grant_types == ""


def test_what_a_lost_session_opened_ends_in_the_night(lich: Application) -> None:
    lich.tokens()
    SignInSession.objects.all().delete()

    ports.tasks()["accounts.clean_up"]()

    assert AppSignIn.objects.get().ended_at is not None
    assert not Token.objects.exists()
