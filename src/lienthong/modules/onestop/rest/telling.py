# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Other systems tell a dossier what one of its steps waits for."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path

from lienthong.core.cases.api import open_steps_of
from lienthong.kernel.views import actor_of, get_or_404
from lienthong.modules.onestop.actions.own_step import hear_message
from lienthong.modules.onestop.permissions import TELL
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.rest.filing_shapes import ToldAnswer, ToldRequest

Code = Annotated[str, Path(min_length=1, max_length=60, description="H50.12-261120-0042")]


def tell_dossier(request: HttpRequest, code: Code, body: ToldRequest) -> ToldAnswer:
    """What was waited for has come; answers the steps that are open now."""
    actor = actor_of(request)
    dossier = get_or_404(actor, TELL, dossiers(), case__code=code)
    hear_message(dossier, message=body.message, note=body.note, actor=actor)
    now_open = [step.title for step in open_steps_of(dossier.pk)]
    return ToldAnswer(code=dossier.code, steps=now_open)
