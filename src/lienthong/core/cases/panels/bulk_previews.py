# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Previews of what is done to many cases at once: which of them, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.cases.models import Case, Step
from lienthong.core.cases.permissions import COMMENT
from lienthong.core.cases.queries.bonds import visible_among
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import BulkRow


def steps_of(ids: Sequence[int]) -> list[Step]:
    """Those of the steps that exist, in the order asked."""
    found = Step.objects.select_related("queue").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def row_of(step: Step, why: str) -> BulkRow:
    """A step as a row of a preview."""
    return BulkRow(step.pk, step.case_code, step.case_title, why)


def preview_seen(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which steps belong to cases that the actor may see, and that others do not."""
    steps = steps_of(ids)
    seen = visible_among([step.case_id for step in steps], actor)
    why = _("Hồ sơ này ngoài phạm vi của bạn.")
    return [row_of(step, "" if step.case_id in seen else why) for step in steps]


def preview_tag(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which steps belong to cases that the actor may tag, and why not the others."""
    steps = steps_of(ids)
    whys = _untagged([step.case_id for step in steps], actor)
    return [row_of(step, whys.get(step.case_id, "")) for step in steps]


def _untagged(case_ids: Sequence[int], actor: Actor) -> dict[int, str]:
    """Why the actor may not tag cases: those out of sight, and those that may only be looked at."""
    seen, mine = visible_among(case_ids, actor), visible_among(case_ids, actor, COMMENT)
    outside = _("Hồ sơ này ngoài phạm vi của bạn.")
    only = _("Bạn xem được hồ sơ này nhưng không được gắn nhãn.")
    return {pk: only if pk in seen else outside for pk in case_ids if pk not in seen & mine}


def _cases(ids: Sequence[int]) -> list[Case]:
    found = Case.objects.in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def preview_cases(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which cases the actor may see, and that others do not."""
    seen, why = visible_among(ids, actor), _("Hồ sơ này ngoài phạm vi của bạn.")
    return [
        BulkRow(case.pk, case.code or "", case.title, "" if case.pk in seen else why)
        for case in _cases(ids)
    ]


def preview_tag_cases(ids: Sequence[int], actor: Actor) -> list[BulkRow]:
    """Which cases the actor may tag, and why not the others."""
    whys = _untagged(ids, actor)
    return [
        BulkRow(case.pk, case.code or "", case.title, whys.get(case.pk, "")) for case in _cases(ids)
    ]
