# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A parent's list of children: add, take off."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.domain.acting import ChildFacts, child_problems
from lienthong.core.accounts.enums import ChildSource, Gender
from lienthong.core.accounts.models import Child, Person
from lienthong.core.accounts.permissions import ACT_FOR
from lienthong.core.accounts.queries.acting import acting_rules, acting_words
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput

MOST_CHILDREN = 30


@action(ACT_FOR)
def add_child(
    parent: Person,
    *,
    facts: ChildFacts,
    source_id: int | None = None,
    source: str = "",
    actor: Actor,
) -> Child:
    """Put a child on the parent's list; ``source`` says in words where the data came from.

    The same source twice answers the row there is. Raises ``InvalidInput`` for facts that cannot
    be, ``IllegalState`` when the list is full. Legal basis: 91/2015/QH13, Điều 136.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    kept = Child.objects.filter(parent=parent, removed_at=None)
    known = kept.filter(source_id=source_id).first() if source_id else None
    if known is not None:
        return known
    problems = child_problems(facts, today=timezone.localdate(), rules=acting_rules())
    if problems or facts.date_of_birth is None:
        raise InvalidInput(fields=acting_words(problems))
    if kept.count() >= MOST_CHILDREN:
        raise IllegalState(_("Danh sách đã đủ %(count)s con.") % {"count": MOST_CHILDREN})
    return Child.objects.create(
        parent=parent,
        full_name=facts.full_name,
        date_of_birth=facts.date_of_birth,
        gender=facts.gender if facts.gender in Gender.values else "",
        personal_id=facts.personal_id,
        source=ChildSource.BIRTH_REGISTRATION if source_id else ChildSource.BY_HAND,
        source_id=source_id,
        source_text=source[:120],
    )


@action(ACT_FOR)
def remove_child(child: Child, *, actor: Actor) -> Child:
    """Take a child off the list; drafts and dossiers stay as they are. Again changes nothing."""
    if child.removed_at is None:
        child.removed_at = timezone.now()
        child.save(update_fields=["removed_at"])
    return child
