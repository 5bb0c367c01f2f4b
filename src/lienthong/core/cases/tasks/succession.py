# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that hand the work of a unit that ended to its successor."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from lienthong.core.access.api import keepers_of
from lienthong.core.cases.actions.succession import begin_work_move, carry_next_work
from lienthong.core.cases.notifications import HEIRLESS, LEFT_BEHIND
from lienthong.core.cases.queries.succession import open_cases_in, stuck_in
from lienthong.core.documents.api import papers_in_the_making
from lienthong.core.notifications.api import NewMessage, Recipient, send_message
from lienthong.core.units.api import (
    KEEP,
    Unit,
    above_each,
    continued_units,
    heirless_units,
    name_of,
    version_of,
)
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.module import MessageKind
from lienthong.kernel.text import first_names


@ports.task("cases.begin_work_move")
def begin_moving_work(from_id: int, to_id: int, on: str) -> None:
    """The first lot of what lies in a unit that ended; the others follow one another."""
    into, of = Unit.objects.get(pk=to_id), Unit.objects.get(pk=from_id)
    actor = Actor.platform("đơn vị kế tục nhận việc")
    begin_work_move(into, of=of, on=date.fromisoformat(on), actor=actor)


@ports.task("cases.move_work")
def move_work(move_id: int) -> None:
    """Move the cases of a lot one by one; goes on where an earlier run stopped."""
    actor, left = Actor.platform("đơn vị kế tục nhận việc"), True
    while left:
        with transaction.atomic():
            left = carry_next_work(move_id, actor=actor)


@ports.task("cases.warn_heirless")
def warn_heirless(day: str) -> None:
    """Tell who keeps units which of them end with open work or drafts that nobody takes over."""
    for unit_id, ends in heirless_units():
        cases, papers = open_cases_in(unit_id).count(), papers_in_the_making(unit_id).count()
        if cases or papers:
            values = {"unit": name_of(unit_id), "day": f"{ends:%d/%m/%Y}"}
            values |= {"cases": str(cases), "papers": str(papers)}
            link = reverse("administration:directory-row", args=["don-vi", unit_id])
            _warn(HEIRLESS, unit_id, f"heirless:{unit_id}:{day}", values, link)


@ports.task("cases.move_left_work")
def move_left_work(day: str) -> None:
    """What came into an ended unit since goes to its heir; tell of what its lots left behind."""
    actor = Actor.platform("đơn vị kế tục nhận việc")
    for of_id, into_id, on in continued_units(date.fromisoformat(day)):
        if not open_cases_in(of_id).exists():
            continue
        of, into = Unit.objects.get(pk=of_id), Unit.objects.get(pk=into_id)
        begin_work_move(into, of=of, on=on, actor=actor)
        stuck = stuck_in(of_id)
        if stuck:
            values = {"unit": name_of(of_id, on=on - timedelta(days=1)), "heir": name_of(into_id)}
            values |= {"cases": str(len(stuck)), "names": first_names(stuck)}
            link = reverse("administration:directory", args=["chuyen-viec-don-vi"])
            _warn(LEFT_BEHIND, into_id, f"left:{of_id}:{day}", values, link)


def _warn(kind: MessageKind, unit_id: int, key: str, values: dict[str, str], link: str) -> None:
    parent = version_of(unit_id).parent_id
    above = above_each([parent])[parent] if parent else ()
    there = keepers_of(KEEP.code, [unit_id, *above])
    keepers = {one.pk: one for one in (*there, *keepers_of(KEEP.code))}
    for account in keepers.values():
        send_message(
            NewMessage(
                kind=kind.code,
                event_key=key,
                recipient=Recipient(str(account), account_id=account.pk),
                values=values,
                link=link,
            ),
            actor=Actor.platform("nhắc việc còn ở đơn vị kết thúc"),
        )
