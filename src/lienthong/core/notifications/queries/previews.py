# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages with sample values, for people who look after them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.notifications.adapters.wordings import own_wordings, packaged_on, wordings
from lienthong.core.notifications.domain.wording import (
    LANGUAGES,
    Rendered,
    Wording,
    render,
    sms_parts,
    without_marks,
)
from lienthong.core.notifications.enums import Channel
from lienthong.core.notifications.queries.figures import sms_style
from lienthong.kernel.registry import message_kinds

COMMON_SAMPLES = {
    "recipient": "Trần Thị Mỹ Duyên",
    "link": "https://dichvucong.tinh.gov.vn/ho-so/H50.12-261120-0042/",
    "product": "Liên Thông",
    "hotline": "1022",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """One kind in one language, as its reader sees it; what its SMS costs in parts."""

    kind: str
    title: str
    channels: tuple[str, ...]
    language: str
    text: Rendered
    sms: str
    parts: int

    @property
    def ways(self) -> list[str]:
        """By what it is sent, in words."""
        return [channel_name(channel) for channel in self.channels]


def channel_name(channel: str) -> str:
    """How people who look after messages call a channel."""
    return _("trong ứng dụng") if channel == Channel.IN_APP else str(Channel(channel).label)


def previews() -> list[Preview]:
    """Every kind in every language, in the words in force today."""
    day = timezone.localdate()
    own = own_wordings(day)
    return [
        _preview(own.get(code) or packaged_on(code, day), language)
        for code in sorted(message_kinds())
        for language in LANGUAGES
    ]


def _preview(wording: Wording, language: str) -> Preview:
    code = wording.kind
    _package, kind = message_kinds()[code]
    values = {**wordings().samples[code], **COMMON_SAMPLES}
    text = render(wording, values, language=language)
    sms = text.short if sms_style().marks else without_marks(text.short)
    return Preview(code, str(kind.title), kind.channels, language, text, sms, sms_parts(sms))
