# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a procedure version into use, with its form, table of steps and print templates.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lienthong.core.documents.api import Paper, publish_print_template
from lienthong.core.forms.api import publish_form
from lienthong.core.process.api import publish_version
from lienthong.kernel.actions import action, plain
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.findable import make_procedure_findable
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.models import Procedure, ProcedureVersion
from lienthong.modules.onestop.permissions import PUBLISH


@action(PUBLISH)
def publish_procedure(
    entry: Mapping[str, Any],
    *,
    form: Mapping[str, Any],
    process: Mapping[str, Any],
    actor: Actor,
) -> ProcedureVersion:
    """Store a version as reference data describes it; the same version again changes nothing.

    Dossiers keep the version under which they were received.
    """
    version = entry["version"]
    procedure, _made = Procedure.objects.get_or_create(
        code=entry["code"], defaults={"slug": entry["slug"]}
    )
    known: ProcedureVersion | None = ProcedureVersion.objects.filter(
        procedure=procedure, number=version["number"]
    ).first()
    if known is not None:
        return known
    form_version = publish_form(form, actor=actor)
    since: date = version["valid_from"]
    process_version = publish_version(process, valid_from=since, actor=actor)
    publish_result_templates(entry["result"], since=since, actor=actor)
    made: ProcedureVersion = ProcedureVersion.objects.create(
        procedure=procedure,
        form_version_id=form_version.pk,
        process_version_id=process_version.pk,
        **version_columns(entry),
    )
    make_procedure_findable(made)
    return made


def version_columns(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the version keeps of the entry, and the whole entry."""
    version = entry["version"]
    return {
        "number": version["number"],
        "valid_from": version["valid_from"],
        "valid_to": version.get("valid_to"),
        "name": entry["name"],
        "short_name": entry["short_name"],
        "field_code": value_at(entry, "field.code") or "",
        "field_name": value_at(entry, "field.name") or "",
        "data": plain(entry),
        "system_of_record": entry["portal"]["system_of_record"],
        "portal_role": entry["portal"]["role"],
        "legal_basis": list(entry["legal_basis"]),
        "to_be_confirmed": bool(version.get("to_be_confirmed")),
    }


@action(PUBLISH)
def publish_result_templates(result: Mapping[str, Any], *, since: date, actor: Actor) -> None:
    """The print templates of the result and of the refusal, dated with the version.

    Their layouts are files of ``onestop/results``, named by ``layout`` or by the template itself.
    """
    publish_print_template(
        result["template"],
        title=result["name"],
        template_name=_layout(result),
        paper=Paper.A4,
        valid_from=since,
        legal_basis=", ".join(result["legal_basis"]),
        number_pattern=result["number"]["pattern"],
        collective=bool(result.get("collective")),
        to_be_confirmed=bool(result.get("to_be_confirmed")),
        actor=actor,
    )
    refusal = result["refusal"]
    publish_print_template(
        refusal["template"],
        title=refusal["name"],
        template_name=_layout(refusal),
        paper=Paper.A4,
        valid_from=since,
        legal_basis=", ".join(refusal["legal_basis"]),
        number_pattern="{value:02}/{symbol}",
        symbol=refusal["symbol"],
        collective=bool(refusal.get("collective")),
        to_be_confirmed=bool(refusal.get("to_be_confirmed")),
        actor=actor,
    )


def _layout(paper: Mapping[str, Any]) -> str:
    return f"onestop/results/{paper.get('layout') or paper['template']}.html"
