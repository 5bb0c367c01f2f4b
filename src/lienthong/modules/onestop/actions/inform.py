# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a procedure on the public catalogue that cannot be done here from end to end yet.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.findable import make_procedure_findable
from lienthong.modules.onestop.enums import PortalRole
from lienthong.modules.onestop.models import Procedure, ProcedureVersion
from lienthong.modules.onestop.permissions import PUBLISH

NATIONAL_PORTAL = "dvcqg"
LENGTH = 400


@action(PUBLISH)
def publish_information(
    reading: Mapping[str, Any],
    *,
    page: Mapping[str, Any],
    since: date,
    confirmed: bool,
    actor: Actor,
) -> ProcedureVersion:
    """Store what is known of a procedure as a version without form and steps: a page to read.

    ``page`` holds short name, address, lead, words to find it by and life events. A version of the
    same day and content changes nothing; an open earlier version ends on the day.
    """
    code, slug = str(reading["code"]), str(page["slug"])
    procedure, _made = Procedure.objects.get_or_create(code=code, defaults={"slug": slug})
    data = _data(reading, page)
    last: ProcedureVersion | None = procedure.versions.order_by("-number").first()
    if last is not None and last.data == data and last.to_be_confirmed is not confirmed:
        return last
    end_open_version(procedure, since=since, actor=actor)
    made: ProcedureVersion = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        valid_from=since,
        name=str(reading["name"])[:LENGTH],
        short_name=page["short_name"],
        field_name=str(reading["field_name"])[:200],
        data=data,
        system_of_record=NATIONAL_PORTAL,
        portal_role=PortalRole.INFORMATION,
        legal_basis=[one[:80] for one in reading["legal_basis"]],
        to_be_confirmed=not confirmed,
    )
    make_procedure_findable(made)
    return made


@action(PUBLISH)
def end_open_version(procedure: Procedure, *, since: date, actor: Actor) -> None:
    """The version in force ends the day before ``since``, where the next begins."""
    procedure.versions.filter(valid_to__isnull=True).update(valid_to=since)


def _data(reading: Mapping[str, Any], page: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": reading["code"],
        "name": reading["name"],
        "short_name": page["short_name"],
        "reading": dict(reading),
        "service_page": {"title": page["short_name"], "lead": page["lead"]},
        "keywords": list(page["keywords"]),
        "life_events": list(page["life_events"]),
        "online": {"level": "counter"},
        "legal_basis": list(reading["legal_basis"]),
    }
