# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of notifications."""

from __future__ import annotations

from lienthong.core.notifications.actions.choose import (
    Browser,
    add_browser,
    drop_browser,
    settle_choices,
)
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
from lienthong.core.notifications.actions.resend import resend_delivery
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
from lienthong.core.notifications.adapters.wordings import packaged_on, wording_on, wordings
from lienthong.core.notifications.domain.addresses import mail_address, mask_email, mobile_number
from lienthong.core.notifications.domain.codes import code_from
from lienthong.core.notifications.domain.push import Keys, public_text, server_key
from lienthong.core.notifications.domain.wording import TemplateError
from lienthong.core.notifications.enums import Channel, CodePurpose, DeliveryState
from lienthong.core.notifications.models import (
    ContactSetting,
    Message,
    MessageDelivery,
    OneTimeCode,
    PushSubscription,
    RequestCount,
)
from lienthong.core.notifications.models.message import HIDDEN
from lienthong.core.notifications.permissions import (
    CHOOSE,
    CODE,
    LOG,
    READ,
    RESEND,
    SETTLE,
    TEMPLATES,
)
from lienthong.core.notifications.queries.choices import (
    OFFERED,
    KindChoice,
    choices_of,
    owner_of,
    reader_of,
)
from lienthong.core.notifications.queries.contact import Reach, contact_setting, reaches_of
from lienthong.core.notifications.queries.figures import code_limits
from lienthong.core.notifications.queries.messages import (
    count_of_unseen,
    count_unseen,
    log_of,
    messages_page,
    own_messages,
)
from lienthong.core.notifications.queries.previews import Preview, previews

__all__ = [
    "CHOOSE",
    "CODE",
    "HIDDEN",
    "LOG",
    "OFFERED",
    "READ",
    "RESEND",
    "SETTLE",
    "TEMPLATES",
    "Browser",
    "Channel",
    "CodePurpose",
    "CodeRequest",
    "ContactSetting",
    "Counted",
    "DeliveryState",
    "Enclosed",
    "Keys",
    "KindChoice",
    "Message",
    "MessageDelivery",
    "NewMessage",
    "OneTimeCode",
    "Preview",
    "PushSubscription",
    "Reach",
    "Recipient",
    "RequestCount",
    "Subject",
    "TemplateError",
    "TooManyRequests",
    "Wishes",
    "add_browser",
    "address_hash",
    "ask_code",
    "ask_confirmation",
    "check_code",
    "choices_of",
    "choose_channels",
    "code_from",
    "code_limits",
    "confirm_contact",
    "contact_setting",
    "count_of_unseen",
    "count_request",
    "count_unseen",
    "drop_browser",
    "is_connected",
    "log_of",
    "mail_address",
    "mark_messages_seen",
    "mask_email",
    "may_read_subject",
    "messages_page",
    "mobile_number",
    "own_messages",
    "owner_of",
    "packaged_on",
    "previews",
    "public_text",
    "reaches_of",
    "reader_of",
    "register_paper_source",
    "register_subject",
    "release_code",
    "resend_delivery",
    "send_message",
    "server_key",
    "settle_choices",
    "settle_contact",
    "wording_on",
    "wordings",
]
