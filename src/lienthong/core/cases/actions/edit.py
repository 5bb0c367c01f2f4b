# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Change what officers keep about a case of any kind: urgency, tags, a common note."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lienthong.core.cases.actions.bonds import give_tags
from lienthong.core.cases.actions.open import lock_case, tell, touch_case
from lienthong.core.cases.domain.urgency import sort_moment
from lienthong.core.cases.enums import EventAudience, Priority
from lienthong.core.cases.models import Case, CaseData, Step
from lienthong.core.cases.permissions import COMMENT
from lienthong.core.cases.queries.details import details_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.conflicts import merge, plain
from lienthong.kernel.errors import InvalidInput

LONGEST_NOTE = 2000


@action(COMMENT)
def edit_case(
    case: Case, *, mine: Mapping[str, str], base: Mapping[str, str], actor: Actor
) -> Case:
    """Keep the details as written; ``base`` is what the writer had seen.

    What only somebody else changed meanwhile stays as they made it. Raises ``EditConflict`` for
    what both changed, ``InvalidInput`` for an unknown urgency, a long note, too many tags.
    """
    locked = lock_case(case.pk)
    before = details_of(locked)
    wanted = merge(base, {name: mine.get(name, "") for name in before}, before)
    changed = [name for name in before if plain(wanted[name]) != plain(before[name])]
    if not changed:
        return locked
    _check(wanted)
    if "priority" in changed:
        _set_priority(locked, int(wanted["priority"]))
    if "tags" in changed:
        give_tags(locked, wanted["tags"].split(","))
    if "note" in changed:
        CaseData.objects.filter(pk=locked.pk).update(note=plain(wanted["note"]))
    Case.objects.filter(pk=locked.pk).update(has_bonds=True)
    touch_case(locked)
    tell(
        locked,
        "case_edited",
        actor=actor,
        audience=EventAudience.OFFICER,
        fields=changed,
        before={name: before[name] for name in changed},
    )
    return locked


def _check(wanted: Mapping[str, str]) -> None:
    wrong = {}
    if wanted["priority"] not in {str(value) for value in Priority.values}:
        wrong["priority"] = _("Chọn độ khẩn trong danh sách.")
    if len(wanted["note"]) > LONGEST_NOTE:
        wrong["note"] = _("Ghi chú dài quá 2.000 ký tự.")
    if wrong:
        raise InvalidInput(fields=wrong)


@part_of_act
def _set_priority(case: Case, priority: int) -> None:
    """The open steps move to their new place in every inbox."""
    case.priority = priority
    case.save(update_fields=["priority"])
    for step in Step.objects.filter(case=case, closed_at__isnull=True):
        Step.objects.filter(pk=step.pk).update(sort_at=sort_moment(step.due_at, priority))
