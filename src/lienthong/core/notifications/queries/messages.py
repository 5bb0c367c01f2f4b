# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One's own messages, and the log of a subject."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from lienthong.core.notifications.models import Message, MessageDelivery
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.counts import Count

_UNSEEN = """
SELECT ARRAY[count(*)] FROM (
  SELECT 1 FROM notifications_message m
  WHERE m.in_app AND m.{owner} = %(owner)s AND m.seen_at IS NULL LIMIT %(limit)s) unseen
"""
PAGE = 30
COUNTED = 100


def own_messages(actor: Actor) -> QuerySet[Message]:
    """Messages shown in the application to a citizen (as a person) or an officer (by account)."""
    shown = Message.objects.filter(in_app=True)
    if actor.kind is ActorKind.CITIZEN and actor.person_id is not None:
        return shown.filter(person_id=actor.person_id)
    if actor.account_id is not None:
        return shown.filter(account_id=actor.account_id)
    return shown.none()


def messages_page(
    actor: Actor, *, before: tuple[datetime, int] | None = None, size: int = PAGE
) -> tuple[list[Message], bool]:
    """A page of own messages, newest first, and whether there are older ones."""
    rows = own_messages(actor).order_by("-created_at", "-id")
    if before is not None:
        at, pk = before
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    found = list(rows[: size + 1])
    return found[:size], len(found) > size


def count_unseen(actor: Actor, *, limit: int = COUNTED) -> int:
    """How many own messages were not seen yet, counted no further than the limit."""
    return count_of_unseen(actor, limit=limit).alone()[0]


def count_of_unseen(actor: Actor, *, limit: int = COUNTED) -> Count:
    """The count of own messages not seen yet, to be asked together with others."""
    citizen = actor.kind is ActorKind.CITIZEN and actor.person_id is not None
    owner = "person_id" if citizen else "account_id"
    values = {"owner": getattr(actor, owner), "limit": limit}
    return Count(_UNSEEN.format(owner=owner), values)


def log_of(subject_kind: str, subject_id: int) -> list[MessageDelivery]:
    """Every delivery about a subject, oldest first, with its message."""
    rows = MessageDelivery.objects.select_related("message").filter(
        message__subject_kind=subject_kind, message__subject_id=subject_id
    )
    return list(rows.order_by("message_id", "pk"))
