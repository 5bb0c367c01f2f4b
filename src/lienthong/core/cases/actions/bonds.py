# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Links between cases, tags, following a case."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.enums import EventAudience, LinkKind
from lienthong.core.cases.models import Case, CaseLink, CaseWatcher
from lienthong.core.cases.permissions import COMMENT, VIEW_UNIT
from lienthong.core.cases.queries.codes import case_by_code, code_of
from lienthong.core.search.api import change_tags
from lienthong.core.ui.api import set_tags, tag_ids_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope

MOST_LINKS = 50
TAGGED = "cases.case"


@action(COMMENT)
def link_case(case: Case, *, code: str, kind: str, actor: Actor) -> CaseLink:
    """Link the case to another one, named by its code or the one it had before acceptance.

    Raises ``InvalidInput`` (field ``code``) for the same case, an unknown one or one that the
    actor may not see, and when there are 50 already.
    """
    target = case_by_code(code)
    if target is None or not (actor.is_platform or may(actor, VIEW_UNIT, target)):
        raise InvalidInput(
            fields={"code": _("Không tìm thấy hồ sơ có mã này trong phạm vi của bạn.")}
        )
    if target.pk == case.pk:
        raise InvalidInput(fields={"code": _("Đây chính là hồ sơ đang mở.")})
    locked = lock_case(case.pk)
    if locked.links.count() >= MOST_LINKS:
        raise InvalidInput(fields={"code": _("Một hồ sơ có tối đa 50 liên kết.")})
    chosen = kind if kind in LinkKind.values else LinkKind.RELATED
    link, made = CaseLink.objects.get_or_create(from_case=locked, to_case=target, kind=chosen)
    if made:
        Case.objects.filter(pk__in=[locked.pk, target.pk]).update(has_bonds=True)
        _tell(locked, "case_linked", code_of(target), actor)
    return link


@action(COMMENT)
def unlink_case(case: Case, *, link_id: int, actor: Actor) -> Case:
    """Take a link of the case away. Raises ``OutOfScope`` when it has no such link."""
    locked = lock_case(case.pk)
    link = locked.links.select_related("to_case").filter(pk=link_id).first()
    if link is None:
        raise OutOfScope
    code = code_of(link.to_case)
    link.delete()
    _tell(locked, "case_unlinked", code, actor)
    return locked


@action(COMMENT)
def tag_case(case: Case, *, names: Sequence[str], actor: Actor) -> Case:
    """Give the case exactly these tags, of those of its agency; new names become tags.

    Raises ``InvalidInput`` (field ``tags``) for too many or too long ones.
    """
    locked = lock_case(case.pk)
    changed = give_tags(locked, names)
    if changed:
        Case.objects.filter(pk=locked.pk).update(has_bonds=True)
        _tell(locked, "case_tagged", ", ".join(changed), actor)
    return locked


@part_of_act
def give_tags(case: Case, names: Sequence[str]) -> list[str]:
    """The case has exactly these tags and is found by them; answers what came or went."""
    changed = set_tags(TAGGED, case.pk, unit_id=case.agency_id, names=names)
    if changed:
        change_tags(case.pk, tag_ids_of(TAGGED, case.pk))
    return changed


@action(VIEW_UNIT)
def watch_case(case: Case, *, is_watching: bool, actor: Actor) -> Case:
    """Follow the case, or no longer."""
    if actor.account_id is None:
        raise NotAllowed
    mine = CaseWatcher.objects.filter(case=case, account_id=actor.account_id)
    if is_watching:
        CaseWatcher.objects.get_or_create(case=case, account_id=actor.account_id)
    else:
        mine.delete()
    case.is_watched = CaseWatcher.objects.filter(case=case).exists()
    Case.objects.filter(pk=case.pk).update(is_watched=case.is_watched)
    return case


def _tell(case: Case, kind: str, what: str, actor: Actor) -> None:
    tell(case, kind, actor=actor, audience=EventAudience.OFFICER, comment=what)
