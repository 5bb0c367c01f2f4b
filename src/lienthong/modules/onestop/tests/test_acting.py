# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Filing for a child and in somebody else's place, from the account to the desk and the paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.accounts.api import (
    Account,
    Child,
    ChildFacts,
    Mandate,
    MandateFacts,
    Person,
    add_child,
    attach_mandate_document,
    declare_mandate,
    end_mandate,
    remove_child,
)
from lienthong.core.cases.api import Case, CaseData
from lienthong.core.documents.api import File, FileVersion
from lienthong.core.forms.api import FormDraft, prefill_draft
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.actions.acting import settle_basis
from lienthong.modules.onestop.actions.begin import begin_draft
from lienthong.modules.onestop.actions.intake import ComponentCheck, accept_dossier
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.models import Dossier, DossierPaper, ProcedureVersion, Result
from lienthong.modules.onestop.queries.acting import ActingFor
from lienthong.modules.onestop.queries.dossiers import own_dossier, own_dossiers
from lienthong.modules.onestop.queries.files import reads_mandate_paper
from lienthong.modules.onestop.tests.citizen import Citizen, hidden
from lienthong.modules.onestop.tests.samples import BUSINESS, business_answers
from lienthong.modules.onestop.tests.test_life import BIRTH, receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.world import World

MINE, OTHER = "044194003812", "044091001234"


def account(number: str) -> Account:
    return Account.objects.get(person__personal_id=number, kind="citizen")


def person(number: str) -> Person:
    return Person.objects.get(personal_id=number)


def procedure(code: str) -> ProcedureVersion:
    found: ProcedureVersion = ProcedureVersion.objects.select_related("procedure").get(
        procedure__code=code
    )
    return found


@pytest.fixture
def duyen(world: World) -> Citizen:
    return Citizen(account(MINE))


@pytest.fixture
def thang(world: World) -> Citizen:
    """The one in whose place Duyên acts."""
    return Citizen(account(OTHER))


def keep_child(world: World, name: str, days: int, number: str = MINE) -> Child:
    facts = ChildFacts(name, timezone.localdate() - timedelta(days), "female")
    return add_child(person(number), facts=facts, actor=world.citizen(number))


def paper_of(mandate: Mandate) -> FileVersion:
    file = File.objects.create(title="giấy", owner_kind="accounts.mandate", owner_id=mandate.pk)
    made: FileVersion = FileVersion.objects.create(
        file=file,
        number=1,
        original_name="giay-uy-quyen.pdf",
        content_type="application/pdf",
        source="uploaded",
        uploaded_at=timezone.now(),
        size=1000,
        sha256="0" * 64,
        storage_key="x",
    )
    return made


def keep_mandate(world: World, **changes: Any) -> Mandate:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "basis": "authorisation",
        "principal_name": "Lê Quang Thắng",
        "personal_id": OTHER,
        "gender": "male",
        "date_of_birth": date(1991, 2, 1),
        "number": "12/2026",
        "valid_from": today - timedelta(5),
        "valid_to": today + timedelta(60),
    }
    actor = world.citizen()
    mandate = declare_mandate(person(MINE), facts=MandateFacts(**values | changes), actor=actor)
    version = paper_of(mandate)
    return attach_mandate_document(
        mandate, file_version_id=version.pk, name=version.original_name, actor=actor
    )


def filled(world: World, mandate: Mandate, **changes: Any) -> FormDraft:
    """A draft in Thắng's place with every answer given."""
    draft = begin_draft(procedure(BUSINESS), whom=f"mandate:{mandate.pk}", actor=world.citizen())
    answers = business_answers(
        submitter_role="representative",
        owner_full_name="Lê Quang Thắng",
        owner_date_of_birth="1991-02-01",
        owner_sex="male",
        owner_personal_id=OTHER,
        submitter_full_name="Trần Thị Mỹ Duyên",
        submitter_personal_id=MINE,
        mandate_kind="person",
    )
    draft.answers = answers | changes
    draft.save()
    return draft


def send(world: World, draft: FormDraft) -> Dossier:
    return submit_dossier(draft, declared=True, actor=world.citizen())


