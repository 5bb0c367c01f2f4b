# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which steps of a dossier a leader can give to somebody by name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import ASSIGN, Step, problem_of_giving
from lienthong.kernel.actor import Actor
from lienthong.kernel.views import may_hold


def giving(open_now: list[Step], actor: Actor) -> list[dict[str, Any]]:
    """A button for each open step that the actor can give; none for who leads nobody."""
    if not may_hold(actor, ASSIGN):
        return []
    steps = [step for step in open_now if not problem_of_giving(step, None, actor)]
    plain, named = _("Giao việc"), _("Giao bước “%(step)s”")
    return [
        {
            "url": reverse("officer:step-assign", args=[step.pk]),
            "title": plain if len(steps) == 1 else named % {"step": step.title},
        }
        for step in steps
    ]
