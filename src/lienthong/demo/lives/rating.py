# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people tick on the form that came with their last paper; it holds no name."""

from __future__ import annotations

from lienthong.demo.lives.performance import Performance
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.satisfaction import Opinion, answer_form
from lienthong.modules.onestop.models import SatisfactionForm

PLEASED = Opinion(attitude=2, punctuality=2, clarity=1, trips=1)
DISPLEASED = Opinion(attitude=1, punctuality=0, clarity=1, trips=3)


def rate(on: Performance, *, opinion: Opinion) -> None:
    """Answer the newest form."""
    form = SatisfactionForm.objects.filter(paper__dossier=on.found).latest("pk")
    answer_form(form, opinion=opinion, actor=Actor.anonymous())
