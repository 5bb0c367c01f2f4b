# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the inbox shows: rows with their chips, groups by urgency and day, tabs, the side panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import (
    Case,
    DueWarning,
    InboxPage,
    Queue,
    Step,
    first_codes,
    inbox,
    steps_of,
    warned_steps,
    warnings_for,
)
from lienthong.core.deadlines.api import Deadline, chip_of, deadlines_of, explain_deadline
from lienthong.core.ui.api import long_date, tags_of_units
from lienthong.kernel.actor import Actor
from lienthong.kernel.clock import ClockError
from lienthong.kernel.registry import modules, resolve, step_messages
from lienthong.portals.context import COUNTED
from lienthong.portals.officer.cases.forms import PICK, Asked

SLOT = "officer.step"
SHOWN = 30
"""Rows of a page of the inbox."""
CHIP_WAITS = {"state": "paused", "words": gettext_lazy("Chờ người dân")}
CHIP_TIME = {"state": "paused", "words": gettext_lazy("Chờ tới giờ")}
CHIP_SYSTEM = {"state": "paused", "words": gettext_lazy("Hệ thống làm")}
CHIP_WORD = {"state": "paused", "words": gettext_lazy("Chờ tin")}


def warnings_of(actor: Actor) -> list[DueWarning]:
    """The warning lists of the actor's unit; none when its calendar is not loaded that far."""
    if actor.unit_id is None:
        return []
    try:
        return warnings_for(actor.unit_id)
    except (ClockError, LookupError):
        return []


def page_of(
    actor: Actor, asked: Asked, warnings: Sequence[DueWarning], *, size: int = SHOWN
) -> InboxPage:
    """What a look at the inbox shows: a warning list when one is asked for, else a part of it."""
    wanted = next((warning for warning in warnings if warning.days == asked.days), None)
    if wanted is not None:
        return warned_steps(actor, wanted, after=asked.after, size=size)
    return inbox(actor, asked=asked.filter(), after=asked.after, size=size)


def bounded(count: int) -> str:
    """A count that was not counted to the end says so."""
    return f"{COUNTED}+" if count >= COUNTED else str(count)


def rows_of(
    steps: Sequence[Step], *, chosen: int = 0, held: Mapping[int, Deadline] | None = None
) -> list[dict[str, Any]]:
    """Rows as the table of cases draws them; the first codes of all in one read.

    ``held``: their deadlines by number, read in one go where they are not given.
    """
    held = promises_of(steps) if held is None else held
    now = timezone.now()
    chips = {pk: chip_of(deadline, now=now) for pk, deadline in held.items()}
    codes = codes_before_acceptance(steps)
    return [_row(step, chips, codes, chosen) for step in steps]


def promises_of(steps: Sequence[Step], case: Case | None = None) -> dict[int, Deadline]:
    """The deadlines that rows and the panel of a case are about, by number, in one read."""
    wanted = {_promise(step) for step in steps} | ({case.deadline_id} if case else set())
    return deadlines_of(number for number in wanted if number)


def codes_before_acceptance(steps: Sequence[Step]) -> dict[int, str]:
    """Under what code the sender knows cases that have no code of their own yet, by case."""
    return first_codes(step.case_id for step in steps if not step.case_code)


def mark_lent(
    rows: Sequence[dict[str, Any]], steps: Sequence[Step], actor: Actor
) -> Sequence[dict[str, Any]]:
    """Say in whose hands work is that the actor sees because they stand in for that person.

    One read, for those who stand in for somebody only.
    """
    names = {held.from_account_id or 0: held.from_name for held in actor.stands_in_for}
    if not names:
        return rows
    found = Queue.objects.filter(account_id__in=list(names)).values_list("pk", "account_id")
    queues = {pk: account_id or 0 for pk, account_id in found}
    for row, step in zip(rows, steps, strict=True):
        if step.queue_id in queues:
            values = {"step": row["step"], "name": names[queues[step.queue_id]]}
            row["step"] = _("%(step)s, của %(name)s") % values
    return rows


def _promise(step: Step) -> int | None:
    """The deadline that the list is about: of the step, in a warning that of its case."""
    found: int | None = getattr(step, "promise_id", step.deadline_id)
    return found


def _row(
    step: Step, chips: dict[int, dict[str, Any]], codes: dict[int, str], chosen: int
) -> dict[str, Any]:
    return {
        "id": step.pk,
        "url": reverse("officer:step", args=[step.pk]),
        "panel_url": reverse("officer:panel", args=[step.pk]),
        "deadline": _waiting_chip(step) if waits(step) else chips.get(_promise(step) or 0),
        "icon": "folder",
        "kind": _("Hồ sơ"),
        "title": step.case_title,
        "person": step.subject_name,
        "code": step.case_code or codes.get(step.case_id, ""),
        "step": _step_words(step),
        "due": getattr(step, "promised_at", step.due_at),
        "waits": waits(step),
        "current": step.pk == chosen,
    }


def waits(step: Step) -> bool:
    """Whether the step waits for somebody outside."""
    return "waits" in step.marks


def _waiting_chip(step: Step) -> dict[str, Any]:
    """For whom or what a step waits: the applicant, a moment or the system, word of others."""
    what = step.marks["waits"]
    if what in step_messages():
        return CHIP_WAITS
    return {"time": CHIP_TIME, "service": CHIP_SYSTEM}.get(what, CHIP_WORD)


def is_claimed(step: Step) -> bool:
    """Whether somebody took the step out of its role's queue."""
    return step.queue_id != step.home_queue_id


