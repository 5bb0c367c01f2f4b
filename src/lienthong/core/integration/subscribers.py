# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever must hear of what happened here gets a row in the outbox, in the same transaction."""

from __future__ import annotations

from lienthong.core.accounts.events import AppSignInEnded
from lienthong.core.integration.actions.carry import partner_by_code
from lienthong.core.integration.actions.send import enqueue
from lienthong.core.integration.adapters.logouts import FAMILY, TOPIC
from lienthong.kernel.events import project


@project(AppSignInEnded)
def tell_application(event: AppSignInEnded) -> None:
    """An application that gave an address for it hears that somebody is signed out."""
    if not event.address:
        return
    enqueue(
        partner_by_code(f"{FAMILY}{event.app_id}"),
        topic=TOPIC,
        ordering_key=f"sign-in:{event.sign_in_id}",
        dedupe_key=f"logout:{event.sign_in_id}",
        payload={"sign_in": event.sign_in_id, "address": event.address},
    )
