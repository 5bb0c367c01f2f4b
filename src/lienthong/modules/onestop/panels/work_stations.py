# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The process strip of a dossier: who did each step and when, who has it, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.cases.api import Step
from lienthong.core.process.api import Limit, Station, StationState, shown_path
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_words import short_words
from lienthong.modules.onestop.rules import SUPPLEMENT_RECEIVED


def stations_of(dossier: Dossier, walked: list[Step], actor: Actor) -> list[dict[str, Any]]:
    """Stations in order with their words; empty before the process starts.

    ``walked``: all steps of the dossier with their queues and holders.
    """
    shown = shown_path(dossier.case.instance_id or 0)
    if shown is None:
        return []
    version, stations = shown
    found = [step for step in walked if not step.is_side]
    steps = {step.node: step for step in found}
    units = names_of({step.unit_id for step in found if step.closed_at is None})
    limits = {node: row.limit for node, row in version.compiled.steps.items()}
    inside = ", ".join(units[step.unit_id] for step in found if _is_inner(step, units))
    return [
        _station(station, steps.get(station.node), limits.get(station.node), actor, units)
        | ({"who": inside} if station.inside else {})
        for station in stations
    ]


def _is_inner(step: Step, units: Mapping[int, str]) -> bool:
    """Whether a step is open work: while a block runs, all open work lies inside it."""
    return step.closed_at is None and step.unit_id in units


def _station(
    station: Station,
    step: Step | None,
    limit: Limit | None,
    actor: Actor,
    units: Mapping[int, str],
) -> dict[str, Any]:
    view = {"name": station.short, "state": station.state.value, "who": "", "when": ""}
    if station.state is StationState.FUTURE or step is None:
        return view | {"when": amount_words(limit) if station.state is StationState.FUTURE else ""}
    if step.closed_at is not None:
        return view | {
            "who": step.closed_by_text,
            "when": _("%s, xong") % short_words(step.closed_at),
        }
    until = step.wake_at if step.marks.get("waits") == "time" else step.due_at
    due = _("đến %s") % short_words(until) if until else ""
    return view | {"who": holder_of(step, actor, units), "when": due}


def amount_words(limit: Limit | None) -> str:
    """A span as people say it; empty without one."""
    if limit is None:
        return ""
    count = limit.amount
    words = {
        "hour": ngettext("%(count)s giờ làm việc", "%(count)s giờ làm việc", count),
        "same_day": _("trong ngày"),
        "working_day": ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", count),
        "calendar_day": ngettext("%(count)s ngày", "%(count)s ngày", count),
        "month": ngettext("%(count)s tháng", "%(count)s tháng", count),
    }
    return words[limit.unit.value] % {"count": count}


def _awaited(what: str, unit: str) -> str:
    """For whom or what a step waits: a moment, the system, the applicant's answer, word of others.

    ``unit`` is where somebody notes that such word came.
    """
    known = {"time": _("Chờ đến giờ đã đặt"), "service": _("Hệ thống")}
    known[SUPPLEMENT_RECEIVED] = _("Người nộp hồ sơ")
    return known.get(what) or _("Chờ tin; %(unit)s ghi nhận") % {"unit": unit}


def holder_of(step: Step, actor: Actor, units: Mapping[int, str]) -> str:
    """Who has an open step: a name once somebody took it, else the unit in whose queue it lies."""
    if "waits" in step.marks:
        return _awaited(step.marks["waits"], units.get(step.unit_id, ""))
    account = step.queue.account
    if account is None:
        return units.get(step.unit_id) or _("Chưa ai nhận")
    name = account.display_name
    return _("%s (bạn)") % name if account.pk == actor.account_id else str(name)
