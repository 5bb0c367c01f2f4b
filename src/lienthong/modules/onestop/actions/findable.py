# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dossiers, those who file them and procedures in the search index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import Capacity, lock_case
from lienthong.core.search.api import (
    PUBLIC_TOKEN,
    Family,
    Findable,
    above_token,
    person_token,
    push,
    remove,
    unit_token,
)
from lienthong.core.units.api import above_any
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.text import mask_personal_id
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, Procedure, ProcedureVersion
from lienthong.modules.onestop.queries.dossiers import OWNER_KIND
from lienthong.modules.onestop.queries.files import given_files


@part_of_act
def make_findable(dossier: Dossier, taking_part: Iterable[int] | None = None) -> None:
    """Push the rows of a dossier and of its people, for the units that take part and those above.

    A unit that took part once finds it no longer; the people stay known to it. Who takes part is
    read unless the caller has just said it.
    """
    case = dossier.case
    if taking_part is None:
        rows = case.participations.exclude(capacity=Capacity.FORMER)
        taking_part = rows.values_list("unit_id", flat=True)
    scope = _scope(taking_part)
    people = sorted({pk for pk in (dossier.submitter_id, case.subject_id) if pk})
    filing = dossier.submitter
    others = Person.objects.filter(pk__in=set(people) - {filing.pk}) if len(people) > 1 else ()
    push(
        Findable(
            kind_id=case.kind_id,
            subject_id=case.pk,
            sort_at=case.received_at,
            title=case.title,
            line=" · ".join(part for part in (dossier.code, case.subject_name) if part),
            codes=_codes(dossier),
            scope=(*scope, *(person_token(person) for person in people)),
            state=case.state,
        ),
        *(_person(each, scope) for each in (filing, *others)),
    )


def _codes(dossier: Dossier) -> tuple[str, ...]:
    own = (dossier.case.code, dossier.submission_code)
    return tuple(code for code in (*own, *dossier.external_codes) if code)


def _scope(units: Iterable[int]) -> tuple[str, ...]:
    part = set(units)
    return (
        *(unit_token(unit) for unit in sorted(part)),
        *(above_token(unit) for unit in sorted(part | above_any(part))),
    )


def _person(person: Person, scope: tuple[str, ...]) -> Findable:
    number, born = person.personal_id or "", person.date_of_birth
    shown = [mask_personal_id(number) if number else "", f"{born:%d/%m/%Y}" if born else ""]
    return Findable(
        family=Family.PERSON,
        kind_id=0,
        subject_id=person.pk,
        sort_at=timezone.now(),
        title=person.full_name,
        line=" · ".join(part for part in shown if part),
        codes=tuple(code for code in (number, person.phone) if code),
        scope=scope,
        grows=True,
    )


@part_of_act
def files_found_beside(dossier_id: int, file_ids: Sequence[int]) -> dict[int, str]:
    """Files of a dossier that was sent, except what its citizen still holds; locks the dossier."""
    if not Dossier.objects.filter(pk=dossier_id).exists():
        return {}
    case = lock_case(dossier_id)
    sent = case.state != DossierState.DRAFT
    return dict.fromkeys(given_files(case.pk, file_ids), case.title) if sent else {}


@part_of_act
def found_nowhere(_owner_id: int, _file_ids: Sequence[int]) -> dict[int, str]:
    """Pages photographed for a desk are only its officer's until the dossier has them."""
    return {}


@part_of_act
def make_procedure_findable(version: ProcedureVersion) -> None:
    """Push the row of a procedure if the version is in force today; every officer finds it."""
    today = timezone.localdate()
    if today < version.valid_from or (version.valid_to and today >= version.valid_to):
        return
    push(
        Findable(
            family=Family.PROCEDURE,
            kind_id=0,
            subject_id=version.procedure_id,
            sort_at=clock.midnight(version.valid_from),
            title=version.short_name,
            line=f"{version.procedure.code} · {version.field_name}",
            body=" ".join([version.name, *version.data.get("keywords", ())]),
            codes=(version.procedure.code,),
            scope=(PUBLIC_TOKEN,),
        )
    )


@part_of_act
def make_procedures_findable() -> int:
    """Push every procedure in force today and take the others out; how many are in force."""
    rows = ProcedureVersion.objects.select_related("procedure").on(timezone.localdate())
    versions = list(rows)
    for version in versions:
        make_procedure_findable(version)
    known = {version.procedure_id for version in versions}
    for pk in Procedure.objects.exclude(pk__in=known).values_list("pk", flat=True):
        remove(pk, family=Family.PROCEDURE)
    return len(versions)


FINDERS = {OWNER_KIND: files_found_beside, "onestop.camera": found_nowhere}
