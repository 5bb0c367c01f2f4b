# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kept views: what is kept, for whom, how a list opens with one, how it is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import GrantScope, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Step
from lienthong.core.notifications.api import Message
from lienthong.core.ui.api import NewView, Receiver, SavedView, give_view, save_view
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.registry import lists
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.portals.officer.tables import INBOX
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("8")
INBOX_URL = "/can-bo/"
REGISTER = "onestop.register"


def keep(client: Client, query: str, *, spec: str = INBOX.code, **typed: Any) -> Any:
    known = {one.code: one for one in lists()}.get(spec)
    values: dict[str, Any] = {"name": "Trễ của tôi", "audience": "own", "viec": "luu"}
    if known:
        values |= {"columns": known.shown({}), "order": known.order({})}
    values |= typed
    return client.post(f"{reverse('officer:views')}?ds={spec}&{query}", values, follow=True)


def titles(page: Any) -> list[str]:
    return [tab["title"] for tab in page.context["tabs"]]


def test_view_is_kept_with_filters_columns_and_order_and_stands_among_the_tabs(
    world: World,
) -> None:
    make_step(world.ward, due=timezone.now() - timedelta(days=1))
    client = sign_in(world)

    page = keep(client, "xem=tre&sau=9|9", columns=["ma"], order="moi")

    view = SavedView.objects.get()
    assert view.asked == {"xem": "tre", "cot": "ma", "sap": "moi"}
    assert (view.owner_id, view.audience) == (world.account("civil_status_officer").pk, "own")
    (current,) = [tab for tab in page.context["tabs"] if tab["current"]]
    assert current["title"] == "Trễ của tôi"
    text = page.content.decode()
    assert "Đã lưu cách xem “Trễ của tôi”." in text
    assert 'class="cases__code"' in text
    assert 'class="cases__person"' not in text
    assert 'class="cases__step"' not in text


def test_same_name_replaces_and_a_list_shows_its_own_views_only(world: World) -> None:
    client = sign_in(world)
    keep(client, "xem=tre")
    keep(client, "xem=hom-nay")
    keep(client, "q=khai&nhom=ho-so", spec="officer.search", name="Khai sinh")

    kept = SavedView.objects.order_by("pk").values_list("list_code", "asked")
    assert list(kept) == [
        ("officer.inbox", {"xem": "hom-nay", "sap": "gap"}),
        ("officer.search", {"q": "khai", "nhom": "ho-so"}),
    ]
    assert "Khai sinh" not in titles(client.get(INBOX_URL + "?xem=gap"))


@pytest.mark.parametrize(
    "typed", [{"name": " "}, {"name": "x" * 61}, {"audience": "everyone"}, {"columns": []}]
)
def test_what_cannot_be_kept_is_said_with_what_was_typed(
    world: World, typed: dict[str, Any]
) -> None:
    page = keep(sign_in(world), "xem=tre", **typed)

    assert page.status_code == 422
    assert not SavedView.objects.exists()


def test_thirty_views_of_a_list_are_enough(world: World) -> None:
    actor = world.officer("civil_status_officer")
    for number in range(30):
        save_view(NewView(INBOX.code, f"Cách {number}"), actor=actor)

    page = keep(sign_in(world), "xem=tre", name="Cách nữa")
    again = keep(sign_in(world), "xem=tre", name="Cách 7")

    assert page.status_code == 422
    assert "Đã lưu 30 cách xem" in page.content.decode()
    assert again.status_code == 200


def test_name_of_a_view_is_told_as_vietnamese_on_an_english_page(world: World) -> None:
    save_view(NewView(INBOX.code, "Sắp trễ"), actor=world.officer("civil_status_officer"))
    client = sign_in(world)
    shown = client.get(INBOX_URL + "?xem=gap").content.decode()
    client.cookies["lt_language"] = "en"

    english = client.get(INBOX_URL + "?xem=gap").content.decode()

    assert 'lang="vi">Sắp trễ<' in english
    assert 'lang="vi">Sắp trễ<' not in shown
    assert "Sắp trễ" in shown


def test_view_of_the_agency_is_found_in_all_its_units_and_nowhere_else(world: World) -> None:
    leader = world.officer("leader")
    save_view(NewView(INBOX.code, "Của phường", {"xem": "tre"}, "unit"), actor=leader)
    save_view(NewView(INBOX.code, "Riêng lãnh đạo"), actor=leader)
    mates = {
        role: "Của phường" in titles(sign_in(world, role).get(INBOX_URL + "?xem=gap"))
        for role in ("leader", "civil_status_officer", "clerk")
    }

    other = titles(sign_in(world, ward=world.other).get(INBOX_URL + "?xem=gap"))
    listed = sign_in(world, "clerk").get(reverse("officer:views")).content.decode()
    assert f"· {world.account('leader')}" in listed, "who shared it"
    assert mates == dict.fromkeys(mates, True)
    assert "Của phường" not in other
    assert "Riêng lãnh đạo" not in titles(sign_in(world).get(INBOX_URL + "?xem=gap"))


