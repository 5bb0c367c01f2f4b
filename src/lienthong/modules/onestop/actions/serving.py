# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system does by itself in a step of a dossier's process.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, answer_service, call_of, fail_service, tell
from lienthong.core.integration.api import Incoming, enqueue, partner_by_code
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.language import of_record
from lienthong.kernel.step_services import Served
from lienthong.modules.onestop.adapters.population import PARTNER, TOPIC, is_connected
from lienthong.modules.onestop.models import Dossier

LONGEST = 300


@part_of_act
def tell_applicant(step: Step, actor: Actor) -> Served:
    """Tell whoever filed the dossier what the step says, in its mark ``text`` or its title."""
    text = str(step.marks.get("text") or step.title)[:LONGEST]
    tell(step.case, "process_told", actor=actor, step_id=step.pk, reason=text)
    return Served(told=text)


@part_of_act
def ask_residence(step: Step, actor: Actor) -> None:
    """Ask the population database about the applicant; the answer comes by the inbox.

    Raises ``InvalidInput`` without a number to ask for, ``IllegalState`` without a connection.
    """
    if not is_connected():
        raise IllegalState(_("Bản cài đặt này chưa nối với cơ sở dữ liệu dân cư."))
    dossier = Dossier.objects.select_related("case__subject").get(pk=step.case_id)
    person = dossier.case.subject
    if person is None or not person.personal_id:
        raise InvalidInput(_("Người nộp chưa có số định danh để hỏi."))
    born = person.date_of_birth
    enqueue(
        partner_by_code(PARTNER),
        topic=TOPIC,
        ordering_key=f"case:{step.case_id}",
        dedupe_key=f"step:{step.pk}",
        payload={
            "id": f"step-{step.pk}",
            "number": person.personal_id,
            "name": person.full_name,
            "born": born.isoformat() if born else "",
        },
    )


@part_of_act
def take_answer(message: Incoming, *, actor: Actor) -> None:
    """The database has answered: the step that asked is finished with what it says.

    Raises ``IllegalState`` for an answer to no step of ours.
    """
    call = call_of(_step_id(message.payload))
    if call is None:
        raise IllegalState(_("Câu trả lời này không thuộc bước nào của hệ thống."))
    answer_service(call, served=served_by(message.payload), actor=actor)


@part_of_act
def give_up_asking(payload: Mapping[str, Any], *, error: str, actor: Actor) -> None:
    """The question could not be asked, however often it was tried."""
    call = call_of(_step_id(payload))
    if call is not None:
        fail_service(call, error=error, actor=actor)


def _step_id(payload: Mapping[str, Any]) -> int:
    _word, _dash, number = str(payload.get("id", "")).partition("-")
    return int(number) if number.isascii() and number.isdigit() else 0


def served_by(answer: Mapping[str, Any]) -> Served:
    """What the database says, in words and as the values that processes may use."""
    matches = bool(answer["found"] and answer["name_matches"])
    with of_record():
        if not answer["found"]:
            told = _("Không tìm thấy số định danh này.")
        elif not matches:
            told = _("Họ tên không khớp với số định danh.")
        else:
            told = _("Khớp. Nơi cư trú: %(place)s.") % {"place": answer["residence"] or "–"}
    values: dict[str, str | bool] = {"residence_confirmed": matches}
    return Served(told, values | {"residence": str(answer["residence"])})
