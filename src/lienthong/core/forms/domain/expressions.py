# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether an expression may stand in a form: its shape, its depth, its size."""

import re
from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.domain.conditions import (
    LARGEST,
    LISTS,
    PAIRS,
    ConditionError,
    Expression,
    is_move,
    is_number,
    operator_of,
)
from lienthong.kernel.words import gettext

DEEPEST = 20
MOST_NODES = 300
_PATH = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")


def problems_in(expression: Expression) -> list[str]:
    """What is wrong with an expression, in sentences; empty when it can be evaluated."""
    if nodes_in(expression) > MOST_NODES:
        return [gettext("Biểu thức quá dài: tối đa %(most)s phần.") % {"most": MOST_NODES}]
    return _problems(expression, 0)


def nodes_in(expression: Expression) -> int:
    """How many values, questions and operators; counting stops soon after ``MOST_NODES``."""
    waiting, count = [expression], 0
    while waiting and count <= MOST_NODES:
        item = waiting.pop()
        count += 1
        waiting += item if isinstance(item, list) else []
        waiting += item.values() if isinstance(item, Mapping) else []
    return count


def _problems(expression: Expression, depth: int) -> list[str]:
    if depth > DEEPEST:
        return [gettext("Biểu thức lồng quá sâu: tối đa %(most)s lớp.") % {"most": DEEPEST}]
    if isinstance(expression, list):
        return [text for item in expression for text in _problems(item, depth + 1)]
    if not isinstance(expression, Mapping):
        return _scalar_problems(expression)
    try:
        operator, argument = operator_of(expression)
    except ConditionError as error:
        return [str(error)]
    return _argument_problems(operator, argument, depth)


def _scalar_problems(value: Any) -> list[str]:
    if is_number(value):
        fits = abs(value) < LARGEST
        return [] if fits else [gettext("Có số quá lớn, tối đa 15 chữ số.")]
    known = value is None or isinstance(value, str | bool)
    text = gettext("%(name)s không phải giá trị dùng được.")
    return [] if known else [text % {"name": type(value).__name__}]


def _argument_problems(operator: str, argument: Any, depth: int) -> list[str]:
    if operator == "field":
        good = isinstance(argument, str) and _PATH.fullmatch(argument)
        return [] if good else [gettext("Phép “field” cần khóa của một câu hỏi.")]
    if operator == "today":
        return _move_problems(argument)
    if operator == "shift":
        if not isinstance(argument, list) or len(argument) != 2:
            return [gettext("Phép “shift” cần ngày và khoảng dời.")]
        return _problems(argument[0], depth + 1) + _move_problems(argument[1])
    if operator == "if" and not (isinstance(argument, list) and len(argument) == 3):
        return [gettext("Phép “if” cần điều kiện và hai giá trị.")]
    if operator in LISTS and not (isinstance(argument, list) and argument):
        text = gettext("Phép “%(name)s” cần một danh sách.")
        return [text % {"name": operator}]
    if operator in PAIRS and not (isinstance(argument, list) and len(argument) == 2):
        return [gettext("Phép “%(name)s” cần hai vế.") % {"name": operator}]
    if operator == "sum" and not (isinstance(argument[1], str) and _PATH.fullmatch(argument[1])):
        return [gettext("Phép “sum” cần khóa của một cột.")]
    return _problems(argument, depth + 1)


def _move_problems(argument: Any) -> list[str]:
    return [] if is_move(argument) else [gettext("Khoảng dời đếm trọn năm, tháng, ngày.")]
