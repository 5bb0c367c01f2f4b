# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer gets an account without anybody knowing its password: a link by e-mail, once.

The link dies when it is used, when the password changes, and after three days.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from lienthong.core.accounts.actions.manage import set_password
from lienthong.core.accounts.actions.sessions import end_all_sessions
from lienthong.core.accounts.adapters.mail import Letter, post_letter
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.models import Account, Person
from lienthong.core.accounts.permissions import MANAGE, SIGN_IN
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.language import of_record


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """Who gets an account. ``personal_id`` finds a person who is known already."""

    full_name: str
    username: str
    email: str
    personal_id: str = ""
    phone: str = ""


@action(MANAGE)
def invite_officer(asked: NewOfficer, *, actor: Actor) -> Account:
    """Make the account, post the link. Raises ``InvalidInput`` (``username``, ``personal_id``)."""
    username = asked.username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise InvalidInput(fields={"username": _("Tên đăng nhập này đã có người dùng.")})
    account = Account(
        kind=AccountKind.OFFICER,
        username=username,
        email=asked.email,
        person=_person(asked),
        display_name=asked.full_name,
    )
    account.set_unusable_password()
    account.save()
    _post_link(account)
    return account


@action(MANAGE)
def send_link(account: Account, *, actor: Actor) -> Account:
    """Post a fresh link to choose a password; what was open is closed. Raises ``IllegalState``."""
    locked = hold(account)
    if not locked.is_active or not locked.email:
        told = _("Tài khoản đã khóa hoặc chưa có thư điện tử.")
        raise IllegalState(told)
    locked.set_unusable_password()
    locked.save(update_fields=["password"])
    end_all_sessions(locked)
    _post_link(locked)
    return locked


@action(MANAGE)
def change_officer(
    account: Account, *, full_name: str, email: str, seen: str = "", actor: Actor
) -> Account:
    """Another name or address of an officer. Raises ``StaleVersion``."""
    locked = hold(account, seen=seen)
    locked.display_name, locked.email = full_name, email
    locked.save(update_fields=["display_name", "email"])
    return locked


@action(SIGN_IN)
def begin_with_password(account: Account, *, token: str, password: str, actor: Actor) -> Account:
    """The holder of the link chooses the password. Raises ``InvalidInput``, ``IllegalState``."""
    locked = hold(account)
    if not default_token_generator.check_token(locked, token) or not locked.is_active:
        raise IllegalState(_("Đường dẫn này đã dùng hoặc hết hạn. Nhờ quản trị gửi lại."))
    set_password(locked, password)
    locked.save(update_fields=["password"])
    return locked


def account_of_link(handle: str, token: str) -> Account | None:
    """The account that a link is for while the link holds."""
    try:
        pk = int(force_str(urlsafe_base64_decode(handle)))
    except (ValueError, OverflowError, UnicodeDecodeError):
        return None
    found = Account.objects.filter(pk=pk, kind=AccountKind.OFFICER, is_active=True).first()
    holds = found is not None and default_token_generator.check_token(found, token)
    return found if holds else None


def _person(asked: NewOfficer) -> Person:
    if not asked.personal_id:
        return Person.objects.create(full_name=asked.full_name, email=asked.email)
    if (
        not (asked.personal_id.isascii() and asked.personal_id.isdigit())
        or len(asked.personal_id) != 12
    ):
        raise InvalidInput(fields={"personal_id": _("Số định danh cá nhân có 12 chữ số.")})
    new = Person(personal_id=asked.personal_id, full_name=asked.full_name)
    Person.objects.bulk_create([new], ignore_conflicts=True)
    person = Person.objects.get(personal_id=asked.personal_id)
    if person.full_name.casefold() != asked.full_name.casefold():
        told = _("Số này đang ghi cho người tên khác. Hãy kiểm tra lại.")
        raise InvalidInput(fields={"personal_id": told})
    return person


def _post_link(account: Account) -> None:
    handle = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    path = reverse("accounts:officer-begin", args=[handle, token])
    with of_record():
        text = _(
            "Chào %(name)s,\n\nBạn có tài khoản cán bộ, tên đăng nhập là %(username)s.\n"
            "Mở đường dẫn sau để tự đặt mật khẩu, dùng được một lần trong 3 ngày:\n%(link)s\n\n"
            "Nếu không phải bạn, hãy bỏ qua thư này và báo cho quản trị hệ thống."
        )
        subject = _("Đặt mật khẩu cho tài khoản cán bộ")
    words = {
        "name": account.display_name,
        "username": account.username,
        "link": f"{settings.LIENTHONG_PUBLIC_URL}{path}",
    }
    post_letter(Letter(account.email, subject, text % words, account_id=account.pk))