def test_choosing_a_child_fills_their_answers_with_the_source(world: World, duyen: Citizen) -> None:
    child = keep_child(world, "Lê Khánh An", 40)
    page = duyen.get("/thu-tuc/dang-ky-khai-sinh/bat-dau/")
    assert "Bạn nộp cho ai?" in page
    assert f'value="child:{child.pk}"' in page

    draft = begin_draft(procedure(BIRTH), whom=f"child:{child.pk}", actor=world.citizen())
    address = f"/ban-nhap/{draft.key}/start/"
    typed = {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": "Phường Đồng Hới",
    }
    assert duyen.post(address, hidden(duyen.get(address)) | typed).status_code == 302
    draft.refresh_from_db()
    assert draft.answers["child_full_name"] == "Lê Khánh An"
    assert draft.answers["child_date_of_birth"] == child.date_of_birth.isoformat()
    assert draft.origins["child_full_name"]["title"] == "Danh sách con bạn đã lưu"
    shown = duyen.get(f"/ban-nhap/{draft.key}/child/")
    assert "Danh sách con bạn đã lưu" in shown
    assert "Không đúng? Sửa lại" in shown
    assert "Đăng ký khai sinh · Lê Khánh An" in shown


def test_authors_are_told_what_is_known_of_children_and_principals(world: World) -> None:
    asked = {"child.sex", "child.phone", "mother.full_name", "mother.phone", "deceased.full_name"}
    assert ActingFor().fills(frozenset(asked)) == {
        "child.sex": "con trong danh sách của người nộp",
        "mother.full_name": "người được làm thay",
    }


def test_three_children_in_three_drafts_are_never_mixed(world: World, duyen: Citizen) -> None:
    names = ["Lê Khánh An", "Lê Khánh Bình", "Lê Khánh Chi"]
    drafts = []
    for place, name in enumerate(names):
        child = keep_child(world, name, 40 + 400 * place)
        drafts.append(
            begin_draft(
                procedure(BIRTH), whom=f"child:{child.pk}", reuse=True, actor=world.citizen()
            )
        )
    listed = duyen.get("/ban-nhap/")
    waiting = duyen.get("/thu-tuc/dang-ky-khai-sinh/bat-dau/")
    for draft, name in zip(drafts, names, strict=True):
        assert name in listed
        assert f"Làm tiếp cho {name}" in waiting
        address = f"/ban-nhap/{draft.key}/start/"
        typed = {
            "submitter_relation": "mother",
            "birth_situation": "ordinary",
            "registry_place_division": "Phường Đồng Hới",
        }
        assert duyen.post(address, hidden(duyen.get(address)) | typed).status_code == 302
        draft.refresh_from_db()
        assert draft.answers["child_full_name"] == name
    fresh = begin_draft(procedure(BIRTH), actor=world.citizen())
    assert not [key for key in fresh.answers if key.startswith("child_")]


@pytest.mark.parametrize(
    "whom", ["child:999999", "mandate:999999", "child:x", "child:", "unit:1", "child:" + "9" * 40]
)
def test_forged_choice_is_not_found_and_begins_nothing(
    world: World, duyen: Citizen, whom: str
) -> None:
    response = duyen.post("/thu-tuc/dang-ky-khai-sinh/bat-dau/", {"_key": form_key(), "whom": whom})
    assert response.status_code == 404
    assert FormDraft.objects.count() == 0


def test_other_peoples_children_and_mandates_cannot_be_used(world: World, thang: Citizen) -> None:
    child, mandate = keep_child(world, "Lê Khánh An", 40), keep_mandate(world)
    for whom in (f"child:{child.pk}", f"mandate:{mandate.pk}"):
        with pytest.raises(OutOfScope):
            begin_draft(procedure(BIRTH), whom=whom, actor=world.citizen(OTHER))
    assert thang.post("/con/", {"_key": form_key(), "remove": child.pk}).status_code == 404
    assert Child.objects.get(pk=child.pk).removed_at is None


def test_child_taken_off_meanwhile_leaves_the_draft_alone(world: World) -> None:
    child = keep_child(world, "Lê Khánh An", 40)
    draft = begin_draft(procedure(BIRTH), whom=f"child:{child.pk}", actor=world.citizen())
    remove_child(child, actor=world.citizen())
    kept = prefill_draft(draft, offers={}, actor=world.citizen())
    assert kept.setting["whom"]["name"] == "Lê Khánh An"


