# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The session engine: sessions in the database that know whose they are and where they are used.

Costs no statement of its own: what a list of sessions shows is written with the session, and the
account is read with it.
"""

from __future__ import annotations

import marshal
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from lienthong.core.accounts.models import Account, SignInSession
from lienthong.kernel.prepared import Prepared

DEVICE, ADDRESS, OPENED, SEEN = "lt_device", "lt_address", "lt_opened", "lt_seen"
"""Keys of the session's data that are repeated in columns; moments are whole seconds (UTC)."""


MOST_UNSEALED = 512
_UNSEALED: dict[bytes | str, bytes] = {}
"""What texts of rows say; a text is signed whole, so that it says the same always."""


class SessionStore(DatabaseStore):
    """Django's database sessions over our own table."""

    _read_with: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[SignInSession]:
        """The table."""
        return SignInSession

    def _get_session_from_db(self) -> SignInSession | None:
        """The row that every request reads; none when there is no such session now."""
        found = _KEPT.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        else:
            self._read_with = found.account
        return found

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What the row says; the same text is unsealed once."""
        kept = _UNSEALED.get(session_data)
        if kept is None:
            found = super().decode(session_data)
            kept = marshal.dumps(found)
            if len(_UNSEALED) >= MOST_UNSEALED:
                _UNSEALED.clear()
            _UNSEALED[session_data] = kept
        told: dict[str, Any] = marshal.loads(kept)  # noqa: S302  # written three lines above
        return told

    def account(self) -> Account | None:
        """Whose session it is, as read with it; nothing where Django's own look is needed.

        That is so for nobody, who may not sign in any more, and after a new password.
        """
        named, found = self.get(SESSION_KEY), self._read_with
        if found is None or str(found.pk) != named or not found.is_active:
            return None
        if self.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
            return None
        signed = self.get(HASH_SESSION_KEY, "")
        return found if constant_time_compare(signed, found.get_session_auth_hash()) else None

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
    lambda key, now: SignInSession.objects.select_related("account").filter(
        session_key=key, expire_date__gt=now
    )
)


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
