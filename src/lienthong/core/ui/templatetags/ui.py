# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one library templates load: ``{% load ui %}``."""

from django import template

from lienthong.core.ui.templatetags import (
    ui_answers,
    ui_citizen,
    ui_common,
    ui_deadline,
    ui_fields,
    ui_frame,
    ui_kept,
    ui_officer,
)

register = template.Library()
_PARTS = (
    ui_common,
    ui_frame,
    ui_fields,
    ui_deadline,
    ui_citizen,
    ui_officer,
    ui_kept,
    ui_answers,
)
for _part in _PARTS:
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
