# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer who reads English: the screen follows, papers and records stay Vietnamese."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from lienthong.core.cases.api import Step
from lienthong.modules.onestop.models import Defect, Dossier, DossierPaper
from lienthong.modules.onestop.queries.papers import paper_values
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.modules.onestop.tests.test_desk_steps import accept, check_url
from lienthong.modules.onestop.tests.test_desk_steps import online as filed
from lienthong.testing.world import World

online = filed


@pytest.fixture
def english(world: World, online: Step) -> Client:
    """The desk officer with English chosen."""
    client = sign_in(world)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_screen_speaks_english_and_marks_the_words_of_the_citizen(
    english: Client, online: Step
) -> None:
    page = english.get(check_url(online)).content.decode()

    assert '<html lang="en"' in page
    assert "Accept and print the slip" in page
    assert '<h1><span lang="vi">Đăng ký khai sinh cho Lê Nguyễn Khánh Vy</span></h1>' in page
    assert "Nhận và in giấy hẹn" not in page


def test_slip_made_from_an_english_screen_is_vietnamese(english: Client, online: Step) -> None:
    made = english.post(check_url(online), accept(v_birth_certificate_originals="1"))

    slip = DossierPaper.objects.get(kind="01")
    assert slip.data["channel"] == "trực tuyến"
    assert slip.data["fee"] == "Miễn phí"
    assert "Thứ" in slip.data["received"]
    assert slip.data["explanation"]["sentence"].startswith(("Nhận lúc", "Thời hạn"))
    page = english.get(made["Location"]).content.decode()
    assert '<html lang="vi">' in page
    assert '<nav class="print-bar" lang="en" aria-label="Actions on the print">' in page
    assert "Nhận kết quả:" in page
    assert "Result received" not in page


def test_supplement_asked_from_an_english_screen_is_vietnamese(
    english: Client, online: Step
) -> None:
    asked = {
        "act": "supplement",
        "v_declaration": "accepted",
        "v_birth_certificate": "missing",
        "what_content": "Sửa ngày sinh của mẹ",
        "reason": "Ảnh mờ.",
    }

    english.post(check_url(online), asked)

    said = set(Defect.objects.values_list("name", "what"))
    assert ("Nội dung kê khai", "Sửa ngày sinh của mẹ") in said
    assert ("Giấy chứng sinh", "Chưa có hoặc chưa đọc được.") in said


def test_control_slip_ignores_the_language_of_the_screen(online: Step) -> None:
    dossier = Dossier.objects.get(pk=online.case_id)

    with translation.override("en"):
        slip = paper_values(dossier, "06", made_by="Phạm Thu Trang")

    assert slip["channel"] == "trực tuyến"
    assert slip["made_at"].split(", ")[1].startswith(("Thứ", "Chủ Nhật"))
