# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Packaged files of prints and bodies written in their place, as Django templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader import render_to_string

from lienthong.core.documents.domain.prints import PrintFault, whole_source
from lienthong.kernel.language import of_record


@cache
def packaged_source(template_name: str) -> str:
    """The source of a packaged file with what it includes; empty when there is no such file."""
    try:
        return whole_source(_source(template_name), _source)
    except TemplateDoesNotExist:
        return ""


def _source(name: str) -> str:
    found: Any = engines["django"].get_template(name)
    return str(found.template.source)


def require_readable(body: str) -> None:
    """Raise ``PrintFault`` with what the template engine says when it cannot read the body."""
    try:
        engines["django"].from_string(body)
    except TemplateSyntaxError as broken:
        raise PrintFault(str(broken)[:200]) from broken


def drawn_html(template_name: str, body: str, context: Mapping[str, Any]) -> str:
    """The paper as HTML, in the language of record: from the body, without one from the file."""
    with of_record():
        if not body:
            return render_to_string(template_name, dict(context))
        return str(engines["django"].from_string(body).render(dict(context)))
