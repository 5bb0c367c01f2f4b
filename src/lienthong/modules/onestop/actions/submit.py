# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen submits, online.

Legal basis: 45/2020/NĐ-CP, Điều 11; 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person, person_of
from lienthong.core.cases.api import tell
from lienthong.core.forms.api import FormDraft, close_draft, spec_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.acting import represent
from lienthong.modules.onestop.actions.opening import Filing, open_dossier
from lienthong.modules.onestop.actions.receiving_files import hand_files_over
from lienthong.modules.onestop.enums import Channel, Delivery, DossierState
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.permissions import FILE
from lienthong.modules.onestop.queries.procedures import versions_for


@action(FILE)
def submit_dossier(draft: FormDraft, *, declared: bool, actor: Actor) -> Dossier:
    """Turn a complete draft into a submitted dossier; the desk answers within 8 working hours.

    Raises ``InvalidInput`` without the declaration, with answers missing, or when the mandate under
    which it was begun is good no longer.
    """
    if not declared:
        message = _("Hãy đánh dấu vào ô cam đoan trước khi nộp.")
        raise InvalidInput(message, fields={"declared": message})
    filing = _filing(close_draft(draft, actor=actor), actor)
    return send_dossier(filing, actor=actor)


@part_of_act
def send_dossier(filing: Filing, *, actor: Actor, **said: Any) -> Dossier:
    """Open a dossier with its files and put it before the desk; ``said`` stands in its history."""
    sent = replace(filing, state=DossierState.SUBMITTED, submitted_at=timezone.now())
    dossier = open_dossier(sent, actor=actor)
    hand_files_over(dossier, [pk for ids in filing.files.values() for pk in ids])
    tell(dossier.case, "submitted", actor=actor, **said)
    return dossier


def _filing(draft: FormDraft, actor: Actor) -> Filing:
    """What a draft that was just closed is filed with: closing has settled its answers."""
    answers = draft.answers
    person = person_of(actor.person_id or 0)
    version = _version_to_file_under(draft)
    mandate, representation = represent(draft, version, answers, actor)
    return Filing(
        procedure=version,
        answers=answers,
        origins=draft.origins,
        submitter=person,
        channel=Channel.ONLINE,
        files=files_by_component(version, draft.attachments),
        delivery=delivery_of(answers),
        draft_id=draft.pk,
        contact=contact_of(person, answers),
        mandate=mandate,
        representation=representation,
    )


def _version_to_file_under(draft: FormDraft) -> ProcedureVersion:
    """The version in force on the day of sending. Raises ``InvalidInput`` when it asks otherwise.

    The desk would have to send a form back that is no longer in force.
    """
    versions = versions_for(draft)
    if versions.asks_otherwise:
        message = _("Tờ khai của thủ tục này đã đổi. Hãy chuyển sang tờ khai mới rồi xem lại.")
        raise InvalidInput(message, fields={"version": message})
    return versions.to_send


def files_by_component(
    version: ProcedureVersion, kept: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, list[int]]:
    """File version ids by component, from what lies in the slots of the form."""
    found: dict[str, list[int]] = {}
    for question in spec_of(version.form_version_id or 0).fields():
        if question.kind == "file" and kept.get(question.key):
            component = str(question.attributes.get("component") or question.key)
            ids = [int(file["id"]) for file in kept[question.key]]
            found.setdefault(component, []).extend(ids)
    return found


def delivery_of(answers: Mapping[str, Any]) -> str:
    """How the result is to be handed over, as answered; electronically when nothing was."""
    wanted = str(answers.get("result_delivery", ""))
    return wanted if wanted in Delivery.values else Delivery.STORE


def contact_of(person: Person, answers: Mapping[str, Any]) -> dict[str, str]:
    """Where whoever files is reached."""
    return {
        "phone": str(answers.get("contact_phone") or person.phone),
        "email": person.email,
        "address": person.residence,
    }
