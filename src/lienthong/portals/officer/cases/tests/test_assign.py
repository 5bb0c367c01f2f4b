# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A leader gives a step to somebody by name: at the dossier, from the list, and takes it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditRecord
from lienthong.core.cases.api import Step, claim_step, events_of
from lienthong.core.notifications.api import messages_page
from lienthong.core.ui.api import BulkRun, take_back_bulk
from lienthong.portals.officer.cases.tests.samples import ROLE, make_step, sign_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import acting
from lienthong.testing.world import START, World

pytestmark = pytest.mark.covers("4.3")


@pytest.fixture
def colleague(world: World) -> Account:
    """Holds the same role in the same ward."""
    officer = world.account(ROLE)
    made = Account.objects.create_user("dong-nghiep", kind="officer", display_name="Võ Thị Nga")
    post, held = officer.memberships.get(), officer.grants.get()
    made.memberships.create(unit=post.unit, position=post.position, valid_from=START, is_main=True)
    made.grants.create(role=held.role, unit=held.unit, scope=held.scope, valid_from=START)
    return made


def stored(step: Step) -> Step:
    return Step.objects.select_related("queue").get(pk=step.pk)


def test_leader_gives_a_step_and_takes_it_back(world: World, colleague: Account) -> None:
    step, client = make_step(world.ward), sign_in(world, "leader")
    claim_step(make_step(world.ward), actor=acting(colleague))
    address = reverse("officer:step-assign", args=[step.pk])

    names = [name for _pk, name in client.get(address).context["form"].fields["to"].choices]
    wrong = client.post(address, {"to": str(colleague.pk), "reason": ""})
    done = client.post(address, {"to": str(colleague.pk), "reason": "Đúng chuyên môn"})
    run_jobs()

    assert names == [
        f"{world.account(ROLE)}, chưa giữ việc nào",
        "Võ Thị Nga, đang giữ 1 việc",
    ]
    assert (wrong.status_code, done.status_code) == (422, 302)
    assert stored(step).queue.account_id == colleague.pk
    told = events_of(step.case_id)[-1]
    assert (told.kind, told.data["to"], told.data["reason"]) == (
        "step_assigned",
        "Võ Thị Nga",
        "Đúng chuyên môn",
    )
    assert AuditRecord.objects.filter(permission="cases.step.assign", subject_id=step.pk).exists()
    ((message,), _more) = messages_page(acting(colleague))
    assert message.link == reverse("officer:step", args=[step.pk])
    assert "Bạn vừa giao cho Võ Thị Nga" in client.get(address).content.decode()

    client.post(reverse("officer:step-unassign", args=[step.pk]))

    assert stored(step).queue_id == step.home_queue_id
    assert events_of(step.case_id)[-1].kind == "step_unassigned"


def test_many_are_given_at_once_and_taken_back(world: World, colleague: Account) -> None:
    steps, leader = (
        [make_step(world.ward, role="leader") for _n in range(2)],
        world.account("leader"),
    )
    held = leader.grants.get(role__code="leader")
    colleague.grants.create(role=held.role, unit=held.unit, scope=held.scope, valid_from=START)
    client, address = sign_in(world, "leader"), reverse("officer:bulk")
    typed = {"lam-gi": "cases.give", "ids": ",".join(str(step.pk) for step in steps), "viec": "lam"}

    refused = client.post(address, typed)
    fields = {one["name"]: one for one in refused.context["fields"]}
    given = typed | {"to": str(colleague.pk), "reason": "Đi công tác"}
    unseen = client.post(address, given)
    client.post(address, given | {"da-xem": str(colleague.pk)})
    run_jobs()

    assert (refused.status_code, unseen.status_code) == (422, 200)
    assert unseen.context["go_count"] == 2
    assert (str(colleague.pk), "Võ Thị Nga") in fields["to"]["choices"]
    assert fields["reason"]["error"] == "Điền chỗ này trước khi làm."
    assert [stored(step).queue.account_id for step in steps] == [colleague.pk] * 2
    take_back_bulk(BulkRun.objects.get(), actor=acting(leader))
    run_jobs()
    assert [stored(step).queue_id for step in steps] == [step.home_queue_id for step in steps]


def test_rows_that_the_chosen_person_cannot_take_are_named_before_anything_is_done(
    world: World, colleague: Account
) -> None:
    """Whoever is chosen decides which rows fail, so they are looked at before the act begins."""
    fits, theirs, other_role = (
        make_step(world.ward),
        make_step(world.ward),
        make_step(world.ward, role="leader"),
    )
    claim_step(theirs, actor=acting(colleague))
    client, address = sign_in(world, "leader"), reverse("officer:bulk")
    ids = ",".join(str(step.pk) for step in (fits, theirs, other_role))
    typed = {"lam-gi": "cases.give", "ids": ids, "viec": "xem", "danh-sach": "xem=tre"}

    nobody = client.post(address, typed | {"to": ""})
    seen = client.post(address, typed | {"to": str(colleague.pk)})
    asked = typed | {"viec": "lam", "to": str(colleague.pk), "reason": "Chia việc"}
    again = client.post(address, asked | {"da-xem": str(world.account(ROLE).pk)})

    assert nobody.status_code == 422
    assert {one["name"]: one["error"] for one in nobody.context["fields"]}["to"]
    assert [row.pk for row in seen.context["go"]] == [fits.pk]
    assert [(row.pk, row.why) for row in seen.context["stay"]] == [
        (theirs.pk, "Việc này đang ở chính người đó."),
        (other_role.pk, "Người nhận không giữ vai trò làm bước này ở đơn vị đó."),
    ]
    assert seen.context["list_url"] == "/can-bo/?xem=tre"
    assert (again.status_code, BulkRun.objects.exists()) == (200, False)
