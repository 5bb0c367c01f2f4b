# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tells applications by a request of the server that somebody was signed out (back-channel)."""

from __future__ import annotations

from lienthong.core.accounts.api import AppSignIn, logout_token
from lienthong.core.integration.adapters.carriers import PartnerAwayError, UndeliverableError
from lienthong.core.integration.adapters.lines import line_to
from lienthong.core.integration.models import Outgoing

FAMILY = "app:"
"""Every application is a partner of its own: one that is away keeps no other waiting."""
TOPIC = "accounts.logout"
TIMEOUT = 5.0
_AGAIN = {408, 425, 429}


def carry_logout(outgoing: Outgoing) -> str:
    """Hand the logout token over; raises as the outbox expects."""
    import httpx  # only processes that speak to others pay for it

    rows = AppSignIn.objects.select_related("app__client", "account")
    sign_in = rows.get(pk=outgoing.payload["sign_in"])
    token = logout_token(sign_in, number=f"logout-{sign_in.pk}")
    try:
        reply = httpx.post(
            outgoing.payload["address"],
            data={"logout_token": token},
            timeout=TIMEOUT,
            verify=line_to(outgoing.partner.code, "").verify,
            follow_redirects=False,
        )
    except httpx.HTTPError as silent:
        raise PartnerAwayError(f"no answer: {type(silent).__name__}") from silent
    if reply.is_success:
        return str(reply.status_code)
    if reply.is_client_error and reply.status_code not in _AGAIN:
        raise UndeliverableError(f"refused: {reply.status_code}")
    raise PartnerAwayError(f"answer {reply.status_code}")
