# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How whoever filed wants to be told, asked where it matters: after sending."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.notifications.api import Channel, Reach, reaches_of
from lienthong.core.ui.api import FieldView
from lienthong.modules.onestop.models import Dossier

NAME = "channels"


def notify_field(dossier: Dossier) -> FieldView | None:
    """The channels that lead to whoever filed; None when only the page itself can tell."""
    reaches = reaches_to(dossier)
    if not reaches:
        return None
    return FieldView(
        NAME,
        _("Gửi thêm cho tôi bằng"),
        kind="checkboxes",
        value=tuple(reach.channel for reach in reaches if reach.wanted),
        choices=tuple((reach.channel, _words(reach)) for reach in reaches),
        optional=True,
    )


def reaches_to(dossier: Dossier) -> list[Reach]:
    """The ways to whoever filed about this dossier."""
    person = dossier.submitter
    email = dossier.contact.get("email") or person.email
    phone = dossier.contact.get("phone") or person.phone
    return reaches_of(person.pk, email=email, phone=phone)


def wanted_from(reaches: Sequence[Reach], chosen: Sequence[str]) -> dict[str, bool]:
    """What was ticked, by channel; a channel that was not offered is left out."""
    return {reach.channel: reach.channel in chosen for reach in reaches}


def _words(reach: Reach) -> str:
    if reach.channel == Channel.EMAIL:
        return _("Thư điện tử tới %(address)s") % {"address": reach.address}
    return _("Tin nhắn tới số %(address)s") % {"address": reach.address}
