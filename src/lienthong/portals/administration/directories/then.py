# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows as they were on an earlier day: what acts changed since then is taken back, unsaved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models

from lienthong.core.audit.api import changes_after
from lienthong.kernel import clock


def as_of(rows: list[Any], day: date) -> list[Any]:
    """The rows as they stood at the end of the day, without those that were made later.

    What no act changed, because it came with the software, is shown as it is today.
    """
    if not rows:
        return []
    model = type(rows[0])
    known = {row.pk: row for row in rows}
    next_day = clock.midnight(day + timedelta(days=1))
    for pk, changes in changes_after(model._meta.label_lower, known, next_day):
        if pk not in known:
            continue
        if _is_making(model, changes):
            del known[pk]
        else:
            _take_back(known[pk], changes)
    return list(known.values())


def _is_making(model: type[models.Model], changes: Mapping[str, Any]) -> bool:
    return changes.get(model._meta.pk.attname if model._meta.pk else "", ("",))[0] is None


def _take_back(row: models.Model, changes: Mapping[str, Any]) -> None:
    secret: frozenset[str] = getattr(row, "audit_secret", frozenset())
    fields = {field.attname: field for field in row._meta.concrete_fields}
    for name, (old, _new) in changes.items():
        if name in fields and name not in secret:
            setattr(row, name, fields[name].to_python(old))
