# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen files a birth registration: service page, pages of the form, sending once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import open_steps_of
from lienthong.core.deadlines.api import Deadline
from lienthong.core.forms.api import FormDraft
from lienthong.core.notifications.api import contact_setting
from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.actions.intake import ComponentCheck, accept_dossier
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import PAGES, PLACE, Citizen, errors, hidden
from lienthong.testing.world import World


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


@pytest.fixture
def other(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044091001234"))


def test_from_service_page_to_confirmation_and_tracking(mother: Citizen) -> None:
    dossier = mother.submit()

    sent = mother.get(f"/ho-so/{dossier.submission_code}/da-nop/")
    assert "Hồ sơ đã được gửi" in sent
    assert dossier.submission_code in sent
    assert "<svg" in sent
    assert "8 giờ làm việc" in sent
    assert dossier.case.state == "submitted"
    assert dossier.case.title == "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy"
    assert dossier.delivery == "desk"
    tracked = mother.get(f"/ho-so/{dossier.submission_code}/")
    assert "Bạn đã nộp hồ sơ" in tracked
    assert "Đang ở bước này" in tracked
    assert "Lê Nguyễn Khánh Vy" in mother.get("/ho-so/")


def test_confirmation_asks_how_to_tell_and_keeps_it(mother: Citizen, other: Citizen) -> None:
    dossier = mother.submit()
    path = f"/ho-so/{dossier.submission_code}/da-nop/"
    page = mother.get(path)
    assert "Chúng tôi báo cho bạn thế nào?" in page
    assert "Tin nhắn tới số 09" in page
    assert " *** " in page
    assert page.count('name="channels"') == 1

    answer = mother.client.post(path, {"channels": []})

    setting = contact_setting(dossier.submitter_id)
    assert answer["Location"] == path
    assert setting is not None
    assert (setting.wants_email, setting.wants_sms) == (True, False)
    assert setting.phone == dossier.submitter.phone
    assert 'value="sms" id="id_channels_0" checked' not in mother.get(path)
    assert other.client.post(path, {"channels": ["sms"]}).status_code == 404
    setting.refresh_from_db()
    assert setting.wants_sms is False


def test_service_page_promises_in_plain_words(world: World) -> None:
    response = Client().get("/thu-tuc/dang-ky-khai-sinh/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nếu bạn nộp bây giờ" in page
    assert "Nhận kết quả" in page
    assert "Vì sao?" in page
    assert 'class="strip' in page
    assert "60/2014/QH13" in page
    assert "csrfmiddlewaretoken" not in page
    assert response["X-Lienthong-Page"] == "-"


def test_starting_needs_sign_in_and_comes_back(world: World) -> None:
    response = Client().get("/thu-tuc/dang-ky-khai-sinh/bat-dau/")
    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/?next=/thu-tuc/dang-ky-khai-sinh/bat-dau/")


def test_next_page_is_the_answer_where_the_browser_puts_its_address_right(
    mother: Citizen,
) -> None:
    at_once = {"_at_once": "1"}
    begun = mother.post("/thu-tuc/dang-ky-khai-sinh/bat-dau/", {"_key": form_key(), **at_once})
    first = begun.content.decode()
    draft = FormDraft.objects.get()
    address = f"/ban-nhap/{draft.key}/start/"
    assert (begun.status_code, begun["Cache-Control"]) == (200, "private, no-store")
    assert f'data-address="{address}"' in first
    assert f'<form method="post" action="{address}" data-onward' in first
    assert f"next={address}" in first.replace("%2F", "/")

    sent = hidden(first) | PAGES["start"] | at_once
    answers = [mother.post(address, sent) for _press in range(2)]
    for answer in answers:
        assert answer.status_code == 200, errors(answer)
        assert f'data-address="/ban-nhap/{draft.key}/child/"' in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.revision, draft.page) == (2, "child")
    assert "_at_once" not in draft.answers


def test_error_page_keeps_what_was_typed(mother: Citizen) -> None:
    draft = mother.start()
    mother.changes = {"child_date_of_birth_year": "2031"}
    address = f"/ban-nhap/{draft.key}/start/"
    first = mother.post(address, hidden(mother.get(address)) | {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": "Phường Đồng Hới",
    })  # fmt: skip
    child = first["Location"]
    typed = {
        "child_full_name": "Lê Nguyễn Khánh Vy",
        "child_date_of_birth_day": "22",
        "child_date_of_birth_month": "11",
        "child_date_of_birth_year": "2031",
        "child_sex": "female",
    }
    refused = mother.post(child, hidden(mother.get(child)) | typed)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Còn 1 chỗ cần sửa" in page
    assert page.count("Ngày 22/11/2031 chưa tới. Hãy nhập ngày con ra đời.") == 2
    assert 'value="Lê Nguyễn Khánh Vy"' in page
    assert "<title>Lỗi: " in page


def test_decomposed_unicode_is_stored_composed(mother: Citizen) -> None:
    import unicodedata

    mother.changes = {"child_full_name": unicodedata.normalize("NFD", "Lê Nguyễn Khánh Vỹ Ổn")}
    dossier = mother.submit()
    assert dossier.case.title == "Đăng ký khai sinh cho Lê Nguyễn Khánh Vỹ Ổn"
    assert unicodedata.is_normalized("NFC", dossier.case.title)


def test_same_key_twice_makes_one_dossier(mother: Citizen) -> None:
    address = mother.fill(mother.start())
    key = hidden(mother.get(address))["_key"]
    first = mother.post(address, {"declared": "on", "_key": key})
    second = mother.post(address, {"declared": "on", "_key": key})
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_two_tabs_make_one_dossier(mother: Citizen) -> None:
    address = mother.fill(mother.start())
    tabs = [hidden(mother.get(address))["_key"] for _tab in range(2)]
    answers = [mother.post(address, {"declared": "on", "_key": key}) for key in tabs]
    assert tabs[0] != tabs[1]
    assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
    assert Dossier.objects.count() == 1


def test_sending_needs_the_declaration(mother: Citizen) -> None:
    address = mother.fill(mother.start())
    refused = mother.post(address, {"_key": "khong-cam-doan"})
    assert refused.status_code == 422
    assert "Hãy đánh dấu vào ô cam đoan trước khi nộp." in refused.content.decode()
    assert not Dossier.objects.exists()


def test_unanswered_questions_lead_back_to_their_page(mother: Citizen) -> None:
    draft = mother.start()
    refused = mother.post(f"/ban-nhap/{draft.key}/xem-lai/", {"declared": "on", "_key": "som"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f"/ban-nhap/{draft.key}/child/?sua=child_full_name#id_child_full_name" in page


def test_script_tags_are_escaped(mother: Citizen) -> None:
    draft = mother.start()
    address = f"/ban-nhap/{draft.key}/start/"
    typed = {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": "Phường Đồng Hới",
        "registry_place_detail": "<script>alert(1)</script>",
    }
    assert mother.post(address, hidden(mother.get(address)) | typed).status_code == 302
    review = mother.get(f"/ban-nhap/{draft.key}/xem-lai/")
    assert "<script>alert" not in review
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in review


def test_another_tab_loses_nothing(mother: Citizen) -> None:
    draft = mother.start()
    address = f"/ban-nhap/{draft.key}/start/"
    stale = hidden(mother.get(address))
    typed = {"submitter_relation": "mother", "birth_situation": "ordinary"}
    place = {"registry_place_division": "Phường Đồng Hới"}
    assert mother.post(address, stale | typed | place).status_code == 302
    late = stale | typed | {"registry_place_detail": "Số 12 Quang Trung", "_key": "the-hai"} | place
    answer = mother.post(address, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Số 12 Quang Trung"' in page
    assert "ở một cửa sổ khác" in page


def test_drafts_are_listed_discarded_and_restored(mother: Citizen) -> None:
    draft = mother.start()
    assert draft.key in mother.get("/ban-nhap/")
    assert mother.post(f"/ban-nhap/{draft.key}/xoa/", {"_key": "xoa"}).status_code == 302
    assert "lấy lại được" in mother.get("/ban-nhap/")
    assert mother.post(f"/ban-nhap/{draft.key}/lay-lai/", {"_key": "lai"}).status_code == 302
    assert FormDraft.objects.get().discarded_at is None


def test_nobody_else_sees_a_draft_or_dossier(mother: Citizen, other: Citizen) -> None:
    draft = mother.start()
    dossier = mother.submit()
    for path in (
        f"/ban-nhap/{draft.key}/",
        f"/ban-nhap/{draft.key}/start/",
        f"/ban-nhap/{draft.key}/xem-lai/",
        f"/ho-so/{dossier.submission_code}/",
        f"/ho-so/{dossier.submission_code}/da-nop/",
        f"/ho-so/{dossier.submission_code}/bo-sung/",
        f"/ho-so/{dossier.submission_code}/rut/",
        f"/ho-so/{dossier.submission_code}/danh-gia/",
        f"/ho-so/{dossier.submission_code}/ket-qua/",
    ):
        other.get(path, status=404)


def test_personal_pages_are_not_stored(mother: Citizen) -> None:
    dossier = mother.submit()
    response = mother.client.get(f"/ho-so/{dossier.submission_code}/")
    assert response["Cache-Control"] == "private, no-store"
    assert "X-Lienthong-Page" not in response


def test_page_that_is_not_asked_leads_back_to_the_draft(mother: Citizen) -> None:
    draft = mother.start()
    response = mother.client.get(f"/ban-nhap/{draft.key}/father/")
    assert response["Location"] == f"/ban-nhap/{draft.key}/"
    mother.get(f"/ban-nhap/{draft.key}/khong-co/", status=404)


def test_late_dossier_says_so_first(mother: Citizen, world: World) -> None:
    dossier = mother.submit()
    checks = {row.key: ComponentCheck(state="accepted") for row in dossier.components.all()}
    step = open_steps_of(dossier.pk)[0]
    accept_dossier(step, checks=checks, actor=world.officer("one_stop_officer"))
    code = Dossier.objects.get(pk=dossier.pk).code
    assert "Chúng tôi trễ hẹn" not in mother.get(f"/ho-so/{code}/")
    ago = timezone.now() - timedelta(days=9)
    deadline_id = Dossier.objects.get(pk=dossier.pk).case.deadline_id
    Deadline.objects.filter(pk=deadline_id or 0).update(due_at=ago)
    page = mother.get(f"/ho-so/{code}/")
    assert "Chúng tôi trễ hẹn. Xin lỗi bạn." in page
    assert "chip--late" in page


def test_correcting_what_was_filled_in_keeps_what_was_typed_and_changes_its_source(
    mother: Citizen,
) -> None:
    draft = mother.start()
    for page in ("start", "child", "birth", "child_origin"):
        path = f"/ban-nhap/{draft.key}/{page}/"
        mother.post(path, mother.pages[page] | hidden(mother.get(path)))
    draft.refresh_from_db()
    residence = draft.answers["child_hometown"] | {"detail": "Tổ 8"}
    known: dict[str, Any] = {"mother_full_name": "Trần Thị Mỹ Duyên", "mother_residence": residence}
    known["mother_personal_id"] = "044194003812"
    draft.answers |= known
    draft.origins = {key: {"title": "Cơ sở dữ liệu dân cư"} for key in known}
    draft.save(update_fields=["answers", "origins"])
    path = f"/ban-nhap/{draft.key}/mother/"
    shown = mother.get(path)
    born = {n: v for n, v in mother.pages["mother"].items() if "date_of_birth" in n}
    carried = hidden(shown) | born
    assert shown.count('name="_edit"') == 3
    assert carried["mother_full_name"] == "Trần Thị Mỹ Duyên"

    first = mother.post(path, carried | {"_edit": "mother_full_name"}).content.decode()
    typed = carried | {"mother_full_name": "Trần Thị Duyên"}
    second = mother.post(
        path, typed | {"_open": "mother_full_name", "_edit": "mother_residence"}
    ).content.decode()

    assert first.count('name="_edit"') == 2
    assert 'class="errors"' not in second
    assert 'value="Trần Thị Duyên"' in second
    assert f'value="{born["mother_date_of_birth_year"]}"' in second
    assert second.count('name="_edit"') == 1
    assert second.count('name="_open"') == 2
    draft.refresh_from_db()
    assert draft.answers["mother_full_name"] == "Trần Thị Mỹ Duyên"

    kept = carried | {
        "mother_full_name": "Trần Thị Duyên",
        "mother_residence_division": PLACE,
        "mother_residence_detail": "Tổ dân phố 9",
    }
    assert mother.post(path, kept).status_code == 302
    draft.refresh_from_db()
    assert draft.answers["mother_full_name"] == "Trần Thị Duyên"
    assert draft.answers["mother_residence"]["detail"] == "Tổ dân phố 9"
    assert {"mother_full_name", "mother_residence"}.isdisjoint(draft.origins)
    assert "mother_personal_id" in draft.origins
