# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The post switch: only one's own posts exist."""

from __future__ import annotations

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

    response = client.post(reverse(URL), {"post": chosen["value"]}, follow=True)

    assert response.context["actor"].unit_id == membership.unit_id
    assert len(posts) == 2


def test_other_posts_do_not_exist(world: World) -> None:
    second_post(world)
    client = sign_in(world)

    assert client.post(reverse(URL), {"post": "999999"}).status_code == 404
    assert client.post(reverse(URL), {"post": ""}).status_code == 404
    assert client.get(reverse(URL)).status_code == 405
