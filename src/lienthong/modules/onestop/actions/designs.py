# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a procedure: begin, change, undo, publish.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion
from lienthong.modules.onestop.domain.design.changes import Change, Full, Taken
from lienthong.modules.onestop.domain.design.places import Content, Gone, find
from lienthong.modules.onestop.models import (
    LayoutFile,
    Procedure,
    ProcedureDesign,
    ProcedureEdit,
    ProcedureVersion,
)
from lienthong.modules.onestop.permissions import EDIT
from lienthong.modules.onestop.queries.designs import newest_version

KEPT_EDITS = 200
LARGEST = 600_000
"""Most characters of a definition as text."""
OPENED, UNDONE, REVERTED, PUBLISHED = "opened", "undone", "reverted", "published"


@action(EDIT)
def open_procedure_design(procedure: Procedure, *, actor: Actor) -> ProcedureDesign:
    """The design of a procedure; begun from its newest version where there is none yet."""
    Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    found = ProcedureDesign.objects.filter(procedure=procedure).first()
    if found is not None:
        return found
    base = newest_version(procedure)
    design = ProcedureDesign(procedure=procedure, base=base, revision=0)
    return keep_design(design, dict(base.data), actor, act=OPENED)


@action(EDIT)
def change_procedure(
    design: ProcedureDesign, *, change: Change, what: str = "", actor: Actor
) -> ProcedureDesign:
    """Make one change. Two people may change different parts at the same time.

    ``what`` names the part in the history where the element has no name of its own.

    Raises ``StaleVersion`` when somebody else changed the same part meanwhile, ``IllegalState``
    when it is gone, ``InvalidInput`` when the definition would grow beyond reason.
    """
    locked = lock_design(design)
    try:
        content, place = change.apply(locked.content)
    except Gone as gone:
        raise IllegalState(_("Phần này không còn trong bản soạn. Hãy xem lại.")) from gone
    except Taken as taken:
        raise StaleVersion(taken_words(locked)) from taken
    except Full as full:
        raise InvalidInput(_("Danh sách này đã quá dài.")) from full
    if content == locked.content:
        return locked
    if len(str(content)) > LARGEST:
        raise InvalidInput(_("Thủ tục này đã quá lớn. Hãy bỏ bớt phần không cần."))
    named = what or name_at(content, place) or name_at(locked.content, place)
    return keep_design(locked, content, actor, act=change.act, place=place, what=named)


@action(EDIT)
def undo_procedure(
    design: ProcedureDesign, *, revision: int, to: int | None = None, actor: Actor
) -> ProcedureDesign:
    """Take the last change back, or all since an earlier revision, as a change of its own.

    Raises ``StaleVersion`` when the last change is no longer the one that was seen,
    ``IllegalState`` when there is nothing to take back.
    """
    locked = lock_design(design)
    if locked.revision != revision:
        raise StaleVersion(taken_words(locked))
    last = locked.edits.filter(revision=revision).first()
    earlier = locked.edits.filter(revision__lt=_origin(locked, last)).order_by("-revision")
    before = (earlier if to is None else locked.edits.filter(revision=to)).first()
    if last is None or before is None:
        raise IllegalState(_("Không còn gì để lấy lại."))
    what = str(before.revision)
    return keep_design(locked, before.content, actor, act=UNDONE, place=last.place, what=what)


@action(EDIT)
def revert_procedure(design: ProcedureDesign, *, revision: int, actor: Actor) -> ProcedureDesign:
    """Begin anew from the newest version; the changes stay in the history."""
    locked = lock_design(design)
    if locked.revision != revision:
        raise StaleVersion(taken_words(locked))
    locked.base = newest_version(locked.procedure)
    return keep_design(locked, dict(locked.base.data), actor, act=REVERTED)


@action(EDIT)
def keep_layout_file(content: bytes, *, name: str, actor: Actor) -> LayoutFile:
    """Keep a Word file that is used as a layout; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    found, _made = LayoutFile.objects.get_or_create(
        digest=digest,
        defaults={"name": name[:255], "body": content, "sent_by_text": actor.name[:200]},
    )
    return found


@part_of_act
def keep_design(
    design: ProcedureDesign,
    content: Content,
    actor: Actor,
    *,
    act: str,
    place: str = "",
    what: str = "",
) -> ProcedureDesign:
    """Store the content with one row of history."""
    design.content = content
    design.revision += 1
    design.changed_at = timezone.now()
    design.changed_by_text = actor.name[:200]
    design.save()
    design.edits.create(
        revision=design.revision,
        act=act,
        place=place[:200],
        what=what[:300],
        content=content,
        at=design.changed_at,
        by_text=design.changed_by_text,
    )
    old = design.revision - KEPT_EDITS
    ProcedureEdit.objects.filter(design=design, revision__lte=old).delete()
    return design


def lock_design(design: ProcedureDesign) -> ProcedureDesign:
    """The design, locked until the act ends."""
    rows = ProcedureDesign.objects.select_for_update(of=("self",))
    found: ProcedureDesign = rows.select_related("procedure", "base").get(pk=design.pk)
    return found


def taken_words(design: ProcedureDesign) -> str:
    """Who changed the design last, and when."""
    text = _("%(name)s vừa sửa lúc %(time)s. Những gì bạn vừa nhập còn nguyên ở trang này.")
    time = f"{timezone.localtime(design.changed_at):%H:%M}"
    return text % {"name": design.changed_by_text, "time": time}


def published_words(version: ProcedureVersion, design: ProcedureDesign) -> str:
    """Who published meanwhile, which version, and when."""
    text = _(
        "%(name)s vừa công bố phiên bản %(number)s lúc %(time)s. Hãy xem lại trước khi công bố."
    )
    time = f"{timezone.localtime(design.changed_at):%H:%M}"
    return text % {"name": design.changed_by_text, "number": version.number, "time": time}


def name_at(content: Content, place: str) -> str:
    """What people call the element at a place; empty for a part that is no element."""
    try:
        element = find(content, place)
    except Gone:
        return ""
    if not isinstance(element, dict):
        return ""
    names = (element.get(name) for name in ("title", "name", "label", "question"))
    return str(next((name for name in names if name), ""))


def _origin(design: ProcedureDesign, last: ProcedureEdit | None) -> int:
    """The revision whose content stands now: undoing an undo goes one further back."""
    while last is not None and last.act == UNDONE:
        last = design.edits.filter(revision=int(last.what)).first()
    return last.revision if last else 0
