# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""People whom the desk has served before: found by digits, with what they told then.

Only submitters of dossiers that units within the officer's reach received.
Legal basis: 45/2020/NĐ-CP, Điều 4 (what the state holds is not asked for again).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import Person, persons_by_last_digits
from lienthong.core.cases.api import CaseData
from lienthong.core.forms.api import answers_by_meaning, identity_offers
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.earlier import own_answers

FEWEST_DIGITS = 4
MOST_PEOPLE = 8
WIDEST = 400
LATEST_DOSSIERS = 5


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with the contact of their latest dossier; ``told`` says when that was."""

    person: Person
    phone: str
    residence: str
    told: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A value told before, and by what source, in words."""

    value: Any
    source: str


def known_people(actor: Actor, digits: str) -> list[KnownPerson]:
    """People served before whose number or telephone ends so; one more than the most when many."""
    if len(digits) < FEWEST_DIGITS:
        return []
    found = {person.pk: person for person in persons_by_last_digits(digits, limit=WIDEST)}
    return _with_contact(actor, found)[: MOST_PEOPLE + 1]


def known_person(actor: Actor, *, pk: int = 0, personal_id: str = "") -> KnownPerson | None:
    """One person served before, by key or number; None outside the officer's reach."""
    wanted = {"pk": pk} if pk else {"personal_id": personal_id}
    person = Person.objects.filter(**wanted).first() if pk or personal_id else None
    found = _with_contact(actor, {person.pk: person}) if person else []
    return found[0] if found else None


def remembered(actor: Actor, known: KnownPerson) -> dict[str, Remembered]:
    """What is known of the person, by meaning: the population data first, then dossiers."""
    found: dict[str, Remembered] = {}
    rows = list(_received(actor, [known.person.pk])[:LATEST_DOSSIERS])
    kept = CaseData.objects.in_bulk([row.pk for row in rows])
    for row in rows:
        data = kept.get(row.pk)
        if data is not None and data.form_version_id:
            told = answers_by_meaning(data.form_version_id, data.data)
            number = known.person.personal_id or ""
            own_things = (row.applicant.get("personal_id") or number) == number
            own = own_answers(told, number, own_things=own_things)
            source = _("hồ sơ %(told)s") % {"told": _when(row)}
            fresh = {name: Remembered(value, source) for name, value in own.items() if value}
            found = fresh | found
    shared = identity_offers(known.person.pk).items()
    return found | {name: Remembered(offer.value, offer.title) for name, offer in shared}


def _with_contact(actor: Actor, people: Mapping[int, Person]) -> list[KnownPerson]:
    latest: dict[int, Dossier] = {}
    for row in _received(actor, people):
        latest.setdefault(row.submitter_id, row)
    return [_known(people[number], row) for number, row in latest.items()]


def _known(person: Person, row: Dossier) -> KnownPerson:
    phone = str(row.contact.get("phone") or person.phone)
    residence = person.residence or str(row.contact.get("address") or "")
    return KnownPerson(person, phone, residence, _when(row))


def _received(actor: Actor, people: Iterable[int]) -> QuerySet[Dossier]:
    rows = Dossier.objects.select_related("case").filter(submitter_id__in=list(people))
    allowed = reachable_unit_ids(reach(actor, RECEIVE))
    if allowed is not None:
        rows = rows.filter(case__unit_id__in=allowed)
    return rows.filter(submitted_at__isnull=False).order_by("-submitted_at", "-pk")


def _when(row: Dossier) -> str:
    day = timezone.localtime(row.accepted_at or row.case.received_at)
    return f"{row.code}, {day:%d/%m/%Y}"
