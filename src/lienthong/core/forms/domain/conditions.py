# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The condition language of forms: a small JSON expression tree, evaluated without side effects.

The browser has the same evaluator in ``static/forms/conditions.js``; both are proven by
``reference/condition_vectors.json``. Dates are ISO text ("2026-11-15"), days are local days.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any

from lienthong.core.forms.domain.days import age_on, as_date, move
from lienthong.kernel.words import gettext

Answers = Mapping[str, Any]
Expression = Any
MOVES = ("years", "months", "days")
LARGEST_MOVE = 200_000
LARGEST = 1e15
"""Numbers stay below: that far Python and the browser count alike."""
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class ConditionError(ValueError):
    """The expression itself is wrong (unknown operator, wrong number of arguments)."""


def evaluate(expression: Expression, answers: Answers, today: date) -> Any:
    """Value of an expression over the answers; raises ConditionError when the tree is wrong."""
    if isinstance(expression, list):
        return [evaluate(item, answers, today) for item in expression]
    if not isinstance(expression, Mapping):
        return expression
    operator, argument = operator_of(expression)
    return _OPERATORS[operator](argument, answers, today)


def holds(expression: Expression, answers: Answers, today: date) -> bool:
    """Whether a condition is exactly true; an absent condition (None) holds."""
    return expression is None or evaluate(expression, answers, today) is True


def operator_of(expression: Mapping[str, Any]) -> tuple[str, Any]:
    """The single operator and its argument; raises ConditionError otherwise."""
    if len(expression) != 1:
        raise ConditionError(gettext("Mỗi đối tượng có đúng một phép toán."))
    operator, argument = next(iter(expression.items()))
    if operator not in _OPERATORS:
        text = gettext("Không có phép toán %(name)s.")
        raise ConditionError(text % {"name": str(operator)[:40]})
    return operator, argument


def paths_in(expression: Expression) -> frozenset[str]:
    """Every path an expression looks at: "weight", "residence.division"."""
    return frozenset(_paths(expression))


def fields_in(expression: Expression) -> frozenset[str]:
    """Keys of all questions an expression looks at (without the part after the point)."""
    return frozenset(path.split(".", 1)[0] for path in _paths(expression))


def is_move(argument: Any) -> bool:
    """Whether it says how far to move a date: whole years, months, days, none beyond reason."""
    if not isinstance(argument, Mapping) or not set(argument) <= set(MOVES):
        return False
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in argument.values())
    return whole and all(abs(n) <= LARGEST_MOVE for n in argument.values())


