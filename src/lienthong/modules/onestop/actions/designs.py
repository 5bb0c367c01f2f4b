# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a procedure: begin, change, undo, publish.

Legal basis: 63/2010/NĐ-CP, Điều 13.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import Change, Content, Gone, Making
from lienthong.modules.onestop.domain.design.pictures import Picture
from lienthong.modules.onestop.domain.design.places import find
from lienthong.modules.onestop.models import LayoutFile, LayoutPicture, Procedure, ProcedureDesign
from lienthong.modules.onestop.permissions import EDIT
from lienthong.modules.onestop.queries.designs import content_of, newest_version


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


PROCEDURES = Making(
    ProcedureDesign,
    newest=newest_version,
    content_of=content_of,
    name=name_at,
    most=600_000,
    gone=gettext_lazy("Phần này không còn trong bản soạn. Hãy xem lại."),
    unopened=gettext_lazy("Thủ tục này chưa có phiên bản nào để soạn tiếp."),
    too_large=gettext_lazy("Thủ tục này đã quá lớn. Hãy bỏ bớt phần không cần."),
)


@action(EDIT)
def open_procedure_design(procedure: Procedure, *, actor: Actor) -> ProcedureDesign:
    """The design of a procedure; begun from its newest version where there is none yet."""
    return PROCEDURES.open(procedure, actor=actor)


@action(EDIT)
def change_procedure(
    design: ProcedureDesign, *, change: Change, what: str = "", actor: Actor
) -> ProcedureDesign:
    """Make one change; ``what`` names in the history a part that has no name of its own."""
    return PROCEDURES.change(design, change, what=what, actor=actor)


@action(EDIT)
def undo_procedure(
    design: ProcedureDesign, *, revision: int, to: int | None = None, actor: Actor
) -> ProcedureDesign:
    """Take the last change back, or all since an earlier revision; see ``Making.undo``."""
    return PROCEDURES.undo(design, revision=revision, to=to, actor=actor)


@action(EDIT)
def revert_procedure(design: ProcedureDesign, *, revision: int, actor: Actor) -> ProcedureDesign:
    """Begin anew from the newest version; the changes stay in the history."""
    return PROCEDURES.revert(design, revision=revision, actor=actor)


@action(EDIT)
def keep_layout_file(
    content: bytes, *, name: str, pictures: Sequence[Picture] = (), actor: Actor
) -> LayoutFile:
    """Keep a Word file that is used as a layout, and its pictures; the same bytes are kept once."""
    sender = actor.name[:200]
    LayoutPicture.objects.bulk_create(
        [
            LayoutPicture(
                digest=one.digest,
                media_type=one.media_type,
                body=one.body,
                sent_by_text=sender,
            )
            for one in pictures
        ],
        ignore_conflicts=True,
    )
    digest = hashlib.sha256(content).hexdigest()
    found, _made = LayoutFile.objects.get_or_create(
        digest=digest, defaults={"name": name[:255], "body": content, "sent_by_text": sender}
    )
    return found
