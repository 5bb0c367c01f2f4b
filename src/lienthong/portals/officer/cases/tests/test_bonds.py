# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Links, tags, followers and names in comments: what is kept, who sees it, who is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lienthong.core.access.api import GrantScope
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import (
    Case,
    CaseEvent,
    CaseMention,
    add_comment,
    bonds_of,
    link_case,
    tag_case,
    watch_case,
)
from lienthong.core.notifications.api import Message
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.registry import bulk_acts
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("8")


@pytest.fixture
def case(world: World) -> Case:
    return make_step(world.ward).case


def post(world: World, case: Case, what: str, role: str = "leader", **typed: Any) -> Any:
    url = reverse(f"officer:case-{what}", args=[case.pk])
    return sign_in(world, role).post(url, typed)


def fresh_bonds(case: Case, actor: Actor) -> dict[str, Any]:
    case.refresh_from_db()
    return bonds_of(case, actor)


def told() -> list[tuple[str, str]]:
    run_jobs()
    kinds = ("cases.mentioned", "cases.watched")
    rows = Message.objects.filter(kind__in=kinds).order_by("pk")
    return [
        (message.kind, str(Account.objects.get(pk=message.account_id or 0))) for message in rows
    ]


def test_link_stands_on_both_cases_and_is_told_to_officers_only(world: World, case: Case) -> None:
    other = make_step(world.ward, title="Đăng ký kết hôn").case
    actor = world.officer("leader")

    post(world, case, "link", code=f" {str(other.code).lower()} ", kind="follows")

    (here,), (there,) = fresh_bonds(case, actor)["links"], fresh_bonds(other, actor)["links"]
    assert (here["code"], here["kind"], bool(here["id"])) == (other.code, "tiếp theo của", True)
    assert (there["code"], there["kind"]) == (case.code, "được tiếp nối bởi")
    assert there["id"] == 0, "taken away where it was made"
    event = CaseEvent.objects.get(case_id=case.pk, kind="case_linked")
    assert (event.audience, event.data["comment"]) == ("officer", other.code)
    post(world, case, "link", bo=str(here["id"]))
    assert fresh_bonds(case, actor)["links"] == []
    assert post(world, case, "link", bo="999").status_code == 404


@pytest.mark.parametrize("code", ["", "H50.12-000000-0000", "own", "elsewhere"])
def test_only_another_case_within_reach_can_be_linked(world: World, case: Case, code: str) -> None:
    elsewhere = make_step(world.other).case
    codes = {"own": str(case.code), "elsewhere": str(elsewhere.code)}

    with pytest.raises(InvalidInput) as refused:
        link_case(case, code=codes.get(code, code), kind="related", actor=world.officer("leader"))

    assert set(refused.value.fields) == {"code"}
    assert not case.links.exists()


def test_linked_case_beyond_reach_is_only_counted(world: World, case: Case) -> None:
    elsewhere = make_step(world.other, title="Việc kín").case
    case.links.create(to_case=elsewhere, kind="related")
    Case.objects.filter(pk=case.pk).update(has_bonds=True)

    (link,) = fresh_bonds(case, world.officer("leader"))["links"]

    assert (link["title"], link["code"], link["url"]) == ("", "", "")


def test_tags_are_those_of_the_agency_and_one_word_is_one_tag(world: World, case: Case) -> None:
    other = make_step(world.ward).case
    actor = world.officer("leader")
    post(world, case, "tags", tags="Ưu tiên, Khó , ưu tiên")
    tag_case(other, names=["UU TIEN"], actor=actor)

    assert fresh_bonds(case, actor)["tags"] == ["Khó", "Ưu tiên"]
    assert fresh_bonds(other, actor)["tags"] == ["Ưu tiên"]
    choice = sign_in(world, "leader").get("/can-bo/", {"nhan": "chon"}).content.decode()
    assert choice.count("<details data-menu open>") == 1, "one press, and the tags are there"
    assert choice.index("<details data-menu open>") < choice.index(">Khó</a>")
    post(world, case, "tags", tags="Khó")
    assert fresh_bonds(case, actor)["tags"] == ["Khó"]
    for wrong in (["x" * 41], [str(number) for number in range(11)]):
        with pytest.raises(InvalidInput):
            tag_case(case, names=wrong, actor=actor)
    assert fresh_bonds(case, actor)["tags"] == ["Khó"]


