# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Packaged files of prints and bodies written in their place, as Django templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

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
        _read(body)
    except TemplateSyntaxError as broken:
        raise PrintFault(str(broken)[:200]) from broken


def drawn_html(template_name: str, body: str, context: Mapping[str, Any]) -> str:
    """The paper as HTML, in the language of record: from the body, without one from the file."""
    with of_record():
        return drawn_page(template_name, body, context)


def drawn_page(
    template_name: str, body: str, context: Mapping[str, Any], request: HttpRequest | None = None
) -> SafeString:
    """The same in the language of the moment; a packaged base keeps the paper itself Vietnamese."""
    if body:
        own: SafeString = _read(body).render(dict(context), request)
        return own
    return render_to_string(template_name, dict(context), request)


@lru_cache(maxsize=64)
def _read(body: str) -> Any:
    """A body as the template engine reads it; read once, drawn many times."""
    return engines["django"].from_string(body)
