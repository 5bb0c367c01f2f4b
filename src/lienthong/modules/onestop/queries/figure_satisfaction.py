# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How many who answered were satisfied, in the days and places that are asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection

from lienthong.modules.onestop.queries.figures import Asked, values_of
from lienthong.modules.onestop.queries.satisfaction import satisfaction_rules

KEPT_SECONDS = 60
_ANSWERS = """
SELECT count(*), count(*) FILTER (WHERE LEAST(a.attitude, a.punctuality, a.clarity) >= 1)
FROM onestop_satisfactionanswer a
WHERE a.on >= %(since)s AND a.on <= %(until)s {within}
"""
_WITHIN = """
AND EXISTS (
  SELECT 1 FROM onestop_satisfactionform f
  JOIN onestop_dossierpaper p ON p.id = f.paper_id JOIN cases_case c ON c.id = p.dossier_id
  JOIN onestop_dossier d ON d.case_id = c.id
  JOIN onestop_procedureversion v ON v.id = d.procedure_version_id
  WHERE f.id = a.form_id
    AND (%(unit)s::bigint IS NULL OR c.agency_id = %(unit)s)
    AND (%(procedure)s::bigint IS NULL OR v.procedure_id = %(procedure)s)
    AND (%(officer)s::bigint IS NULL OR f.officer_id = %(officer)s)
    AND (%(limited)s IS FALSE OR c.agency_id = ANY(%(units)s) OR c.unit_id = ANY(%(units)s)))
"""


@dataclass(frozen=True, slots=True)
class Satisfied:
    """Answers, and those that are satisfied with everything they were asked about.

    Legal basis: 61/2018/NĐ-CP, Điều 27.
    """

    answers: int
    good: int

    @property
    def share(self) -> float | None:
        """Percent, one decimal; None below the fewest answers that are shown."""
        if not self.answers or self.answers < satisfaction_rules().least_shown:
            return None
        return round(100 * self.good / self.answers, 1)


def satisfied(asked: Asked) -> Satisfied:
    """What was answered; for the whole province at most a minute old."""
    cache = caches["process"]
    key = f"onestop.satisfied:{asked.since}:{asked.until}"
    found: Satisfied | None = cache.get(key) if asked.is_whole else None
    if found is None:
        found = _count(asked)
        if asked.is_whole:
            cache.set(key, found, KEPT_SECONDS)
    return found


def _count(asked: Asked) -> Satisfied:
    values = values_of(asked) | {"limited": asked.allowed is not None}
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS.format(within="" if asked.is_whole else _WITHIN), values)
        return Satisfied(*cursor.fetchone())
