# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The acts of a life, each by the real action of whoever does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from lienthong.core.cases.api import OpinionStance
from lienthong.core.units.api import Unit
from lienthong.demo.citizens import begin_draft
from lienthong.demo.lives.asking import ask_units, hear_nothing, hear_unit, remind_unit
from lienthong.demo.lives.papers import files_for, specimen_file
from lienthong.demo.lives.performance import Performance
from lienthong.demo.lives.posting import PEN, deliver, hand_over_to_carrier
from lienthong.demo.lives.rating import DISPLEASED, PLEASED, rate
from lienthong.modules.onestop.actions.consult import begin_inquiry
from lienthong.modules.onestop.actions.counter import CounterEntry, receive_at_counter
from lienthong.modules.onestop.actions.decide import (
    issue_result,
    send_back_unissued,
    send_back_unsigned,
    sign_result,
)
from lienthong.modules.onestop.actions.examine import (
    propose_refusal,
    propose_result,
    record_verification,
    request_verification,
)
from lienthong.modules.onestop.actions.extend import NewDate, ask_extension, extend_dossier
from lienthong.modules.onestop.actions.give_back import Taker, return_result
from lienthong.modules.onestop.actions.intake import (
    ComponentCheck,
    Missing,
    accept_dossier,
    refuse_acceptance,
    request_intake_supplement,
)
from lienthong.modules.onestop.actions.money import take_cash
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.resume import end_stopped
from lienthong.modules.onestop.actions.stop import StopAsk, approve_stop, propose_stop, send_stop
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    accept_supplement,
    answer_supplement,
    propose_supplement,
    send_supplement,
)
from lienthong.modules.onestop.actions.visit import VisitRecord, record_visit
from lienthong.modules.onestop.actions.withdraw import confirm_withdrawal, withdraw_dossier
from lienthong.modules.onestop.enums import StopGround


def _submit(on: Performance) -> None:
    life = on.life
    actor, draft = begin_draft(on.version(), subject=life.filer.subject, facts=life.facts())
    draft.answers = life.answers()
    draft.attachments = files_for(draft, partial(specimen_file, draft, on.desk.specimen, actor))
    draft.save(update_fields=["answers", "attachments"])
    on.dossier = submit_dossier(draft, declared=True, actor=actor)


def _receive(on: Performance) -> None:
    life, version = on.life, on.version()
    checks = {
        part.key: ComponentCheck(state="accepted", originals=part.originals)
        for part in version.spec.components
    }
    entry = CounterEntry(
        procedure=version,
        person=life.facts(),
        answers=life.answers(),
        checks=checks,
        phone=life.filer.phone,
    )
    unit = Unit.objects.get(pk=life.office.desk_id)
    on.dossier = receive_at_counter(unit, entry=entry, actor=on.officer("desk"))


def _accept(on: Performance) -> None:
    checks = {part.key: ComponentCheck(state="accepted") for part in on.version().spec.components}
    accept_dossier(on.step("intake"), checks=checks, actor=on.officer("desk"))


def _refuse_acceptance(on: Performance) -> None:
    refuse_acceptance(
        on.step("intake"),
        reason=on.life.words["reason"],
        legal_basis="61/2018/NĐ-CP, Điều 17",
        actor=on.officer("desk"),
    )


def _ask_at_intake(on: Performance) -> None:
    words = on.life.words
    request_intake_supplement(
        on.step("intake"),
        missing=[Missing(_first_component(on), words["missing"])],
        reason=words["reason"],
        actor=on.officer("desk"),
    )


def _first_component(on: Performance) -> str:
    component = on.found.components.order_by("order").first()
    if component is None:
        raise LookupError("the procedure asks for no paper")
    return component.key


def _propose(on: Performance) -> None:
    comment = on.life.words["comment"]
    propose_result(on.step("examine"), comment=comment, actor=on.officer("examiner"))


def _propose_refusal(on: Performance) -> None:
    propose_refusal(
        on.step("examine"),
        reason=on.life.words["reason"],
        legal_basis="61/2018/NĐ-CP, Điều 19",
        actor=on.officer("examiner"),
    )


def _ask_supplement(on: Performance) -> None:
    words = on.life.words
    propose_supplement(
        on.step("examine"),
        missing=[Missing(_first_component(on), words["missing"])],
        reason=words["reason"],
        actor=on.officer("examiner"),
    )


def _send_supplement(on: Performance) -> None:
    send_supplement(on.step("send_supplement"), actor=on.officer("desk"))


def _answer(on: Performance) -> None:
    notice = on.found.supplements.latest("pk")
    said = {defect.pk: Answer(text=on.life.words["answer"]) for defect in notice.defects.all()}
    answer_supplement(on.found, answers=Answers(said), actor=on.citizen())


def _accept_supplement(on: Performance) -> None:
    accept_supplement(on.step("check_supplement"), actor=on.officer("desk"))


def _verify(on: Performance) -> None:
    comment = on.life.words["comment"]
    request_verification(on.step("examine"), comment=comment, actor=on.officer("examiner"))


