# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators connect applications: make, change, give a new secret, switch off and on."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from typing import Self

from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.actions.app_sign_ins import end_app_sign_ins
from lienthong.core.accounts.domain.addresses import MOST, fault_of
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.models import Account, AppSignIn, ConnectedApp
from lienthong.core.accounts.permissions import MANAGE_APPS
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.text import one_line

MOST_PER_MINUTE = 100_000
IDENTITY = ("openid", "profile", "email", "officer")
"""Scopes of signing people in; all others are of the open API."""


@dataclass(frozen=True, slots=True)
class AppFacts:
    """What an administrator says about an application; addresses one a line."""

    name: str
    owner_text: str = ""
    contact: str = ""
    is_trusted: bool = False
    redirect_uris: tuple[str, ...] = ()
    post_logout_uris: tuple[str, ...] = ()
    logout_uri: str = ""
    scopes: tuple[str, ...] = ()
    per_minute: int = 300

    @classmethod
    def of(cls, app: ConnectedApp) -> Self:
        """What is known of a connected one."""
        known = {one.name: getattr(app, one.name) for one in fields(cls)}
        lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        return cls(**known | lists)

    @property
    def signs_people_in(self) -> bool:
        """Whether officers sign in to it."""
        return "openid" in self.scopes

    @property
    def calls_api(self) -> bool:
        """Whether it asks through the open API."""
        return any(scope not in IDENTITY for scope in self.scopes)


def new_secret() -> str:
    """A secret for an application: 256 bits."""
    return f"lt_{secrets.token_urlsafe(32)}"


@action(MANAGE_APPS)
def connect_app(facts: AppFacts, *, secret: str, code: str = "", actor: Actor) -> ConnectedApp:
    """Connect an application; its account has no rights yet. Raises ``InvalidInput``."""
    facts = _checked(facts)
    client = Client(name=facts.name, type=Client.Type.CONFIDENTIAL)
    if code:
        client.pk = code
    client.secret = _hashed(secret)
    account = Account(
        kind=AccountKind.PARTNER, username=f"app.{client.pk}", display_name=facts.name
    )
    account.set_unusable_password()
    account.save()
    client.save()
    app = ConnectedApp(client=client, account=account, secret_made_at=timezone.now())
    return _write(app, facts)


@action(MANAGE_APPS)
def change_app(app: ConnectedApp, *, facts: AppFacts, actor: Actor) -> ConnectedApp:
    """Change what is known of it. Scopes taken away end the tokens that hold them.

    Raises ``InvalidInput``.
    """
    facts = _checked(facts)
    lost = set(app.scopes) - set(facts.scopes)
    if lost:
        _end_tokens(app)
    return _write(app, facts)


@action(MANAGE_APPS)
def renew_secret(app: ConnectedApp, *, secret: str, actor: Actor) -> ConnectedApp:
    """Give it a new secret; the old one and all its tokens are good no longer."""
    app.client.secret = _hashed(secret)
    app.client.save(update_fields=["secret"])
    _end_tokens(app)
    app.secret_made_at = timezone.now()
    app.save(update_fields=["secret_made_at"])
    return app


@action(MANAGE_APPS)
def switch_app(app: ConnectedApp, *, on: bool, actor: Actor) -> ConnectedApp:
    """Let it in, or shut it out at once: tokens end, everybody is signed out of it."""
    app.is_active = on
    app.save(update_fields=["is_active"])
    Account.objects.filter(pk=app.account_id).update(is_active=on)
    if not on:
        _end_tokens(app)
    _write_client(app)
    return app


@part_of_act
def _end_tokens(app: ConnectedApp) -> None:
    end_app_sign_ins(AppSignIn.objects.filter(app=app, ended_at__isnull=True))
    Token.objects.filter(client_id=app.client_id).delete()


def _hashed(secret: str) -> str:
    return make_password(secret, hasher="made_secret")


