# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system does by itself: once, inside the act that finishes the step, or told why not.

Nothing is locked while a call is taken: a worker that dies loses its lease, and nothing of what it
did stays. What fails for good takes the step's way for failure, or waits for an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.actions.calling import JOB, LONGEST
from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.actions.sync import finish_step
from lienthong.core.cases.adapters.hosts import Host, host_of
from lienthong.core.cases.domain.patience import MOST
from lienthong.core.cases.enums import EventAudience, ServiceState
from lienthong.core.cases.models import Case, ServiceCall, Step
from lienthong.core.cases.models.serving import WAITING
from lienthong.core.cases.permissions import SETTLE_SERVICE
from lienthong.core.cases.queries.serving import task_of, values_for
from lienthong.core.process.api import FAILED, SERVED
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.registry import step_services
from lienthong.kernel.step_services import NotYet, Served, StepService

SHORTEST_REASON = 5


@action(SETTLE_SERVICE)
def serve_step(call: ServiceCall, *, actor: Actor) -> ServiceCall:
    """Do it and finish the step, or ask and wait, when its moment has come.

    Raises ``DomainError`` for what will not work, was tried too often or was not answered in time,
    ``NotYet`` for what is too early.
    """
    case, held = _hold(call)
    if held.state not in WAITING:
        return held
    if held.state == ServiceState.ASKED:
        raise IllegalState(_("Quá hạn mà chưa có trả lời."))
    if held.attempts > MOST:
        told = _("Đã thử nhiều lần, không xong.")
        raise IllegalState(f"{told} {held.error}".strip())
    service, host = _offer(case, held.service)
    if host.rests(case):
        raise NotYet(_("Hồ sơ đang dừng hoặc đang chờ người."))
    served = service.serve(held.step, actor)
    if served is None:
        held.state, held.next_at = ServiceState.ASKED, timezone.now() + service.patience
        held.attempts, held.error = 0, ""
        held.save(update_fields=["state", "next_at", "attempts", "error"])
        return held
    return _finish(case, held, served, actor)


@action(SETTLE_SERVICE)
def answer_service(call: ServiceCall, *, served: Served, actor: Actor) -> ServiceCall:
    """The answer that was awaited has come. What comes too late, or again, changes nothing."""
    case, held = _hold(call)
    if held.state not in (ServiceState.ASKED, ServiceState.TO_DO):
        return held
    return _finish(case, held, served, actor)


@action(SETTLE_SERVICE)
def fail_service(call: ServiceCall, *, error: str, actor: Actor) -> ServiceCall:
    """It will not work: the step goes its way for failure, or stands still to be looked at."""
    case, held = _hold(call)
    if held.state not in WAITING:
        return held
    task = task_of(case, held.step)
    held.error, held.done_at = error[:LONGEST], timezone.now()
    host = host_of(case.kind.code)
    fails = task is not None and any(way.code == FAILED for way in task.outcomes)
    held.state = ServiceState.FAILED if fails and host else ServiceState.DEAD
    held.save(update_fields=["state", "error", "done_at"])
    _tell(case, held.step, "service_failed", error, actor)
    if fails and host:
        finish_step(
            case, held.step, FAILED, places=host.places(case), actor=actor, comment=held.error
        )
    return held


@action(SETTLE_SERVICE)
def retry_service(call: ServiceCall, *, reason: str, actor: Actor) -> ServiceCall:
    """Once more from the first attempt on. Raises ``IllegalState`` unless it stands still."""
    _require(reason)
    held = _dead(call)
    held.state, held.attempts, held.done_at = ServiceState.TO_DO, 0, None
    held.next_at, held.replays = timezone.now(), held.replays + 1
    held.save(update_fields=["state", "attempts", "done_at", "next_at", "replays"])
    ports.defer(JOB, call_id=held.pk)
    return held


@action(SETTLE_SERVICE)
def pass_service(call: ServiceCall, *, reason: str, actor: Actor) -> ServiceCall:
    """Somebody did it by hand: the process goes on as if the system had. Raises as above."""
    _require(reason)
    held = _dead(call)
    return _finish(held.step.case, held, Served(told=reason.strip()), actor)


def _dead(call: ServiceCall) -> ServiceCall:
    _case, held = _hold(call)
    if held.state != ServiceState.DEAD:
        raise IllegalState(_("Việc này không còn đang dừng vì lỗi. Hãy tải lại trang."))
    return held


def _hold(call: ServiceCall) -> tuple[Case, ServiceCall]:
    """Case and call, locked in this order; a call whose step was closed meanwhile is dropped."""
    case_id = Step.objects.values_list("case_id", flat=True).get(pk=call.step_id)
    case = lock_case(case_id)
    rows = ServiceCall.objects.select_for_update(of=("self",)).select_related("step")
    held = rows.get(pk=call.pk)
    held.step.case = case
    if held.step.closed_at is not None and held.state in (*WAITING, ServiceState.DEAD):
        held.state, held.done_at = ServiceState.DROPPED, timezone.now()
        held.save(update_fields=["state", "done_at"])
    return case, held


def _offer(case: Case, code: str) -> tuple[StepService, Host]:
    service, host = step_services().get(code), host_of(case.kind.code)
    if service is None or host is None or service.kind != case.kind.code:
        raise IllegalState(_("Loại việc này không dùng được việc hệ thống “%s”.") % code)
    return service, host


def _finish(case: Case, call: ServiceCall, served: Served, actor: Actor) -> ServiceCall:
    host = host_of(case.kind.code)
    if host is None:
        raise IllegalState(_("Loại việc này không dùng được việc hệ thống “%s”.") % call.service)
    call.state, call.done_at, call.error = ServiceState.DONE, timezone.now(), ""
    call.told = served.told[:LONGEST]
    call.save(update_fields=["state", "done_at", "error", "told"])
    _tell(case, call.step, "service_done", served.told, actor)
    data: Mapping[str, Any] = values_for(case, served.values)
    finish_step(
        case,
        call.step,
        SERVED,
        data=data,
        places=host.places(case),
        actor=actor,
        comment=call.told,
    )
    return call


def _tell(case: Case, step: Step, kind: str, said: str, actor: Actor) -> None:
    comment = f"{step.title}. {said}".strip()
    tell(
        case,
        kind,
        actor=actor,
        audience=EventAudience.OFFICER,
        step_id=step.pk,
        comment=comment[:LONGEST],
    )


def _require(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        told = _("Ghi lý do, ít nhất vài chữ.")
        raise InvalidInput(told, fields={"reason": told})
