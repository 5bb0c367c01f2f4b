# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages for what went wrong say what was kept and what to do."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from lienthong.portals.citizen import errors
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


@pytest.mark.django_db
def test_unknown_address_offers_the_search() -> None:
    response = Client().get("/khong-co/")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()
    assert 'role="search"' in response.content.decode()


@pytest.mark.django_db
def test_old_form_token_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/dang-xuat/")
    assert response.status_code == 403
    assert "Trang này đã mở quá lâu" in response.content.decode()


def test_failure_page_needs_no_database() -> None:
    response = errors.broken(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "Chúng tôi đang gặp trục trặc" in page
    assert "⟦" not in page


@pytest.mark.django_db
def test_refused_page_when_forbidden() -> None:
    request = RequestFactory().get("/")
    response = errors.forbidden(request)
    assert response.status_code == 403
    assert "Bạn chưa mở được trang này" in response.content.decode()


@pytest.mark.django_db
def test_officer_who_is_lost_finds_the_way_to_work_and_no_search_of_procedures(
    world: World,
) -> None:
    client = Client()
    client.force_login(world.account("one_stop_officer"))
    page = client.get("/can-bo/giay/999999/").content.decode()

    assert "Không có trang này" in page
    assert 'href="/can-bo/"' in page
    assert 'class="rail"' in page
    assert 'class="head on-dark"' not in page


@pytest.mark.covers("3.7")
@pytest.mark.django_db
def test_officer_who_may_not_stays_in_the_frame_of_work(world: World) -> None:
    client = Client()
    client.force_login(world.account("clerk"))
    answer = client.get("/can-bo/ky/")
    outside = client.get("/khong-co/").content.decode()

    assert answer.status_code == 403
    assert 'class="rail"' in answer.content.decode()
    assert "Chưa làm được việc này" in answer.content.decode()
    assert 'class="head on-dark"' in outside
