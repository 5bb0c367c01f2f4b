# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of a declaration as officers read them."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

from lienthong.core.ui.templatetags.ui_common import is_foreign
from lienthong.core.ui.templatetags.ui_markup import read

register = template.Library()
_HELD = {
    "same": '<span class="match">%s</span>',
    "differs": '<mark class="differs">%s</mark>',
}
_EMPTY = '<span class="sheet-empty">%s</span>'


@register.simple_tag
def answer_rows(rows: Iterable[Any]) -> SafeString:
    """Draw questions (``key label value answered``) with their answers.

    ``mark`` says that one is known (``same``), or that it differs.

    A declaration has dozens, each with several cases: written here they cost a tenth of what
    conditions of a template do.
    """
    return mark_safe("".join(map(_row, rows)))  # noqa: S308  # every part is escaped


def _row(row: Any) -> str:
    mark, is_answered = read(row, "mark"), read(row, "answered")
    key = f' data-key="{escape(read(row, "key"))}"' if mark else ""
    held = _HELD.get(mark) or ("%s" if is_answered else _EMPTY)
    value = _of_record(read(row, "value"), lines=held is not _EMPTY)
    return f"<div{key}><dt>{_of_record(read(row, 'label'))}</dt><dd>{held % value}</dd></div>"


def _of_record(text: str, *, lines: bool = False) -> str:
    """The text escaped, its lines apart, marked as Vietnamese where the page speaks otherwise."""
    shown = escape(text)
    shown = normalize_newlines(shown).replace("\n", "<br>") if lines else shown
    return f'<span lang="vi">{shown}</span>' if is_foreign(text) else shown
