# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A granted result is revoked: every place says so at once; every wrong way is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import open_steps_of
from lienthong.core.documents.api import IssuedDocument
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion
from lienthong.modules.onestop.actions.decide import issue_result
from lienthong.modules.onestop.actions.examine import propose_refusal
from lienthong.modules.onestop.actions.give_back import Taker
from lienthong.modules.onestop.actions.revoke import RevocationDecision, revoke_result
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.dossiers import dossiers, register_rows
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

pytestmark = pytest.mark.usefixtures("signing")
GROUND = "Khai sai năm sinh của mẹ."


def decision(**changes: Any) -> RevocationDecision:
    given = RevocationDecision(
        GROUND, "60/2014/QH13, Điều 70", "12/QĐ-UBND", timezone.localdate(), ""
    )
    return replace(given, **changes)


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


@pytest.fixture
def granted(world: World, answers: dict[str, Any], office: Office) -> Dossier:
    return once("granted, to be revoked", lambda: _granted(world, answers, office))


def _granted(world: World, answers: dict[str, Any], office: Office) -> Dossier:
    dossier = receive(world, answers)
    office.propose()
    office.sign()
    office.issue()
    return reread(dossier)


def give_back(office: Office) -> None:
    taker = Taker("Lê Quang Thắng", "", "M0 0L9 9")
    office.hand_out(method="desk", taker=taker, originals_returned=True)


def test_revoked_after_return_shows_everywhere(
    world: World, office: Office, granted: Dossier
) -> None:
    give_back(office)
    closed_at = reread(granted).case.closed_at

    revoke_result(granted, decision=decision(), actor=office.actor("leader"))

    revoked = reread(granted)
    assert (revoked.state, revoked.case.closed_at) == (DossierState.REVOKED, closed_at)
    document = IssuedDocument.objects.get(pk=revoked.result.document_id or 0)
    assert (document.state, document.ended_reason) == ("revoked", GROUND)
    code = document.verification_code
    check = Client().get(f"/xac-minh/{code}/", follow=True).content.decode()
    assert "Không được dùng giấy này" in check
    assert GROUND in check
    assert "12/QĐ-UBND" in check
    owner = Citizen(Account.objects.get(person__personal_id="044194003812"))
    page = owner.get(f"/ho-so/{revoked.code}/")
    assert "Kết quả này đã bị thu hồi" in page
    assert "Tải kết quả" not in page
    owner.get(f"/ho-so/{revoked.code}/ket-qua/", status=404)
    looked_up = Client().get(f"/tra-cuu/{revoked.code}/").content.decode()
    assert "Kết quả của hồ sơ này đã bị thu hồi" in looked_up
    assert "12/QĐ-UBND" in looked_up
    assert GROUND not in looked_up
    officer = Client()
    officer.force_login(world.account("civil_status_officer"))
    case = officer.get(reverse("onestop:officer-case", args=[revoked.pk])).content.decode()
    assert GROUND in case
    (row,) = register_rows(dossiers())
    assert row["note"].endswith("12/QĐ-UBND")
    assert row["note"].startswith("Đã thu hồi")


def test_revoked_before_return_closes_the_desks_step(office: Office, granted: Dossier) -> None:
    assert [step.node for step in open_steps_of(granted.pk)] == ["return_result"]

    revoke_result(granted, decision=decision(), actor=office.actor("leader"))

    revoked = reread(granted)
    assert open_steps_of(granted.pk) == []
    assert revoked.case.closed_at is not None
    with pytest.raises(IllegalState):
        revoke_result(granted, decision=decision(), actor=office.actor("leader"))


def test_correction_is_linked_from_the_revoked_paper(
    world: World, answers: dict[str, Any], office: Office, granted: Dossier
) -> None:
    give_back(office)
    again = receive(world, answers)
    office.propose()
    office.sign()
    office.issue()
    corrected = reread(again)

    revoke_result(
        granted, decision=decision(correction=corrected.code), actor=office.actor("leader")
    )

    old = IssuedDocument.objects.get(pk=reread(granted).result.document_id or 0)
    new = IssuedDocument.objects.get(pk=corrected.result.document_id or 0)
    assert old.replaced_by == new
    page = Client().get(f"/xac-minh/{old.verification_code}/", follow=True).content.decode()
    assert "Xem giấy thay thế" in page
    assert reread(corrected).state == DossierState.GRANTED


def test_a_decision_that_is_not_complete_is_refused(office: Office, granted: Dossier) -> None:
    leader = office.actor("leader")
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong: dict[str, Any] = {
        "ground": " ",
        "legal_basis": "",
        "number": "",
        "decided_on": tomorrow,
        "correction": granted.code,
    }
    with pytest.raises(InvalidInput) as refused:
        revoke_result(granted, decision=decision(**wrong), actor=leader)

    assert set(refused.value.fields) == set(wrong)
    assert reread(granted).state == DossierState.GRANTED


def test_only_the_leader_of_this_unit_and_nobody_with_a_stale_screen(
    world: World, office: Office, granted: Dossier
) -> None:
    with pytest.raises(NotAllowed):
        revoke_result(granted, decision=decision(), actor=office.actor("clerk"))
    with pytest.raises(OutOfScope):
        revoke_result(granted, decision=decision(), actor=world.officer("leader", ward=world.other))
    with pytest.raises(StaleVersion):
        revoke_result(granted, decision=decision(), version=1, actor=office.actor("leader"))
    assert reread(granted).state == DossierState.GRANTED