@part_of_act
def _write(app: ConnectedApp, facts: AppFacts) -> ConnectedApp:
    app.name, app.owner_text, app.contact = facts.name, facts.owner_text, facts.contact
    app.signs_people_in, app.calls_api = facts.signs_people_in, facts.calls_api
    app.is_trusted, app.per_minute = facts.is_trusted, facts.per_minute
    app.redirect_uris = list(facts.redirect_uris)
    app.post_logout_uris = list(facts.post_logout_uris)
    app.logout_uri, app.scopes = facts.logout_uri, list(facts.scopes)
    app.save()
    Account.objects.filter(pk=app.account_id).update(display_name=facts.name)
    _write_client(app)
    return app


def _write_client(app: ConnectedApp) -> None:
    """What the library reads: of an application that is switched off, nothing is allowed."""
    client, on = app.client, app.is_active
    grants = ["authorization_code", "refresh_token"] if app.signs_people_in else []
    grants += ["client_credentials"] if app.calls_api else []
    client.name = app.name
    client.skip_consent = app.is_trusted
    client.set_grant_types(grants if on else [])
    client.set_redirect_uris(app.redirect_uris if on else [])
    client.set_scopes(app.scopes if on else [])
    client.save()


def _checked(facts: AppFacts) -> AppFacts:
    """The facts as they are kept. Raises ``InvalidInput`` with every field that is wrong."""
    wrong: dict[str, str] = {}
    name = one_line(facts.name)
    if not 2 <= len(name) <= 100:
        wrong["name"] = _("Đặt tên ứng dụng, từ 2 đến 100 ký tự.")
    if not facts.scopes or not set(facts.scopes) <= set(api_scopes()):
        wrong["scopes"] = _("Chọn ít nhất một phạm vi.")
    if not 1 <= facts.per_minute <= MOST_PER_MINUTE:
        wrong["per_minute"] = _("Nhập số từ 1 đến 100.000.")
    if facts.signs_people_in and not facts.redirect_uris:
        wrong["redirect_uris"] = _("Nhập địa chỉ mà ứng dụng nhận cán bộ về sau khi đăng nhập.")
    if set(facts.scopes) & set(IDENTITY) and not facts.signs_people_in:
        wrong["scopes"] = _("Muốn biết về cán bộ thì phải chọn cả “Biết bạn là ai”.")
    wrong |= _address_faults(facts)
    if wrong:
        raise InvalidInput(fields=wrong)
    return AppFacts(
        name=name,
        owner_text=one_line(facts.owner_text)[:200],
        contact=facts.contact.strip(),
        is_trusted=facts.is_trusted,
        redirect_uris=facts.redirect_uris,
        post_logout_uris=facts.post_logout_uris,
        logout_uri=facts.logout_uri,
        scopes=tuple(code for code in api_scopes() if code in facts.scopes),
        per_minute=facts.per_minute,
    )


def _address_faults(facts: AppFacts) -> dict[str, str]:
    said = {
        "redirect_uris": facts.redirect_uris,
        "post_logout_uris": facts.post_logout_uris,
        "logout_uri": (facts.logout_uri,) if facts.logout_uri else (),
    }
    wrong: dict[str, str] = {}
    for field, addresses in said.items():
        if len(addresses) > MOST:
            wrong[field] = _("Nhiều nhất 10 địa chỉ.")
        for address in addresses:
            fault = fault_of(address)
            if fault and field not in wrong:
                wrong[field] = _words(fault) % {"address": address[:80]}
    return wrong


def _words(fault: str) -> str:
    return {
        "long": _("Địa chỉ “%(address)s…” dài quá 400 ký tự."),
        "signs": _("Địa chỉ “%(address)s” có ký tự không dùng trong địa chỉ, hoặc có dấu # hay *."),
        "host": _("Địa chỉ “%(address)s” thiếu tên máy hoặc cổng sai."),
        "scheme": _("Địa chỉ “%(address)s” phải bắt đầu bằng https://."),
        "user": _("Địa chỉ “%(address)s” không được chứa tên người dùng."),
        "spelling": _("Viết địa chỉ “%(address)s” gọn lại: tên máy chữ thường, không có “..”."),
    }[fault]
