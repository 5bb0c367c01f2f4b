# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work beside the counter that citizens are told of: that it happened, never what was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from lienthong.core.cases.api import CaseEvent, Step
from lienthong.modules.onestop.panels.citizen_words import due_words

BESIDE = frozenset({"opinion_asked", "opinion_answered", "visit_recorded"})
"""Events for officers of which citizens hear the fact and the office alone."""


def beside_title(event: CaseEvent) -> str:
    """Who is asked, who has answered, that somebody came to see; empty for anything else."""
    unit = {"unit": event.data.get("asked_unit", "")}
    if event.kind == "opinion_asked":
        return _("Chúng tôi hỏi ý kiến %(unit)s") % unit
    if event.kind == "opinion_answered":
        return _("Đã hỏi xong %(unit)s") % unit
    return _("Cán bộ đã kiểm tra thực địa") if event.kind == "visit_recorded" else ""


def beside_text(event: CaseEvent, open_steps: Iterable[Step]) -> str:
    """Until when an office has time to answer; empty once it has, or without a day."""
    if event.kind != "opinion_asked":
        return ""
    due: dict[int, datetime | None] = {step.pk: step.due_at for step in open_steps}
    day = due.get(event.step_id or 0)
    return _("Nơi được hỏi trả lời chậm nhất %(due)s.") % {"due": due_words(day)} if day else ""
