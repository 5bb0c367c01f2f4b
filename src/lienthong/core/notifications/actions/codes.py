# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One-time codes: ask, let go, type. Every figure is dated data; nothing tells who is known."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.notifications.domain.codes import (
    code_from,
    hash_of_code,
    is_code,
    keyed_hash,
    new_salt,
)
from lienthong.core.notifications.models import OneTimeCode, RequestCount
from lienthong.core.notifications.permissions import CODE
from lienthong.core.notifications.queries.figures import code_limits
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError


class TooManyRequests(DomainError):
    """Codes were asked for too often for this subject, to this recipient, or from this place."""

    code = "too_many_requests"
    default_message = _("Bạn xin mã quá nhiều lần. Hãy đợi một giờ rồi thử lại, hoặc gọi 1022.")


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """What a code is for, where it should go, and from which network address it is asked."""

    purpose: str
    subject_kind: str
    subject_id: int
    address: str
    network: str


@action(CODE)
def ask_code(asked: CodeRequest, *, actor: Actor) -> OneTimeCode:
    """A code that opens nothing yet: `release_code` makes it good, once it is known whose it is.

    Asking costs the same and answers the same for every address. Raises ``TooManyRequests``.
    """
    now, limits = timezone.now(), code_limits()
    counted = (
        (f"subject:{asked.subject_kind}:{asked.subject_id}", limits.per_subject),
        (f"recipient:{asked.address}", limits.per_recipient),
        (f"network:{asked.network}", limits.per_address),
    )
    for name, most in counted:
        if RequestCount.objects.add(_hash("count", name), now, limits.window) > most:
            raise TooManyRequests
    return OneTimeCode.objects.create(
        token=new_salt(),
        purpose=asked.purpose,
        subject_kind=asked.subject_kind,
        subject_id=asked.subject_id,
        address_hash=address_hash(asked.address),
        salt=new_salt(),
        created_at=now,
        expires_at=now + limits.valid,
    )


@part_of_act
def release_code(code: OneTimeCode) -> OneTimeCode:
    """Make a code good: its digits are on their way to whom it may concern."""
    digits = code_from(settings.SECRET_KEY, code.salt)
    code.code_hash = hash_of_code(settings.SECRET_KEY, code.salt, digits)
    code.save(update_fields=["code_hash"])
    return code


@action(CODE)
def check_code(token: str, *, typed: str, purpose: str, actor: Actor) -> OneTimeCode | None:
    """The code if the digits are right, in time and not used; None otherwise. Each try counts."""
    now = timezone.now()
    mine = OneTimeCode.objects.filter(token=token, purpose=purpose)
    alive = mine.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=code_limits().tries)
    if alive.update(tries=F("tries") + 1) != 1:
        return None
    code = mine.get()
    if not is_code(code.code_hash, settings.SECRET_KEY, code.salt, typed.strip()):
        return None
    if mine.filter(used_at__isnull=True).update(used_at=now) != 1:
        return None
    return code


def address_hash(address: str) -> str:
    """What is stored of an address."""
    return _hash("address", address)


def _hash(purpose: str, text: str) -> str:
    return keyed_hash(settings.SECRET_KEY, purpose, text)