def test_in_anothers_place_the_form_says_so_and_carries_their_facts_and_paper(
    world: World,
) -> None:
    mandate = keep_mandate(world)
    draft = begin_draft(procedure(BUSINESS), whom=f"mandate:{mandate.pk}", actor=world.citizen())
    assert draft.answers["submitter_role"] == "representative"
    assert draft.origins["submitter_role"]["title"] == "Bạn chọn nộp thay Lê Quang Thắng"
    kept = [file["name"] for file in draft.attachments["mandate_file"]]
    assert kept == ["giay-uy-quyen.pdf"]
    client = Citizen(account(MINE))
    address = f"/ban-nhap/{draft.key}/{draft.page}/"
    typed = {
        "business_kind": "individual",
        "submitter_role": "representative",
        "business_address_division": "Phường Đồng Hới",
        "business_address_detail": "12 Lê Lợi",
    }
    assert client.post(address, hidden(client.get(address)) | typed).status_code == 302
    draft.refresh_from_db()
    assert draft.answers["owner_full_name"] == "Lê Quang Thắng"
    assert draft.answers["owner_personal_id"] == OTHER
    assert draft.origins["owner_full_name"]["title"] == "Người bạn làm thay: Lê Quang Thắng"


def test_sent_dossier_keeps_submitter_applicant_representative_and_ground(
    world: World, duyen: Citizen, thang: Citizen
) -> None:
    mandate = keep_mandate(world)
    dossier = send(world, filled(world, mandate))
    assert dossier.submitter.full_name == "Trần Thị Mỹ Duyên"
    assert dossier.applicant["name"] == "Lê Quang Thắng"
    assert dossier.mandate == mandate
    assert dossier.in_place_of == "nộp thay Lê Quang Thắng, căn cứ: giấy ủy quyền, 12/2026"
    for citizen in (duyen, thang):
        assert "Nộp thay Lê Quang Thắng" in citizen.get("/ho-so/")
        assert "giấy ủy quyền, 12/2026" in citizen.get(f"/ho-so/{dossier.submission_code}/")
    assert (
        FileVersion.objects.get(pk=mandate.document_id or 0).file.owner_kind == "accounts.mandate"
    )
    component = dossier.components.get(key="mandate")
    assert component.files == [mandate.document_id]


def test_desk_confirms_the_ground_and_the_slip_says_it(world: World) -> None:
    mandate = keep_mandate(world)
    dossier = send(world, filled(world, mandate))
    step, desk = only_step(dossier), Desk.of(world, "one_stop_officer")
    page = text_of(desk.client.get(f"/can-bo/buoc/{step.pk}/kiem-tra/"))
    assert "Trần Thị Mỹ Duyên nộp thay" in page
    assert "giay-uy-quyen.pdf" in page
    officer = world.officer("one_stop_officer")
    checks = {row.key: ComponentCheck(state="accepted") for row in dossier.components.all()}
    with pytest.raises(InvalidInput) as refused:
        accept_dossier(step, checks=checks, actor=officer)
    assert refused.value.fields["basis"].startswith("Hãy xác nhận căn cứ nộp thay")

    response = desk.client.post(f"/can-bo/buoc/{step.pk}/kiem-tra/", {"act": "basis_yes"})
    assert response.status_code == 302
    mandate.refresh_from_db()
    assert mandate.state == "confirmed"
    assert reads_mandate_paper(officer, mandate.pk, 0)
    assert not reads_mandate_paper(
        world.officer("one_stop_officer", ward=world.ward), mandate.pk + 1, 0
    )
    accept_dossier(only_step(dossier), checks=checks, actor=officer)
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    assert slip.data["in_place_of"] == "nộp thay Lê Quang Thắng, căn cứ: giấy ủy quyền, 12/2026"
    assert slip.data["submitter"] == "Trần Thị Mỹ Duyên"
    assert slip.data["applicant"] == "Lê Quang Thắng"


def test_desk_refuses_the_ground_with_a_reason_and_nothing_is_accepted(world: World) -> None:
    mandate = keep_mandate(world)
    dossier = send(world, filled(world, mandate))
    officer = world.officer("one_stop_officer")
    step = only_step(dossier)
    with pytest.raises(InvalidInput):
        settle_basis(step, accepted=False, reason="", actor=officer)
    settle_basis(step, accepted=False, reason="Chữ ký không khớp", actor=officer)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.reason) == ("rejected", "Chữ ký không khớp")
    checks = {row.key: ComponentCheck(state="accepted") for row in dossier.components.all()}
    with pytest.raises(InvalidInput):
        accept_dossier(only_step(dossier), checks=checks, actor=officer)
    with pytest.raises(IllegalState):
        begin_draft(procedure(BUSINESS), whom=f"mandate:{mandate.pk}", actor=world.citizen())
    page = Citizen(account(MINE)).get(f"/ho-so/{dossier.submission_code}/")
    assert "Quầy không chấp nhận căn cứ nộp thay" in page
    assert "Chữ ký không khớp" in page


