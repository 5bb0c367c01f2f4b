# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk prints by itself: kept per desk, once, in copies and size as asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.core.accounts.api import Account
from lienthong.modules.onestop.models import DossierPaper, PrintProfile
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_desk_counter import URL, form, sign_in
from lienthong.modules.onestop.tests.test_desk_steps import check_url
from lienthong.modules.onestop.tests.work import only_step, text_of
from lienthong.testing.world import World

PRINTING = "/can-bo/mot-cua/cach-in/"
CHOSEN = {"_key": "in", "at_once": "on", "size": "a4_pair", "copies": "3"}


def test_profile_is_kept_for_the_desk_and_for_no_other(world: World) -> None:
    desk, other = sign_in(world), sign_in(world, ward=world.other)

    assert desk.post(PRINTING, CHOSEN).status_code == 302

    kept = PrintProfile.objects.get()
    assert (kept.unit, kept.at_once, kept.size, kept.copies) == (
        world.ward.desk, True, "a4_pair", 3,
    )  # fmt: skip
    assert desk.get(PRINTING).context["profile"].copies == 3
    assert other.get(PRINTING).context["profile"].copies == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"size": "a0"}, "Hãy chọn một khổ giấy."),
        ({"copies": "0"}, "Số liên từ 1 đến 3."),
        ({"copies": "4"}, "Số liên từ 1 đến 3."),
        ({"copies": "hai"}, "Số liên từ 1 đến 3."),
    ],
)
def test_wrong_size_or_copies_are_refused_in_words(
    world: World, wrong: dict[str, str], said: str
) -> None:
    answer = sign_in(world).post(PRINTING, CHOSEN | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PrintProfile.objects.exists()


def test_received_slip_is_printed_from_the_empty_counter(world: World) -> None:
    desk = sign_in(world)
    desk.post(PRINTING, CHOSEN)
    answer = desk.post(URL, form())
    slip = DossierPaper.objects.get()

    assert answer["Location"] == f"{reverse('onestop:officer-counter')}?in={slip.pk}"
    page = desk.get(answer["Location"])
    assert [shown.key for shown in page.context["slips"]] == [str(slip.pk)]
    assert page.context["sheet"].person["full_name"] == ""
    assert f"Đã nhận hồ sơ {slip.dossier.code}." in page.content.decode()
    framed = desk.get(f"/can-bo/giay/{slip.pk}/?khung").content.decode()
    assert framed.count("GIẤY TIẾP NHẬN HỒ SƠ") == 3
    assert "paper--pair" in framed
    assert "print-bar" not in framed
    assert "<script" not in framed


@pytest.mark.parametrize("kind", ["01", "02", "03", "04", "05", "NV", "fw", "bb"])
def test_every_slip_of_the_desk_is_printed_on_its_paper(world: World, kind: str) -> None:
    desk = sign_in(world)
    desk.post(URL, form())
    made = DossierPaper.objects.get()
    slip = DossierPaper.objects.create(dossier=made.dossier, kind=kind, data=made.data)
    address = f"/can-bo/giay/{slip.pk}/"
    assert "paper--a5" in desk.get(address).content.decode()
    desk.post(PRINTING, CHOSEN)
    assert "paper--pair" in desk.get(address).content.decode()

    slip.data |= {"reason": "Chờ trích lục. " * 100}
    slip.save()
    assert "paper--a5" in desk.get(address).content.decode()
    control = desk.get(reverse("onestop:officer-paper-control", args=[slip.dossier_id]))
    assert "paper--pair" in control.content.decode()


def test_without_the_switch_the_slip_opens_as_before(world: World) -> None:
    desk = sign_in(world)
    answer = desk.post(URL, form())
    slip = DossierPaper.objects.get()

    assert answer["Location"] == reverse("onestop:officer-paper-now", args=[slip.pk])
    assert desk.get(answer["Location"]).content.decode().count("GIẤY TIẾP NHẬN HỒ SƠ") == 2


def test_another_desk_cannot_print_the_slip(world: World) -> None:
    desk: Client = sign_in(world)
    desk.post(URL, form())
    slip = DossierPaper.objects.get()

    assert sign_in(world, ward=world.other).get(f"{URL}?in={slip.pk}").status_code == 404
    assert "data-slip" not in desk.get(f"{URL}?in=abc").content.decode()


def test_every_paper_of_the_desk_is_printed_from_the_next_screen(world: World) -> None:
    desk = sign_in(world)
    desk.post(PRINTING, CHOSEN)
    mother = Citizen(Account.objects.get(person__personal_id="044194003812"))
    sent = mother.submit()
    asked = {"act": "supplement", "reason": "Sai tên.", "what_content": "Tên"}

    answer = desk.post(check_url(only_step(sent)), asked)

    paper = DossierPaper.objects.get(kind="02")
    assert answer["Location"] == f"{reverse('onestop:officer-reception')}?in={paper.pk}"
    page = text_of(desk.get(answer["Location"]))
    assert f'data-slip="{paper.pk}"' in page
    assert f'src="/can-bo/giay/{paper.pk}/?khung"' in page
    assert f"Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, hồ sơ {sent.code}." in page
    desk.post(PRINTING, {**CHOSEN, "_key": "off", "at_once": ""})
    other = mother.submit()
    refused = {"act": "refuse", "refusal": "Không đúng nơi.", "legal_basis": "61/2018/NĐ-CP"}
    answer = desk.post(check_url(only_step(other)), refused)
    made = DossierPaper.objects.get(kind="03")
    assert answer["Location"] == reverse("onestop:officer-paper-now", args=[made.pk])
