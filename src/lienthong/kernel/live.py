# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling open pages that something changed; they fetch it themselves.

The notice travels with the transaction (NOTIFY is delivered at commit, dropped at rollback), so
nobody hears of a change that did not happen. Losing one is harmless.
"""

from __future__ import annotations

import json

from django.db import connection

CHANNEL = "lienthong_live"


def announce(topic: str, event: str) -> None:
    """Tell the pages that listen to the topic, such as ``account:17``, that ``event`` happened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"topic": topic, "event": event})]
        )
