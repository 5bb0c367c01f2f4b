# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fold dossiers into lines of figures and sums of days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection

from lienthong.core.indicators.api import FigureSource
from lienthong.kernel.actions import part_of_act
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.queries.facts_sql import (
    ENDINGS,
    KINDS,
    OFFLINE,
    RESTS,
    WORK,
    facts_sql,
    tally_sql,
)

_FORGET = "DELETE FROM onestop_dossierfact WHERE case_id = ANY(%(cases)s)"


@part_of_act
def fold_dossiers(case_ids: Sequence[int]) -> None:
    """Count these dossiers anew: what they counted before is taken off, what they count now added.

    A dossier that was never accepted counts nothing.
    """
    values = _values() | {"cases": list(case_ids)}
    with connection.cursor() as cursor:
        cursor.execute(tally_sql(some=True, sign=-1), values)
        cursor.execute(_FORGET, values)
        cursor.execute(facts_sql(some=True), values)
        cursor.execute(tally_sql(some=True, sign=1), values)


@part_of_act
def fold_all_dossiers() -> None:
    """Count all dossiers from their first event."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM onestop_daytally")
        cursor.execute("DELETE FROM onestop_dossierfact")
        cursor.execute(facts_sql(some=False), _values())
        cursor.execute("ANALYZE onestop_dossierfact")
        cursor.execute(tally_sql(some=False, sign=1), _values())
        cursor.execute("ANALYZE onestop_daytally")


def _values() -> dict[str, Any]:
    return {
        "zone": settings.TIME_ZONE,
        "endings": ENDINGS,
        "rests": RESTS,
        "work": WORK,
        "kinds": KINDS,
        "offline": OFFLINE,
    }


SOURCE = FigureSource(KIND, fold_dossiers, fold_all_dossiers)
