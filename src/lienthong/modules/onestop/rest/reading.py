# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers about a procedure, from a version that is filed here or one that is only explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.domain.rule_words import time_words
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.services import service_of
from lienthong.modules.onestop.rest.answers import (
    ComponentAnswer,
    FeeAnswer,
    ProcedureAnswer,
    ProcedureRow,
    TimeAnswer,
)


def version_in_force(code: str) -> ProcedureVersion:
    """What is in force today of the procedure with that code. Raises ``OutOfScope``."""
    rows = ProcedureVersion.objects.select_related("procedure").filter(procedure__code=code)
    found: ProcedureVersion | None = rows.on(timezone.localdate()).first()
    if found is None:
        raise OutOfScope
    return found


def row_of(version: ProcedureVersion) -> ProcedureRow:
    """The row of a list."""
    return ProcedureRow(**_row(version))


def whole(version: ProcedureVersion) -> ProcedureAnswer:
    """Everything about one procedure."""
    parts = _filed(version) if version.is_electronic else _explained(version.data["reading"])
    return ProcedureAnswer(
        **_row(version), legal_basis=list(version.data.get("legal_basis") or ()), **parts
    )


def _row(version: ProcedureVersion) -> dict[str, Any]:
    service = service_of(version)
    return {
        "code": version.procedure.code,
        "name": version.name,
        "short_name": version.short_name,
        "field": version.field_name,
        "online": service.online,
        "time": service.time,
        "fee": service.fee,
        "version": version.number,
        "valid_from": version.valid_from,
        "to_be_confirmed": version.to_be_confirmed,
        "url": f"{settings.LIENTHONG_PUBLIC_URL}{service.url}",
    }


def _filed(version: ProcedureVersion) -> dict[str, Any]:
    spec = version.spec
    titles = {"": "", **{entry["key"]: entry["title"] for entry in version.data["variants"]}}
    return {
        "components": [
            ComponentAnswer(
                name=one.name,
                required=one.required,
                originals=one.originals,
                copies=one.copies,
                note=one.note,
            )
            for one in spec.components
        ],
        "fees": [
            _fee(f"{item['name']}: {rule['title']}", item["kind"], rule)
            for item in version.data["fees"]
            for rule in item["rules"]
        ],
        "times": _times(version, titles),
    }


def _times(version: ProcedureVersion, titles: Mapping[str, str]) -> list[TimeAnswer]:
    """One for each group of variants with a limit of its own, the general one first."""
    said: dict[str, TimeAnswer] = {}
    for key, title in titles.items():
        text, limit = version.spec.time_text(key), version.spec.limit_for(key)
        words = f"{title}: {text}" if title and text in said else text
        said.setdefault(
            text,
            TimeAnswer(text=words, amount=str(limit.amount), unit=limit.unit, channels=[]),
        )
    return list(said.values())


def _explained(reading: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "components": [
            ComponentAnswer(
                name=paper["name"],
                required=paper["required"],
                originals=paper["originals"],
                copies=paper["copies"],
                note="",
            )
            for paper in reading["papers"]
        ],
        "fees": [_fee(rule["name"], "", rule) for rule in reading["fees"]],
        "times": [
            TimeAnswer(
                text=rule["text"] or time_words(rule["amount"], rule["unit"]),
                amount=rule["amount"],
                unit=rule["unit"],
                channels=rule["channels"],
            )
            for rule in reading["times"]
        ],
    }


def _fee(name: str, kind: str, rule: Mapping[str, Any]) -> FeeAnswer:
    return FeeAnswer(
        name=name,
        kind=kind,
        amount=rule["amount"],
        channels=_texts(rule["channels"]),
        valid_from=_day(rule.get("valid_from")),
        valid_to=_day(rule.get("valid_to")),
        legal_basis=_texts(rule.get("legal_basis") or ()),
    )


def _texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
