# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps that a province puts into a table itself: work that no act of ours does.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    WORK,
    EventAudience,
    Step,
    deliver_message,
    lock_case,
    open_steps_of,
    tell,
)
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.registry import step_messages
from lienthong.modules.onestop.actions.moving import (
    go_on,
    places_of,
    refuse_while_paused,
    take_step,
)
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import TELL

LONGEST = 2_000
"""Characters of what is said when the step is done."""
WORDS = frozenset({"comment", "reason"})
"""What an outcome may expect that is said in words."""


@action(WORK)
def finish_own_step(
    step: Step, *, outcome: str, comment: str = "", version: int | None = None, actor: Actor
) -> Dossier:
    """Finish the step by one of its ways that is no act of ours; the table says what follows.

    A way that notes a message hands it to every step of the dossier that waits for it. Raises what
    ``take_step`` raises, and ``InvalidInput`` for too long a comment or none where one is asked.
    """
    dossier, locked, marks = take_step(step, act="", outcome=outcome, version=version, actor=actor)
    said = comment.strip()
    if len(said) > LONGEST:
        raise InvalidInput(fields={"comment": _("Viết tối đa 2.000 ký tự.")})
    way = next(way for way in locked.outcomes if way["code"] == outcome)
    if not said and WORDS & set(way["expects"]):
        raise InvalidInput(fields={"comment": _("Ghi rõ nội dung hoặc lý do.")})
    message = marks.get("message")
    if message is None:
        go_on(dossier, locked, outcome, actor=actor, comment=said)
    else:
        _hear(dossier, message, actor, said)
    way_title = "" if "waits" in locked.marks else str(way["title"])
    _write(dossier, locked.title, way_title, said, actor)
    return dossier


@action(TELL)
def hear_message(dossier: Dossier, *, message: str, note: str = "", actor: Actor) -> Dossier:
    """Another system says that what steps of the dossier wait for has come: they go on.

    Raises ``IllegalState`` when no step waits for it or the dossier rests, ``InvalidInput`` for a
    message that an act of ours sends, or too long a note.
    """
    said = note.strip()
    if message in step_messages():
        raise InvalidInput(fields={"message": _("Tin này do hệ thống một cửa tự gửi.")})
    if len(said) > LONGEST:
        raise InvalidInput(fields={"note": _("Viết tối đa 2.000 ký tự.")})
    dossier.case = lock_case(dossier.case_id)
    refuse_while_paused(dossier)
    waiting = [name for step in open_steps_of(dossier.pk) if (name := _heard_by(step, message))]
    if not waiting:
        raise IllegalState(_("Hồ sơ này không chờ tin ấy."))
    _hear(dossier, message, actor, said)
    _write(dossier, ", ".join(waiting), "", said, actor)
    return dossier


def _write(dossier: Dossier, step: str, way: str, said: str, actor: Actor) -> None:
    """What was done, or without a way, that word came which was waited for."""
    tell(
        dossier.case,
        "own_step_done" if way else "message_noted",
        actor=actor,
        audience=EventAudience.OFFICER,
        step=step,
        way=way,
        comment=said,
    )


def _heard_by(step: Step, message: str) -> str:
    """What the message is called where the step waits for it; empty where it does not."""
    ways = (way for way in step.outcomes if way["marks"].get("message") == message)
    way = next(ways, None)
    if way is None:
        return ""
    return step.title if "waits" in step.marks else str(way["title"])


def _hear(dossier: Dossier, message: str, actor: Actor, said: str) -> None:
    places = places_of(dossier)
    deliver_message(dossier.case, message, places=places, actor=actor, comment=said)
