# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search: words, codes, scanned addresses, the palette, and nobody else's cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Step
from lienthong.core.search.api import Findable, push, unit_token
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.testing.world import World

CODE = "H50.12-261120-0042"


def findable(world: World, *, code: str = CODE, title: str = "Đăng ký khai sinh") -> Step:
    step = make_step(world.ward, title=title, code=code)
    with transaction.atomic():
        push(
            Findable(
                kind_id=step.kind_id,
                subject_id=step.case_id,
                sort_at=timezone.now(),
                title=title,
                line=f"{code} · {step.subject_name}",
                codes=(code, "RRNB-F2VR-ECWT"),
                scope=(unit_token(world.ward.agency.pk),),
            )
        )
    return step


def find(world: World, text: str, **options: Any) -> Any:
    client = sign_in(world, ward=options.pop("ward", None))
    return client.get(reverse("officer:search"), {"q": text}, **options)


@pytest.mark.parametrize(
    "text",
    [CODE, CODE.lower(), f"https://dichvucong.example/tra-cuu/{CODE}/", f"  {CODE} "],
)
def test_a_code_or_its_address_opens_the_case(world: World, text: str) -> None:
    step = findable(world)

    response = find(world, text)

    assert response.status_code == 302
    assert response["Location"] == reverse("onestop:officer-case", args=[step.case_id])


def test_the_address_of_a_result_opens_its_check(world: World) -> None:
    response = find(world, "https://dichvucong.example/xac-minh/YEQV2WXTM3OGHVV1")

    assert response["Location"] == "/xac-minh/YEQV2WXTM3OGHVV1/"


def test_words_list_what_contains_them(world: World) -> None:
    findable(world)

    response = find(world, "huyen am")
    nothing = find(world, "khong co ai")

    assert [row["title"] for row in response.context["results"]] == ["Đăng ký khai sinh"]
    assert "Không tìm thấy hồ sơ nào trong đơn vị" in nothing.content.decode()


def test_the_whole_code_wins_over_longer_ones(world: World) -> None:
    step = findable(world)
    findable(world, code=f"{CODE}1")

    assert find(world, CODE)["Location"] == reverse("onestop:officer-case", args=[step.case_id])
    assert len(find(world, CODE[:-1]).context["results"]) == 2


def test_other_units_find_nothing(world: World) -> None:
    findable(world)

    assert find(world, CODE, ward=world.other).context["results"] == []


def test_palette_gets_options_only(world: World) -> None:
    findable(world)

    response = find(world, CODE, headers={"HX-Request": "true"})
    page = response.content.decode()

    assert response.status_code == 200
    assert 'role="option"' in page
    assert "<html" not in page


def test_reads_do_not_grow_with_results(world: World) -> None:
    findable(world)
    find(world, "khai sinh")
    client = sign_in(world)
    url = reverse("officer:search")
    client.get(url, {"q": "khai sinh"})
    with CaptureQueriesContext(connection) as one:
        client.get(url, {"q": "khai sinh"})
    for number in range(12):
        findable(world, code=f"H50.12-261120-01{number:02d}")
    with CaptureQueriesContext(connection) as many:
        response = client.get(url, {"q": "khai sinh"})

    assert len(response.context["results"]) == 13
    assert len(many) <= len(one)
