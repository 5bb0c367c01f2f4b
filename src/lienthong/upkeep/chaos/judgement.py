# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""After the storm: the ledger of the clients against the database and the file store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from lienthong.upkeep.chaos.ledger import ACTS, Ledger
from lienthong.upkeep.soundness import Finding, files_intact, numbers_whole

_SENT = """
SELECT f.key::text, d.submission_code, d.case_id FROM onestop_dossier d
JOIN forms_formdraft f ON f.id = d.draft_id WHERE f.key::text = ANY(%s)
"""
_CASES = """
SELECT c.id, c.state, c.code IS NOT NULL, c.outcome_at IS NOT NULL, c.closed_at IS NOT NULL,
  (SELECT count(*) FROM onestop_result r WHERE r.dossier_id = c.id),
  (SELECT count(*) FROM documents_issueddocument i JOIN onestop_result r ON r.document_id = i.id
   WHERE r.dossier_id = c.id AND i.state = 'issued')
FROM cases_case c WHERE c.id = ANY(%s)
"""
_STEPS_TWICE = """
SELECT case_id, node, count(*) FROM cases_step WHERE case_id = ANY(%s)
GROUP BY case_id, node HAVING count(*) > 1
"""
_EVENTS_TWICE = """
SELECT case_id, kind, count(*) FROM cases_caseevent WHERE case_id = ANY(%s)
  AND kind = ANY(%s) GROUP BY case_id, kind HAVING count(*) > 1
"""
_ONCE = ["submitted", "received", "granted", "returned"]
_STATES = {
    "accept": {"received", "in_process", "granted", "returned"},
    "propose": {"in_process", "granted", "returned"},
    "sign": {"in_process", "granted", "returned"},
    "issue": {"granted", "returned"},
    "return": {"returned"},
}
"""Where a dossier can be once the act was acknowledged."""
_MESSAGES = """
SELECT event_key, count(*) FROM notifications_message
GROUP BY event_key, person_id, account_id HAVING count(*) > 1
"""
_OUTBOX = """
SELECT p.code, o.topic FROM integration_outgoing o
JOIN integration_partner p ON p.id = o.partner_id WHERE o.done_at IS NULL
  AND o.next_at <= now() AND o.attempts = 0 AND o.error = ''
"""
_FAILED = """
SELECT task_name, attempts FROM procrastinate_jobs WHERE status = 'failed' AND queueing_lock IS NULL
"""
_BALANCE = """
SELECT count(*), count(*) FILTER (WHERE c.outcome_at IS NOT NULL),
  count(*) FILTER (WHERE c.outcome_at IS NULL AND c.closed_at IS NULL)
FROM onestop_dossier d JOIN cases_case c ON c.id = d.case_id WHERE c.received_at IS NOT NULL
"""


def judge(connection: psycopg.Connection[Any], ledger: Ledger, files: Path) -> Iterator[Finding]:
    """Everything that must not be."""
    yield from _submissions(connection, ledger)
    yield from _acts(connection, ledger)
    yield from numbers_whole(connection)
    yield from files_intact(connection, files).findings
    yield from (Finding("message_twice", key) for key, _n in connection.execute(_MESSAGES))
    yield from _balance(connection)


def left_undone(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """Jobs that even another try did not help, messages that wait without a reason."""
    for partner, topic in connection.execute(_OUTBOX):
        yield Finding("outbox", f"{partner} {topic}")
    for task, attempts in connection.execute(_FAILED):
        yield Finding("job_failed", f"{task} ({attempts})")


def _submissions(connection: psycopg.Connection[Any], ledger: Ledger) -> Iterator[Finding]:
    found: dict[str, list[str]] = {}
    for key, code, _case in connection.execute(_SENT, [list(ledger.submitted)]):
        found.setdefault(key, []).append(code)
    for key, code in ledger.submitted.items():
        codes = found.get(key, [])
        if not codes:
            yield Finding("submission_lost", code)
        elif codes != [code]:
            yield Finding("submission_twice", f"{code}: {codes}")


def _acts(connection: psycopg.Connection[Any], ledger: Ledger) -> Iterator[Finding]:
    cases = list(ledger.done)
    rows = {row[0]: row[1:] for row in connection.execute(_CASES, [cases])}
    for case, acts in ledger.done.items():
        if case not in rows:
            yield Finding("act_lost", f"{case} {acts}")
            continue
        yield from _case(case, acts, *rows[case])
    for case, node, times in connection.execute(_STEPS_TWICE, [cases]):
        yield Finding("step_twice", f"{case} {node} × {times}")
    for case, kind, times in connection.execute(_EVENTS_TWICE, [cases, _ONCE]):
        yield Finding("act_twice", f"{case} {kind} × {times}")


def _case(case: int, acts: list[str], state: str, coded: bool, *rest: Any) -> Iterator[Finding]:
    _decided, _closed, results, papers = rest
    if acts != list(ACTS[: len(acts)]):
        yield Finding("act_order", f"{case} {acts}")
    if state not in _STATES[acts[-1]] or not coded:
        yield Finding("act_lost", f"{case} {acts[-1]}: {state}")
    if results > 1 or papers > 1:
        yield Finding("result_twice", f"{case}: {results}, {papers}")
    if acts[-1] in ("issue", "return") and papers != 1:
        yield Finding("result_lost", f"{case}: {papers}")


def _balance(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    row = connection.execute(_BALANCE).fetchone()
    if row is not None and row[0] != row[1] + row[2]:
        yield Finding("balance", f"{row[0]} ≠ {row[1]} + {row[2]}")
