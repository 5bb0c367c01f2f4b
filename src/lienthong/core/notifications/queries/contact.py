# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where somebody can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from lienthong.core.accounts.api import Account
from lienthong.core.notifications.domain.addresses import mail_address, mask_email, mobile_number
from lienthong.core.notifications.enums import Channel
from lienthong.core.notifications.models import ContactSetting
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.text import mask_phone


def contact_setting(person_id: int | None) -> ContactSetting | None:
    """The person's own choice, None when they made none."""
    if not person_id:
        return None
    return _SETTING.first(person_id)


_SETTING = Prepared(
    lambda person_id: ContactSetting.objects.filter(person_id=person_id).order_by("pk")[:1]
)


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to a person: where it leads, hidden in part, and whether they want it."""

    channel: str
    address: str
    wanted: bool


def reaches_of(person_id: int | None, *, email: str, phone: str) -> list[Reach]:
    """The ways that lead to somebody about a matter for which these addresses were given."""
    setting = contact_setting(person_id)
    own = setting or ContactSetting()
    mail = own.email if own.email_confirmed_at else mail_address(email)
    mobile = own.phone if own.phone_confirmed_at else mobile_number(phone)
    found = [
        Reach(Channel.EMAIL, mask_email(mail) if mail else "", own.wants_email),
        Reach(Channel.SMS, mask_phone(mobile) if mobile else "", own.wants_sms),
    ]
    return [reach for reach in found if reach.address]


def address_for(
    channel: str, setting: ContactSetting | None, *, email: str, phone: str, account_id: int | None
) -> str:
    """Where a message goes by a channel; empty when it cannot or is not wanted.

    A confirmed address of the person's own choice comes first, then the one given for the matter,
    unless the person switched the channel off; officers have the address of their account.
    """
    if channel == Channel.EMAIL:
        return _email(setting, email, account_id)
    if channel == Channel.ZALO:
        return _number(setting, phone)
    return _phone(setting, phone) if channel == Channel.SMS else ""


def _email(setting: ContactSetting | None, given: str, account_id: int | None) -> str:
    if setting is not None and not setting.wants_email:
        return ""
    if setting is not None and setting.email_confirmed_at:
        return setting.email
    if given or account_id is None:
        return mail_address(given)
    return mail_address(
        Account.objects.filter(pk=account_id).values_list("email", flat=True).first() or ""
    )


def _phone(setting: ContactSetting | None, given: str) -> str:
    return "" if setting is not None and not setting.wants_sms else _number(setting, given)


def _number(setting: ContactSetting | None, given: str) -> str:
    if setting is not None and setting.phone_confirmed_at:
        return setting.phone
    return mobile_number(given)
