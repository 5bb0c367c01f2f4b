# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""At the counter somebody lodges for somebody else: ground, paper, slip, case, both are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Mandate, MandateFacts, MandateState, Person
from lienthong.core.notifications.api import Message
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.counter import receive_at_counter
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.tests.test_life import entry
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.5")
PRINCIPAL = "044195001234"
NUMBER = "Giấy ủy quyền 12/2026, chứng thực 20/11/2026"


def paper(**changes: Any) -> MandateFacts:
    facts = MandateFacts(
        basis="authorisation",
        principal_name="Nguyễn Thị Lan",
        personal_id=PRINCIPAL,
        valid_from=timezone.localdate(),
        number=NUMBER,
    )
    return replace(facts, **changes)


def lodge(world: World, answers: dict[str, Any], facts: MandateFacts) -> Dossier:
    asked = replace(entry(answers), behalf=facts, behalf_phone="0912000111")
    return receive_at_counter(world.ward.desk, entry=asked, actor=world.officer("one_stop_officer"))


def test_ground_is_kept_confirmed_and_stands_on_the_slip_and_the_case(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = lodge(world, answers, paper())

    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.number) == (MandateState.CONFIRMED, NUMBER)
    assert "Trung tâm Phục vụ" in mandate.decided_by_text
    assert dossier.mandate_id == mandate.pk
    assert mandate.valid_to == date(timezone.localdate().year + 1, *_before_today())
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    assert slip.data["in_place_of"] == (f"nộp thay Nguyễn Thị Lan, căn cứ: giấy ủy quyền, {NUMBER}")
    page = text_of(Desk.of(world, "civil_status_officer").case(dossier))
    assert "Nguyễn Thị Lan" in page
    assert NUMBER in page


def _before_today() -> tuple[int, int]:
    day = timezone.localdate() - timedelta(days=1)
    return day.month, day.day


def test_principal_is_told_as_well_as_the_lodger(world: World, answers: dict[str, Any]) -> None:
    dossier = lodge(world, answers, paper())
    run_jobs()

    principal = Person.objects.get(personal_id=PRINCIPAL)
    assert (principal.full_name, principal.phone) == ("Nguyễn Thị Lan", "0912000111")
    told = Message.objects.filter(kind="onestop.accepted")
    assert set(told.values_list("person_id", flat=True)) == {dossier.submitter_id, principal.pk}
    assert all(dossier.code in message.title for message in told)


def test_principal_without_account_phone_or_number_is_not_told(
    world: World, answers: dict[str, Any]
) -> None:
    child = paper(
        basis="parent",
        personal_id="",
        number="",
        date_of_birth=timezone.localdate() - timedelta(days=400),
    )
    dossier = lodge(world, answers, child)
    run_jobs()

    told = Message.objects.filter(kind="onestop.accepted")
    assert list(told.values_list("person_id", flat=True)) == [dossier.submitter_id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "behalf_number"),
        ({"principal_name": ""}, "behalf_principal_name"),
        ({"personal_id": "12"}, "behalf_personal_id"),
        ({"basis": "friend"}, "behalf_basis"),
        ({"valid_to": date(2020, 1, 1)}, "behalf_valid_to"),
    ],
)
def test_ground_that_does_not_hold_is_refused_and_nothing_is_received(
    changes: dict[str, Any], field: str, world: World, answers: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        lodge(world, answers, paper(**changes))

    assert field in refused.value.fields
    assert (Dossier.objects.count(), Mandate.objects.count()) == (0, 0)


def test_desk_types_it_keeps_it_and_must_have_seen_the_paper(world: World) -> None:
    desk = Desk.of(world, "one_stop_officer")
    address = reverse("onestop:officer-counter")
    typed = {
        "_key": "b1",
        "act": "receive",
        "person_full_name": "Trần Văn Nộp",
        "person_phone": "0912345486",
        "behalf_principal_name": "Nguyễn Thị Lan",
        "behalf_personal_id": PRINCIPAL,
        "behalf_basis": "authorisation",
        "behalf_number": NUMBER,
    }

    page = text_of(desk.client.post(address, typed))

    assert "Đánh dấu khi đã xem bản gốc giấy tờ làm căn cứ." in page
    assert f'value="{NUMBER}"' in page
    assert '<details class="desk-more" id="nop-thay" open>' in page
    assert (
        f"Trần Văn Nộp</strong>, nộp thay Nguyễn Thị Lan, căn cứ: giấy ủy quyền, {NUMBER}" in page
    )
