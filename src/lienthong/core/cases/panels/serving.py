# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system does by itself in steps: what stands still, why, once more or on by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.actions.serving import pass_service, retry_service
from lienthong.core.cases.enums import ServiceState
from lienthong.core.cases.models import ServiceCall
from lienthong.core.cases.permissions import SETTLE_SERVICE
from lienthong.core.units.api import name_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Filter,
    Part,
    for_reason,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import SYSTEM
from lienthong.kernel.registry import step_services


def _subjects() -> Any:
    return ServiceCall.objects.select_related("step__unit", "step__case")


def _rows(_actor: Actor, _day: date) -> Any:
    return _subjects()


def _title(call: ServiceCall) -> str:
    service = step_services().get(call.service)
    return str(service.title) if service is not None else call.service


def _retry(call: ServiceCall, values: Values, _seen: str, actor: Actor) -> ServiceCall:
    return retry_service(call, reason=values["why"], actor=for_reason(actor, values))


def _pass(call: ServiceCall, values: Values, _seen: str, actor: Actor) -> ServiceCall:
    return pass_service(call, reason=values["why"], actor=for_reason(actor, values))


def _stands(call: ServiceCall) -> bool:
    return call.state == ServiceState.DEAD


def _state(state: str) -> Any:
    def read(call: ServiceCall) -> str:
        return str(call.get_state_display()) if call.state == state else ""

    return read


def _other(call: ServiceCall) -> str:
    return "" if call.state == ServiceState.DEAD else str(call.get_state_display())


def _facts(call: ServiceCall, _actor: Actor) -> Sequence[tuple[object, object]]:
    return (
        (_("Bước"), call.step.title),
        (_("Hồ sơ"), call.step.case_code),
        (_("Đơn vị"), name_of(call.step.unit_id)),
        (_("Đã thử"), call.attempts),
        (_("Cho làm lại"), call.replays),
        (_("Kết quả"), call.told),
    )


def _siblings(call: ServiceCall, _actor: Actor) -> list[ServiceCall]:
    rows = _subjects().filter(step__case_id=call.step.case_id)
    return list(rows.order_by("-pk")[:20])


SERVING = Directory(
    code="serving",
    slug="buoc-tu-lam",
    title=gettext_lazy("Bước hệ thống tự làm"),
    one=gettext_lazy("bước"),
    explanation=gettext_lazy(
        "Việc hệ thống làm trong quy trình: đang chờ, đã xong, dừng vì lỗi; làm lại."
    ),
    first_step=gettext_lazy("Quy trình có bước “Hệ thống tự làm” thì việc hiện ở đây."),
    permission=SETTLE_SERVICE,
    rows=_rows,
    subjects=_subjects,
    key="pk",
    name="step__title",
    order=F("made_at"),
    newest_first=True,
    search=("step__case_code", "step__title", "service", "error"),
    columns=(
        Column("service", gettext_lazy("Việc"), _title),
        Column("step__title", gettext_lazy("Bước"), lambda call: call.step.title),
        Column("code", gettext_lazy("Hồ sơ"), lambda call: call.step.case_code, is_code=True),
        Column("dead", gettext_lazy("Dừng"), _state(ServiceState.DEAD), "late"),
        Column("state", gettext_lazy("Trạng thái"), _other),
        Column("made_at", gettext_lazy("Lúc"), is_code=True),
        Column("error", gettext_lazy("Lỗi")),
    ),
    filters=(
        Filter(
            "trang-thai",
            gettext_lazy("Trạng thái"),
            lambda actor: [(str(value), str(title)) for value, title in ServiceState.choices],
            path="state",
        ),
        Filter(
            "viec",
            gettext_lazy("Việc"),
            lambda actor: [(code, str(one.title)) for code, one in step_services().items()],
            path="service",
        ),
    ),
    acts=(
        Act(
            "lam-lai",
            gettext_lazy("Cho làm lại"),
            SETTLE_SERVICE,
            _retry,
            (WHY,),
            explanation=gettext_lazy("Hệ thống thử lại từ đầu. Việc chỉ được ghi là xong một lần."),
            icon="refresh",
            done=gettext_lazy("Đã xếp làm lại. Xem kết quả sau ít giây."),
            applies=_stands,
        ),
        Act(
            "di-tiep",
            gettext_lazy("Đã làm tay, cho đi tiếp"),
            SETTLE_SERVICE,
            _pass,
            (WHY,),
            explanation=gettext_lazy("Quy trình đi tiếp như khi hệ thống làm được. Ghi ai đã làm."),
            icon="check",
            done=gettext_lazy("Quy trình đã đi tiếp."),
            is_grave=True,
            applies=_stands,
        ),
    ),
    parts=(
        Part(
            gettext_lazy("Trong cùng hồ sơ"),
            (
                Column("service", gettext_lazy("Việc"), _title),
                Column("made_at", gettext_lazy("Lúc"), is_code=True),
                Column("state", gettext_lazy("Trạng thái"), lambda c: c.get_state_display()),
                Column("told", gettext_lazy("Kết quả")),
                Column("error", gettext_lazy("Lỗi")),
            ),
            _siblings,
        ),
    ),
    facts=_facts,
    icon="settings",
    group=SYSTEM,
    place=12,
)
