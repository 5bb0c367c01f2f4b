# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where something stands in the data of a form, said for people before the form can be read."""

from collections.abc import Mapping
from typing import Any

from lienthong.kernel.words import gettext

LONGEST_NAME = 60


def page_said(index: int, data: Any) -> str:
    """Which page it is: by its place, from nought, and its title."""
    title = _called(data, "title")
    told = gettext("trang %(number)s “%(title)s”") if title else gettext("trang %(number)s")
    return told % {"number": index + 1, "title": title}


def question_said(index: int, data: Any) -> str:
    """Which question of its page or table it is: by its place, from nought, and its label."""
    title = _called(data, "label")
    told = gettext("câu %(number)s “%(title)s”") if title else gettext("câu %(number)s")
    return told % {"number": index + 1, "title": title}


def short(name: object) -> str:
    """A name as the data has it, cut where it is too long to be told."""
    text = str(name)
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def _called(data: Any, name: str) -> str:
    called = data.get(name) if isinstance(data, Mapping) else None
    return short(called).strip() if isinstance(called, str) else ""