def test_other_wards_desk_neither_sees_nor_settles(world: World) -> None:
    mandate = keep_mandate(world)
    place = {"division": "18880", "division_text": "Phường Đồng Hới", "detail": "1 Lê Lợi"}
    dossier = send(world, filled(world, mandate, business_address=place))
    stranger = world.officer("one_stop_officer", ward=world.other)
    assert not reads_mandate_paper(stranger, mandate.pk, 0)
    with pytest.raises(OutOfScope):
        settle_basis(only_step(dossier), accepted=True, actor=stranger)
    mandate.refresh_from_db()
    assert mandate.state == "declared"


def test_revoked_meanwhile_then_sending_is_refused_in_plain_words(
    world: World, duyen: Citizen
) -> None:
    mandate = keep_mandate(world)
    draft = filled(world, mandate)
    end_mandate(mandate, actor=world.citizen(OTHER))
    with pytest.raises(InvalidInput) as refused:
        send(world, draft)
    assert refused.value.fields["whom"] == "Lê Quang Thắng đã thu hồi việc cho bạn làm thay."
    assert Dossier.objects.count() == 0
    draft.refresh_from_db()
    assert draft.completed_at is None
    address = f"/ban-nhap/{draft.key}/xem-lai/"
    response = duyen.post(address, hidden(duyen.get(address)) | {"declared": "on"})
    assert response.status_code == 422
    assert "đã thu hồi việc cho bạn làm thay" in response.content.decode()


def test_expired_meanwhile_then_sending_is_refused(world: World) -> None:
    mandate = keep_mandate(world)
    draft = filled(world, mandate)
    yesterday = timezone.localdate() - timedelta(1)
    Mandate.objects.filter(pk=mandate.pk).update(valid_to=yesterday)
    with pytest.raises(InvalidInput) as refused:
        send(world, draft)
    assert "đã hết hạn ngày" in refused.value.fields["whom"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"submitter_role": "owner"}, "nhưng tờ khai ghi là bạn nộp cho mình"),
        ({"owner_personal_id": "044160000009"}, "không phải của Lê Quang Thắng"),
    ],
)
def test_answers_that_name_somebody_else_are_refused(
    world: World, changes: dict[str, Any], words: str
) -> None:
    draft = filled(world, keep_mandate(world), **changes)
    with pytest.raises(InvalidInput) as refused:
        send(world, draft)
    assert words in str(refused.value)


def test_after_revoking_the_representative_no_longer_sees_the_dossier(
    world: World, duyen: Citizen, thang: Citizen
) -> None:
    mandate = keep_mandate(world)
    dossier = send(world, filled(world, mandate))
    response = thang.post(f"/lam-thay/{mandate.pk}/", {"_key": form_key()})
    assert response.status_code == 302
    assert [row.pk for row in own_dossiers(world.citizen(OTHER))] == [dossier.pk]
    assert list(own_dossiers(world.citizen())) == []
    with pytest.raises(OutOfScope):
        own_dossier(world.citizen(), dossier.submission_code)
    duyen.get(f"/ho-so/{dossier.submission_code}/", status=404)


def test_procedure_outside_the_scope_is_shown_with_the_reason(world: World, duyen: Citizen) -> None:
    mandate = keep_mandate(world, scope=(BIRTH,))
    page = duyen.get(f"/thu-tuc/{procedure(BUSINESS).procedure.slug}/bat-dau/")
    assert "Lê Quang Thắng không giao cho bạn làm thủ tục này." in page
    with pytest.raises(IllegalState):
        begin_draft(procedure(BUSINESS), whom=f"mandate:{mandate.pk}", actor=world.citizen())


