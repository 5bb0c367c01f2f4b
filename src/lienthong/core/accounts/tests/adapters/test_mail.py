# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters leave through a port that somebody further up has bound."""

from __future__ import annotations

import pytest

from lienthong.core.accounts.adapters import mail
from lienthong.core.accounts.api import Letter, MailUnboundError, post_letter


def test_unbound_port_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_postmen", [])

    with pytest.raises(MailUnboundError):
        post_letter(Letter("ha@example.vn", "Thư", "Lời."))
