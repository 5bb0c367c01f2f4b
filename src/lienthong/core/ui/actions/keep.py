# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep ways of looking at lists, share them, forget them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lienthong.core.ui.enums import ViewAudience
from lienthong.core.ui.models import DefaultView, SavedView
from lienthong.core.ui.permissions import SHARE
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import one_line

LONGEST_NAME = 60
MOST = 30


@dataclass(frozen=True, slots=True)
class NewView:
    """What is to be kept of which list, under which name, for whom."""

    list_code: str
    name: str
    asked: Mapping[str, str] = field(default_factory=dict)
    audience: str = ViewAudience.OWN
    is_default: bool = False


@action(OFFICER_DESK)
def save_view(new: NewView, *, actor: Actor) -> SavedView:
    """Keep a way of looking; one's own of the same name is replaced.

    Raises ``InvalidInput`` (field ``name``) for no name, too long a one, too many views or the name
    of one's own that is shared where one may not share any more; ``NotAllowed`` when one may not
    share so far.
    """
    name, owner = one_line(new.name), actor.account_id or 0
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidInput(fields={"name": _("Đặt tên từ 1 đến 60 ký tự.")})
    mine = SavedView.objects.filter(owner_id=owner, list_code=new.list_code)
    if mine.exclude(name=name).count() >= MOST:
        raise InvalidInput(fields={"name": _("Đã lưu 30 cách xem. Xóa bớt rồi lưu tiếp.")})
    unit_id = actor.unit_id if new.audience == ViewAudience.UNIT else None
    values = {"asked": dict(new.asked), "audience": new.audience, "unit_id": unit_id}
    known = mine.filter(name=name).first()
    if known is not None:
        _refuse_left(known, actor)
    refuse_stranger(SavedView(owner_id=owner, audience=new.audience, unit_id=unit_id), actor)
    view, _made = mine.update_or_create(
        owner_id=owner, list_code=new.list_code, name=name, defaults=values
    )
    if new.is_default:
        choose_view(view, is_default=True, actor=actor)
    return view


def refuse_stranger(view: SavedView, actor: Actor) -> None:
    """One's own is one's own; what others see needs the right to share with them.

    Raises ``NotAllowed`` or ``OutOfScope``.
    """
    if view.audience == ViewAudience.OWN:
        if view.owner_id != actor.account_id:
            raise NotAllowed
    elif not actor.is_platform:
        ports.authoriser().authorise(actor, SHARE, view)


def _refuse_left(view: SavedView, actor: Actor) -> None:
    """What one shared in a unit that one has left stays as its people use it."""
    try:
        refuse_stranger(view, actor)
    except (NotAllowed, OutOfScope) as strange:
        told = _("Tên này là của một cách xem bạn từng chia sẻ ở đơn vị khác. Đặt tên khác.")
        raise InvalidInput(fields={"name": told}) from strange


@action(OFFICER_DESK)
def remove_view(view: SavedView, *, actor: Actor) -> None:
    """Forget a view of one's own, or a shared one by whoever may share there.

    Raises ``NotAllowed`` or ``OutOfScope``.
    """
    refuse_stranger(view, actor)
    view.delete()


@action(OFFICER_DESK)
def take_over_view(view: SavedView, *, actor: Actor) -> SavedView:
    """Look after a shared view from now on, as whoever may share there: its owner has left it.

    Who uses it keeps it. Raises ``InvalidInput`` (``name``) where the actor has one of that name,
    ``NotAllowed`` or ``OutOfScope``.
    """
    refuse_stranger(view, actor)
    owner = actor.account_id or 0
    same = SavedView.objects.filter(owner_id=owner, list_code=view.list_code, name=view.name)
    if same.exclude(pk=view.pk).exists():
        told = _("Bạn đã có cách xem tên này. Xóa một trong hai trước.")
        raise InvalidInput(fields={"name": told})
    view.owner_id = owner
    view.save(update_fields=["owner_id", "saved_at"])
    return view


@action(OFFICER_DESK)
def choose_view(view: SavedView, *, is_default: bool, actor: Actor) -> SavedView:
    """Have a list open with this view, or no longer."""
    mine = DefaultView.objects.filter(account_id=actor.account_id or 0, list_code=view.list_code)
    if is_default:
        DefaultView.objects.update_or_create(
            account_id=actor.account_id or 0, list_code=view.list_code, defaults={"view": view}
        )
    else:
        mine.filter(view=view).delete()
    return view
