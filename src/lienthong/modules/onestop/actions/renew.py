# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft goes on under the version of the procedure that came into force meanwhile."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.forms.api import FormDraft, FormVersion, move_draft
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.permissions import FILE
from lienthong.modules.onestop.queries.procedures import versions_for


@action(FILE)
def renew_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Move the draft to the questions of today; answers stay where they are still asked.

    Raises ``IllegalState`` when the procedure can no longer be filed on the net.

    Legal basis: 63/2010/NĐ-CP, Điều 13.
    """
    today = versions_for(draft).today
    if today is None:
        raise IllegalState(_("Thủ tục này không còn nộp trên mạng. Hãy hỏi quầy một cửa."))
    form = FormVersion.objects.get(pk=today.form_version_id or 0)
    moved: FormDraft = move_draft(
        draft, to=form, setting={"procedure_version": today.pk}, actor=actor
    )
    return moved
