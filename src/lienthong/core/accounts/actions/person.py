# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Register persons, from the counter and from VNeID."""

from __future__ import annotations

from dataclasses import fields

from django.utils.translation import gettext as _

from lienthong.core.accounts.domain.claims import PersonFacts
from lienthong.core.accounts.events import PersonChanged, PersonRegistered
from lienthong.core.accounts.models import Person
from lienthong.core.accounts.permissions import REGISTER_PERSON
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish

_FACTS = tuple(field.name for field in fields(PersonFacts))


@action(REGISTER_PERSON)
def register_person(facts: PersonFacts, *, authoritative: bool = False, actor: Actor) -> Person:
    """Find the person by personal identification number, or add them; fill in what is missing.

    Authoritative facts (the national database) replace what was known; others only fill gaps.
    Without a number a new person is added each time. Raises ``InvalidInput`` without a name.
    Legal basis: 69/2024/NĐ-CP, Điều 7.
    """
    return record_person(facts, authoritative=authoritative)


@part_of_act
def record_person(facts: PersonFacts, *, authoritative: bool = False) -> Person:
    """What ``register_person`` does, inside an act that has a right of its own."""
    if not facts.full_name.strip():
        raise InvalidInput(fields={"full_name": _("Hãy nhập họ, chữ đệm và tên.")})
    if not facts.personal_id:
        return _add(facts)
    values = _values(facts)
    found, is_new = Person.objects.select_for_update(of=("self",)).get_or_create(
        personal_id=facts.personal_id, defaults=values
    )
    if is_new:
        publish(PersonRegistered(person_id=found.pk))
    else:
        _bring_up_to_date(found, values, authoritative=authoritative)
    return found


def _add(facts: PersonFacts) -> Person:
    person = Person.objects.create(**_values(facts) | {"personal_id": None})
    publish(PersonRegistered(person_id=person.pk))
    return person


def _values(facts: PersonFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in _FACTS}


def _bring_up_to_date(person: Person, values: dict[str, object], *, authoritative: bool) -> None:
    changed = []
    for name, value in values.items():
        known = getattr(person, name)
        if value and value != known and (authoritative or not known):
            setattr(person, name, value)
            changed.append(name)
    if changed:
        person.save(update_fields=changed)
        publish(PersonChanged(person_id=person.pk, fields=tuple(changed)))
