# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps that a province puts into a table itself: work that no act of ours does.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.cases.api import WORK, Step
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.moving import go_on, take_step
from lienthong.modules.onestop.models import Dossier

LONGEST = 2_000
"""Characters of what is said when the step is done."""


@action(WORK)
def finish_own_step(
    step: Step, *, outcome: str, comment: str = "", version: int | None = None, actor: Actor
) -> Dossier:
    """Finish the step by one of its ways that is no act of ours; the table says what follows.

    Raises what ``take_step`` raises, and ``InvalidInput`` for too long a comment.
    """
    dossier, locked, _marks = take_step(step, act="", outcome=outcome, version=version, actor=actor)
    said = comment.strip()
    if len(said) > LONGEST:
        raise InvalidInput(fields={"comment": _("Viết tối đa 2.000 ký tự.")})
    go_on(dossier, locked, outcome, actor=actor, comment=said)
    return dossier
