# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Expressions in words: what a condition asks and what a calculation does, with questions named."""

from collections.abc import Mapping, Sequence
from typing import Any

from lienthong.core.forms.domain.amounts import write_number
from lienthong.core.forms.domain.conditions import Expression, is_number
from lienthong.core.forms.domain.dates import spoken
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.messages import sentence
from lienthong.kernel.words import gettext, gettext_noop

Questions = Mapping[str, Mapping[str, Any]]
PAIRS: Mapping[str, str] = {
    "eq": gettext_noop("%(left)s là %(right)s"),
    "ne": gettext_noop("%(left)s khác %(right)s"),
    "lt": gettext_noop("%(left)s nhỏ hơn %(right)s"),
    "le": gettext_noop("%(left)s nhiều nhất %(right)s"),
    "gt": gettext_noop("%(left)s lớn hơn %(right)s"),
    "ge": gettext_noop("%(left)s ít nhất %(right)s"),
    "in": gettext_noop("%(left)s là một trong: %(right)s"),
    "sub": gettext_noop("(%(left)s trừ %(right)s)"),
    "div": gettext_noop("(%(left)s chia %(right)s)"),
    "sum": gettext_noop("tổng cột %(right)s của %(left)s"),
}
DAY_PAIRS: Mapping[str, str] = {
    "lt": gettext_noop("%(left)s trước %(right)s"),
    "le": gettext_noop("%(left)s không sau %(right)s"),
    "gt": gettext_noop("%(left)s sau %(right)s"),
    "ge": gettext_noop("%(left)s không trước %(right)s"),
}
SIGNS: Mapping[str, str] = {
    "and": gettext_noop(" và "),
    "or": gettext_noop(" hoặc "),
    "add": " + ",
    "mul": " × ",
    "join": " & ",
}
ONE: Mapping[str, str] = {
    "not": gettext_noop("không đúng là %(what)s"),
    "empty": gettext_noop("%(what)s chưa trả lời"),
    "count": gettext_noop("số mục của %(what)s"),
    "age": gettext_noop("số tuổi tính từ %(what)s"),
    "days_since": gettext_noop("số ngày từ %(what)s đến nay"),
}
MOVES: Mapping[str, str] = {
    "years": gettext_noop("%(moved)s năm"),
    "months": gettext_noop("%(moved)s tháng"),
    "days": gettext_noop("%(moved)s ngày"),
}


def in_words(expression: Expression, questions: Questions) -> str:
    """The expression as a phrase; ``questions`` are the form's, by key."""
    if not isinstance(expression, Mapping):
        return _literal(expression, {})
    argument: Any
    operator, argument = next(iter(expression.items()), ("", []))
    if operator == "field":
        return _name(str(argument), questions)
    if operator == "today":
        return _moved(gettext("hôm nay"), argument)
    if operator == "shift":
        return _moved(in_words(argument[0], questions), argument[1])
    if operator in ONE:
        return gettext(ONE[operator]) % {"what": in_words(argument, questions)}
    if operator == "if":
        words = [in_words(part, questions) for part in argument]
        text = gettext("nếu %(condition)s thì %(then)s, không thì %(other)s")
        return text % dict(zip(("condition", "then", "other"), words, strict=True))
    if operator in SIGNS:
        return _listed(operator, argument, questions)
    return _pair(operator, argument, questions)


def _pair(operator: str, argument: Sequence[Any], questions: Questions) -> str:
    left, right = argument
    days = operator in DAY_PAIRS and (_is_day(left, questions) or _is_day(right, questions))
    pattern = DAY_PAIRS[operator] if days else PAIRS.get(operator, "%(left)s %(right)s")
    asked = _question(left, questions)
    if operator == "sum":
        said = _name(str(right), questions)
    elif isinstance(right, Mapping):
        said = in_words(right, questions)
    else:
        said = _literal(right, asked)
    return gettext(pattern) % {"left": in_words(left, questions), "right": said}


def _listed(operator: str, argument: Sequence[Any], questions: Questions) -> str:
    words = [in_words(part, questions) for part in argument]
    if operator not in {"and", "or"}:
        return words[0] if len(words) == 1 else f"({SIGNS[operator].join(words)})"
    nested = {"and", "or"}
    framed = [
        f"({text})" if isinstance(part, Mapping) and nested & set(part) else text
        for text, part in zip(words, argument, strict=True)
    ]
    return gettext(SIGNS[operator]).join(framed)


def _literal(value: Any, asked: Mapping[str, Any]) -> str:
    if isinstance(value, list):
        return ", ".join(_literal(item, asked) for item in value)
    if isinstance(value, bool):
        return sentence("yes" if value else "no")
    if value is None:
        return gettext("để trống")
    if is_number(value):
        return write_number(value)
    day = as_date(value)
    if day is not None:
        return spoken(day)
    labels = {option["value"]: option["label"] for option in asked.get("options", [])}
    return f"“{labels.get(value, value)}”"


def _name(path: str, questions: Questions) -> str:
    key, _point, part = path.partition(".")
    label = str(questions.get(key, {}).get("label") or gettext("câu hỏi đã bỏ"))
    return f"“{label}”" + (f" ({part})" if part else "")


def _question(expression: Expression, questions: Questions) -> Mapping[str, Any]:
    if isinstance(expression, Mapping) and isinstance(expression.get("field"), str):
        return questions.get(expression["field"].partition(".")[0], {})
    return {}


def _is_day(expression: Expression, questions: Questions) -> bool:
    if isinstance(expression, Mapping) and {"today", "shift"} & set(expression):
        return True
    return as_date(expression) is not None or _question(expression, questions).get("kind") == "date"


def _moved(base: str, moves: Mapping[str, int]) -> str:
    told = [(gettext(MOVES[name]), moves[name]) for name in MOVES if moves.get(name)]
    later = [text % {"moved": count} for text, count in told if count > 0]
    earlier = [text % {"moved": -count} for text, count in told if count < 0]
    base = (
        gettext("%(base)s cộng %(move)s") % {"base": base, "move": " ".join(later)}
        if later
        else base
    )
    text = gettext("%(base)s trừ %(move)s")
    return text % {"base": base, "move": " ".join(earlier)} if earlier else base
