# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From a row of the outbox to the partner: letters and short messages."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from lienthong.core.documents.api import FileVersion, file_store
from lienthong.core.integration.api import (
    Outgoing,
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
)
from lienthong.core.notifications.adapters import gateway, push, smtp, zalo
from lienthong.core.notifications.adapters.papers import file_version_of
from lienthong.core.notifications.domain.codes import code_from
from lienthong.core.notifications.enums import Channel
from lienthong.core.notifications.models import (
    Message,
    MessageAttachment,
    MessageDelivery,
    PushSubscription,
)
from lienthong.core.notifications.models.message import HIDDEN

MAIL, SMS, ZALO, PUSH = smtp.PARTNER, gateway.PARTNER, zalo.PARTNER, push.PARTNER
TOPIC = "notifications.delivery"
PARTNERS = {Channel.EMAIL: MAIL, Channel.SMS: SMS, Channel.ZALO: ZALO, Channel.PUSH: PUSH}
WAIT_FOR_PAPERS = timedelta(minutes=15)
"""A letter waits so long for a paper that is being drawn; then it goes with the link alone."""


def is_connected(channel: str) -> bool:
    """Whether this installation can send by the channel."""
    if channel == Channel.EMAIL:
        return smtp.is_connected()
    if channel == Channel.SMS:
        return gateway.is_connected()
    if channel == Channel.ZALO:
        return zalo.is_connected()
    return channel == Channel.PUSH and push.is_connected()


def carry_letter(outgoing: Outgoing) -> str:
    """Hand one message over as a letter; raises as the outbox expects."""
    delivery = _delivery(outgoing)
    message = delivery.message
    enclosed = [_enclosure(row) for row in message.attachments.all() if _is_drawn(row, outgoing)]
    return smtp.send_letter(
        identifier=f"thong-bao-{delivery.pk}",
        to=delivery.address,
        subject=message.title,
        text=_with_code(message, message.body),
        enclosed=enclosed,
    )


def carry_sms(outgoing: Outgoing) -> str:
    """Hand one message over as SMS; raises as the outbox expects."""
    delivery = _delivery(outgoing)
    return gateway.send_sms(
        identifier=f"thong-bao-{delivery.pk}",
        to=delivery.address,
        text=_with_code(delivery.message, outgoing.payload["text"]),
        sender=outgoing.payload["sender"],
    )


def carry_notice(outgoing: Outgoing) -> str:
    """Hand one message over to Zalo; raises as the outbox expects."""
    delivery = _delivery(outgoing)
    return zalo.send_notice(
        identifier=f"thong-bao-{delivery.pk}",
        to=delivery.address,
        template=outgoing.payload["template"],
        fields=outgoing.payload["fields"],
    )


def carry_push(outgoing: Outgoing) -> str:
    """Wake the recipient's browsers; those that are gone are forgotten.

    One that took it is enough. A second try, after an answer that was lost, stands in the place of
    the first. What one browser's service refuses keeps no other browser asleep.
    """
    delivery = _delivery(outgoing)
    message, tag = delivery.message, f"thong-bao-{delivery.pk}-{delivery.resends}"
    body = push.body_of(message.title, message.short_text, message.link, tag=tag)
    taken = ""
    problems: list[PartnerAwayError | UndeliverableError] = []
    mine = PushSubscription.objects.of(person_id=message.person_id, account_id=message.account_id)
    for subscription in mine:
        try:
            taken = push.push_to(subscription, body, topic=tag) or f"{subscription.pk}"
        except push.GoneError:
            subscription.delete()
        except (PartnerAwayError, UndeliverableError) as problem:
            problems.append(problem)
    if taken:
        return taken
    away = (problem for problem in problems if isinstance(problem, PartnerAwayError))
    raise next(away, UndeliverableError(str(problems[0]) if problems else "no browser is left"))


def _delivery(outgoing: Outgoing) -> MessageDelivery:
    rows = MessageDelivery.objects.select_related("message__code")
    delivery = rows.get(pk=outgoing.payload["delivery"])
    if delivery.expires_at is not None and delivery.expires_at <= timezone.now():
        raise UndeliverableError("too late")
    return delivery


def _with_code(message: Message, text: str) -> str:
    if message.code is None:
        return text
    digits = code_from(settings.SECRET_KEY, message.code.salt)
    return text.replace(HIDDEN, digits)


def _is_drawn(row: MessageAttachment, outgoing: Outgoing) -> bool:
    if row.file_version_id is None:
        row.file_version_id = file_version_of(row.source_kind, row.source_id)
        row.save(update_fields=["file_version_id"])
    if row.file_version_id is None and timezone.now() - outgoing.created_at < WAIT_FOR_PAPERS:
        raise TryLaterError(f"{row.title} is being drawn")
    return row.file_version_id is not None


def _enclosure(row: MessageAttachment) -> smtp.Enclosure:
    version = FileVersion.objects.get(pk=row.file_version_id or 0)
    with file_store().open(version.storage_key) as stream:
        content = stream.read()
    return smtp.Enclosure(version.original_name, version.content_type, content)
