# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters of the sign-in pages leave as messages; the ways to the partners are bound."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Letter, bind_mail
from lienthong.core.documents.api import FREE_DOCUMENT, drafts
from lienthong.core.integration.api import register_carrier
from lienthong.core.notifications.actions.send import NewMessage, Recipient, send_message
from lienthong.core.notifications.adapters.carriers import (
    MAIL,
    PUSH,
    SMS,
    TOPIC,
    ZALO,
    carry_letter,
    carry_notice,
    carry_push,
    carry_sms,
)
from lienthong.core.notifications.adapters.papers import register_subject
from lienthong.core.notifications.enums import Channel
from lienthong.kernel.actor import Actor


def bind_everything() -> None:
    """Bind the mail port of accounts, the carriers of the outbox and who reads which log; once."""
    bind_mail(post_letter)
    register_subject(FREE_DOCUMENT, drafts.sees_log)
    topics = {TOPIC: _("Thông báo cho một người")}
    register_carrier(MAIL, _("Máy chủ thư điện tử"), carry_letter, topics=topics)
    register_carrier(SMS, _("Cổng tin nhắn SMS"), carry_sms)
    register_carrier(ZALO, _("Zalo"), carry_notice)
    register_carrier(PUSH, _("Dịch vụ đẩy của trình duyệt"), carry_push)


def post_letter(letter: Letter) -> None:
    """Send a letter through the outbox: it exists exactly if the caller's transaction does."""
    send_message(
        NewMessage(
            kind="notifications.letter",
            event_key=f"letter:{secrets.token_hex(20)}",
            recipient=Recipient(account_id=letter.account_id, email=letter.address),
            values={"subject": letter.subject, "text": letter.text},
            channels=(Channel.EMAIL,),
            is_new=True,
        ),
        actor=Actor.platform("thư của phần đăng nhập"),
    )
