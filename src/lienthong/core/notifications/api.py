# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of notifications."""

from __future__ import annotations

from lienthong.core.notifications.actions.codes import (
    CodeRequest,
    TooManyRequests,
    address_hash,
    ask_code,
    check_code,
    release_code,
)
from lienthong.core.notifications.actions.contact import (
    Wishes,
    ask_confirmation,
    choose_channels,
    confirm_contact,
    settle_contact,
)
from lienthong.core.notifications.actions.read import mark_messages_seen
from lienthong.core.notifications.actions.send import (
    Enclosed,
    NewMessage,
    Recipient,
    Subject,
    send_message,
)
from lienthong.core.notifications.adapters.carriers import is_connected
from lienthong.core.notifications.adapters.limits import Counted, count_request
from lienthong.core.notifications.adapters.papers import (
    may_read_subject,
    register_paper_source,
    register_subject,
)
from lienthong.core.notifications.adapters.wordings import wordings
from lienthong.core.notifications.domain.addresses import mail_address, mask_email, mobile_number
from lienthong.core.notifications.domain.codes import code_from
from lienthong.core.notifications.domain.wording import TemplateError
from lienthong.core.notifications.enums import Channel, CodePurpose, DeliveryState
from lienthong.core.notifications.models import (
    ContactSetting,
    Message,
    MessageDelivery,
    OneTimeCode,
    RequestCount,
)
from lienthong.core.notifications.models.message import HIDDEN
from lienthong.core.notifications.permissions import CODE, LOG, READ, SETTLE, TEMPLATES
from lienthong.core.notifications.queries.contact import Reach, contact_setting, reaches_of
from lienthong.core.notifications.queries.figures import code_limits
from lienthong.core.notifications.queries.messages import (
    count_unseen,
    log_of,
    messages_page,
    own_messages,
)
from lienthong.core.notifications.queries.previews import Preview, previews

__all__ = [
    "CODE",
    "HIDDEN",
    "LOG",
    "READ",
    "SETTLE",
    "TEMPLATES",
    "Channel",
    "CodePurpose",
    "CodeRequest",
    "ContactSetting",
    "Counted",
    "DeliveryState",
    "Enclosed",
    "Message",
    "MessageDelivery",
    "NewMessage",
    "OneTimeCode",
    "Preview",
    "Reach",
    "Recipient",
    "RequestCount",
    "Subject",
    "TemplateError",
    "TooManyRequests",
    "Wishes",
    "address_hash",
    "ask_code",
    "ask_confirmation",
    "check_code",
    "choose_channels",
    "code_from",
    "code_limits",
    "confirm_contact",
    "contact_setting",
    "count_request",
    "count_unseen",
    "is_connected",
    "log_of",
    "mail_address",
    "mark_messages_seen",
    "mask_email",
    "may_read_subject",
    "messages_page",
    "mobile_number",
    "own_messages",
    "previews",
    "reaches_of",
    "register_paper_source",
    "register_subject",
    "release_code",
    "send_message",
    "settle_contact",
    "wordings",
]
