# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One request more than the version allows: a leader decides before anything is sent.

Legal basis: 61/2018/NĐ-CP, Điều 11 and 19.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, tell
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.moving import go_on
from lienthong.modules.onestop.actions.side import said, take_side
from lienthong.modules.onestop.enums import ComponentState
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.permissions import SIGN
from lienthong.modules.onestop.queries.turns import proposed_notice


def asked_by(step: Step, actor: Actor) -> dict[str, str]:
    """Who asked, for whom and where: the step ends in their name once a leader approves."""
    return {
        "step": str(step.pk),
        "by": str(actor.account_id or ""),
        "by_name": actor.name,
        "by_position": actor.position,
        "by_unit": str(actor.unit_id or ""),
        "by_unit_name": actor.unit_name,
        "for": str(actor.on_behalf_of_id or ""),
        "for_name": actor.on_behalf_of_name,
    }


@action(SIGN)
def approve_supplement(step: Step, *, version: int | None = None, actor: Actor) -> SupplementNotice:
    """A leader approves one more request; the one-stop may send it."""
    dossier, locked = take_side(step, "approve_supplement", version=version, actor=actor)
    notice, marks = proposed(dossier), locked.marks
    notice.approved_by_text, notice.approved_at = actor.name, timezone.now()
    notice.save(update_fields=["approved_by_text", "approved_at"])
    go_on(dossier, locked, "approve", actor=actor, comment=notice.over_limit_reason)
    asker = actor.acting(
        account_id=int(marks["by"]) if marks["by"] else None,
        name=marks["by_name"],
        position=marks["by_position"],
        unit_id=int(marks["by_unit"]) if marks["by_unit"] else None,
        unit_name=marks["by_unit_name"],
        on_behalf_of_id=int(marks["for"]) if marks.get("for") else None,
        on_behalf_of_name=marks.get("for_name", ""),
    )
    asking = Step.objects.select_for_update(of=("self",)).get(pk=int(marks["step"]))
    go_on(dossier, asking, "request_supplement", actor=asker, comment=notice.reason)
    tell(dossier.case, "supplement_approved", actor=actor, audience=EventAudience.OFFICER)
    return notice


@action(SIGN)
def decline_supplement(
    step: Step, *, reason: str, version: int | None = None, actor: Actor
) -> SupplementNotice:
    """The leader does not approve: nothing is sent, work goes on. Raises ``InvalidInput``."""
    words = said(reason, "reason", _("Ghi lý do không đồng ý."))
    dossier, locked = take_side(step, "approve_supplement", version=version, actor=actor)
    notice = proposed(dossier)
    notice.declined_at, notice.decline_reason = timezone.now(), words
    notice.save(update_fields=["declined_at", "decline_reason"])
    keys = list(notice.defects.values_list("component_key", flat=True))
    dossier.components.filter(key__in=keys).update(state=ComponentState.GIVEN)
    go_on(dossier, locked, "decline", actor=actor, comment=words)
    audience = EventAudience.OFFICER
    tell(dossier.case, "supplement_declined", actor=actor, audience=audience, reason=words)
    return notice


def proposed(dossier: Dossier) -> SupplementNotice:
    """The request that waits to be sent. Raises ``IllegalState`` without one."""
    notice = proposed_notice(dossier)
    if notice is None:
        raise IllegalState
    return notice
