# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search: words, codes, scanned addresses, the palette, and nobody else's cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Delegation, NewDelegation, make_delegation
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Case, Step
from lienthong.core.search.api import (
    PUBLIC_TOKEN,
    Family,
    Findable,
    above_token,
    person_token,
    push,
    unit_token,
)
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.portals.officer.search import views
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
                scope=(unit_token(world.ward.agency.pk), above_token(world.ward.agency.pk)),
                state="in_process",
            )
        )
    return step


def cases_in(response: Any) -> list[Any]:
    """The rows of the group of cases, or of the only group listed."""
    if "rows" in response.context:
        return list(response.context["rows"])
    return [row for group in response.context["groups"] for row in group["rows"]]


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
    nothing = find(world, "xuxuxu khong thay")

    (group,) = response.context["groups"]
    assert [row["title"] for row in group["rows"]] == ["Đăng ký khai sinh"]
    assert [row["state"] for row in group["rows"]] == ["đang giải quyết"]
    assert "Không tìm thấy gì trong phạm vi của bạn" in nothing.content.decode()


def test_the_whole_code_wins_over_longer_ones(world: World) -> None:
    step = findable(world)
    findable(world, code=f"{CODE}1")

    assert find(world, CODE)["Location"] == reverse("onestop:officer-case", args=[step.case_id])
    assert len(cases_in(find(world, CODE[:-1]))) == 2


def test_the_code_that_the_sender_knows_opens_a_case_that_has_none_yet(world: World) -> None:
    step = findable(world, code="W6H7-BFB2-3D7A")
    Case.objects.filter(pk=step.case_id).update(code=None)

    response = find(world, "w6h7-bfb2-3d7a")

    assert response["Location"] == reverse("onestop:officer-case", args=[step.case_id])


def test_other_units_find_nothing(world: World) -> None:
    findable(world)

    assert find(world, CODE, ward=world.other).context["groups"] == []


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
    client.get(url, {"q": "khai sinh", "nhom": "ho-so"})
    with CaptureQueriesContext(connection) as one:
        client.get(url, {"q": "khai sinh", "nhom": "ho-so"})
    for number in range(12):
        findable(world, code=f"H50.12-261120-01{number:02d}")
    with CaptureQueriesContext(connection) as many:
        response = client.get(url, {"q": "khai sinh", "nhom": "ho-so"})

    assert len(cases_in(response)) == 13
    assert len(many) == len(one)


def put(world: World, family: Family, number: int, title: str, **more: Any) -> None:
    row: dict[str, Any] = {"scope": (unit_token(world.ward.agency.pk),)} | more
    with transaction.atomic():
        push(Findable(0, number, timezone.now(), title, family=family, **row))


@pytest.mark.covers("11")
def test_one_box_finds_cases_people_documents_procedures_and_pages(world: World) -> None:
    findable(world, title="Xác nhận trợ giúp")
    put(world, Family.PERSON, 7, "Trần Trợ Giúp")
    put(world, Family.DOCUMENT, 7, "Về trợ giúp", codes=("12/UBND-VP",))
    put(world, Family.PROCEDURE, 7, "Trợ giúp hằng tháng", scope=(PUBLIC_TOKEN,))

    page = find(world, "tro giup")
    palette = find(world, "tro giup", headers={"HX-Request": "true"})

    slugs = [group["slug"] for group in page.context["groups"]]
    assert slugs == ["ho-so", "nguoi", "van-ban", "thu-tuc"]
    assert [group["slug"] for group in palette.context["groups"]] == slugs
    assert "<b>trợ</b> <b>giúp</b>" in page.content.decode()
    assert [row["title"] for row in cases_in(find(world, "12/UBND"))] == ["Về trợ giúp"]
    (pages,) = find(world, "viec cua toi").context["groups"]
    assert pages["rows"][0]["url"] == reverse("officer:inbox")
    (guides,) = find(world, "giao viec thay").context["groups"]
    assert reverse("officer:help-topic", args=["giao-viec"]) in [
        row["url"] for row in guides["rows"]
    ]


