# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Calls of services: queued when their step opens, taken by the worker with a lease."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.cases.domain.patience import LATER, lease_after
from lienthong.core.cases.enums import ServiceState
from lienthong.core.cases.models import ServiceCall, Step
from lienthong.core.cases.models.serving import WAITING
from lienthong.kernel import ports
from lienthong.kernel.actions import part_of_act

JOB = "cases.serve"
LONGEST = 500


@part_of_act
def call_service(step: Step, service: str) -> ServiceCall:
    """Queue what the system has to do in a step that has just opened."""
    call = ServiceCall.objects.create(step=step, service=service, next_at=timezone.now())
    ports.defer(JOB, call_id=call.pk)
    return call


@part_of_act
def lease_call(call_id: int) -> ServiceCall | None:
    """Take a call whose moment has come for a while; None when there is nothing to do.

    One that ended badly, or not at all, comes again after a growing pause.
    """
    rows = ServiceCall.objects.select_for_update(of=("self",), skip_locked=True)
    call = rows.filter(pk=call_id, state__in=WAITING, next_at__lte=timezone.now()).first()
    if call is None:
        return None
    call.attempts += 1
    call.next_at = timezone.now() + lease_after(call.attempts)
    call.save(update_fields=["attempts", "next_at"])
    return call


@part_of_act
def put_call_back(call_id: int, *, error: str) -> None:
    """It was too early: soon again, and the attempt does not count."""
    call = ServiceCall.objects.select_for_update().get(pk=call_id)
    if call.state == ServiceState.TO_DO:
        call.attempts, call.next_at = call.attempts - 1, timezone.now() + LATER
        call.error = error[:LONGEST]
        call.save(update_fields=["attempts", "next_at", "error"])
