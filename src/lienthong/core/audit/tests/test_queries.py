# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Verification finds whatever was touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from lienthong.core.audit.actions.record import AuditRecorder
from lienthong.core.audit.actions.seal import seal_and_note
from lienthong.core.audit.api import VIEW, AuditRecord, AuditSeal, records_of, verify
from lienthong.core.audit.queries.trail import _LATER, _REST, content_of
from lienthong.core.audit.tests.conftest import seal_all, sql, write
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import Act
from lienthong.testing.threads import until

pytestmark = pytest.mark.covers("7")
COPY = (
    "INSERT INTO audit_auditrecord"
    " (at, generation, xid, actor_text, permission, subject_kind, hash)"
    " SELECT at, {generation}, {xid}, actor_text, permission, subject_kind, hash"
    " FROM audit_auditrecord WHERE id = %s"
)


def found() -> set[str]:
    return {finding.what for finding in verify()}


def seal(number: int) -> AuditSeal:
    return AuditSeal.objects.order_by("seq")[number]


def seal_over(record: AuditRecord) -> AuditSeal:
    """The seal that covers a record; there may be one more where others were writing."""
    place = (int(record.xid), record.id)
    seals = AuditSeal.objects.order_by("seq")
    return next(one for one in seals if (one.to_xid, one.to_id) >= place)


@pytest.mark.parametrize(
    "change",
    [
        "actor_text = 'Ai đó'",
        "changes = '{}'",
        "at = at + interval '1 microsecond'",
        "subject_id = subject_id + 1",
        "permission = 'a.b.c'",
    ],
)
def test_changed_row_is_found_by_name(sealed: list[AuditRecord], change: str) -> None:
    target = sealed[4]

    sql(f"UPDATE audit_auditrecord SET {change} WHERE id = %s", target.id)

    findings = list(verify())
    assert [(one.what, one.record_id) for one in findings] == [("content", target.id)]
    assert findings[0].seal == seal_over(target).seq


def test_changed_row_with_a_fresh_hash_is_found_by_the_root(sealed: list[AuditRecord]) -> None:
    target = sealed[4]
    target.actor_text = "Ai đó"
    values = {field.attname: getattr(target, field.attname) for field in target._meta.fields}

    sql(
        "UPDATE audit_auditrecord SET actor_text = %s, hash = %s WHERE id = %s",
        target.actor_text,
        content_of(values),
        target.id,
    )

    assert found() == {"root"}


def test_deleted_row_is_found(sealed: list[AuditRecord]) -> None:
    sql("DELETE FROM audit_auditrecord WHERE id = %s", sealed[4].id)

    assert found() == {"count", "root"}


def test_inserted_row_is_found(sealed: list[AuditRecord]) -> None:
    sql(COPY.format(generation=1, xid="xid"), sealed[4].id)

    assert found() >= {"count", "root"}


@pytest.mark.parametrize("generation", [0, 2])
def test_inserted_row_of_a_generation_that_never_was_is_found(
    sealed: list[AuditRecord], generation: int
) -> None:
    sql(COPY.format(generation=generation, xid="xid"), sealed[4].id)

    assert "stray" in found()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("root = decode('00', 'hex')", {"root", "chain"}),
        ("count = count + 1", {"count", "chain"}),
        ("previous = decode('00', 'hex')", {"chain"}),
        ("to_id = to_id - 1", {"count", "root", "chain", "span"}),
        ("from_xid = from_xid + 1", {"span", "chain"}),
    ],
)
def test_changed_seal_is_found(sealed: list[AuditRecord], change: str, what: set[str]) -> None:
    sql(f"UPDATE audit_auditseal SET {change} WHERE seq = %s", seal(1).seq)

    assert found() >= what


def test_deleted_seal_is_found(sealed: list[AuditRecord]) -> None:
    seal(1).delete()

    assert found() >= {"chain", "span"}


def test_newest_seal_when_deleted_and_made_again_over_changed_rows_then_is_found(
    trail: Callable[[], list[AuditRecord]], settings: Any, tmp_path: Path
) -> None:
    settings.FILE_STORE = tmp_path
    for row in range(2):
        write(row)
        until(lambda: seal_and_note() is not None)
    assert found() == set()
    target, number = trail()[1], seal(1).seq

    seal(1).delete()
    assert found() == {"lost"}

    target.actor_text = "Ai đó"
    values = {field.attname: getattr(target, field.attname) for field in target._meta.fields}
    sql(
        "UPDATE audit_auditrecord SET actor_text = 'Ai đó', hash = %s WHERE id = %s",
        content_of(values),
        target.id,
    )
    until(lambda: seal_and_note() is not None)
    write(2)
    until(lambda: seal_and_note() is not None)

    assert [(one.seal, one.what) for one in verify()] == [(number, "lost")]


def test_untouched_trail_is_found_whole_and_said_so(sealed: list[AuditRecord]) -> None:
    out = StringIO()

    call_command("audit", "verify", stdout=out)

    seals = AuditSeal.objects.count()  # more than three when a neighbour of the server was writing
    assert seals >= 3
    assert f"Nhật ký nguyên vẹn: {seals} niêm phong, 0 dòng" in out.getvalue()


def test_command_when_a_row_was_changed_then_names_it_and_fails(sealed: list[AuditRecord]) -> None:
    sql("UPDATE audit_auditrecord SET purpose = 'khác' WHERE id = %s", sealed[0].id)
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify", "--json", stdout=out)

    answer = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert (answer["ok"], answer["error"]) == (False, "audit_broken")
    assert [one["record"] for one in answer["findings"]] == [sealed[0].id]


def test_records_of_one_thing_are_newest_first(sealed: list[AuditRecord]) -> None:
    write(4)

    assert [row.subject_id for row in records_of("audit.thing", 4)] == [4, 4]
    assert records_of("audit.thing", 4)[0].id > sealed[4].id
    seal_all()


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5), inner
        )
    ),
    max_leaves=5,
)


@pytest.mark.django_db
@examples(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.dictionaries(st.sampled_from(["a", "ngày", "z"]), json_values))
def test_content_when_stored_and_read_again_then_has_the_same_hash(
    changes: dict[str, object],
) -> None:
    actor = Actor.platform("thử")
    AuditRecorder().record(Act(actor, VIEW, "audit.test", "audit.thing", 77, changes))

    row = AuditRecord.objects.filter(subject_id=77).order_by("-id")[0]
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields}

    assert content_of(values) == bytes(row.hash)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "values", "merged"),
    [(_REST, [1, 0, 0, 10], "r.id"), (_LATER, [1, 0, 10], "r.xid, r.id")],
)
def test_sealing_reads_in_the_order_of_the_index_and_sorts_nothing(
    sql: str, values: list[int], merged: str
) -> None:
    with connection.cursor() as cursor:
        for other in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
        sql_text = sql.format(columns="xid::text::bigint, id", finished="true")
        cursor.execute(f"EXPLAIN {sql_text}", values)
        plan = [line.strip() for (line,) in cursor.fetchall()]

    assert any(line.startswith(("->  Index Scan", "->  Index Only Scan")) for line in plan)
    assert [line for line in plan if line.startswith(("Sort Key", "->  Sort"))] == [
        f"Sort Key: {merged}"  # of the merge of the months
    ]