def test_follower_hears_what_others_do_and_say_until_they_stop(world: World, case: Case) -> None:
    clerk = str(world.account("clerk"))
    post(world, case, "watch", "clerk", viec="theo-doi")

    tag_case(case, names=["Khó"], actor=world.officer("leader"))
    add_comment(case, text="Xem giúp.", actor=world.officer("leader"))
    tag_case(case, names=[], actor=world.officer("clerk"))

    assert told() == [("cases.watched", clerk), ("cases.watched", clerk)]
    message = Message.objects.filter(kind="cases.watched").latest("pk")
    assert message.link == reverse("onestop:officer-case", args=[case.pk])
    post(world, case, "watch", "clerk", viec="thoi")
    add_comment(case, text="Xem giúp lần nữa.", actor=world.officer("leader"))
    assert len(told()) == 2


def test_follower_who_may_no_longer_see_the_case_hears_nothing(world: World, case: Case) -> None:
    watch_case(case, is_watching=True, actor=world.officer("clerk"))
    world.account("clerk").grants.update(valid_to="2026-01-01")

    add_comment(case, text="Xem giúp.", actor=world.officer("leader"))

    assert told() == []


def test_named_officer_is_told_once_and_only_if_they_may_see_the_case(
    world: World, case: Case
) -> None:
    clerk, stranger = world.account("clerk"), world.account("clerk", ward=world.other)
    Account.objects.filter(pk=stranger.pk).update(display_name="Người Phường Khác")
    Account.objects.filter(pk=clerk.pk).update(display_name="Trần Công Tuấn")
    watch_case(case, is_watching=True, actor=world.officer("clerk"))
    text = "Nhờ @tran cong tuan và @Người Phường Khác xem, cả @Trần Công Tuấn."

    comment = add_comment(case, text=text, actor=world.officer("leader"))

    assert list(CaseMention.objects.values_list("comment_id", "account_id")) == [
        (comment.pk, clerk.pk)
    ]
    assert told() == [("cases.mentioned", "Trần Công Tuấn")]


def test_names_are_offered_of_those_who_take_part(world: World, case: Case) -> None:
    Account.objects.filter(pk=world.account("clerk").pk).update(display_name="Trần Công Tuấn")
    url = reverse("officer:case-names", args=[case.pk])

    found = sign_in(world, "leader").get(url, {"q": "cong t"}).json()
    nobody = sign_in(world, "leader", ward=world.other).get(url, {"q": "cong t"})

    assert found == {"names": ["Trần Công Tuấn"]}
    assert nobody.status_code == 404


def test_what_was_wrong_is_said_on_the_case(world: World, case: Case) -> None:
    url = reverse("officer:case-link", args=[case.pk])
    client = sign_in(world, "leader")

    answer = client.post(url, {"code": "H50.12-000000-0000"})

    assert answer["Location"] == reverse("onestop:officer-case", args=[case.pk]) + "#lien-ket"
    page = client.get("/can-bo/?xem=gap").content.decode()
    assert "Không tìm thấy hồ sơ có mã này trong phạm vi của bạn." in page


def test_statements_are_the_same_for_any_number_of_links(world: World, case: Case) -> None:
    actor, counts = world.officer("leader"), []
    for more in (1, 9):
        for _number in range(more):
            other = make_step(world.ward).case
            link_case(case, code=str(other.code), kind="related", actor=actor)
        with CaptureQueriesContext(connection) as captured:
            fresh_bonds(case, actor)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("code", ["cases.watch_case", "cases.tag_case"])
def test_preview_for_whoever_sees_everything_says_what_the_act_does(
    world: World, case: Case, code: str
) -> None:
    world.account("leader").grants.update(scope=GrantScope.ALL)
    case.participations.all().delete()
    actor = world.officer("leader")
    act = next(act for act in bulk_acts() if act.code == code)

    (row,) = act.preview([case.pk], actor)

    assert row.why == ""
    assert act.attempt(case.pk, {"tags": "rà soát"}, actor) is not None
