# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading what callers send: bounded, of plain text, never deep."""

from __future__ import annotations

import json
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 20
NUL = "\0"


class UnreadableBodyError(ValueError):
    """What was sent is no JSON that we take."""


class TooLargeBodyError(ValueError):
    """What was sent is larger than anything we take."""


class PlainParser(Parser):
    """JSON without NUL, without numbers that are none, twenty levels deep at most."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body. Raises ``UnreadableBodyError`` or ``TooLargeBodyError``."""
        try:
            body = json.loads(request.body, parse_constant=_refuse)
        except RequestDataTooBig as large:
            raise TooLargeBodyError from large
        except (ValueError, RecursionError) as broken:
            raise UnreadableBodyError from broken
        if not isinstance(body, dict) or not _is_plain(body, DEEPEST):
            raise UnreadableBodyError
        return cast("dict[str, Any]", body)


def _refuse(name: str) -> float:
    raise ValueError(name)


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return NUL not in value and _can_be_written(value)
    if isinstance(value, dict):
        inner: list[Any] = [*value, *value.values()]
    elif isinstance(value, list):
        inner = value
    else:
        return True
    return depth > 0 and all(_is_plain(one, depth - 1) for one in inner)


def _can_be_written(text: str) -> bool:
    """Half of a pair of signs cannot be kept."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)
