# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that the editor gave and nobody replaced: a form that says them is not finished."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lienthong.core.forms.domain.checking import problems_of
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec
from lienthong.core.forms.domain.loading import DefinitionError, read_definition
from lienthong.kernel.words import gettext
from lienthong.kernel.words import gettext_noop as _

PLACEHOLDERS = frozenset(
    {
        *(_("Trang đầu"), _("Trang mới"), _("Nhóm mới")),
        *(_("Một dòng chữ"), _("Đoạn văn"), _("Ngày tháng")),
        *(_("Chọn một"), _("Chọn nhiều"), _("Có hay không"), _("Một người")),
        *(_("Chỗ gửi tệp"), _("Bảng nhiều dòng"), _("Tiêu đề nhóm"), _("Tự tính")),
    }
)
"""What a new page or question is called until a person names it, in the language of record."""
NUMBERED = (_("Lựa chọn %(number)s"), _("Cột %(number)s"))


def is_placeholder(name: str) -> bool:
    """Whether nobody would call anything so: the name the editor began with."""
    number = name.rpartition(" ")[2]
    numbered = number.isdecimal() and name in {text % {"number": number} for text in NUMBERED}
    return name in PLACEHOLDERS or numbered


def load_named(data: Mapping[str, Any], *, semantic_keys: Collection[str]) -> FormSpec:
    """The form that is to be published.

    Raises ``DefinitionError`` with every problem, and every page, question, option and column
    whose name nobody gave.
    """
    spec = read_definition(data)
    problems = [*problems_of(spec, semantic_keys=semantic_keys), *_unnamed(spec)]
    if problems:
        raise DefinitionError(problems)
    return spec


def _unnamed(spec: FormSpec) -> Iterator[str]:
    for page in spec.pages:
        if is_placeholder(page.title):
            text = gettext("Trang còn mang tên đặt sẵn “%(name)s”. Hãy đặt tên.")
            yield f"{page.key}: {text % {'name': page.title}}"
        for question in page.fields:
            yield from _question(question)


def _question(question: FieldSpec) -> Iterator[str]:
    if is_placeholder(question.label):
        text = gettext("Câu hỏi còn mang tên đặt sẵn “%(name)s”. Hãy đặt tên.")
        yield f"{question.key}: {text % {'name': question.label}}"
    for option in question.options:
        if is_placeholder(option.label):
            text = gettext("Câu trả lời còn mang tên đặt sẵn “%(name)s”. Hãy đặt tên.")
            yield f"{question.key}: {text % {'name': option.label}}"
    for inner in question.fields:
        yield from _question(inner)
