# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters that the sign-in library writes leave through the outbox, never by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from lienthong.core.accounts.api import Account
from lienthong.core.notifications.api import Message
from lienthong.portals.sign_in.account_adapter import AccountAdapter

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]


class Adapter(AccountAdapter):
    """The adapter with a letter of its own, because none of the library's is in use."""

    def render_mail(
        self, template_prefix: str, email: str, context: Any, headers: Any = None
    ) -> Any:
        """A short letter."""
        return EmailMessage(f"Thư {template_prefix}", "Lời thư.", to=[email])


def test_letter_of_the_library_becomes_a_message_of_the_holder() -> None:
    account = Account.objects.create_user("can.bo", kind="officer", email="ha@example.vn")

    Adapter().send_mail("dat-lai", "ha@example.vn", {"user": account})

    message = Message.objects.get()
    assert (message.account_id, message.title, message.body) == (
        account.pk,
        "Thư dat-lai",
        "Lời thư.",
    )
    assert not message.in_app
    assert mail.outbox == []