def test_shared_view_of_who_has_left_is_used_on_and_looked_after_by_another(world: World) -> None:
    gone = world.officer("leader")
    view = save_view(NewView(INBOX.code, "Của phường", {"xem": "tre"}, "unit"), actor=gone)
    heir = Account.objects.create_user("ke-nhiem", kind="officer", display_name="Võ Thị Nga")
    post, held = world.account("leader").memberships.get(), world.account("leader").grants.get()
    heir.memberships.create(
        unit=post.unit, position=post.position, valid_from=post.valid_from, is_main=True
    )
    heir.grants.create(role=held.role, unit=held.unit, scope=held.scope, valid_from=held.valid_from)
    Account.objects.filter(pk=world.account("leader").pk).update(is_active=False)
    mate, client = sign_in(world), Client()
    client.force_login(heir)
    act = reverse("officer:view", args=[view.pk])

    listed = client.get(reverse("officer:views")).content.decode()
    assert "không còn làm việc" in listed
    assert "Nhận quản lý" in listed
    assert "Nhận quản lý" not in mate.get(reverse("officer:views")).content.decode()
    assert mate.post(act, {"viec": "nhan"}).status_code in {403, 404}
    own = save_view(NewView(INBOX.code, "Của phường"), actor=actor_for(heir))
    refused = client.post(act, {"viec": "nhan"}, follow=True).content.decode()
    assert "Bạn đã có cách xem tên này" in refused
    own.delete()

    done = client.post(act, {"viec": "nhan"}, follow=True).content.decode()

    assert "Từ nay bạn quản lý cách xem" in done
    view.refresh_from_db()
    assert (view.owner_id, view.audience) == (heir.pk, "unit")
    assert "Của phường" in titles(mate.get(INBOX_URL + "?xem=gap"))
    keep(client, "xem=hom-nay", name="Của phường", audience="unit")
    assert SavedView.objects.get().asked["xem"] == "hom-nay"


def colleague(world: World, name: str, *, may_share: bool = True) -> Account:
    """An officer beside the leader: with the same post, perhaps with the same right."""
    made = Account.objects.create_user(name.lower(), kind="officer", display_name=name)
    leader = world.account("leader")
    post, held = leader.memberships.get(), leader.grants.get()
    made.memberships.create(
        unit=post.unit, position=post.position, valid_from=post.valid_from, is_main=True
    )
    if may_share:
        made.grants.create(
            role=held.role, unit=held.unit, scope=held.scope, valid_from=held.valid_from
        )
    return made


def test_shared_view_is_given_to_a_colleague_who_may_keep_it_and_hears_of_it(world: World) -> None:
    gone, heir, helper = (colleague(world, name) for name in ("Ước", "Nga", "Hà"))
    view = save_view(NewView(INBOX.code, "Chung", {"xem": "tre"}, "unit"), actor=actor_for(gone))
    locked, other = colleague(world, "Khóa"), world.account("leader", ward=world.other)
    plain = colleague(world, "Thường", may_share=False)
    Account.objects.filter(pk__in=[gone.pk, locked.pk]).update(is_active=False)
    client, address = sign_in(world, "leader"), reverse("officer:view-give", args=[view.pk])

    offered = client.get(address).context["form"].fields["to"].choices
    told = {}
    for one in (gone, locked, other, plain):
        page = client.post(address, {"to": str(one.pk)})
        assert page.status_code == 422
        told[str(one)] = str(page.context["form"].errors["to"][0])
    nobody = client.post(address, {"to": "999999999"})

    names = [name.partition(",")[0] for _pk, name in offered]
    assert set(names) == {"Chọn người nhận", "Nga", str(helper), str(world.account("leader"))}
    assert told == {
        "Ước": "Ước đang quản lý cách xem này rồi.",
        "Khóa": "Tài khoản của Khóa đang bị khóa.",
        str(other): f"{other} không làm việc ở đơn vị của cách xem này.",
        "Thường": "Thường không có quyền chia sẻ cách xem này.",
    }
    assert str(nobody.context["form"].errors["to"][0]) == "Chọn người nhận trong danh sách."
    own = save_view(NewView(INBOX.code, "Chung"), actor=actor_for(heir))
    page = client.post(address, {"to": str(heir.pk)})
    assert str(page.context["form"].errors["to"][0]) == "Nga đã có cách xem tên này."
    own.delete()
    view.refresh_from_db()
    assert view.owner_id == gone.pk, "nothing of this changed it"

    done = client.post(address, {"to": str(heir.pk)}, follow=True)
    run_jobs()

    assert "Đã giao cách xem “Chung” cho Nga." in done.content.decode()
    view.refresh_from_db()
    assert (view.owner_id, view.audience, view.asked) == (heir.pk, "unit", {"xem": "tre"})
    message = Message.objects.get(kind="notifications.view_given")
    assert (message.account_id, message.link) == (heir.pk, reverse("officer:views"))
    assert "giao bạn quản lý cách xem “Chung” của danh sách" in message.body
    client.post(reverse("officer:view", args=[view.pk]), {"viec": "nhan"})
    lines = [line["what"] for line in client.get(address).context["lines"]]
    leader = world.account("leader")
    assert lines == [
        "Nhận quản lý từ Nga", "Giao quản lý từ Ước cho Nga", "Lưu lần đầu",
    ]  # fmt: skip
    view.refresh_from_db()
    assert view.owner_id == leader.pk, "taken back by who gave it"


