# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a condition or calculation of a form may look at: questions before its place, by name."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lienthong.core.forms.domain.conditions import Expression, paths_in
from lienthong.core.forms.domain.definitions import COMPOSITE_PARTS, FieldSpec
from lienthong.core.forms.domain.expressions import problems_in
from lienthong.core.forms.domain.wording import in_words
from lienthong.kernel.words import gettext
from lienthong.kernel.words import gettext_noop as _

SHOW = _("Điều kiện hiện")
REQUIRED = _("Điều kiện bắt buộc")
VALUE = _("Phép tính")
CHECK = _("Phép kiểm tra %(number)s")
OPTION = _("Điều kiện của lựa chọn “%(label)s”")
PREFILL = _("Điều kiện lấy sẵn")
BOUNDS: Mapping[str, str] = {
    "not_before": _("Giới hạn “không trước ngày”"),
    "not_after": _("Giới hạn “không sau ngày”"),
}
ADDRESS_PARTS = frozenset({"division", "division_text", "detail", "former"})
_NONE: frozenset[str] = frozenset()


class Earlier:
    """The questions before a place in the form, and why another one cannot be looked at."""

    def __init__(self, questions: Mapping[str, FieldSpec], seen: frozenset[str] = _NONE) -> None:
        """All questions by key, and which of them stand before."""
        self.questions, self.seen = questions, seen

    def with_key(self, key: str) -> "Earlier":
        """The same one question further on."""
        return Earlier(self.questions, self.seen | {key})

    def problem(self, path: str, own: str) -> str:
        """The sentence that names why a path cannot be looked at; empty when it can."""
        key, _point, part = path.partition(".")
        named = {"name": self._name(key), "part": part}
        if key in self.seen:
            if not part or part in _parts_of(self.questions[key]):
                return ""
            return gettext("câu “%(name)s” không có phần “%(part)s”.") % named
        if key == own:
            return gettext("câu này nhìn vào chính nó nên không bao giờ tính xong.")
        if key in self.questions:
            return gettext("câu “%(name)s” phải đứng trước thì mới nhìn vào được.") % named
        return gettext("không có câu hỏi nào mang khóa “%(name)s”.") % named

    def words(self, expression: Expression) -> str:
        """The expression as a phrase that names its questions."""
        return in_words(expression, {key: _told(asked) for key, asked in self.questions.items()})

    def _name(self, key: str) -> str:
        found = self.questions.get(key)
        return found.label if found else key


def _told(question: FieldSpec) -> dict[str, Any]:
    options = [{"value": option.value, "label": option.label} for option in question.options]
    return {"kind": question.kind, "label": question.label, "options": options} | {
        "options_from": question.options_from,
        "fields": [_told(inner) for inner in question.fields],
        **question.attributes,
    }


def _parts_of(question: FieldSpec) -> Collection[str]:
    return ADDRESS_PARTS if question.kind == "address" else COMPOSITE_PARTS.get(question.kind, ())


def looking_problems(
    name: str, expression: Expression, earlier: Earlier, own: str = ""
) -> Iterator[str]:
    """What is wrong with an expression, each sentence with its place and, read out, what it says.

    ``name`` is what the place is called; ``own`` the question it belongs to.
    """
    if expression is None:
        return
    wrong = problems_in(expression)
    yield from (f"{name}: {text}" for text in wrong)
    found = [] if wrong else [earlier.problem(path, own) for path in sorted(paths_in(expression))]
    for text in filter(None, found):
        yield f"{name} – {earlier.words(expression)}: {text}"