def is_number(value: Any) -> bool:
    """Whether a value is a number (true and false are none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _paths(expression: Expression) -> Iterator[str]:
    if isinstance(expression, list):
        for item in expression:
            yield from _paths(item)
    elif isinstance(expression, Mapping):
        for operator, argument in expression.items():
            if operator == "field" and isinstance(argument, str):
                yield argument
            else:
                yield from _paths(argument)


def _pair(argument: Any) -> Sequence[Any]:
    if not isinstance(argument, list) or len(argument) != 2:
        raise ConditionError(gettext("Phép toán này cần hai vế."))
    return argument


def _list(argument: Any) -> Sequence[Any]:
    if not isinstance(argument, list) or not argument:
        raise ConditionError(gettext("Phép toán này cần một danh sách."))
    return argument


def _field(argument: Any, answers: Answers, today: date) -> Any:
    if not isinstance(argument, str):
        raise ConditionError(gettext("Phép “field” cần khóa của một câu hỏi."))
    value: Any = answers
    for part in argument.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _and(argument: Any, answers: Answers, today: date) -> bool:
    return all(evaluate(item, answers, today) is True for item in _list(argument))


def _or(argument: Any, answers: Answers, today: date) -> bool:
    return any(evaluate(item, answers, today) is True for item in _list(argument))


def _not(argument: Any, answers: Answers, today: date) -> bool:
    return evaluate(argument, answers, today) is not True


def _same(left: Any, right: Any) -> bool:
    if is_number(left) and is_number(right):
        return bool(left == right)
    scalar = left is None or isinstance(left, str | bool)
    return scalar and type(left) is type(right) and bool(left == right)


def _eq(argument: Any, answers: Answers, today: date) -> bool:
    left, right = _pair(argument)
    return _same(evaluate(left, answers, today), evaluate(right, answers, today))


def _ne(argument: Any, answers: Answers, today: date) -> bool:
    return not _eq(argument, answers, today)


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Answers, date], bool]:
    def compare(argument: Any, answers: Answers, today: date) -> bool:
        left, right = (evaluate(item, answers, today) for item in _pair(argument))
        if is_number(left) and is_number(right):
            return test(left, right)
        if _is_time(left) and _is_time(right):
            return test(left, right)
        first, second = as_date(left), as_date(right)
        return first is not None and second is not None and test(first, second)

    return compare


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _in(argument: Any, answers: Answers, today: date) -> bool:
    value, items = (evaluate(item, answers, today) for item in _pair(argument))
    return isinstance(items, list) and any(_same(value, item) for item in items)


def _empty(argument: Any, answers: Answers, today: date) -> bool:
    value = evaluate(argument, answers, today)
    return value is None or (isinstance(value, str | list | Mapping) and len(value) == 0)


def _count(argument: Any, answers: Answers, today: date) -> int:
    value = evaluate(argument, answers, today)
    return len(value) if isinstance(value, list) else 0


def _moved(day: date | None, moves: Any) -> str | None:
    if not is_move(moves):
        raise ConditionError(gettext("Khoảng dời đếm trọn năm, tháng, ngày."))
    moved = None if day is None else move(day, **moves)
    return None if moved is None else moved.isoformat()


def _today(argument: Any, answers: Answers, today: date) -> str | None:
    return _moved(today, argument)


def _shift(argument: Any, answers: Answers, today: date) -> str | None:
    base, moves = _pair(argument)
    return _moved(as_date(evaluate(base, answers, today)), moves)


def _age(argument: Any, answers: Answers, today: date) -> int | None:
    born = as_date(evaluate(argument, answers, today))
    return None if born is None else age_on(born, today)


def _days_since(argument: Any, answers: Answers, today: date) -> int | None:
    day = as_date(evaluate(argument, answers, today))
    return None if day is None else (today - day).days


def _kept(value: float) -> int | float | None:
    """A result as a number of both languages: whole ones are int, too large ones are none."""
    if not abs(value) < LARGEST:  # not a number compares with nothing
        return None
    return int(value) if value % 1 == 0 else value


def _numbers(argument: Any, answers: Answers, today: date) -> list[float] | None:
    values = [evaluate(item, answers, today) for item in _list(argument)]
    return [float(value) for value in values] if all(map(is_number, values)) else None


def _add(argument: Any, answers: Answers, today: date) -> int | float | None:
    numbers = _numbers(argument, answers, today)
    return None if numbers is None else _kept(reduce(lambda a, b: a + b, numbers))


def _mul(argument: Any, answers: Answers, today: date) -> int | float | None:
    numbers = _numbers(argument, answers, today)
    return None if numbers is None else _kept(reduce(lambda a, b: a * b, numbers))


def _sub(argument: Any, answers: Answers, today: date) -> int | float | None:
    numbers = _numbers(_pair(argument), answers, today)
    return None if numbers is None else _kept(numbers[0] - numbers[1])


def _div(argument: Any, answers: Answers, today: date) -> int | float | None:
    numbers = _numbers(_pair(argument), answers, today)
    return None if numbers is None or numbers[1] == 0 else _kept(numbers[0] / numbers[1])


def _sum(argument: Any, answers: Answers, today: date) -> int | float | None:
    rows, column = _pair(argument)
    if not isinstance(column, str):
        raise ConditionError(gettext("Phép “sum” cần khóa của một cột."))
    items = evaluate(rows, answers, today)
    cells = [_field(column, item, today) for item in (items if isinstance(items, list) else ())]
    return _kept(reduce(lambda a, b: a + b, (float(c) for c in cells if is_number(c)), 0.0))


def _if(argument: Any, answers: Answers, today: date) -> Any:
    if not isinstance(argument, list) or len(argument) != 3:
        raise ConditionError(gettext("Phép “if” cần điều kiện và hai giá trị."))
    return evaluate(
        argument[1 if evaluate(argument[0], answers, today) is True else 2], answers, today
    )


def _join(argument: Any, answers: Answers, today: date) -> str:
    values = (evaluate(item, answers, today) for item in _list(argument))
    return "".join(_in_text(value) for value in values)


def _in_text(value: Any) -> str:
    """Text as it is, a number with a decimal comma and at most six decimals, else nothing."""
    if isinstance(value, str):
        return value
    if not is_number(value) or abs(value) >= LARGEST:
        return ""
    whole = math.floor(abs(value))
    rest = math.floor((abs(value) - whole) * 1e6 + 0.5)
    whole, rest = whole + rest // 10**6, rest % 10**6
    sign = "-" if value < 0 and (whole or rest) else ""
    decimals = f"{rest:06d}".rstrip("0")
    return f"{sign}{whole}" + (f",{decimals}" if decimals else "")


PAIRS = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "in", "sub", "div", "sum"})
LISTS = frozenset({"and", "or", "add", "mul", "join"})
_OPERATORS: dict[str, Callable[[Any, Answers, date], Any]] = {
    "field": _field,
    "and": _and,
    "or": _or,
    "not": _not,
    "eq": _eq,
    "ne": _ne,
    "lt": _ordered(lambda a, b: a < b),
    "le": _ordered(lambda a, b: a <= b),
    "gt": _ordered(lambda a, b: a > b),
    "ge": _ordered(lambda a, b: a >= b),
    "in": _in,
    "empty": _empty,
    "count": _count,
    "today": _today,
    "shift": _shift,
    "age": _age,
    "days_since": _days_since,
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "sum": _sum,
    "if": _if,
    "join": _join,
}
OPERATORS = frozenset(_OPERATORS)
