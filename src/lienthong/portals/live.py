# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where an officer's browser listens for what happens."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest

from lienthong.kernel import permits
from lienthong.kernel.actor import Actor
from lienthong.kernel.permits import STREAM_SECONDS, StreamPermit


def stream_address(request: HttpRequest, actor: Actor) -> str:
    """The address of the events of one's own account, good for an hour of this session."""
    who, ends = str(actor.account_id), int(time.time()) + STREAM_SECONDS
    session = permits.mark_of_request(request, settings.SECRET_KEY)
    signed = permits.sign(
        StreamPermit(who, (f"account:{who}",), ends, session), settings.SECRET_KEY
    )
    return f"{settings.LIENTHONG_EDGE_URL}{permits.STREAM_PATH}?permit={signed}"
