# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The session engine: sessions in the database that know whose they are and where they are used.

Costs no statement of its own: what a list of sessions shows is written with the session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from lienthong.core.accounts.models import SignInSession
from lienthong.kernel.prepared import Prepared

DEVICE, ADDRESS, OPENED, SEEN = "lt_device", "lt_address", "lt_opened", "lt_seen"
"""Keys of the session's data that are repeated in columns; moments are whole seconds (UTC)."""


class SessionStore(DatabaseStore):
    """Django's database sessions over our own table."""

    @classmethod
    def get_model_class(cls) -> type[SignInSession]:
        """The table."""
        return SignInSession

    def _get_session_from_db(self) -> SignInSession | None:
        """The row that every request reads; none when there is no such session now."""
        found = _KEPT.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> SignInSession:
        """The row for this data."""
        row = cast("SignInSession", super().create_model_instance(data))
        account = data.get(SESSION_KEY)
        row.account_id = int(account) if account else None
        row.device = str(data.get(DEVICE, ""))[:120]
        row.address = str(data.get(ADDRESS, ""))[:45]
        row.opened_at, row.seen_at = _moment(data.get(OPENED)), _moment(data.get(SEEN))
        return row


_KEPT: Prepared[SignInSession] = Prepared(
    lambda key, now: SignInSession.objects.filter(session_key=key, expire_date__gt=now)
)


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
