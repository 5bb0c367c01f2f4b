# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What asks for few dossiers by one of two marks looks at few, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lienthong.core.accounts.api import Person
from lienthong.demo.generator import Size
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.modules.onestop.models import Procedure, ProcedureVersion
from lienthong.modules.onestop.queries.dossiers import find_by_code, own_dossiers
from tests.bench.conftest import plans_of, rows

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.covers("2")]
BLOCKS = 200
PEOPLE = 10_000
_FILED = """
INSERT INTO onestop_dossier (case_id, procedure_version_id, submitter_id, submission_code, variant,
  channel, applicant, data_subject, contact, external_codes, representation, set_count, delivery,
  accepted_by_text, state_before_withdrawal, payment_state, delivery_state, digitisation_state,
  sync_state)
SELECT id, %s, (%s::bigint[])[1 + id %% %s], 'NOP-' || id, '', 'online', '{}', '{}', '{}', '[]',
  '{}', 1, 'store', '', '', 'none', 'not_yet', 'none', 'not_sent'
FROM cases_case
"""


@pytest.fixture(scope="module")
def people(crowd: Size, django_db_blocker: Any) -> Iterator[list[Person]]:
    """Ten thousand people, between whom every case is shared as a dossier."""
    with django_db_blocker.unblock():
        told = [Person(full_name=f"Người {n}", personal_id=f"{n:012}") for n in range(PEOPLE)]
        made = Person.objects.bulk_create(told)
        procedure = Procedure.objects.create(code="9.000001", slug="de-do")
        version = ProcedureVersion.objects.create(
            procedure=procedure, number=1, valid_from=date(2026, 1, 1), data={}
        )
        rows(_FILED, version.pk, [one.pk for one in made], PEOPLE)
        rows("VACUUM (ANALYZE) onestop_dossier")
        yield made
        rows("DELETE FROM onestop_dossier")
        Person.objects.filter(pk__in=[one.pk for one in made]).delete()
        rows("TRUNCATE onestop_procedure CASCADE")


@pytest.mark.parametrize("typed", ["GEN-4711", "NOP-", "GEN-0"])
def test_dossier_is_found_by_either_code_without_a_scan(people: list[Person], typed: str) -> None:
    ((case,),) = rows("SELECT id FROM cases_case WHERE code = 'GEN-4711'")
    code = f"{typed}{case}" if typed.endswith("-") else typed

    (plan,) = plans_of(lambda: find_by_code(code))

    found = find_by_code(code)
    assert (found.pk if found else None) == (None if typed == "GEN-0" else case)
    assert plan.buffers <= BLOCKS


def test_own_dossiers_are_found_without_a_scan(people: list[Person]) -> None:
    citizen = Actor(kind=ActorKind.CITIZEN, account_id=1, person_id=people[4711].pk)

    (plan,) = plans_of(lambda: list(own_dossiers(citizen)[:30]))

    found = [one.submitter_id for one in own_dossiers(citizen)]
    assert found == [people[4711].pk] * len(found)
    assert len(found) >= 5
    assert plan.buffers <= BLOCKS
