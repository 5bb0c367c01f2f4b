# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the officer's account is signed in."""

from __future__ import annotations

from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.portals.sign_in.sessions import OwnSessionsView


class SessionsView(OwnSessionsView):
    """The list of open sessions of one's own account."""

    permission = OFFICER_DESK
    template = "accounts/officer/sessions.html"
    place = "accounts:sessions"
