# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of services say how often each was used lately."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from lienthong.modules.onestop.models import DayTally, ProcedureVersion, TallyAxis, TallyGrain
from lienthong.modules.onestop.queries.procedures import version_by_slug
from lienthong.modules.onestop.queries.services import services
from lienthong.testing.world import World


def told(version: ProcedureVersion, day: date, *, axis: int, grain: int, online: int) -> None:
    DayTally.objects.create(
        axis=axis,
        grain=grain,
        day=day,
        key=version.procedure_id,
        online=online,
        desk=2 * online,
        post=1,
    )


def test_what_was_accepted_lately_is_counted_by_procedure_from_months_alone(world: World) -> None:
    birth, business = map(version_by_slug, ("dang-ky-khai-sinh", "dang-ky-ho-kinh-doanh"))
    month = timezone.localdate().replace(day=1)
    before, long_ago = month - timedelta(days=1), month - timedelta(days=300)
    by, months = TallyAxis.PROCEDURE, TallyGrain.MONTH
    told(birth, month, axis=by, grain=months, online=3)
    told(birth, before.replace(day=1), axis=by, grain=months, online=1)
    told(birth, long_ago.replace(day=1), axis=by, grain=months, online=50)
    told(birth, month, axis=by, grain=TallyGrain.DAY, online=70)
    told(birth, month, axis=TallyAxis.AGENCY, grain=months, online=90)
    told(business, month, axis=by, grain=months, online=0)

    filed = {service.name: service.filed for service in services()}

    assert filed[birth.short_name] == (3 + 6 + 1) + (1 + 2 + 1)
    assert filed[business.short_name] == 1
    assert sum(filed.values()) == filed[birth.short_name] + 1
