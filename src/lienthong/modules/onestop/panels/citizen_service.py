# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The service page: what it is, what is needed, when the result would be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.references.api import law
from lienthong.kernel import clock
from lienthong.modules.onestop.domain.procedure import (
    NO_VARIANT,
    ComponentSpec,
    LimitSpec,
    ProcedureSpec,
    fee_rules,
)
from lienthong.modules.onestop.domain.promises import promises_of
from lienthong.modules.onestop.domain.rule_words import money_title, paper_words, rates_in_short
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_words import (
    due_words,
    time_and_day,
)
from lienthong.modules.onestop.queries.limits import promise_and_answer

NO_UNIT = 0
"""Before a place is chosen the default calendar of the province answers."""
KNOWN_LABELS = frozenset(
    {
        gettext_noop("Thời gian"),
        gettext_noop("Lệ phí"),
        gettext_noop("Nơi giải quyết"),
        gettext_noop("Bạn nhận"),
    }
)
"""What most pages call their figures; these follow the language of the reader."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What would be promised now: title, the moment it was computed, and why."""

    title: str
    text: str
    answer: str
    explanation: Mapping[str, Any]
    whom: str = ""


def service_page(version: ProcedureVersion, *, now: datetime | None = None) -> dict[str, Any]:
    """Everything the service page says about a procedure."""
    page = version.spec.service_page
    return {
        "title": page["title"],
        "official_name": version.name,
        "code": version.procedure.code,
        "lead": page["lead"],
        "minutes": page.get("minutes"),
        "facts": _facts(version.spec),
        "needs": _needs(version.spec),
        "steps": page["steps"],
        "desk": page["desk"],
        "desk_hours": desk_hours(),
        "special_cases": [_with_basis(item) for item in page["special_cases"]],
        "questions": [_with_basis(item) for item in page["questions"]],
        "instruments": instruments(version.data["legal_basis"]),
        "portal": version.data["portal"],
        "to_be_confirmed": version.to_be_confirmed,
        "promises": promises_now(version.spec, now=now),
    }


def _facts(spec: ProcedureSpec) -> list[Mapping[str, Any]]:
    """The figures that the page tells; where it does not tell the fee, the rates of today."""
    told: list[Mapping[str, Any]] = [
        {**fact, "label": _(fact["label"])} if fact["label"] in KNOWN_LABELS else fact
        for fact in spec.service_page["facts"]
    ]
    if any(fact.get("key") == "fee" for fact in told):
        return told
    words = rates_in_short(fee_rules(spec, on=timezone.localdate()))
    title = money_title(item["kind"] for item in spec.data["fees"])
    return [*told, {"key": "fee", "label": title, "value": words}]


def _needs(spec: ProcedureSpec) -> list[dict[str, Any]]:
    """What to prepare, as the page tells it; where it tells nothing, the papers themselves."""
    told = spec.service_page["prepare"]
    if not told:
        return [_paper(component) for component in spec.components]
    return [
        {
            "title": item["title"],
            "text": item.get("text", ""),
            "needed": item["icon"] == "circle-check",
        }
        for item in told
    ]


def _paper(component: ComponentSpec) -> dict[str, Any]:
    words = [paper_words(component.originals, component.copies)]
    if component.present_only:
        words = [_("Chỉ xuất trình, mang về")]
    if component.required != "always":
        words.append(_("Chỉ trong một số trường hợp"))
    if component.replaced_by_data:
        words.append(str(component.replaced_by_data.get("text") or "").rstrip("."))
    words.append(component.note.rstrip("."))
    text = ". ".join(filter(None, words))
    name = component.citizen_name or component.name
    needed = component.required == "always" and not component.replaced_by_data
    return {"title": name, "text": f"{text}." if text else "", "needed": needed}


def promises_now(spec: ProcedureSpec, *, now: datetime | None = None) -> list[Promise]:
    """What would be promised now, for each group of variants with a limit of its own."""
    found = (
        promise_now(spec, unit_id=NO_UNIT, variant=each.variant, whom=each.title, now=now)
        for each in promises_of(spec)
    )
    return [promise for promise in found if promise is not None]


def promise_now(
    spec: ProcedureSpec,
    *,
    unit_id: int,
    variant: str = NO_VARIANT,
    whom: str = "",
    now: datetime | None = None,
) -> Promise | None:
    """The promise for a dossier accepted now; None when the calendar of that year is missing."""
    moment = now or timezone.now()
    try:
        explanation, answer = promise_and_answer(spec, unit_id=unit_id, variant=variant, at=moment)
    except clock.ClockError:
        return None
    due = due_words(explanation.due_at, now=moment)
    return Promise(
        title=_("Nhận kết quả %(due)s") % {"due": due},
        text=_now_words(spec.limit_for(variant), moment),
        answer=due_words(answer.due_at, now=moment),
        explanation=explanation.as_dict(),
        whom=whom,
    )


def desk_hours() -> list[str]:
    """When desks are open, by the reception layer of the calendar in use; empty without one."""
    try:
        calendar = unit_calendar(NO_UNIT)
    except LookupError:
        return []
    return clock.opening_hours(calendar.reception)


def _now_words(limit: LimitSpec, moment: datetime) -> str:
    now, cutoff = time_and_day(moment), limit.cutoff
    if cutoff is None:
        return _("Bây giờ là %(now)s.") % {"now": now}
    values = {"now": now, "cutoff": f"{cutoff:%H:%M}"}
    if timezone.localtime(moment).time() < cutoff:
        return _("Bây giờ là %(now)s, trước giờ chốt %(cutoff)s.") % values
    return _("Bây giờ là %(now)s, sau giờ chốt %(cutoff)s.") % values


def instruments(keys: Iterable[str]) -> list[dict[str, Any]]:
    """Instruments with their titles from the register of law."""
    known = law()
    return [
        {
            "key": key,
            "title": known.get(key, {}).get("title", ""),
            "confirmed": bool(known.get(key, {}).get("confirmed", False)),
        }
        for key in keys
    ]


def _with_basis(item: Mapping[str, Any]) -> dict[str, Any]:
    return {**item, "basis": ", ".join(_short(item)), "wait": bool(item.get("to_be_confirmed"))}


def _short(item: Mapping[str, Any]) -> Iterable[str]:
    return [str(key) for key in item.get("legal_basis", ())]
