# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Compose a message once for (event, recipient) and put its deliveries into the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.integration.api import enqueue_new, partner_by_code
from lienthong.core.notifications.adapters.carriers import PARTNERS, TOPIC, is_connected
from lienthong.core.notifications.adapters.wordings import wording_on
from lienthong.core.notifications.domain.wording import Rendered, Wording, render, without_marks
from lienthong.core.notifications.enums import Channel, DeliveryState
from lienthong.core.notifications.models import (
    Message,
    MessageAttachment,
    MessageDelivery,
    PushSubscription,
)
from lienthong.core.notifications.permissions import SEND
from lienthong.core.notifications.queries.choices import channels_for
from lienthong.core.notifications.queries.contact import address_for, contact_setting
from lienthong.core.notifications.queries.figures import sms_style, zalo_notice
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.live import announce
from lienthong.kernel.registry import message_kinds
from lienthong.kernel.together import remembered

HOTLINE = "1022"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: a person (citizen) or an account (officer); addresses given for this matter."""

    name: str = ""
    person_id: int | None = None
    account_id: int | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message is about: kind, number, and how it is called today."""

    kind: str
    id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that goes along by mail, named by its source; it may still be on its way."""

    kind: str
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Everything a message is made of. ``event_key`` names what happened: told once a recipient.

    ``values`` fill the template; ``channels`` replace those of the kind; nothing is sent after
    ``expires_at``; ``code_id`` is the one-time code written in at the moment of sending; ``at`` is
    when it happened (now). ``is_new``: the ``event_key`` was made only now, nobody was told yet.
    """

    kind: str
    event_key: str
    recipient: Recipient
    values: Mapping[str, Any] = field(default_factory=dict)
    subject: Subject | None = None
    link: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    channels: tuple[str, ...] | None = None
    expires_at: datetime | None = None
    code_id: int | None = None
    at: datetime | None = None
    is_new: bool = False


@action(SEND)
def send_message(new: NewMessage, *, actor: Actor) -> Message:
    """Tell somebody. The same event for the same recipient changes nothing.

    Raises ``LookupError`` for an unknown kind, ``TemplateError`` when a field has no value.
    """
    known = None if new.is_new else _known(new)
    return known if known is not None else _compose(new)


def _known(new: NewMessage) -> Message | None:
    return Message.objects.filter(**_identity(new)).first()


def _identity(new: NewMessage) -> dict[str, Any]:
    return {
        "event_key": new.event_key,
        "person_id": new.recipient.person_id,
        "account_id": new.recipient.account_id,
    }


def _compose(new: NewMessage) -> Message:
    setting = contact_setting(new.recipient.person_id)
    language = setting.language if setting else settings.LANGUAGE_CODE
    day = timezone.localdate()
    wording = remembered(("wording", new.kind, day), lambda: wording_on(new.kind, day))
    text = render(wording, _values(new), language=language)
    channels = _channels(new)
    defaults = _defaults(new, wording, text, language) | {"in_app": Channel.IN_APP in channels}
    message, is_new = _kept(new, defaults)
    if is_new:
        _add_papers(message, new)
        for channel in channels:
            _deliver(message, channel, new)
    return message


def _kept(new: NewMessage, defaults: dict[str, Any]) -> tuple[Message, bool]:
    if new.is_new:
        return Message.objects.create(**_identity(new), **defaults), True
    return Message.objects.get_or_create(**_identity(new), defaults=defaults)


def _values(new: NewMessage) -> dict[str, Any]:
    return {
        "recipient": new.recipient.name,
        "link": f"{settings.LIENTHONG_PUBLIC_URL}{new.link}" if new.link else "",
        "product": "Liên Thông",
        "hotline": HOTLINE,
        **new.values,
    }


def _defaults(new: NewMessage, wording: Wording, text: Rendered, language: str) -> dict[str, Any]:
    subject = new.subject or Subject("", 0)
    return {
        "kind": new.kind,
        "template_from": wording.valid_from,
        "recipient_name": new.recipient.name[:200],
        "subject_kind": subject.kind,
        "subject_id": subject.id or None,
        "subject_text": subject.text[:200],
        "language": language,
        "title": text.subject[:LONGEST_TITLE],
        "short_text": text.short,
        "body": text.long,
        "link": new.link,
        "code_id": new.code_id,
        "created_at": new.at or timezone.now(),
    }


def _channels(new: NewMessage) -> tuple[str, ...]:
    if new.channels is not None:
        return new.channels
    _package, kind = message_kinds()[new.kind]
    who = new.recipient
    if not kind.reader:
        return kind.channels
    return channels_for(
        kind.code, kind.channels, person_id=who.person_id, account_id=who.account_id
    )


@part_of_act
def _add_papers(message: Message, new: NewMessage) -> None:
    if not new.enclosed:
        return
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message, source_kind=paper.kind, source_id=paper.id, title=paper.title
        )
        for paper in new.enclosed
    )


def _deliver(message: Message, channel: str, new: NewMessage) -> None:
    if channel == Channel.IN_APP:
        _show(message)
        return
    address = _address(message, channel, new)
    if not address or not remembered(("connected", channel), lambda: is_connected(channel)):
        return
    delivery = MessageDelivery.objects.create(
        message=message,
        channel=channel,
        address=address,
        next_at=timezone.now(),
        expires_at=new.expires_at,
    )
    code = PARTNERS[Channel(channel)]
    enqueue_new(
        remembered(("partner", code), lambda: partner_by_code(code)),
        topic=TOPIC,
        ordering_key=ordering_key(message, delivery),
        dedupe_key=f"delivery:{delivery.pk}",
        payload=payload_of(message, delivery),
    )


def _address(message: Message, channel: str, new: NewMessage) -> str:
    setting = contact_setting(message.person_id) if new.channels is None else None
    who = new.recipient
    if channel == Channel.PUSH:
        mine = PushSubscription.objects.of(person_id=who.person_id, account_id=who.account_id)
        found = mine.count()
        return _("%(count)s trình duyệt") % {"count": found} if found else ""
    return address_for(
        channel, setting, email=who.email, phone=who.phone, account_id=who.account_id
    )


def _show(message: Message) -> None:
    """The message stands on the page at once; open pages look for it."""
    MessageDelivery.objects.create(
        message=message,
        channel=Channel.IN_APP,
        state=DeliveryState.SENT,
        attempts=1,
        sent_at=timezone.now(),
    )
    whose = f"account:{message.account_id}" if message.account_id else f"person:{message.person_id}"
    announce(whose, "message")


@part_of_act
def ordering_key(message: Message, delivery: MessageDelivery) -> str:
    """Messages about one thing reach one person in order; codes wait for nobody."""
    if message.code_id or not message.subject_id:
        return f"delivery:{delivery.pk}"
    who = message.person_id or f"a{message.account_id}"
    return f"{message.subject_kind}:{message.subject_id}:{who}"


@part_of_act
def payload_of(message: Message, delivery: MessageDelivery) -> dict[str, Any]:
    """What the carrier needs besides the delivery: the short words as this channel takes them."""
    if delivery.channel == Channel.ZALO:
        template, fields = zalo_notice(message)
        return {"delivery": delivery.pk, "template": template, "fields": fields}
    if delivery.channel != Channel.SMS:
        return {"delivery": delivery.pk}
    style = sms_style()
    text = message.short_text if style.marks else without_marks(message.short_text)
    return {"delivery": delivery.pk, "text": text, "sender": style.sender}
