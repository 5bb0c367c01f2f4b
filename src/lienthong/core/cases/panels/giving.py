# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving many steps to somebody at once, by the leader of their unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import asker, holders_of
from lienthong.core.cases.actions.assign import assign_step, unassign_step
from lienthong.core.cases.models import Step
from lienthong.core.cases.permissions import ASSIGN
from lienthong.core.cases.queries.held import may_give, problem_of_giving, taker_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import REASON, BulkAct, BulkRow, Note
from lienthong.kernel.errors import OutOfScope

STEP = "cases.step"


def _steps(ids: Sequence[int]) -> list[Step]:
    rows = Step.objects.select_related("queue", "case")
    found = rows.prefetch_related("case__participations").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def preview_give(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which steps the actor can give to somebody, and why not the others."""
    return [
        BulkRow(step.pk, step.case_code, step.case_title, problem_of_giving(step, None, actor))
        for step in _steps(ids)
    ]


def preview_give_to(ids: Sequence[int], to: str, actor: Actor) -> list[BulkRow]:
    """Which steps the actor can give to the chosen person, and why not the others."""
    taker = taker_of(_account(to))
    gone = "" if taker else _("Người nhận không còn làm việc.")
    return [
        BulkRow(
            step.pk,
            step.case_code,
            step.case_title,
            gone or problem_of_giving(step, taker, actor),
        )
        for step in _steps(ids)
    ]


def _account(chosen: str) -> int:
    return int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0


def takers(ids: Sequence[int], actor: Actor) -> list[tuple[str, str]]:
    """Who could do some of the steps, by name."""
    places = {(step.role_code, step.unit_id) for step in _steps(ids) if may_give(actor, step)}
    found = {who.pk: str(who) for role, unit in places for who in holders_of(role, [unit])}
    return sorted(((str(pk), name) for pk, name in found.items()), key=lambda one: one[1])


def give(pk: int, given: Mapping[str, str], actor: Actor) -> Note:
    """Give one step to the chosen person."""
    account_id = _account(given["to"])
    assign_step(_step(pk), account_id=account_id, reason=given[REASON], actor=actor)
    return {"to": account_id}


def give_back(pk: int, _note: Note, actor: Actor) -> None:
    """Take one step back from whom it was given, unless they opened it."""
    unassign_step(_step(pk), actor=actor)


def _step(pk: int) -> Step:
    step = Step.objects.select_related("queue").filter(pk=pk).first()
    if step is None:
        raise OutOfScope
    return step


GIVE = BulkAct(
    "cases.give",
    gettext_lazy("Giao cho người khác"),
    ASSIGN,
    STEP,
    preview_give,
    give,
    asker,
    value="to",
    value_title=gettext_lazy("Giao cho"),
    choices=takers,
    needs_reason=True,
    undo=give_back,
    preview_with=preview_give_to,
)
