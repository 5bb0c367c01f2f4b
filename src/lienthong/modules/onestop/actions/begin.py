# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Begin a draft: for oneself, for a child, for a principal.

Legal basis: 91/2015/QH13, Điều 134 to 141; 69/2024/NĐ-CP, Điều 40.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Mandate, child_of, refusal_to_act
from lienthong.core.documents.api import FileVersion
from lienthong.core.forms.api import (
    FormDraft,
    Offer,
    begin_form_draft,
    keep_file,
    spec_of,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.modules.onestop.actions.receiving_files import description
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.permissions import FILE
from lienthong.modules.onestop.queries.acting import (
    CHILD,
    MANDATE,
    WHOM,
    ActingFor,
    own_mandate,
    role_of,
)
from lienthong.modules.onestop.queries.earlier import REUSE


@action(FILE)
def begin_draft(
    version: ProcedureVersion, *, whom: str = "", reuse: bool = False, actor: Actor
) -> FormDraft:
    """Start a draft; ``whom`` is empty for oneself, ``child:7`` or ``mandate:7`` from one's lists.

    Raises ``OutOfScope`` for somebody else's child or mandate, ``IllegalState`` with plain words
    when one may not act for them today.
    """
    setting: dict[str, Any] = {"procedure_version": version.pk}
    if reuse:
        setting[REUSE] = True
    form = version.form_version_id or 0
    topic = version.procedure.code
    kind, _colon, number = whom.partition(":")
    if not whom:
        return begin_form_draft(form, topic=topic, setting=setting, actor=actor)
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        raise OutOfScope
    if kind == CHILD:
        child = child_of(actor, int(number))
        setting[WHOM] = {"kind": CHILD, "id": child.pk, "name": child.full_name}
        return begin_form_draft(form, topic=topic, setting=setting, actor=actor)
    if kind != MANDATE:
        raise OutOfScope
    mandate = own_mandate(actor, int(number))
    return _begin_for(mandate, version, form, setting, actor)


@part_of_act
def _begin_for(
    mandate: Mandate,
    version: ProcedureVersion,
    form: int,
    setting: dict[str, Any],
    actor: Actor,
) -> FormDraft:
    code = version.procedure.code
    refusal = refusal_to_act(mandate, code, on=timezone.localdate())
    role = role_of(version.spec, mandate)
    if refusal or not role:
        raise IllegalState(refusal or _("Thủ tục này không nộp thay người đó trên mạng được."))
    setting[WHOM] = {"kind": MANDATE, "id": mandate.pk, "name": mandate.principal_name}
    setting["principal_role"] = role
    draft = begin_form_draft(
        form, topic=code, setting=setting, known=_said_by_choice(version, mandate), actor=actor
    )
    return _with_paper(draft, version, mandate, actor)


def _said_by_choice(version: ProcedureVersion, mandate: Mandate) -> dict[str, Offer]:
    """The answer that somebody files in another's place: said by choosing whom."""
    answer = version.spec.people.representative_answer()
    if answer is None:
        return {}
    name = mandate.principal_name
    offer = Offer(
        value=answer[1],
        source=f"{ActingFor.code}:choice",
        title=_("Bạn chọn nộp thay %(name)s") % {"name": name},
        at=timezone.now(),
        consent=_("Bạn chọn %(name)s khi bắt đầu") % {"name": name},
    )
    return {answer[0]: offer}


def _with_paper(
    draft: FormDraft, version: ProcedureVersion, mandate: Mandate, actor: Actor
) -> FormDraft:
    """The paper of the mandate lies in the form's place for it already."""
    kept = FileVersion.objects.filter(pk=mandate.document_id or 0).first()
    wanted = version.spec.people.basis_component
    slots = [
        question.key
        for question in spec_of(draft.form_version_id).fields()
        if question.kind == "file" and question.attributes.get("component") == wanted
    ]
    if kept is None or not slots:
        return draft
    return keep_file(draft, slot=slots[0], file=description(kept), actor=actor)