def test_a_refused_result_and_one_not_issued_cannot_be_revoked(
    world: World, answers: dict[str, Any], office: Office
) -> None:
    dossier = receive(world, answers)
    with pytest.raises(IllegalState):
        revoke_result(dossier, decision=decision(), actor=office.actor("leader"))
    role = "civil_status_officer"
    propose_refusal(
        office.step(role),
        reason="Không đủ căn cứ.",
        legal_basis="60/2014/QH13, Điều 16",
        actor=office.actor(role),
    )
    office.work()
    office.sign()
    office.issue()

    with pytest.raises(IllegalState):
        revoke_result(dossier, decision=decision(), actor=office.actor("leader"))
    assert reread(dossier).state == DossierState.REFUSED


def test_leader_revokes_on_the_case_screen_and_a_refusal_keeps_what_was_typed(
    world: World, granted: Dossier
) -> None:
    client = Client()
    client.force_login(world.account("leader"))
    address = reverse("onestop:officer-revoke", args=[granted.pk])
    typed = {
        "ground": GROUND,
        "legal_basis": "60/2014/QH13",
        "number": "12/QĐ-UBND",
        "decided_on": "31/31/2026",
        "_key": "r1",
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Ghi ngày quyết định" in refused.content.decode()
    assert GROUND in refused.content.decode()

    day = f"{timezone.localdate():%d/%m/%Y}"
    client.post(address, typed | {"decided_on": day, "_key": "r2"})

    assert reread(granted).state == DossierState.REVOKED


def again_for(world: World, answers: dict[str, Any], office: Office) -> Dossier:
    again = receive(world, answers)
    office.propose()
    office.sign()
    return again


def test_paper_issued_in_the_place_of_a_valid_one_replaces_it_everywhere(
    world: World, answers: dict[str, Any], office: Office, granted: Dossier
) -> None:
    give_back(office)
    again = again_for(world, answers, office)
    clerk = Desk.of(world, "clerk")
    step = office.step("clerk")
    wrong = clerk.act("issue", step, corrects="H50.12-261126-9999")
    assert wrong.status_code == 422
    assert "Không có kết quả đã cấp nào mang mã này" in text_of(wrong)
    assert 'value="H50.12-261126-9999"' in text_of(wrong)
    assert clerk.act("issue", step, corrects=f" {granted.code.lower()} ").status_code == 302
    office.work()

    new, old = (
        IssuedDocument.objects.get(pk=reread(one).result.document_id or 0)
        for one in (again, granted)
    )
    assert reread(again).result.corrects == reread(granted).result
    assert (old.state, old.replaced_by) == ("replaced", new)
    assert old.ended_reason == f"Đã cấp lại, số {new.number_text}."
    page = text_of(Client().get(f"/xac-minh/{old.verification_code}/", follow=True))
    assert "Giấy này đã được thay bằng giấy khác" in page
    page = text_of(Client().get(f"/xac-minh/{new.verification_code}/", follow=True))
    assert "Giấy này là thật và còn hiệu lực" in page
    assert f"số {old.number_text} ngày {old.dated_on:%d/%m/%Y}" in page
    assert f'href="/xac-minh/{old.printed_code}/"' in page
    for dossier, words, other in (
        (again, "Cấp lại, thay kết quả của hồ sơ", granted),
        (granted, "Kết quả này đã được cấp lại theo hồ sơ", again),
    ):
        shown = text_of(clerk.case(reread(dossier)))
        assert f"{words} {reread(other).code}" in shown
    mother = Citizen(Account.objects.get(person__personal_id="044194003812"))
    said = mother.get(f"/ho-so/{granted.code}/")
    assert f"Kết quả đã được cấp lại theo hồ sơ {reread(again).code}" in said
    with pytest.raises(IllegalState):
        revoke_result(reread(granted), decision=decision(), actor=office.actor("leader"))


def test_paper_issued_after_a_revocation_is_named_by_the_revoked_one(
    world: World, answers: dict[str, Any], office: Office, granted: Dossier
) -> None:
    revoke_result(granted, decision=decision(), actor=office.actor("leader"))
    again = again_for(world, answers, office)
    issue_result(office.step("clerk"), corrects=granted.code, actor=office.actor("clerk"))
    office.work()

    new, old = (
        IssuedDocument.objects.get(pk=reread(one).result.document_id or 0)
        for one in (again, granted)
    )
    assert (old.state, old.replaced_by) == ("revoked", new)
    assert reread(granted).result.revocation.corrected_by == again
    page = text_of(Client().get(f"/xac-minh/{old.verification_code}/", follow=True))
    assert "Không được dùng giấy này" in page
    assert "Xem giấy thay thế" in page
    third = again_for(world, answers, office)
    with pytest.raises(InvalidInput) as refused:
        issue_result(office.step("clerk"), corrects=granted.code, actor=office.actor("clerk"))
    assert set(refused.value.fields) == {"corrects"}
    assert reread(third).result.corrects is None