def _verified(on: Performance) -> None:
    comment = on.life.words["comment"]
    record_verification(on.step("verify_marriage"), comment=comment, actor=on.officer("examiner"))


def _survey(on: Performance) -> None:
    begin_inquiry(on.step("examine"), asked=[], visit=True, actor=on.officer("examiner"))


def _pay(on: Performance) -> None:
    due = sum(fee.amount for fee in on.found.fees.all())
    take_cash(on.found, amount=due, actor=on.officer("desk"))


def _propose_stop(on: Performance) -> None:
    asked = StopAsk(StopGround.APPLICANT, on.life.words["reason"], "61/2018/NĐ-CP, Điều 19")
    propose_stop(on.step("examine"), asked=asked, actor=on.officer("examiner"))


def _approve_stop(on: Performance) -> None:
    approve_stop(on.step("approve_stop"), actor=on.officer("leader"))


def _send_stop(on: Performance) -> None:
    send_stop(on.step("send_stop"), back=GivenBack(), actor=on.officer("desk"))


def _end_stopped(on: Performance) -> None:
    back = GivenBack(originals_returned=True)
    end_stopped(on.step("close_stopped"), back=back, actor=on.officer("desk"))


def _visit(on: Performance) -> None:
    record = VisitRecord(
        visited_at=timezone.now() - timedelta(hours=2),
        place=on.life.filer.residence,
        participants=on.life.filer.name,
        findings=on.life.words["comment"],
        conclusion="fits",
    )
    record_visit(on.step("visit"), record=record, actor=on.officer("examiner"))


def _ask_extension(on: Performance) -> None:
    words = on.life.words
    asked = NewDate(day=on.life.new_day, reason=words["reason"], apology=words["apology"])
    ask_extension(on.found, asked=asked, actor=on.officer("examiner"))


def _extend(on: Performance) -> None:
    extend_dossier(on.step("extend"), actor=on.officer("desk"))


def _sign(on: Performance) -> None:
    sign_result(on.step("sign"), actor=on.officer("leader"))


def _do_not_sign(on: Performance) -> None:
    reason = on.life.words["reason"]
    send_back_unsigned(on.step("sign"), reason=reason, actor=on.officer("leader"))


def _issue(on: Performance) -> None:
    issue_result(on.step("issue"), actor=on.officer("clerk"))


def _do_not_issue(on: Performance) -> None:
    reason = on.life.words["reason"]
    send_back_unissued(on.step("issue"), reason=reason, actor=on.officer("clerk"))


def _return(on: Performance) -> None:
    filer = on.life.filer
    at_desk = on.life.channel == "desk"
    return_result(
        on.step("return_result"),
        method="desk" if at_desk else "store",
        taker=Taker(filer.name, filer.phone, PEN) if at_desk else None,
        originals_returned=at_desk,
        actor=on.officer("desk"),
    )


def _withdraw(on: Performance) -> None:
    withdraw_dossier(on.found, reason=on.life.words["reason"], actor=on.citizen())


def _confirm_withdrawal(on: Performance) -> None:
    back = GivenBack(originals_returned=True)
    confirm_withdrawal(on.step("confirm_withdrawal"), back=back, actor=on.officer("desk"))


ACTS: dict[str, Callable[[Performance], None]] = {
    "submit": _submit,
    "receive": _receive,
    "accept": _accept,
    "not_accept": _refuse_acceptance,
    "ask_at_intake": _ask_at_intake,
    "propose": _propose,
    "propose_refusal": _propose_refusal,
    "ask_supplement": _ask_supplement,
    "send_supplement": _send_supplement,
    "answer": _answer,
    "accept_supplement": _accept_supplement,
    "verify": _verify,
    "verified": _verified,
    "survey": _survey,
    "ask_land": partial(ask_units, matters=("land",)),
    "ask_both": partial(ask_units, matters=("land", "fire")),
    "remind_land": partial(remind_unit, matter="land"),
    "land_answers": partial(hear_unit, matter="land", stance=OpinionStance.AGREES),
    "fire_answers": partial(hear_unit, matter="fire", stance=OpinionStance.CONDITIONS),
    "land_silent": partial(hear_nothing, matter="land"),
    "pay": _pay,
    "propose_stop": _propose_stop,
    "approve_stop": _approve_stop,
    "send_stop": _send_stop,
    "end_stopped": _end_stopped,
    "visit": _visit,
    "ask_extension": _ask_extension,
    "extend": _extend,
    "sign": _sign,
    "do_not_sign": _do_not_sign,
    "issue": _issue,
    "do_not_issue": _do_not_issue,
    "return": _return,
    "hand_to_post": hand_over_to_carrier,
    "delivered": deliver,
    "rate_well": partial(rate, opinion=PLEASED),
    "rate_badly": partial(rate, opinion=DISPLEASED),
    "withdraw": _withdraw,
    "confirm_withdrawal": _confirm_withdrawal,
}
