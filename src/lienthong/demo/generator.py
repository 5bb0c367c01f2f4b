# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Many cases at once, in plain SQL: what budgets are measured on.

The rows are like real ones in width and number, their spread over queues is skewed (a few queues
hold thousands, most hold a handful), and the same seed makes the same rows. No act is recorded:
this fills an empty database for measuring and is never part of the demo province.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from lienthong.core.search.api import count_words
from lienthong.core.units.api import Unit

SEED = 0.2026
TABLES = (
    "cases_step, cases_participation, cases_casedata, cases_case, cases_queue, cases_queuemember,"
    " cases_casekind, search_searchrow, access_role, units_unitclosure, units_unit"
)
_UNITS = """
INSERT INTO units_unit (code, created_by_act)
SELECT 'gen-' || n, '' FROM generate_series(1, %(units)s) n
"""
_ROLES = """
INSERT INTO access_role (code, title, permissions)
SELECT 'gen-' || n, 'Vai trò ' || n, '{}' FROM generate_series(1, 5) n
"""
_KINDS = """
INSERT INTO cases_casekind (code, title, icon)
SELECT 'gen.kind' || n, 'Loại ' || n, 'folder' FROM generate_series(1, 3) n
"""
_QUEUES = """
INSERT INTO cases_queue (unit_id, role_id)
SELECT u.id, r.id FROM units_unit u CROSS JOIN access_role r
"""
_CASES = """
INSERT INTO cases_case (kind_id, code, title, state, agency_id, unit_id, subject_name, priority,
  sensitivity, received_at, due_at, closed_at, outcome_at, outcome, version)
SELECT kinds.ids[1 + n %% 3], 'GEN-' || n, 'Đăng ký khai sinh cho trẻ thứ ' || n, 'in_process',
  units.ids[at.place], units.ids[at.place], 'Nguyễn Văn ' || n, 0, 'personal',
  now() - n * interval '7 minutes', now() + n * interval '3 minutes',
  CASE WHEN n > %(open)s THEN now() END,
  CASE WHEN n > %(open)s THEN now() - n * interval '3 minutes' END,
  CASE WHEN n > %(open)s THEN 1 + n %% 3 END, 1
FROM generate_series(1, %(cases)s) n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM units_unit) units
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM cases_casekind) kinds
CROSS JOIN LATERAL (
  SELECT 1 + floor(%(units)s * power(random(), 3) + n * 0)::int AS place) at
"""
_DATA = """
INSERT INTO cases_casedata (case_id, data, origins)
SELECT id, jsonb_build_object('text', repeat('x', 400)), '{}' FROM cases_case
"""
_STEPS = """
INSERT INTO cases_step (case_id, kind_id, node, title, queue_id, home_queue_id, sort_at, due_at,
  opened_at, closed_at, closed_by_text, outcome, outcomes, marks, comment, case_code, case_title,
  subject_name, unit_id, role_code, deadline_id)
SELECT c.id, c.kind_id, 'node' || c.id %% 5, 'Thẩm định hồ sơ', q.ids[at.place], q.ids[at.place],
  c.due_at, c.due_at, c.received_at, c.closed_at, '', '',
  '[{"code": "propose", "title": "Trình"}]', '{}', '', c.code, c.title, c.subject_name, c.unit_id,
  'gen-1', c.id
FROM cases_case c
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS n FROM cases_queue) q
CROSS JOIN LATERAL (
  SELECT 1 + floor(q.n * power(random(), 4) + c.id * 0)::int AS place) at
"""
_PARTICIPATION = """
INSERT INTO cases_participation (unit_id, case_id, capacity, kind_id, sort_at, closed)
SELECT unit_id, id, 'lead', kind_id, received_at, closed_at IS NOT NULL FROM cases_case
UNION ALL
SELECT u.ids[1 + c.id %% u.n], c.id, 'consult', c.kind_id, c.received_at, c.closed_at IS NOT NULL
FROM cases_case c
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS n FROM units_unit) u
"""
_SEARCH = """
INSERT INTO search_searchrow (family, kind_id, subject_id, sort_at, title, line, ts)
SELECT 1, c.kind_id, c.id, c.received_at, c.title, c.subject_name,
  setweight(array_to_tsvector(string_to_array(vn_fold(c.title), ' ')), 'A')
  || setweight(array_to_tsvector(string_to_array(vn_fold(c.subject_name), ' ')), 'B')
  || setweight(array_to_tsvector(ARRAY(
       SELECT '=' || word
       FROM unnest(string_to_array(lower(c.title || ' ' || c.subject_name), ' ')) word)
     || ARRAY(SELECT '#' || substr(flat.code, n) FROM generate_series(1, length(flat.code) - 2) n)
     ), 'C')
  || setweight(array_to_tsvector(
       ARRAY['zzu' || c.unit_id, 'zza' || c.unit_id, 'zzall', 'zzf1', 'zzk' || c.kind_id,
             'zzsinprocess']), 'D')
FROM cases_case c
CROSS JOIN LATERAL (SELECT lower(replace(c.code, '-', '')) AS code) flat
"""
_FILL = (_UNITS, _ROLES, _KINDS, _QUEUES, _CASES, _DATA, _STEPS, _PARTICIPATION, _SEARCH)


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make: open steps, closed ones, units."""

    open_steps: int = 50_000
    closed_steps: int = 25_000
    units: int = 100


class NotEmpty(RuntimeError):
    """The database already holds units: it is not there for measuring."""


def generate(size: Size) -> None:
    """Fill an empty database and leave it analysed and vacuumed. Commits as it goes.

    Raises ``NotEmpty`` and does nothing where there are units.
    """
    if Unit.objects.exists():
        raise NotEmpty
    values = {
        "units": size.units,
        "open": size.open_steps,
        "cases": size.open_steps + size.closed_steps,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(%s)", [SEED])
        for statement in _FILL:
            cursor.execute(statement, values)
    with transaction.atomic():
        count_words(whole=True)
    tidy()


def tidy() -> None:
    """Statistics and visibility as autovacuum leaves them."""
    with connection.cursor() as cursor:
        for table in TABLES.split(", "):
            cursor.execute(f"VACUUM (ANALYZE) {table}")
