# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Many papers signed under one confirmation: a run of the worker, one transaction a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import asker
from lienthong.core.cases.api import Step
from lienthong.core.ui.api import BulkRun, runs_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import BulkAct, BulkRow
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.permissions import SIGN

TOLD_FOR = timedelta(hours=12)
"""So long the day of the leader says what a run could not ask to be signed."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Steps that runs of somebody have not come to yet, and why they left others out."""

    queued: frozenset[int] = frozenset()
    refused: Mapping[int, str] = field(default_factory=dict)


def signing_runs(actor: Actor) -> Runs:
    """What the runs of this leader still have to do, and what they could not."""
    since = timezone.now() - TOLD_FOR
    runs = runs_of(actor.account_id or 0, since=since, act=SIGN_MANY.code)
    queued = {pk for run in runs if run.finished_at is None for pk in run.untried}
    refused = {row["id"]: str(row["why"]) for run in runs for row in run.problems}
    return Runs(frozenset(queued), refused)


def open_runs(actor: Actor) -> list[BulkRun]:
    """The runs of this leader that have papers left."""
    since = timezone.now() - TOLD_FOR
    runs = runs_of(actor.account_id or 0, since=since, act=SIGN_MANY.code)
    return [run for run in runs if run.finished_at is None]


def _preview(ids: Sequence[int], _actor: Actor) -> list[BulkRow]:
    found = Step.objects.in_bulk(list(ids))
    steps = [found[pk] for pk in ids if pk in found]
    return [BulkRow(step.pk, step.case_code, step.case_title) for step in steps]


def _sign(pk: int, _given: Mapping[str, str], actor: Actor) -> None:
    """Ask for the signature of one paper."""
    step = Step.objects.select_related("case").filter(pk=pk).first()
    if step is None:
        raise OutOfScope
    sign_result(step, actor=actor)


SIGN_MANY = BulkAct(
    "onestop.sign", _("Ký kết quả"), SIGN, "onestop.signing", _preview, _sign, asker
)
