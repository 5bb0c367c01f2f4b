# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The words in force: every declared kind in both languages, plain, short enough for SMS."""

from __future__ import annotations

import re

import pytest

from lienthong.core.notifications.api import previews
from lienthong.kernel.registry import message_kinds
from lienthong.testing.words import english_words

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]


def test_every_kind_has_words_in_both_languages() -> None:
    assert len(message_kinds()) >= 30
    shown = {(preview.kind, preview.language) for preview in previews()}

    assert shown == {(code, language) for code in message_kinds() for language in ("vi", "en")}


def test_vietnamese_words_are_vietnamese_and_plain() -> None:
    for preview in previews():
        if preview.language == "vi":
            said = f"{preview.text.subject} {preview.text.short} {preview.text.long}"
            assert english_words(said) == [], preview.kind
            assert not re.search(r"quý khách|vui lòng|!", said.lower()), preview.kind


def test_short_messages_fit_two_parts() -> None:
    for preview in previews():
        if "sms" in preview.channels:
            assert preview.parts <= 2, (preview.kind, preview.language, preview.sms)
            assert preview.sms.isascii()


def test_no_brace_is_left() -> None:
    for preview in previews():
        said = preview.text
        assert not re.search(r"[{}]", said.subject + said.short + said.long), preview.kind