def _step_words(step: Step) -> str:
    short = step.title.partition(",")[0]
    if step.marks.get("busy"):
        return _("Đang ký số") if step.marks["busy"] == "sign" else _("Đang đóng dấu")
    if not is_claimed(step):
        return short
    words = _("%(step)s, đã nhận") if step.taken_at else _("%(step)s, được giao")
    return words % {"step": short}


def group_by_urgency(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups in the order of the rows: late, today, each later day, without a date, waiting."""
    groups: dict[str, list[dict[str, Any]]] = {}
    now = timezone.now()
    for row in rows:
        groups.setdefault(_group_title(row, now), []).append(row)
    return [{"title": title, "count": len(found), "rows": found} for title, found in groups.items()]


def _group_title(row: dict[str, Any], now: datetime) -> str:
    due: datetime | None = row["due"]
    if row["waits"]:
        is_citizens = row["deadline"] == CHIP_WAITS
        return _("Đang chờ người dân") if is_citizens else _("Đang chờ tin, chờ giờ")
    if due is None:
        return _("Không có hạn")
    if _is_late(row, due, now):
        return _("Trễ hạn")
    if timezone.localdate(due) <= timezone.localdate(now):
        return _("Hôm nay")
    return day_words(due)


def _is_late(row: dict[str, Any], due: datetime, now: datetime) -> bool:
    """As the chip says, so that a row and its group agree; by the moment without a chip."""
    chip = row["deadline"]
    return chip["state"] == "late" if chip else due < now


def day_words(moment: datetime) -> str:
    """``Thứ Hai 23/11``: weekday and day, the year when it is not this one."""
    local = timezone.localtime(moment)
    words = long_date(local.date())
    year = f"/{timezone.localdate().year}"
    return words.removesuffix(year)


def due_words(moment: datetime) -> str:
    """``17:00, Thứ Hai 23/11``."""
    return f"{timezone.localtime(moment):%H:%M}, {day_words(moment)}"


def panel_of(
    step: Step, actor: Actor, held: Mapping[int, Deadline] | None = None
) -> dict[str, Any]:
    """The side panel: the same facts in the same order for every kind of case.

    ``held``: deadlines by number, among them that of the case.
    """
    case = step.case
    held = promises_of([step], case) if held is None else held
    deadline = held.get(case.deadline_id or step.deadline_id or 0)
    told = _told(step)
    return {
        "id": step.pk,
        "title": step.case_title,
        "code": step.case_code or codes_before_acceptance([step]).get(step.case_id, ""),
        "url": reverse("officer:step", args=[step.pk]),
        "chip": _waiting_chip(step) if waits(step) else chip_of(deadline) if deadline else None,
        "facts": [*_facts(step), *told.get("facts", ())],
        "explanation": explain_deadline(deadline).as_dict() if deadline else None,
        "why": _("Vì sao hẹn %(day)s?") % {"day": f"{timezone.localtime(deadline.due_at):%d/%m}"}
        if deadline
        else "",
        "path": [_station(done, actor) for done in steps_of(case.pk)[-5:]],
        "event": told.get("event"),
        "claimed": is_claimed(step),
        "can_claim": not waits(step) and not step.marks.get("busy"),
    }


def _facts(step: Step) -> list[dict[str, Any]]:
    case = step.case
    facts: list[dict[str, Any]] = [
        {"label": _("Người nộp"), "value": step.subject_name},
        {"label": _("Bước"), "value": step.title},
        {"label": _("Nhận lúc"), "value": due_words(case.received_at)},
    ]
    if step.due_at:
        facts.append({"label": _("Hạn bước này"), "value": due_words(step.due_at)})
    if case.due_at:
        facts.append({"label": _("Hẹn trả"), "value": due_words(case.due_at), "strong": True})
    return facts


def _told(step: Step) -> dict[str, Any]:
    """What the module of this kind of case adds: facts, the newest event in its own words."""
    for module in modules():
        if step.case.kind.code in module.case_kinds and SLOT in module.panels:
            found: dict[str, Any] = resolve(module, module.panels[SLOT])(step)
            return found
    return {}


def _station(step: Step, actor: Actor) -> dict[str, Any]:
    done = step.closed_at is not None
    return {
        "name": step.title,
        "state": "done" if done else "current",
        "who": step.closed_by_text if done else _holder(step, actor),
        "when": f"{timezone.localtime(step.closed_at or step.opened_at):%H:%M, %d/%m}",
    }


def _holder(step: Step, actor: Actor) -> str:
    if waits(step):
        return ""
    return actor.name if is_claimed(step) else _("Chưa ai nhận")


def tag_filter(actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    """The condition by tag; the tags of the agency are read only once somebody asks for them."""
    if not asked.tag and not asked.picks_tag:
        names = {}
        options = [{"title": _("Chọn nhãn"), "url": asked.address(tag=PICK), "current": False}]
    else:
        names = dict(tags_of_units([actor.agency_id])) if actor.agency_id else {}
        options = [{"title": _("Tất cả"), "url": asked.address(tag=0), "current": not asked.tag}]
    options += [
        {"title": name, "url": asked.address(tag=pk), "current": pk == asked.tag}
        for pk, name in names.items()
    ]
    return [
        {
            "label": _("Nhãn"),
            "value": names.get(asked.tag, "") or _("tất cả"),
            "options": options,
            "is_open": asked.picks_tag,
            "remove_url": asked.address(tag=0) if asked.tag else "",
        }
    ]
