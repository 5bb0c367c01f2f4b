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
    audience, told = EventAudience.OFFICER, {"step": locked.title, "comment": said}
    if message is None:
        go_on(dossier, locked, outcome, actor=actor, comment=said)
        told["way"] = way["title"]
        tell(dossier.case, "own_step_done", actor=actor, audience=audience, **told)
        return dossier
    _hear(dossier, message, actor, said)
    tell(dossier.case, "message_noted", actor=actor, audience=audience, **told)
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
    waiting = [step.title for step in open_steps_of(dossier.pk) if _hears(step, message)]
    if not waiting:
        raise IllegalState(_("Hồ sơ này không chờ tin ấy."))
    _hear(dossier, message, actor, said)
    told = {"step": ", ".join(waiting), "comment": said}
    audience = EventAudience.OFFICER
    tell(dossier.case, "message_noted", actor=actor, audience=audience, **told)
    return dossier


def _hears(step: Step, message: str) -> bool:
    return any(way["marks"].get("message") == message for way in step.outcomes)


def _hear(dossier: Dossier, message: str, actor: Actor, said: str) -> None:
    places = places_of(dossier)
    deliver_message(dossier.case, message, places=places, actor=actor, comment=said)
