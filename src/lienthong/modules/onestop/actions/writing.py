# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people write is kept whole or refused in words, never cut behind their back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.money import number
from lienthong.kernel.text import one_line

LONGEST = 5000
"""Characters of a reason, a comment, a finding."""


def must_fit(most: int, **texts: str) -> None:
    """Raises ``InvalidInput`` on every field whose text has more than ``most`` characters."""
    wrong = {name: too_long(text, most) for name, text in texts.items() if _length(text) > most}
    if wrong:
        raise InvalidInput(fields=wrong)


def too_long(text: str, most: int) -> str:
    """The words of a refusal, naming the limit and what is there; empty when it fits."""
    length = _length(text)
    words = _("Viết ngắn hơn: nhiều nhất %(most)s ký tự, đang có %(length)s.")
    return words % {"most": number(most), "length": number(length)} if length > most else ""


def line_within(text: str, most: int, field: str, missing: str) -> str:
    """A text on one line that must be there and fit. Raises ``InvalidInput`` on the field."""
    line = one_line(text)
    if not line:
        raise InvalidInput(fields={field: missing})
    must_fit(most, **{field: line})
    return line


def _length(text: str) -> int:
    return len(text.strip())