def test_view_is_given_only_where_one_may_share_and_not_by_a_lent_right(world: World) -> None:
    leader = world.officer("leader")
    shared = save_view(NewView(INBOX.code, "Chung", {}, "unit"), actor=leader)
    own = save_view(NewView(INBOX.code, "Riêng"), actor=leader)
    heir = colleague(world, "Nga")
    to = Receiver(actor_for(heir), is_active=True)
    for view, actor in (
        (own, leader),
        (shared, world.officer("clerk")),
        (shared, world.officer("leader", ward=world.other)),
    ):
        with pytest.raises((NotAllowed, OutOfScope)):
            give_view(view, to=to, actor=actor)
    held = replace(to.actor.holdings[0], from_account_id=leader.account_id)
    lent = Receiver(to.actor.acting(holdings=(held,)), is_active=True)
    with pytest.raises(InvalidInput) as refused:
        give_view(shared, to=lent, actor=leader)
    assert refused.value.fields == {"to": "Nga không có quyền chia sẻ cách xem này."}
    assert set(SavedView.objects.values_list("owner_id", flat=True)) == {leader.account_id}


def test_administrator_finds_views_that_nobody_looks_after_in_every_unit(world: World) -> None:
    gone, heir = colleague(world, "Ước"), colleague(world, "Nga")
    view = save_view(NewView(INBOX.code, "Chung", {}, "unit"), actor=actor_for(gone))
    kept = save_view(NewView(INBOX.code, "Có người", {}, "unit"), actor=actor_for(heir))
    chief = world.account("leader", ward=world.other)
    chief.grants.update(scope=GrantScope.ALL)
    client = sign_in(world, "leader", ward=world.other)
    assert client.get(reverse("officer:views")).context["left"] == []
    gone.memberships.update(valid_to=timezone.localdate())

    left = client.get(reverse("officer:views"))
    client.post(reverse("officer:view-give", args=[view.pk]), {"to": str(heir.pk)})

    assert [row["view"].pk for row in left.context["left"]] == [view.pk]
    assert "Của người không còn ở đơn vị" in left.content.decode()
    view.refresh_from_db()
    assert view.owner_id == heir.pk
    assert client.get(reverse("officer:views")).context["left"] == []
    assert client.post(reverse("officer:view", args=[kept.pk]), {"viec": "xoa"}).status_code == 404


def test_sharing_needs_the_right_and_for_everyone_it_must_reach_everywhere(world: World) -> None:
    mine = NewView(INBOX.code, "Chung", {}, "unit")
    with pytest.raises((NotAllowed, OutOfScope)):
        save_view(mine, actor=world.officer("civil_status_officer"))
    everyone = NewView(INBOX.code, "Toàn tỉnh", {}, "everyone")
    with pytest.raises((NotAllowed, OutOfScope)):
        save_view(everyone, actor=world.officer("leader"))
    world.account("leader").grants.update(scope=GrantScope.ALL)

    save_view(everyone, actor=world.officer("leader"))

    assert "Toàn tỉnh" in titles(sign_in(world, ward=world.other).get(INBOX_URL + "?xem=gap"))


