# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hostile and endless writing at every entrance: it is shown as text or refused, and kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import CaseComment, Step
from lienthong.core.documents.api import IssuedDocument
from lienthong.modules.onestop.exports.register import COLUMNS, register_workbook
from lienthong.modules.onestop.models import Dossier, Rating, Result
from lienthong.modules.onestop.tests.citizen import Citizen, hidden
from lienthong.modules.onestop.tests.test_desk_counter import URL as COUNTER
from lienthong.modules.onestop.tests.test_desk_counter import form, sign_in
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")

EXAMINER = "civil_status_officer"
HOSTILE = '=HYPERLINK("http://x.vn")<script>alert(1)</script>\u202egnp.exe\x00 Khánh'
STORED = HOSTILE.replace("\x00", "").replace("\u202e", "")
SCRIPT = "<script>alert(1)"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"
ENDLESS = "Ước nguyện " * 1819
GROUND = "61/2018/NĐ-CP, Điều 19"


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


@pytest.fixture
def officer(world: World) -> Desk:
    return Desk.of(world, EXAMINER)


def test_reason_of_an_officer_when_hostile_then_is_text_on_every_screen(
    world: World, dossier: Dossier, officer: Desk
) -> None:
    comment = reverse("onestop:officer-comment", args=[dossier.pk])
    assert officer.client.post(comment, {"text": HOSTILE}).status_code == 302
    step = only_step(dossier)
    typed = {"comment": HOSTILE, "line_child_full_name": HOSTILE}
    assert officer.act("propose", step, **typed).status_code == 302
    leader = Desk.of(world, "leader")
    assert leader.act("send-back", only_step(dossier), reason=HOSTILE).status_code == 302
    refusal = {"reason": HOSTILE, "legal_basis": HOSTILE}
    assert officer.act("refuse", only_step(dossier), **refusal).status_code == 302

    assert CaseComment.objects.get().text == STORED
    assert Step.objects.get(case_id=dossier.pk, node="sign", outcome="send_back").comment == STORED
    assert Result.objects.get().reason == STORED
    pages = [desk.case(dossier) for desk in (officer, leader)]
    pages.append(leader.client.get(reverse("onestop:officer-signing")))
    for page in map(text_of, pages):
        assert SCRIPT not in page
    assert SHOWN in text_of(pages[0])
    assert SHOWN in text_of(pages[1])


def test_ground_and_comment_when_endless_then_are_refused_and_kept(
    dossier: Dossier, officer: Desk
) -> None:
    typed = {"reason": "Thiếu căn cứ.", "legal_basis": ENDLESS}
    refused = officer.act("refuse", only_step(dossier), **typed)
    talk = officer.client.post(
        reverse("onestop:officer-comment", args=[dossier.pk]), {"text": ENDLESS}
    )

    assert (refused.status_code, talk.status_code) == (422, 422)
    assert "Ghi căn cứ pháp lý, nhiều nhất 300 ký tự." in text_of(refused)
    assert ENDLESS.strip() in text_of(refused)
    assert "Viết từ 1 đến 5.000 ký tự." in text_of(talk)
    assert ENDLESS.strip() in text_of(talk)
    assert only_step(dossier).node == "examine"
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("text", [HOSTILE, ENDLESS], ids=["hostile", "endless"])
def test_names_at_the_counter_when_wrong_then_are_refused_in_words_and_kept(
    world: World, text: str
) -> None:
    desk = sign_in(world)
    for name in ("child_full_name", "person_phone", "cash"):
        answer = desk.post(COUNTER, form(**{name: text}))

        assert answer.status_code == 422, name
        assert SCRIPT not in answer.content.decode()
        assert 'value="044194003812"' in answer.content.decode()
    assert not Dossier.objects.exists()


def test_person_at_the_counter_when_hostile_then_is_text_wherever_shown(world: World) -> None:
    desk = sign_in(world)
    typed = form(person_full_name=HOSTILE, birth_facility=HOSTILE, registry_place_detail=HOSTILE)
    answer = desk.post(COUNTER, typed)

    dossier = Dossier.objects.select_related("case").get()
    slip = desk.get(answer["Location"]).content.decode()
    case = text_of(Desk.of(world, EXAMINER).case(dossier))
    assert "\x00" not in str(dossier.case.subject_name)
    for page in (slip, case, desk.get("/can-bo/so-theo-doi/").content.decode()):
        assert SCRIPT not in page
    assert SHOWN in case


def test_person_at_the_counter_when_endless_then_is_refused_and_kept(world: World) -> None:
    desk = sign_in(world)
    answer = desk.post(COUNTER, form(person_full_name=ENDLESS, person_residence=ENDLESS))

    assert answer.status_code == 422
    for most in ("120", "300"):
        assert f"nhiều nhất {most} ký tự, đang có 20.008." in text_of(answer)
    assert text_of(answer).count(ENDLESS.strip()) >= 2
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("text", [HOSTILE, ENDLESS], ids=["hostile", "endless"])
def test_answer_of_a_citizen_when_refused_then_is_kept_and_escaped(
    mother: Citizen, text: str
) -> None:
    address = f"/ban-nhap/{mother.start().key}/start/"
    first = mother.pages["start"] | {"registry_place_detail": HOSTILE}
    child = mother.post(address, hidden(mother.get(address)) | first)["Location"]
    typed = mother.pages["child"] | {"child_full_name": text}
    answer = mother.post(child, hidden(mother.get(child)) | typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert SCRIPT not in page
    assert 'id="id_child_full_name"' in page
    assert (SHOWN if text is HOSTILE else "Ước nguyện Ước nguyện") in page


def test_withdrawal_and_rating_when_hostile_or_endless_then_are_kept_as_text(
    world: World, mother: Citizen
) -> None:
    made = mother.submit()
    path = f"/ho-so/{made.submission_code}/"
    mother.get(f"{path}rut/")
    drawn = mother.post(f"{path}rut/", {"reason": HOSTILE, "_key": "w" * 22})
    assert drawn.status_code == 302
    typed = {"level": "2", "comment": ENDLESS, "_key": "m" * 22}
    rated = mother.post(f"{path}danh-gia/", typed)

    assert rated.status_code == 422
    assert "Góp ý dài quá 2.000 ký tự." in rated.content.decode()
    assert ENDLESS.strip() in rated.content.decode()
    assert not Rating.objects.exists()
    assert SCRIPT not in mother.get(path)
    assert SCRIPT not in text_of(Desk.of(world, "one_stop_officer").case(made))


def test_workbook_when_cells_are_hostile_then_holds_text_only() -> None:
    row = dict.fromkeys((key for key, _words, _width in COLUMNS), STORED)
    content = register_workbook([row], title=STORED, span="")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert sheet.count('t="s"') > 2 * len(COLUMNS)
    assert "=HYPERLINK" in strings
    assert SHOWN in strings


def test_address_when_it_holds_a_nul_then_does_not_exist(db: None) -> None:
    assert Client().get("/tra-cuu/AB%00CD/").status_code == 404
    assert Client().get("/tra-cuu/?ma=%00").status_code in {200, 302, 422}
