# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The questions of the forms of the procedures that use a process, for its conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from lienthong.core.forms.api import fields_of
from lienthong.modules.onestop.models import ProcedureDesign, ProcedureVersion
from lienthong.modules.onestop.queries.designs import form_of, table_columns


def process_questions(code: str) -> list[Mapping[str, Any]]:
    """Questions outside tables, each once, of what is filed today or being made for the process."""
    found: dict[str, Mapping[str, Any]] = {}
    for content in _contents(code):
        version = form_of(content)
        form = dict(version.content) if version else {}
        columns = {column for keys in table_columns(form).values() for column in keys}
        for question in fields_of(form):
            if question["key"] not in columns:
                found.setdefault(str(question["key"]), question)
    return list(found.values())


def _contents(code: str) -> Iterator[Mapping[str, Any]]:
    versions = ProcedureVersion.objects.on(timezone.localdate()).filter(data__process__code=code)
    yield from versions.order_by("pk").values_list("data", flat=True)
    designs = ProcedureDesign.objects.filter(content__process__code=code)
    yield from designs.order_by("pk").values_list("content", flat=True)