def test_list_opens_with_the_chosen_view_until_it_is_chosen_no_longer(world: World) -> None:
    client = sign_in(world)
    keep(client, "xem=tre", is_default="on")
    view = SavedView.objects.get()

    opened = client.get(INBOX_URL)
    asked = client.get(INBOX_URL + "?xem=gap")
    client.post(reverse("officer:view", args=[view.pk]), {"viec": "thoi-mo-san"})
    after = client.get(INBOX_URL)

    assert opened["Location"] == f"{INBOX_URL}?sap=gap&xem=tre&cx={view.pk}"
    assert asked.status_code == 200
    assert after.status_code == 200
    assert sign_in(world, "clerk").get(INBOX_URL).status_code == 200


def test_only_whoever_kept_it_or_may_share_there_forgets_it(world: World) -> None:
    leader = world.officer("leader")
    shared = save_view(NewView(INBOX.code, "Chung", {}, "unit"), actor=leader)
    own = save_view(NewView(INBOX.code, "Riêng"), actor=leader)
    SavedView.objects.filter(pk=shared.pk).update(unit_id=world.officer("clerk").unit_id)
    clerk, address = sign_in(world, "clerk"), reverse("officer:view", args=[shared.pk])

    refused = clerk.post(address, {"viec": "xoa"})
    unknown = clerk.post(reverse("officer:view", args=[own.pk]), {"viec": "xoa"})
    sign_in(world, "leader").post(reverse("officer:view", args=[own.pk]), {"viec": "xoa"})

    assert refused.status_code in {403, 404}
    assert unknown.status_code == 404
    assert list(SavedView.objects.values_list("pk", flat=True)) == [shared.pk]


def test_name_shared_in_a_unit_that_one_has_left_is_said_to_be_taken(world: World) -> None:
    leader = world.officer("leader")
    left = save_view(NewView(INBOX.code, "Trễ của tôi", {}, "unit"), actor=leader)
    SavedView.objects.filter(pk=left.pk).update(unit_id=world.other.agency.pk)
    client = sign_in(world, "leader")

    page = keep(client, "xem=tre")
    other = keep(client, "xem=tre", name="Trễ ở đây")

    assert page.status_code == 422
    assert "bạn từng chia sẻ ở đơn vị khác" in page.content.decode()
    assert other.status_code == 200
    left.refresh_from_db()
    assert (left.asked, left.audience) == ({}, "unit"), "its people use it as it was"


def test_unknown_lists_and_lists_one_may_not_see_do_not_exist(world: World) -> None:
    client = sign_in(world, "administrator")

    for code in ("x.y", REGISTER):
        assert client.get(reverse("officer:views"), {"ds": code}).status_code == 404
        assert keep(client, "", spec=code).status_code == 404


def test_looking_without_keeping_only_changes_the_address(world: World) -> None:
    client = sign_in(world)
    address = f"{reverse('officer:views')}?ds={INBOX.code}&xem=tre"

    shown = client.post(address, {"viec": "xem", "columns": ["ma", "buoc"], "order": "gap"})

    assert shown["Location"] == "/can-bo/?cot=ma%2Cbuoc&sap=gap&xem=tre"
    assert not SavedView.objects.exists()


def test_module_list_takes_part_with_its_own_columns_and_order(world: World) -> None:
    client = sign_in(world, "leader")

    page = keep(client, "tinh-trang=returned", spec=REGISTER, columns=["hen"])

    assert page.redirect_chain[-1][0].startswith(reverse("onestop:officer-register") + "?")
    assert page.context["hidden"] == {"chu", "nhan", "tra", "nguoi-nhan"}
    assert page.context["span"].state == "returned"


def pages(client: Client, address: str) -> list[int]:
    seen: list[int] = []
    while address:
        context = client.get(address).context
        seen += [row["id"] for group in context["groups"] for row in group["rows"]]
        address = context["next_url"] and INBOX_URL + context["next_url"]
    return seen


def test_newest_first_pages_through_everything_once(world: World) -> None:
    steps = [make_step(world.ward) for _number in range(33)]
    with transaction.atomic():
        for number, step in enumerate(steps):
            at = timezone.now() - timedelta(hours=(number * 7) % 33)
            Step.objects.filter(pk=step.pk).update(opened_at=at)
    newest = list(Step.objects.order_by("-opened_at", "-pk").values_list("pk", flat=True))

    assert pages(sign_in(world), INBOX_URL + "?sap=moi") == newest


def test_statements_are_the_same_for_one_row_and_thirty(world: World) -> None:
    client, counts = sign_in(world), []
    client.get(INBOX_URL + "?sap=moi")
    for more in (1, 29):
        for _number in range(more):
            make_step(world.ward)
        with CaptureQueriesContext(connection) as captured:
            client.get(INBOX_URL + "?sap=moi")
        counts.append(len(captured))

    assert counts[0] == counts[1]
