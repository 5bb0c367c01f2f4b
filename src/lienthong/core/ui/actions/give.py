# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give a shared view to a colleague who may keep it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.ui.actions.keep import refuse_stranger
from lienthong.core.ui.enums import ViewAudience
from lienthong.core.ui.events import ViewGiven
from lienthong.core.ui.models import SavedView
from lienthong.core.ui.queries import Receiver, refusal_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.events import publish
from lienthong.kernel.permissions import OFFICER_DESK


@action(OFFICER_DESK)
def give_view(view: SavedView, *, to: Receiver, actor: Actor) -> SavedView:
    """Have a colleague of its unit look after a shared view from now on, who is told.

    Who uses it keeps it; whoever may share there gives it on or takes it over again. Raises
    ``InvalidInput`` (``to``) for one who cannot keep it, ``NotAllowed`` for a view of one's own
    that nobody shares, ``NotAllowed`` or ``OutOfScope`` where the actor may not share.
    """
    if view.audience == ViewAudience.OWN:
        raise NotAllowed
    refuse_stranger(view, actor)
    if why := refusal_of(view, to) or _taken_name(view, to):
        raise InvalidInput(fields={"to": why})
    view.owner_id = to.actor.account_id or 0
    view.save(update_fields=["owner_id", "saved_at"])
    publish(
        ViewGiven(
            view_id=view.pk,
            name=view.name,
            list_code=view.list_code,
            account_id=view.owner_id,
            by=actor.name,
            at=timezone.now(),
        )
    )
    return view


def _taken_name(view: SavedView, to: Receiver) -> str:
    """Why they cannot have it, where they keep one of its name for that list already."""
    known = SavedView.objects.filter(owner_id=to.actor.account_id or 0, list_code=view.list_code)
    if not known.filter(name=view.name).exclude(pk=view.pk).exists():
        return ""
    return _("%(who)s đã có cách xem tên này.") % {"who": to.actor.name}
