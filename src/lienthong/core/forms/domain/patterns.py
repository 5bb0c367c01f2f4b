# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Patterns that administrators write: only such as are matched in a short time, whatever is typed.

Refused are repeats inside repeats, choices inside repeats and repeating what a group matched: with
them a short answer can keep a server busy for hours.
"""

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from lienthong.kernel.words import gettext

LONGEST = 200
MOST_OPEN = 3
"""Most parts that may repeat without end."""
MANY = 50
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
_AROUND = frozenset({_constants.ASSERT, _constants.ASSERT_NOT})
_BACK = frozenset({_constants.GROUPREF, _constants.GROUPREF_EXISTS})


def pattern_problems(pattern: str) -> Iterator[str]:
    """What is wrong with a pattern, in sentences."""
    if len(pattern) > LONGEST:
        yield gettext("Mẫu viết dài tối đa %(most)s ký tự.") % {"most": LONGEST}
        return
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        yield gettext("Mẫu viết không phải biểu thức chính quy.")
        return
    found = list(_walk(tree, inside=False))
    if "back" in found:
        yield gettext("Mẫu viết không được nhắc lại nhóm đã khớp.")
    if "nested" in found or found.count("open") > MOST_OPEN:
        yield gettext("Mẫu viết lặp chồng lên nhau nên có thể làm treo máy. Hãy viết gọn lại.")


def _walk(tree: Any, *, inside: bool) -> Iterator[str]:
    steps = list(tree)
    for place, (operation, argument) in enumerate(steps):
        if operation in _BACK:
            yield "back"
        elif operation in _AROUND:
            yield from _walk(argument[1], inside=inside)
        elif operation in _REPEATS:
            least, most, part = argument
            many = most is _constants.MAXREPEAT or most > MANY
            if many and not _is_gap(steps, place):
                yield "open"
            if inside and least != most:
                yield "nested"
            yield from _walk(part, inside=inside or most > 1)
        elif operation is _constants.BRANCH:
            if inside:
                yield "nested"
            for branch in argument[1]:
                yield from _walk(branch, inside=inside)
        elif operation is _constants.SUBPATTERN:
            yield from _walk(argument[-1], inside=inside)
        elif operation is _constants.ATOMIC_GROUP:
            yield from _walk(argument, inside=inside)


def _is_gap(steps: list[Any], place: int) -> bool:
    """Whether a repeat is white space between two letters: nothing else can match there."""
    _operation, (_least, _most, part) = steps[place]
    blank = list(part) == [(_constants.IN, [(_constants.CATEGORY, _constants.CATEGORY_SPACE)])]
    beside = steps[place - 1 : place] + steps[place + 1 : place + 2]
    letters = (op is _constants.LITERAL and not chr(code).isspace() for op, code in beside)
    return blank and len(beside) == 2 and all(letters)
