# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The tag that prints a layout of the administrators' own."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from lienthong.modules.onestop.queries.layouts import drawn_markup

register = template.Library()


@register.simple_tag
def layout_markup(body: str) -> SafeString:
    """Print HTML of a layout, cleaned once more where it goes onto paper, with its pictures."""
    return mark_safe(drawn_markup(body))  # noqa: S308 -- cleaned where it is drawn
