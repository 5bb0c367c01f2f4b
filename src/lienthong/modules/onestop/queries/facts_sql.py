# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The statements that make lines of figures from what happened, and sums of days from the lines.

One set of statements serves some dossiers and all of them, so that folding in lots and making all
anew cannot differ. They read events (received, ended, who worked, what was asked), the deadline
with its adjustments (due dates, waiting) and what a dossier keeps from its filing.
"""

from __future__ import annotations

from lienthong.modules.onestop.models import DayTally

ACCEPTED = "accepted"
ENDINGS = ["granted", "refused", "withdrawn"]
RESTS = ["supplement_requested", "obligation_due", "stopped", "verification_requested"]
WORK = [
    "proposed",
    "refusal_proposed",
    "supplement_proposed",
    "verification_requested",
    "verified",
    "extension_asked",
    "stop_proposed",
    "obligation_due",
    "visit_recorded",
]
"""Events whose author is the officer who handles the dossier."""
KINDS = [ACCEPTED, *ENDINGS, *RESTS, *WORK, "paid"]
OFFLINE = ["cash", "treasury"]
"""Ways of paying that are not online."""

OF_CASES = """
  AND e.case_id = ANY(%(cases)s)
  AND e.at >= (SELECT min(received_at) - interval '1 day' FROM cases_case
               WHERE id = ANY(%(cases)s))
"""
_TOLD = """
SELECT e.case_id,
  min(e.at) FILTER (WHERE e.kind = 'accepted') AS accepted_at,
  min(e.at) FILTER (WHERE e.kind = ANY(%(endings)s)) AS ended_at,
  CASE WHEN bool_or(e.kind = 'granted') THEN 'granted'
       WHEN bool_or(e.kind = 'refused') THEN 'refused'
       WHEN bool_or(e.kind = 'withdrawn') THEN 'withdrawn' ELSE '' END AS ending,
  (max(ARRAY[e.id, e.actor_id])
    FILTER (WHERE e.kind = ANY(%(work)s) AND e.actor_id IS NOT NULL))[2] AS officer_id,
  max(e.at) FILTER (WHERE e.kind = ANY(%(rests)s)) AS rested_at,
  bool_or(e.kind = 'supplement_requested') AS supplemented,
  COALESCE(bool_or(e.data->>'method' <> ALL(%(offline)s))
    FILTER (WHERE e.kind = 'paid'), false) AS paid_online
FROM cases_caseevent e
WHERE e.kind = ANY(%(kinds)s) {cases}
GROUP BY e.case_id
HAVING bool_or(e.kind = 'accepted')
"""
_POINTS = """
SELECT 0 AS seq, t.accepted_at AS starts, d.original_due_at AS due, NULL::timestamptz AS rested
UNION ALL
SELECT a.seq, a.at,
  CASE WHEN a.kind = 'extend' AND (a.at AT TIME ZONE %(zone)s)::date
         > (a.due_before AT TIME ZONE %(zone)s)::date
       THEN a.due_before ELSE a.due_after END,
  CASE WHEN a.kind IN ('restart', 'exclude') THEN a.from_at END
FROM deadlines_dueadjustment a WHERE a.deadline_id = d.id
"""
_PIECES = """
SELECT p.starts, p.due,
  COALESCE(lead(p.rested) OVER w, lead(p.starts) OVER w, last.rest) AS until,
  COALESCE(lead(p.rested) OVER w, last.rest) AS rest_from,
  lead(p.starts) OVER w AS rest_to
FROM (SELECT points.*, lead(points.seq) OVER (ORDER BY points.seq) IS NULL AS is_last
      FROM ({points}) points) p
CROSS JOIN LATERAL (SELECT CASE
  WHEN NOT p.is_last THEN NULL
  WHEN d.state = 'held' THEN d.held_at
  WHEN d.state = 'cancelled' AND t.rested_at >= p.starts THEN t.rested_at END AS rest) last
WINDOW w AS (ORDER BY p.seq)
"""
_SPANS = """
SELECT
  range_agg(tstzrange(GREATEST(p.starts, p.due), LEAST(p.until, t.ended_at)))
    FILTER (WHERE p.due IS NOT NULL AND GREATEST(p.starts, p.due)
      < COALESCE(LEAST(p.until, t.ended_at), 'infinity')) AS late_during,
  range_agg(tstzrange(p.rest_from, LEAST(p.rest_to, t.ended_at)))
    FILTER (WHERE p.rest_from < COALESCE(LEAST(p.rest_to, t.ended_at), 'infinity')) AS held_during,
  max(GREATEST(p.starts, p.due))
    FILTER (WHERE p.due IS NOT NULL AND p.until IS NULL AND t.ended_at IS NULL) AS late_at
FROM ({pieces}) p
"""
_ON_PAPER = """
SELECT bool_and(p.files <> '[]' OR p.source IN ('form', 'national'))
FROM onestop_dossiercomponent p
WHERE p.dossier_id = o.case_id AND NOT p.present_only AND p.state NOT IN ('missing', 'not_needed')
"""
FACTS = """
INSERT INTO onestop_dossierfact (case_id, agency_id, desk_id, procedure_id, officer_id, channel,
  accepted_at, accepted_on, ended_at, ended_on, ending, outcome, due_at, late_at, late_on,
  late_during, held_during, supplemented, digitised, charged, paid_online)
