# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Times of day the way people type them: 08:30, 8h30, 0830, 8 giờ 30."""

import re

from lienthong.core.forms.domain.cleaning import clean_line
from lienthong.core.forms.domain.problems import WrongAnswer

_TYPED = re.compile(r"(\d{1,2})\s*(?:[:.h]|giờ|g)\s*(?:(\d{1,2})\s*(?:phút|p)?)?")
_FOUR = re.compile(r"(\d{2})(\d{2})")


def read_time(text: str) -> str | None:
    """A time as "08:30"; None when nothing was given. Raises WrongAnswer."""
    given = clean_line(text).lower()
    if not given:
        return None
    match = _FOUR.fullmatch(given) or _TYPED.fullmatch(given)
    if match is None or not re.sub(r"giờ|phút", "", given).isascii():
        raise WrongAnswer("time_invalid", given=given[:40])
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise WrongAnswer("time_invalid", given=given[:40])
    return f"{hour:02d}:{minute:02d}"
