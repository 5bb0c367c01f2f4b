# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens of the demo province begin dossiers as they would on the web."""

from __future__ import annotations

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import CitizenClaims, PersonFacts, receive_citizen
from lienthong.core.forms.api import FormDraft, form_on, start_draft
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import ProcedureVersion


def begin_draft(
    version: ProcedureVersion, *, subject: str, facts: PersonFacts
) -> tuple[Actor, FormDraft]:
    """Sign the person in as VNeID would and open a draft of the procedure."""
    citizen = receive_citizen(
        CitizenClaims(subject=subject, facts=facts, identity_level=2),
        actor=Actor.platform("Nạp tỉnh mẫu"),
    )
    actor = actor_for(citizen)
    draft = start_draft(
        form_on(version.spec.data["form"]["code"]),
        topic=version.procedure.code,
        setting={"procedure_version": version.pk},
        actor=actor,
    )
    return actor, draft
