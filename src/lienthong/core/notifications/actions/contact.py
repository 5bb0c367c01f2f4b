# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A person says how they want to be told; an address counts once it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person
from lienthong.core.notifications.actions.codes import (
    CodeRequest,
    address_hash,
    ask_code,
    check_code,
    release_code,
)
from lienthong.core.notifications.actions.send import NewMessage, Recipient, send_message
from lienthong.core.notifications.adapters.carriers import is_connected
from lienthong.core.notifications.domain.addresses import mail_address, mobile_number
from lienthong.core.notifications.enums import Channel, CodePurpose
from lienthong.core.notifications.models import ContactSetting, OneTimeCode
from lienthong.core.notifications.models.message import HIDDEN
from lienthong.core.notifications.permissions import SETTLE
from lienthong.core.notifications.queries.figures import code_limits
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

SUBJECT = "notifications.contact"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants to be told, as typed."""

    email: str = ""
    phone: str = ""
    wants_email: bool = True
    wants_sms: bool = True
    language: str = "vi"


@action(SETTLE)
def settle_contact(person: Person, *, wishes: Wishes, actor: Actor) -> ContactSetting:
    """Keep the wishes; a changed address waits for its code.

    Raises ``InvalidInput`` for an address that is none.
    """
    email, phone = mail_address(wishes.email), mobile_number(wishes.phone)
    _refuse_wrong(wishes, email, phone)
    setting, _made = ContactSetting.objects.select_for_update(of=("self",)).get_or_create(
        person=person
    )
    if email != setting.email:
        setting.email, setting.email_confirmed_at = email, None
    if phone != setting.phone:
        setting.phone, setting.phone_confirmed_at = phone, None
    setting.wants_email, setting.wants_sms = wishes.wants_email, wishes.wants_sms
    setting.language = wishes.language
    setting.save()
    return setting


def _refuse_wrong(wishes: Wishes, email: str, phone: str) -> None:
    wrong = {}
    if wishes.email.strip() and not email:
        wrong["email"] = _("Hãy nhập địa chỉ thư như ten@example.vn.")
    if wishes.phone.strip() and not phone:
        wrong["phone"] = _("Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678.")
    if wrong:
        raise InvalidInput(fields=wrong)


@action(SETTLE)
def choose_channels(
    person: Person, *, email: bool | None = None, sms: bool | None = None, actor: Actor
) -> ContactSetting:
    """Switch channels on or off, None leaves one as it is; the addresses stay.

    Whoever chooses for the first time begins with the addresses that VNeID gave.
    """
    setting, made = ContactSetting.objects.select_for_update(of=("self",)).get_or_create(
        person=person
    )
    if made:
        setting.email, setting.phone = mail_address(person.email), mobile_number(person.phone)
    setting.wants_email = setting.wants_email if email is None else email
    setting.wants_sms = setting.wants_sms if sms is None else sms
    setting.save()
    return setting


@action(SETTLE)
def ask_confirmation(setting: ContactSetting, *, purpose: str, actor: Actor) -> OneTimeCode:
    """Send a code to the address that waits for confirmation.

    Raises ``InvalidInput`` without such an address or without a way to it, ``TooManyRequests``.
    """
    by_mail = purpose == CodePurpose.EMAIL
    address = setting.email if by_mail else setting.phone
    channel = Channel.EMAIL if by_mail else Channel.SMS
    if not address or not is_connected(channel):
        raise InvalidInput(_("Chưa gửi được mã tới địa chỉ này."))
    asked = CodeRequest(purpose, SUBJECT, setting.pk, address, actor.address)
    code = release_code(ask_code(asked, actor=actor))
    send_message(
        NewMessage(
            kind="notifications.contact",
            event_key=f"code:{code.pk}",
            recipient=Recipient(
                actor.name,
                person_id=setting.person_id,
                email=setting.email,
                phone=setting.phone,
            ),
            values={"code": HIDDEN, "minutes": int(code_limits().valid.total_seconds() // 60)},
            channels=(channel,),
            expires_at=code.expires_at,
            code_id=code.pk,
        ),
        actor=Actor.platform("gửi mã xác nhận"),
    )
    return code


@action(SETTLE)
def confirm_contact(
    setting: ContactSetting, *, token: str, typed: str, purpose: str, actor: Actor
) -> ContactSetting | None:
    """The address is confirmed when the code is right and it is still the same address."""
    code = check_code(token, typed=typed, purpose=purpose, actor=actor)
    address = setting.email if purpose == CodePurpose.EMAIL else setting.phone
    mine = code is not None and (code.subject_kind, code.subject_id) == (SUBJECT, setting.pk)
    if code is None or not mine or code.address_hash != address_hash(address):
        return None
    name = "email_confirmed_at" if purpose == CodePurpose.EMAIL else "phone_confirmed_at"
    setattr(setting, name, timezone.now())
    setting.save(update_fields=[name])
    return setting