SELECT t.case_id, c.agency_id, c.unit_id, v.procedure_id, t.officer_id, o.channel,
  t.accepted_at, (t.accepted_at AT TIME ZONE %(zone)s)::date,
  t.ended_at, (t.ended_at AT TIME ZONE %(zone)s)::date, t.ending,
  CASE WHEN t.ending = '' THEN NULL WHEN t.ending = 'withdrawn' THEN 2 ELSE
    COALESCE(c.outcome, CASE sign((t.ended_at AT TIME ZONE %(zone)s)::date
      - (d.due_at AT TIME ZONE %(zone)s)::date) WHEN 1 THEN 3 WHEN -1 THEN 1 ELSE 2 END) END,
  d.due_at, s.late_at, (lower(s.late_during) AT TIME ZONE %(zone)s)::date,
  COALESCE(s.late_during, '{{}}'), COALESCE(s.held_during, '{{}}'),
  t.supplemented,
  o.channel = 'online' OR o.digitisation_state = 'done' OR COALESCE(({on_paper}), false),
  o.payment_state <> 'none', t.paid_online
FROM ({told}) t
JOIN cases_case c ON c.id = t.case_id
JOIN onestop_dossier o ON o.case_id = c.id
JOIN onestop_procedureversion v ON v.id = o.procedure_version_id
LEFT JOIN deadlines_deadline d ON d.id = c.deadline_id
LEFT JOIN LATERAL ({spans}) s ON true
"""
_CHANGES = """
SELECT f.agency_id, f.procedure_id, f.accepted_on AS day,
  (f.channel = 'online')::int AS online, (f.channel = 'desk')::int AS desk,
  (f.channel = 'post')::int AS post, 0 AS early, 0 AS on_time, 0 AS late, 0 AS withdrawn,
  0 AS lapsed, 0 AS late_change, 0 AS held_change, 0 AS supplemented, 0 AS digitised,
  0 AS charged, 0 AS paid_online
FROM f
UNION ALL
SELECT f.agency_id, f.procedure_id, f.ended_on, 0, 0, 0, (f.outcome = 1)::int,
  (f.outcome = 2)::int, (f.outcome = 3)::int, (f.ending = 'withdrawn')::int, 0, 0, 0,
  f.supplemented::int, f.digitised::int, f.charged::int, f.paid_online::int
FROM f WHERE f.ended_on IS NOT NULL
UNION ALL
SELECT f.agency_id, f.procedure_id, f.late_on, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
FROM f WHERE f.late_on IS NOT NULL
UNION ALL
SELECT f.agency_id, f.procedure_id, (b.at AT TIME ZONE %(zone)s)::date, 0, 0, 0, 0, 0, 0, 0, 0,
  b.late_change, b.held_change, 0, 0, 0, 0
FROM f CROSS JOIN LATERAL (
  SELECT lower(r) AS at, 1 AS late_change, 0 AS held_change FROM unnest(f.late_during) r
  UNION ALL SELECT upper(r), -1, 0 FROM unnest(f.late_during) r
  UNION ALL SELECT lower(r), 0, 1 FROM unnest(f.held_during) r
  UNION ALL SELECT upper(r), 0, -1 FROM unnest(f.held_during) r) b
WHERE f.late_on IS NOT NULL OR f.held_during <> '{{}}'
"""
_SUMS = """
SELECT CASE GROUPING(agency_id, procedure_id) WHEN 3 THEN 0 WHEN 1 THEN 1 ELSE 2 END AS axis,
  GROUPING(day) AS grain, COALESCE(day, month) AS day, COALESCE(agency_id, procedure_id, 0) AS key,
  {sums}
FROM (SELECT c.*, date_trunc('month', c.day)::date AS month FROM ({changes}) c
      WHERE c.day IS NOT NULL) c
GROUP BY GROUPING SETS ((day), (day, agency_id), (day, procedure_id),
  (month), (month, agency_id), (month, procedure_id))
"""
TALLY = """
WITH f AS (SELECT * FROM onestop_dossierfact {which})
INSERT INTO onestop_daytally (axis, grain, day, key, {measures})
{sums}
ON CONFLICT (axis, grain, day, key) DO UPDATE SET {adds}
"""


def facts_sql(*, some: bool) -> str:
    """The statement that makes lines: of the dossiers in ``cases``, or of all."""
    told = _TOLD.format(cases=OF_CASES if some else "")
    spans = _SPANS.format(pieces=_PIECES.format(points=_POINTS))
    return FACTS.format(told=told, spans=spans, on_paper=_ON_PAPER)


def tally_sql(*, some: bool, sign: int) -> str:
    """The statement that adds the lines (``sign`` 1) to the sums of days, or takes them off."""
    names = DayTally.MEASURES
    sums = ", ".join(f"{sign} * sum({name})" for name in names)
    adds = ", ".join(f"{name} = onestop_daytally.{name} + excluded.{name}" for name in names)
    return TALLY.format(
        which="WHERE case_id = ANY(%(cases)s)" if some else "",
        measures=", ".join(names),
        sums=_SUMS.format(sums=sums, changes=_CHANGES.format()),
        adds=adds,
    )
