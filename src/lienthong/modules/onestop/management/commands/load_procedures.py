# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the packaged procedures with forms, steps and print templates; twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand
from django.db import transaction

from lienthong.core.forms.api import publish_form
from lienthong.core.process.api import publish_version
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import PrintTemplate, Procedure, ProcedureVersion

REFERENCE = Path(__file__).parents[2] / "reference"
PURPOSE = "Nạp thủ tục đóng gói sẵn"


class Command(BaseCommand):
    """``load_procedures``."""

    help = "nạp thủ tục hành chính, biểu mẫu, bảng bước và mẫu in đóng gói sẵn"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish everything in one transaction."""
        with transaction.atomic():
            load_print_templates()
            for data in packaged("procedures"):
                load_procedure(data)


def packaged(folder: str) -> Iterator[dict[str, Any]]:
    """The packaged documents of a folder, with dates as ISO text."""
    for path in sorted((REFERENCE / folder).glob("*.yaml")):
        yield plain(yaml.safe_load(path.read_text("utf-8")))


def plain(node: Any) -> Any:
    """The same document as JSON can hold it."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return node.isoformat() if isinstance(node, date | datetime) else node


def load_print_templates() -> None:
    """Add the print templates that are missing.

    Legal basis: 03/2025/TT-VPCP.
    """
    document = plain(yaml.safe_load((REFERENCE / "print_templates.yaml").read_text("utf-8")))
    for row in document["templates"]:
        PrintTemplate.objects.get_or_create(
            code=row["code"],
            valid_from=document["valid_from"],
            defaults={
                "key": row["key"],
                "title": row["title"],
                "paper": row["paper"],
                "data": row,
                "legal_basis": document["legal_basis"],
                "to_be_confirmed": document["to_be_confirmed"],
            },
        )


def load_procedure(data: Mapping[str, Any]) -> ProcedureVersion:
    """Publish form and steps, then the version of the procedure when it is not there yet.

    Legal basis: 63/2010/NĐ-CP, Điều 13.
    """
    actor = Actor.platform(PURPOSE)
    version = data["version"]
    form = publish_form(_one("forms", data["form"]["code"]), actor=actor)
    steps = publish_version(
        _one("processes", data["process"]["code"]),
        valid_from=date.fromisoformat(version["valid_from"]),
        actor=actor,
    )
    procedure, _created = Procedure.objects.get_or_create(
        code=data["code"], defaults={"slug": data["slug"]}
    )
    made, _created = ProcedureVersion.objects.get_or_create(
        procedure=procedure,
        number=version["number"],
        defaults={**_columns(data), "form_version_id": form.pk, "process_version_id": steps.pk},
    )
    return made


def _columns(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": data["name"],
        "short_name": data["short_name"],
        "field_code": data["field"]["code"],
        "field_name": data["field"]["name"],
        "data": data,
        "system_of_record": data["portal"]["system_of_record"],
        "portal_role": data["portal"]["role"],
        "legal_basis": data["legal_basis"],
        "to_be_confirmed": data["version"]["to_be_confirmed"],
        "valid_from": data["version"]["valid_from"],
        "valid_to": data["version"]["valid_to"],
    }


def _one(folder: str, code: str) -> dict[str, Any]:
    return next(document for document in packaged(folder) if document["code"] == code)