def test_mandate_screens_add_show_and_refuse(world: World, duyen: Citizen, thang: Citizen) -> None:
    today = timezone.localdate()
    typed = {
        "_key": form_key(),
        "basis": "authorisation",
        "principal_kind": "person",
        "principal_name": "Lê Quang Thắng",
        "personal_id": "044 091 001 234",
        "valid_from_day": str(today.day),
        "valid_from_month": str(today.month),
        "valid_from_year": str(today.year),
    }
    bad = duyen.post(
        "/lam-thay/them/", typed | {"principal_name": "x" * 20_000, "valid_to_day": "1"}
    )
    assert bad.status_code == 422
    assert "Hãy nhập đủ ngày, tháng, năm." in bad.content.decode()
    bad = duyen.post("/lam-thay/them/", typed | {"principal_name": "<script>x</script>"})
    assert bad.status_code == 422
    assert "<script>x" not in bad.content.decode()
    assert Mandate.objects.count() == 0

    done = duyen.post("/lam-thay/them/", typed)
    mandate = Mandate.objects.get()
    assert done["Location"] == f"/lam-thay/{mandate.pk}/"
    assert mandate.principal_personal_id == OTHER
    assert mandate.valid_to is not None
    page = duyen.get(f"/lam-thay/{mandate.pk}/")
    assert "data-upload" in page
    assert "044091001234" not in page
    assert "Trần Thị Mỹ Duyên" in thang.get("/lam-thay/")
    seen = thang.get(f"/lam-thay/{mandate.pk}/")
    assert "Thu hồi ngay" in seen
    assert "data-upload" not in seen


def test_children_screen_adds_refuses_and_takes_off(world: World, duyen: Citizen) -> None:
    born = timezone.localdate() - timedelta(10)
    typed = {
        "full_name": "Lê Khánh An",
        "date_of_birth_day": str(born.day),
        "date_of_birth_month": str(born.month),
        "date_of_birth_year": str(born.year),
    }
    assert duyen.post("/con/", typed | {"_key": form_key()}).status_code == 302
    future = duyen.post("/con/", typed | {"date_of_birth_year": str(born.year + 1)})
    assert future.status_code == 422
    assert "Ngày sinh này chưa tới. Hãy xem lại." in future.content.decode()
    child = Child.objects.get()
    assert "Lê Khánh An" in duyen.get("/con/")
    assert duyen.post("/con/", {"_key": form_key(), "remove": child.pk}).status_code == 302
    assert "Lê Khánh An" not in duyen.get("/con/").replace("Đã bỏ Lê Khánh An", "")


def test_child_of_a_granted_registration_is_offered_with_its_dossier(
    world: World, duyen: Citizen, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    assert "Lấy từ hồ sơ khai sinh của bạn" not in duyen.get("/con/")
    Case.objects.filter(pk=dossier.pk).update(state="granted")
    Result.objects.create(dossier=dossier, kind="granted")
    page = duyen.get("/con/")
    assert "Lê Nguyễn Khánh Vy" in page
    forged = duyen.post("/con/", {"_key": form_key(), "from": "H50.12-000000-0001"})
    assert forged.status_code == 404
    assert duyen.post("/con/", {"_key": form_key(), "from": dossier.code}).status_code == 302
    child = Child.objects.get()
    assert (child.full_name, child.date_of_birth) == ("Lê Nguyễn Khánh Vy", date(2026, 11, 15))
    assert child.source_text.startswith(f"Hồ sơ {dossier.code}, ngày ")
    assert "Lấy từ hồ sơ khai sinh của bạn" not in duyen.get("/con/")
    stored = CaseData.objects.get(pk=dossier.pk)
    stored.data = {**stored.data, "submitter_relation": "relative"}
    stored.save()
    remove_child(child, actor=world.citizen())
    assert "Lấy từ hồ sơ khai sinh của bạn" not in duyen.get("/con/")


def test_organisation_stands_in_its_own_role_of_a_construction_permit(world: World) -> None:
    mandate = keep_mandate(
        world,
        principal_kind="organisation",
        principal_name="Công ty TNHH Nhật Lệ",
        personal_id="",
        tax_code="3100123456",
        gender="",
        date_of_birth=None,
    )
    permit = begin_draft(procedure("1.013225"), whom=f"mandate:{mandate.pk}", actor=world.citizen())
    assert permit.setting["principal_role"] == "legal_entity"
    assert permit.answers["submitter_role"] == "representative"
    offered = ActingFor().offers(
        world.citizen(), frozenset({"legal_entity.name", "legal_entity.tax_code"}), permit.setting
    )
    assert {key: offer.value for key, offer in offered.items()} == {
        "legal_entity.name": "Công ty TNHH Nhật Lệ",
        "legal_entity.tax_code": "3100123456",
    }
    assert ActingFor().offers(world.citizen(OTHER), frozenset(offered), permit.setting) == {}
    with pytest.raises(IllegalState):
        begin_draft(procedure(BUSINESS), whom=f"mandate:{mandate.pk}", actor=world.citizen())
