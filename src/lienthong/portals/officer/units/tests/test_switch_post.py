# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The post switch: only one's own posts exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.core.units.api import Membership, Position
from lienthong.portals.officer.cases.tests.samples import ROLE, sign_in
from lienthong.testing.world import START, World

URL = "officer:post"


def second_post(world: World) -> Membership:
    return Membership.objects.create(
        account=world.account(ROLE),
        unit=world.other.agency,
        position=Position.objects.get(code=ROLE),
        valid_from=START,
    )


def test_switching_changes_the_unit_one_acts_for(world: World) -> None:
    membership = second_post(world)
    client = sign_in(world)
    posts = client.get(reverse("officer:inbox")).context["posts"]
    chosen = next(post for post in posts if not post["current"])

    before = client.get(reverse("officer:warnings")).status_code
    response = client.post(reverse(URL), {"post": chosen["value"]}, follow=True)
    after = client.get(reverse("officer:warnings"))

    assert (before, after.status_code) == (200, 403)
    assert "Việc của vị trí khác thì đổi vị trí" in after.content.decode()
    assert response.context["actor"].unit_id == membership.unit_id
    assert len(posts) == 2


def test_other_posts_do_not_exist(world: World) -> None:
    second_post(world)
    client = sign_in(world)

    assert client.post(reverse(URL), {"post": "999999"}).status_code == 404
    assert client.post(reverse(URL), {"post": ""}).status_code == 404
    assert client.get(reverse(URL)).status_code == 405


PASSWORD = "mat-khau-thu-nghiem"


@pytest.mark.covers("3")
def test_chosen_post_is_there_again_after_signing_in_anew(world: World, settings: Any) -> None:
    settings.OFFICER_SECOND_FACTOR = "optional"
    membership = second_post(world)
    client = Client()
    typed = {"login": world.account(ROLE).username, "password": PASSWORD}
    client.post("/dang-nhap/can-bo/", typed)
    client.post(reverse(URL), {"post": str(membership.pk)})
    client.post("/can-bo/dang-xuat/")

    client.post("/dang-nhap/can-bo/", typed)

    page = client.get(reverse("officer:inbox"))
    assert page.context["actor"].unit_id == membership.unit_id
    assert [post["current"] for post in page.context["posts"]].count(True) == 1


@pytest.mark.covers("3")
@pytest.mark.parametrize("number", ["999999", "x", "-1", "9" * 500, ""])
def test_remembered_post_that_is_not_ones_own_is_passed_over(
    number: str, world: World, settings: Any
) -> None:
    settings.OFFICER_SECOND_FACTOR = "optional"
    client = Client()
    client.cookies["lt_post"] = number
    account = world.account(ROLE)

    client.post("/dang-nhap/can-bo/", {"login": account.username, "password": PASSWORD})

    page = client.get(reverse("officer:inbox"))
    assert page.context["actor"].unit_id == world.ward.agency.pk


@pytest.mark.covers("3")
def test_two_posts_in_one_unit_are_told_apart(world: World) -> None:
    Membership.objects.create(
        account=world.account(ROLE),
        unit=world.ward.agency,
        position=Position.objects.get(code="clerk"),
        valid_from=START,
    )

    posts = sign_in(world).get(reverse("officer:inbox")).context["posts"]

    assert [post["current"] for post in posts] == [True, False]