def test_person_leads_to_their_cases_within_scope_only(world: World) -> None:
    step = findable(world)
    case = step.case
    put(world, Family.CASE, case.pk, case.title, scope=(unit_token(world.ward.agency.pk), "zzp7"))
    put(world, Family.CASE, 990, "Việc nơi khác", scope=(unit_token(world.other.agency.pk), "zzp7"))
    put(world, Family.PERSON, 7, "Trần Thị Hà")
    client = sign_in(world)

    (person,) = cases_in(client.get(reverse("officer:search"), {"q": "tran ha", "nhom": "nguoi"}))
    theirs = cases_in(client.get(person["url"]))

    assert person_token(7) == "zzp7"
    assert [row["url"] for row in theirs] == [reverse("onestop:officer-case", args=[case.pk])]


def test_state_unit_and_days_narrow_what_is_listed(world: World) -> None:
    running = findable(world)
    ended = findable(world, code="H50.12-261120-0043")
    now, ward = timezone.now(), unit_token(world.ward.agency.pk)
    put(world, Family.CASE, ended.case_id, "Đăng ký khai sinh", state="returned", scope=(ward,))
    client = sign_in(world)

    def listed(**asked: str) -> list[str]:
        rows = cases_in(client.get(reverse("officer:search"), {"q": "khai sinh", **asked}))
        return [row["url"].strip("/").rsplit("/", 1)[-1] for row in rows]

    today = f"{timezone.localdate():%d/%m/%Y}"
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    agency = str(world.ward.agency.pk)
    assert listed(**{"trang-thai": "returned"}) == [str(ended.case_id)]
    assert listed(**{"trang-thai": "in_process"}) == [str(running.case_id)]
    assert listed(**{"don-vi": agency}) == [str(running.case_id)], "only it lies below the agency"
    assert len(listed(tu=today, den=today)) == 2
    assert listed(tu=tomorrow) == []
    assert now.tzinfo is not None
    wrong = client.get(reverse("officer:search"), {"q": "khai", "tu": "31/02/2026"})
    assert "chưa lọc theo ngày đó" in wrong.content.decode()


def test_pages_of_results_go_on_where_the_last_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LIMIT", 2)
    for number in range(5):
        findable(world, code=f"H50.12-261120-01{number:02d}")
    client, url = sign_in(world), reverse("officer:search") + "?q=khai+sinh&nhom=ho-so"
    seen = []
    while url:
        page = client.get(url).context
        seen += [row["url"] for row in page["rows"]]
        url = page["next_url"] and reverse("officer:search") + page["next_url"]

    assert len(seen) == len(set(seen)) == 5
    strange = client.get(reverse("officer:search"), {"q": "khai", "sau": "9|gestern|x"})
    assert len(cases_in(strange)) == 5


def test_recent_searches_are_kept_for_the_officer_alone_and_can_be_forgotten(world: World) -> None:
    client, url = sign_in(world), reverse("officer:search")
    for number in range(10):
        client.get(url, {"q": f"huyền ẵm {number}"})
    client.get(url, {"q": "huyền ẵm 5"})

    mine = client.get(url).context["recent"]
    others = sign_in(world, "clerk").get(url).context["recent"]
    palette = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert mine[:3] == ["huyền ẵm 5", "huyền ẵm 9", "huyền ẵm 8"]
    assert len(mine) == 8
    assert others == []
    assert "huyền ẵm 9" in palette
    client.post(reverse("officer:search-forget"))
    assert client.get(url).context["recent"] == []


@pytest.mark.covers("11")
def test_delegate_sees_what_the_delegator_sees_while_delegated_and_nothing_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    findable(world)
    taker = world.account("administrator")
    today = timezone.localdate()
    clock = {"days": 0}
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=clock["days"]))
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    asked = NewDelegation(taker.pk, first, last, reason="Đi học ở tỉnh")
    make_delegation(world.ward.agency, asked=asked, actor=world.officer("leader"))

    def found_after(days: int) -> int:
        clock["days"] = days
        return len(cases_in(find_as(taker, "khai sinh")))

    assert Delegation.objects.count() == 1
    assert [found_after(days) for days in range(7)] == [0, 0, 1, 1, 1, 0, 0]


def find_as(account: Account, text: str) -> Any:
    client = Client()
    client.force_login(account)
    return client.get(reverse("officer:search"), {"q": text, "nhom": "ho-so"})
