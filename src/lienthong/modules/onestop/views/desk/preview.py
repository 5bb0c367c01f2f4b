# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The slip as it will be printed, while it is being typed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lienthong.core.accounts.api import MandateBasis
from lienthong.core.units.api import version_of
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.language import of_record
from lienthong.kernel.money import dong
from lienthong.kernel.text import mask_personal_id, mask_phone
from lienthong.modules.onestop.actions.opening import title_of
from lienthong.modules.onestop.domain.people import basis_words, place_words
from lienthong.modules.onestop.enums import Delivery
from lienthong.modules.onestop.queries.limits import promise_of
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.views.desk.behalf import Behalf
from lienthong.modules.onestop.views.desk.entry import ComponentLine, CounterSheet


def preview_of(sheet: CounterSheet, actor: Actor) -> dict[str, Any]:
    """Values of Mẫu 01 before the act: no code, no QR, everything else as it stands."""
    with of_record():
        return _values(sheet, actor)


def _values(sheet: CounterSheet, actor: Actor) -> dict[str, Any]:
    person = sheet.person
    now = timezone.localtime()
    values = _places(actor) | {
        "date": f"ngày {now:%d} tháng {now:%m} năm {now:%Y}",
        "code": "",
        "submitter": person["full_name"],
        "in_place_of": _in_place(sheet.behalf),
        "personal_id": mask_personal_id(person["personal_id"]) if person["personal_id"] else "",
        "address": person["residence"],
        "phone": mask_phone(person["phone"]) if person["phone"] else "",
        "components": [_component(line) for line in sheet.components if line.is_settled],
        "sets": sheet.set_count,
        "receiver": actor.name,
        "hotline": "1022",
    }
    return values | _procedure(sheet, actor)


def _in_place(behalf: Behalf) -> str:
    """For whom, as far as it is typed; the same words as on the slip."""
    if not behalf.principal_name:
        return ""
    label = str(MandateBasis(behalf.basis).label) if behalf.basis in MandateBasis.values else "…"
    return place_words(behalf.principal_name, basis_words(label, behalf.number))


def promise_for(sheet: CounterSheet, actor: Actor) -> clock.Explanation | None:
    """What is promised if the dossier is accepted now; None without a procedure or calendar."""
    if sheet.version is None:
        return None
    try:
        unit = actor.agency_id or actor.unit_id or 0
        return promise_of(sheet.version.spec, unit_id=unit, variant=sheet.variant)
    except clock.ClockError:
        return None


def _places(actor: Actor) -> dict[str, Any]:
    receiving = version_of(actor.unit_id or 0)
    agency = version_of(actor.agency_id or actor.unit_id or 0)
    superior = version_of(agency.parent_id).name if agency.parent_id else ""
    return {
        "superior": superior,
        "agency": agency.name,
        "receiving": receiving.name,
        "place": agency.details.get("place", agency.short_name),
    }


def _procedure(sheet: CounterSheet, actor: Actor) -> dict[str, Any]:
    if sheet.version is None:
        return {"request": "", "delivery": "", "fee": "", "due": ""}
    promised = promise_for(sheet, actor)
    paid = sheet.cash_amount
    chosen = sheet.typed.delivery
    values: dict[str, Any] = {
        "request": title_of(sheet.version.spec, sheet.typed.answers),
        "fee": dong(sheet.due),
        "paid": dong(paid) if paid and paid == sheet.due else "",
        "delivery": str(Delivery(chosen).label) if chosen in Delivery.values else "",
        "received": clock_day(timezone.now()),
        "due": "",
    }
    if promised is not None:
        values |= {
            "due": clock_day(timezone.make_aware(promised.due_at)),
            "explanation": promised.as_dict(),
        }
    return values


def _component(line: ComponentLine) -> dict[str, Any]:
    check = line.check()
    return {
        "name": line.spec.name,
        "originals": check.originals,
        "certified": check.certified_copies,
        "photocopies": check.photocopies,
        "present_only": line.spec.present_only,
        "source": "national" if line.replaced and not line.given else "",
    }


def fee_words(sheet: CounterSheet) -> str:
    """What is due, in words of the block's head."""
    return dong(sheet.due)


def fee_lines(sheet: CounterSheet) -> list[dict[str, Any]]:
    """What is due by which rule, without what is free."""
    return [
        {"name": line.name, "amount": dong(line.amount), "to_be_confirmed": line.to_be_confirmed}
        for line in sheet.fees
        if line.amount
    ]
