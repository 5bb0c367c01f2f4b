# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A paper of a dossier that waits for a silent signing service: what is told and offered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.documents.api import failures
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_papers import issued_of


def waiting_part(dossier: Dossier, step: Step | None, actor: Actor) -> dict[str, Any]:
    """For what the paper of a busy step waits, and whether with the actor's key.

    ``stopped``: its signature failed or was given up, and the step is about to open again.
    ``unissued``: why a sealed paper was not issued.
    """
    if step is None or not step.marks.get("busy"):
        return {"wait": None, "waits_mine": False, "stopped": False, "unissued": ""}
    paper = dossier.result.document_id or 0
    wait = failures.waits_of([paper]).get(paper)
    is_mine = wait is not None and wait.account_id == actor.account_id
    stopped = wait is None and paper in failures.last_failures([paper])
    sealed = issued_of(dossier) if step.marks["busy"] == "issue" and wait is None else None
    unissued = failures.unissued_because(sealed) if sealed else ""
    return {"wait": wait, "waits_mine": is_mine, "stopped": stopped, "unissued": unissued}


def waiting_words(count: int, *, stops: bool) -> str:
    """What is said after ``count`` signatures were given up (``stops``) or their service asked."""
    if count:
        told = _("Đã thôi chờ. Văn bản chưa xong, làm lại được.")
        return told if stops else _("Đang hỏi lại dịch vụ ký số.")
    if stops:
        return _("Văn bản không còn chờ: vừa ký xong, hoặc đã dừng trước đó.")
    return _("Không hỏi thêm: dịch vụ đang được hỏi lại, hoặc văn bản không còn chờ.")
